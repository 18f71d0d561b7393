"""A slow autosave does not undo a publication."""

import pytest

from pages.events.models import SummitPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    home = factories.site()
    events = factories.EventsIndexPageFactory(parent=home)
    summits = factories.SummitsIndexPageFactory(parent=events)
    return factories.SummitPageFactory(parent=summits, live=False)


def test_a_draft_read_before_the_publication_leaves_the_page_live(draft):
    slow = SummitPage.objects.get(pk=draft.pk)
    SummitPage.objects.get(pk=draft.pk).save_revision().publish()
    slow.title = "遅れて届いた題名"
    slow.save()
    assert SummitPage.objects.get(pk=draft.pk).live


def test_a_draft_is_saved_while_nobody_publishes(draft):
    page = SummitPage.objects.get(pk=draft.pk)
    page.title = "新しい題名"
    page.save()
    assert SummitPage.objects.get(pk=draft.pk).title == "新しい題名"


def test_unpublishing_takes_the_page_down(draft):
    draft.save_revision().publish()
    SummitPage.objects.get(pk=draft.pk).unpublish()
    assert not SummitPage.objects.get(pk=draft.pk).live
