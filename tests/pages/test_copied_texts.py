"""A copy keeps the texts of its original as a suggestion; none of them goes public unread."""

import re
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import (
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HELD = "第1回には約350名が参加しました。"
INVITES = "どなたでもご参加いただけます。"
TICK = "この文章は、このページにも当てはまります"


def paragraph(text):
    return ("paragraph", f"<p>{text}</p>")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Each kind of page whose text tells of its time, and one whose text does not."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        texts = {"summary": HELD, "body": [paragraph(INVITES)]}
        trainings = factories.TrainingIndexPageFactory(parent=home, slug="trainings")
        training = factories.TrainingPageFactory(slug="training", **texts, parent=trainings)
        reports = factories.NewsIndexPageFactory(parent=home, slug="reports")
        news = factories.NewsPageFactory(slug="news", **texts, parent=reports)
        awards = factories.AwardsIndexPageFactory(parent=home, slug="awards")
        award = factories.AwardRoundPageFactory(slug="award", **texts, parent=awards)
        plain = factories.InformationPageFactory(slug="plain", **texts, parent=home)
        section = factories.InformationPageFactory(parent=home, slug="section")
        asking = factories.QuestionnairePageFactory(slug="asking", **texts, parent=section)
        factories.QuestionnaireQuestionFactory(page=asking)
        for page in (training, news, award, plain, section, asking):
            page.save_revision().publish()
        yield SimpleNamespace(home=home.pk)


@pytest.fixture(autouse=True)
def _pages(made):
    """Every test has them."""


DATED = pytest.mark.parametrize("slug", ["training", "news", "award", "asking"])


def page_of(slug):
    return Page.objects.get(slug=slug, locale=factories.japanese()).specific


def copy_of(client, slug, **data):
    page = page_of(slug)
    sent = {"new_title": "写し", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
    answer = client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]), {**sent, "publish_copies": "on", **data}
    )
    assert answer.status_code == 302
    return page_of("copy")


def sent(client, page, action="action-publish", **changes):
    """The answer to the form as its editor sends it."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = client.get(address).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form").dict()
    body = nested_form_data({"body": streamfield([("paragraph", rich_text(f"<p>{INVITES}</p>"))])})
    return client.post(address, {**form, **body, **changes, action: "1"})


@DATED
def test_a_copy_is_a_draft_with_the_texts_of_its_original(admin_client, slug):
    form = admin_client.get(reverse("wagtailadmin_pages:copy", args=[page_of(slug).pk]))
    assert "publish_copies" not in form.content.decode()
    copy = copy_of(admin_client, slug)
    assert not copy.live
    assert copy.get_latest_revision_as_object().summary == HELD


def test_what_is_copied_with_its_section_is_a_draft(admin_client):
    copy = copy_of(admin_client, "section", copy_subpages="on")
    (below,) = copy.get_children()
    assert not below.live
    with pytest.raises(ValidationError, match=HELD):
        below.specific.get_latest_revision().publish()


@DATED
def test_texts_of_the_original_are_not_published_unread(admin_client, client, slug):
    copy = copy_of(admin_client, slug)
    shown = sent(admin_client, copy).content.decode()
    assert HELD in shown
    assert f"「{INVITES}」" in shown
    assert TICK in shown
    assert not page_of("copy").live
    with pytest.raises(ValidationError, match=HELD):
        copy.get_latest_revision().publish()
    assert client.get(copy.get_url()).status_code == 404


def test_copies_are_not_published_in_bulk_unread(admin_client):
    copy = copy_of(admin_client, "training")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = admin_client.post(f"{address}?id={copy.pk}&next=/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    shown = answer.content.decode()
    assert f"「{HELD}」" in shown
    assert not page_of("copy").live


def test_only_what_is_still_as_in_the_original_is_named(admin_client):
    copy = copy_of(admin_client, "training")
    shown = sent(admin_client, copy, summary="第2回を開きます。").content.decode()
    assert f"「{HELD}」" not in shown
    assert f"「{INVITES}」" in shown


def test_a_copy_whose_texts_were_all_changed_is_published(admin_client):
    copy = copy_of(admin_client, "training")
    draft = copy.get_latest_revision_as_object()
    draft.summary, draft.body = "第2回を開きます。", [paragraph("会員の方はご参加ください。")]
    draft.save_revision().publish()
    assert page_of("copy").live


@DATED
def test_whoever_says_that_the_texts_hold_publishes_them_and_is_noted(admin_client, slug):
    copy = copy_of(admin_client, slug)
    assert sent(admin_client, copy, texts_hold="on").status_code == 302
    assert page_of("copy").live
    history = admin_client.get(reverse("wagtailadmin_pages:history", args=[copy.pk]))
    assert TICK in history.content.decode()
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk]))
    assert "texts_hold" not in form.content.decode()


def test_a_tick_in_a_draft_is_not_yet_somebodys_word(admin_client):
    copy = copy_of(admin_client, "training")
    sent(admin_client, copy, "action-save", texts_hold="on")
    with pytest.raises(ValidationError):
        page_of("copy").get_latest_revision().publish()


@pytest.mark.parametrize("slug", ["training", "plain"])
def test_pages_that_are_no_copies_are_not_asked(admin_client, slug):
    page = page_of(slug)
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "texts_hold" not in form
    assert sent(admin_client, page).status_code == 302


def test_a_copy_of_a_page_whose_text_holds_at_any_time_is_published_at_once(admin_client):
    assert copy_of(admin_client, "plain").live


def test_a_copy_was_first_published_when_it_was(admin_client):
    copy = copy_of(admin_client, "training")
    sent(admin_client, copy, "action-save")
    assert page_of("copy").first_published_at is None
    sent(admin_client, page_of("copy"), texts_hold="on")
    assert page_of("copy").first_published_at > page_of("training").first_published_at


def test_the_translation_of_a_page_is_no_copy_of_it():
    home = page_of("training").get_parent().get_parent().specific
    for page in (home, page_of("trainings")):
        factories.translate(page)
    english = factories.translate(page_of("training"))
    english.refuse_publication()


def test_the_history_tells_what_came_along(admin_client):
    copy = copy_of(admin_client, "training")
    address = reverse("wagtailadmin_pages:history", args=[copy.pk])
    history = re.sub(r"\s+", " ", admin_client.get(address).content.decode())
    assert f"2件の文章は「{page_of('training').title}」のもの" in history
