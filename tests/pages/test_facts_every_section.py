"""On the items of every section, readers of both languages are told the same, whatever is done."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from wagtail.models import Page
from wagtail_localize.models import Translation

from pages.council.activities import Activity
from pages.council.bylaws import BylawArticle
from pages.council.history import HistoryEntry
from pages.council.officers import OfficerTerm
from portal import clock
from tests import factories
from tests.facts import assert_only_japanese_rows_hold_facts

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@dataclass(frozen=True)
class Told:
    """A fact, and how readers of Japanese and of English are told it."""

    field: str
    value: object
    ja: str
    en: str

    def on(self, page):
        """Writes the fact on a page; rows and records are made anew."""
        setattr(page, self.field, self.value() if callable(self.value) else self.value)


def day(field, value):
    months = {4: "April", 5: "May"}
    ja = f"{value.year}年{value.month}月{value.day}日"
    return Told(field, value, ja, f"{value.day} {months[value.month]} {value.year}")


def row(field, model, nth, **values):
    """A row of facts with a text in both languages."""
    name = values.pop("name", "text")
    ja, en = f"見本の行その{nth}", f"Sample row {nth}"

    def made():
        return [model(**{f"{name}_ja": ja, f"{name}_en": en}, **values)]

    return Told(field, made, ja, en)


def document(nth):
    ja, en = f"見本資料{nth}", f"Sample file {nth}"
    return Told("document", lambda: factories.PortalDocumentFactory(title=ja, title_en=en), ja, en)


def days(field):
    return day(field, date(2021, 4, 7)), day(field, date(2021, 5, 9))


def rows(field, model, **values):
    return row(field, model, 1, **values), row(field, model, 2, **values)


ITEMS = {
    "Summit": days("start_date"),
    "Assembly": days("start_date"),
    "SpecialSession": days("start_date"),
    "Training": days("start_date"),
    "AwardRound": days("ceremony_on"),
    "Proposal": days("handed_over_on"),
    "News": (document("甲"), document("乙")),
    "Survey": (
        Told("target_ja", "見本の市町村", "見本の市町村", "見本の市町村"),
        Told("target_ja", "見本の都道府県", "見本の都道府県", "見本の都道府県"),
    ),
    "Declaration": days("adopted_on"),
    "Officers": rows("terms", OfficerTerm, name="title"),
    "Bylaws": rows("articles", BylawArticle, name="heading", number=1, summary_ja="要約"),
    "History": rows("entries", HistoryEntry, day=date(2016, 8, 3)),
    "Activities": rows("activities", Activity),
}
EXTRA = {
    "Assembly": {"outcome": None, "fiscal_year": None},
    "Training": {"opens_on": None, "closes_on": None, "start_time": None, "end_time": None},
    "AwardRound": {"opens_on": None, "closes_on": None},
}


def parents(home):
    """The indexes below which the items stand."""
    events = factories.EventsIndexPageFactory(parent=home)
    assemblies = factories.AssembliesIndexPageFactory(parent=events)
    resources = factories.ResourcesIndexPageFactory(parent=home)
    council = factories.CouncilPageFactory(parent=home)
    return {
        "Summit": factories.SummitsIndexPageFactory(parent=events),
        "Assembly": assemblies,
        "SpecialSession": assemblies,
        "Training": factories.TrainingIndexPageFactory(parent=events),
        "AwardRound": factories.AwardsIndexPageFactory(parent=home),
        "Proposal": factories.ProposalsIndexPageFactory(parent=home),
        "News": factories.NewsIndexPageFactory(parent=home),
        "Survey": factories.SurveysIndexPageFactory(parent=resources),
        **dict.fromkeys(("Declaration", "Officers", "Bylaws", "History", "Activities"), council),
    }


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """An item of each kind with its first fact, published in both languages."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        above, pks = parents(home), {}
        for name, (first, _second) in ITEMS.items():
            factory = getattr(factories, f"{name}PageFactory")
            page = factory(parent=above[name], **EXTRA.get(name, {}))
            first.on(page)
            page.save_revision().publish()
            pks[name] = (page.pk, factories.translate(page).pk)
        yield SimpleNamespace(pks=pks, home=home.pk)


