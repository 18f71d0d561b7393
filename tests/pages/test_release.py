"""Both languages go live in the same minute: at once or by schedule, or neither does."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localtime
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from home.sample_content.accounts import DEMO_ACCOUNTS, create_account, ensure_groups
from pages.base.translation_publishing import RefusalError
from pages.bilingual.models import LedgerEntry
from pages.bilingual.source_versions import bring_in, is_of_draft
from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OLD, NEW, ENGLISH = "はじめの概要です。", "改めた概要です。", "A summary put anew."


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A page live in both languages with a draft in Japanese, and the four accounts."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        english_home = factories.translate(home)
        page = factories.InformationPageFactory(parent=home, slug="guide", summary=OLD)
        page.save_revision().publish()
        english = factories.translate(page)
        ensure_groups(home, english_home)
        for name in DEMO_ACCOUNTS:
            create_account(name, "password")
        draft(page)
        yield SimpleNamespace(japanese=page.pk, english=english.pk, home=home.pk)


def draft(page, **values):
    changed = fresh(page.pk).get_latest_revision_as_object()
    changed.summary = NEW
    for name, value in values.items():
        setattr(changed, name, value)
    return changed.save_revision()


def fresh(pk):
    return Page.objects.get(pk=pk).specific


def translate_draft(made):
    bring_in(fresh(made.japanese))
    put(made, NEW, ENGLISH)


def put(made, japanese, said):
    translation = Translation.objects.get(
        source__object_id=fresh(made.japanese).translation_key, target_locale=factories.english()
    )
    segment = translation.source.stringsegment_set.get(string__data=japanese)
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={"data": said, "translation_type": "manual", "has_error": False},
    )


def press(client, made, account, follow=True, **fields):
    client.login(username=account, password="password")
    address = reverse("bilingual:release", args=[made.english])
    return client.post(address, fields, follow=follow)


def shown(made):
    """The public texts: the Japanese summary and the English one."""
    return fresh(made.japanese).summary, fresh(made.english).summary


def test_texts_of_a_draft_come_to_the_translators_and_readers_see_nothing_of_it(client, made):
    before = shown(made)
    press(client, made, "translator", bring_in="1")
    entry = LedgerEntry.objects.get(pending=True)
    assert (entry.japanese, entry.reviewed) == (NEW, OLD)
    html = client.get(reverse("bilingual:review", args=[made.english])).content.decode()
    assert "<ins>" in html
    assert shown(made) == before


def test_both_go_live_at_once(client, made):
    translate_draft(made)
    press(client, made, "moderator", now="1")
    assert shown(made) == (NEW, ENGLISH)
    assert not fresh(made.japanese).has_unpublished_changes


def test_neither_goes_live_while_a_text_waits(client, made):
    before = shown(made)
    response = press(client, made, "moderator", now="1")
    assert "改めた概要です。" in response.content.decode()
    assert shown(made) == before
    assert LedgerEntry.objects.get(pending=True).japanese == NEW


def test_english_of_a_draft_does_not_go_live_alone(made):
    translate_draft(made)
    before = shown(made)
    translation = Translation.objects.get(source__object_id=fresh(made.japanese).translation_key)
    translation.save_target(publish=False)
    with pytest.raises(RefusalError):
        fresh(made.english).get_latest_revision().publish()
    assert shown(made) == before


def test_the_published_texts_can_be_taken_back(client, made):
    translate_draft(made)
    press(client, made, "translator", put_back="1")
    assert not is_of_draft(fresh(made.japanese))
    assert not LedgerEntry.objects.filter(pending=True).exists()


def scheduled(page):
    return fresh(page).scheduled_revision.approved_go_live_at.replace(second=0)


def test_both_are_scheduled_for_the_same_minute_and_go_live_in_one_run(client, made):
    translate_draft(made)
    before = shown(made)
    at = localtime(clock.real_now() + timedelta(days=2)).replace(second=0, microsecond=0)
    press(client, made, "moderator", schedule="1", at=at.strftime("%Y-%m-%dT%H:%M"))
    assert scheduled(made.japanese) == scheduled(made.english) == at
    call_command("publish_scheduled")
    assert shown(made) == before
    with time_machine.travel(at + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert shown(made) == (NEW, ENGLISH)


def test_english_joins_the_schedule_of_an_editor(client, made):
    # Whole minutes, as the editor's form gives them: English follows a second later.
    at = (clock.real_now() + timedelta(days=1)).replace(second=0, microsecond=0)
    draft(fresh(made.japanese), go_live_at=at).publish()
    translate_draft(made)
    press(client, made, "translator", join="1")
    assert scheduled(made.english) == scheduled(made.japanese)


def test_a_new_page_goes_live_in_both_languages_at_once(client, made):
    page = factories.InformationPageFactory(
        parent=fresh(made.home), slug="new", summary=OLD, live=False
    )
    page.save_revision()
    english = factories.translate(page, publish=False)
    press(client, SimpleNamespace(english=english.pk), "moderator", now="1")
    assert fresh(page.pk).live
    assert fresh(english.pk).live
    assert fresh(english.pk).summary.startswith("English text")


def test_a_moment_that_has_passed_is_refused(client, made):
    translate_draft(made)
    press(client, made, "moderator", schedule="1", at="2020-01-01T10:00")
    assert fresh(made.japanese).scheduled_revision is None
    assert shown(made)[0] == OLD


RELEASING = {
    "editor": set(),
    "translator": {"bring_in", "put_back"},
    "moderator": {"bring_in", "put_back", "now"},
    "admin": {"bring_in", "put_back", "now"},
}


@pytest.mark.parametrize("account", RELEASING)
def test_who_may_release_both(client, made, account):
    translate_draft(made)
    done = {
        name
        for name in ("bring_in", "put_back", "join")
        if _went_on(press(client, made, account, follow=False, **{name: "1"}))
    }
    translate_draft(made)
    if _went_on(press(client, made, account, follow=False, now="1")):
        done.add("now")
    assert done == RELEASING[account]
    assert (shown(made) == (NEW, ENGLISH)) is ("now" in done)


def _went_on(response):
    return response.status_code == 302 and "/bilingual/review/" in response["Location"]