@pytest.fixture(params=ITEMS)
def item(made, request):
    """An item with its Japanese and English page, its first fact and the one that follows."""
    first, second = ITEMS[request.param]
    japanese, english = made.pks[request.param]
    return SimpleNamespace(japanese=japanese, english=english, first=first, second=second)


def fresh(pk):
    return Page.objects.get(pk=pk).specific


def draft_of(pk, **values):
    draft = fresh(pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    return draft


def change(item, **values):
    """An editor changes the fact on the Japanese page and publishes."""
    draft = draft_of(item.japanese, **values)
    item.second.on(draft)
    revision = draft.save_revision()
    revision.publish()
    return revision


def text_of(client, pk):
    """The public text without the log of changes; None where there is no page."""
    response = client.get(fresh(pk).url or "/gone/")
    if response.status_code == 404:
        return None
    main = BeautifulSoup(response.content, "html.parser").main
    log = main.find(class_="change-log")
    if log:
        log.extract()
    return " ".join(main.get_text().split())


def assert_told(client, item, fact):
    other = item.second if fact is item.first else item.first
    japanese, english = text_of(client, item.japanese), text_of(client, item.english)
    assert fact.ja in japanese
    assert fact.en in english
    assert other.ja not in japanese
    assert other.en not in english
    assert_only_japanese_rows_hold_facts()


def assert_gone(client, item):
    found = [pk for pk in (item.japanese, item.english) if Page.objects.filter(pk=pk).exists()]
    assert [text_of(client, pk) for pk in found] == [None] * len(found)
    assert_only_japanese_rows_hold_facts()


def test_an_older_english_draft_published_after_a_change(client, item):
    assert_told(client, item, item.first)
    draft = draft_of(item.english, title="A better title").save_revision()
    change(item)
    draft.publish()
    assert "A better title" in text_of(client, item.english)
    assert_told(client, item, item.second)


def test_either_page_rolled_back(client, item):
    japanese, english = (fresh(pk).get_latest_revision() for pk in (item.japanese, item.english))
    change(item)
    english.as_object().save_revision(previous_revision=english).publish()
    assert_told(client, item, item.second)
    japanese.as_object().save_revision(previous_revision=japanese).publish()
    assert_told(client, item, item.first)


def test_translations_imported_for_the_text_before_a_change(
    client, item, django_capture_on_commit_callbacks
):
    key = fresh(item.japanese).translation_key
    translation = Translation.objects.get(source__object_id=key)
    catalog = translation.export_po()
    change(item)
    for entry in catalog:
        entry.msgstr = f"Imported {entry.msgctxt}"
    assert not translation.import_po(catalog)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()
    assert "Imported title" in text_of(client, item.english)
    assert_told(client, item, item.second)


def test_a_change_published_by_schedule(client, item):
    tomorrow = clock.now() + timedelta(days=1)
    change(item, go_live_at=tomorrow)
    assert_told(client, item, item.first)
    with time_machine.travel(tomorrow + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert_told(client, item, item.second)


def test_the_japanese_page_moved(client, item, made):
    fresh(item.japanese).move(fresh(made.home), pos="last-child")
    change(item)
    assert_told(client, item, item.second)


def test_either_page_copied(client, item):
    copies = [
        fresh(pk).copy(update_attrs={"slug": f"a-copy-{pk}", "title": "Copy"})
        for pk in (item.japanese, item.english)
    ]
    change(item)
    holds_for_the_next = item.first.field not in copies[0].exclude_fields_in_copy
    assert (item.first.ja in text_of(client, copies[0].pk)) == holds_for_the_next
    assert text_of(client, copies[1].pk) is None
    assert_told(client, item, item.second)


def test_the_japanese_page_unpublished_and_published_again(client, item):
    fresh(item.japanese).unpublish()
    assert_gone(client, item)
    change(item)
    assert_told(client, item, item.second)


def test_the_japanese_page_deleted(client, item):
    fresh(item.japanese).delete()
    assert_gone(client, item)


def test_a_draft_is_told_nobody(client, item):
    draft = draft_of(item.japanese)
    item.second.on(draft)
    draft.save_revision()
    assert_told(client, item, item.first)
