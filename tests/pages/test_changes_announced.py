"""Every change a visitor must learn of is announced: news list, front page and feed."""

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
import time_machine
from bs4 import BeautifulSoup
from wagtail.models import Page

from pages.news.announcements import AnnouncementChange
from portal import clock
from tests import factories
from tests.surfaces import entries

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TREES = ("", "/en")


def at(text):
    return datetime.fromisoformat(f"2022-{text}").replace(tzinfo=clock.TOKYO)


PUBLISHED = at("09-03T10:00")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A training session and a round of the awards, published before applications open."""
    with time_machine.travel(PUBLISHED, tick=False), factories.shared(django_db_blocker):
        home = factories.site()
        factories.NewsIndexPageFactory(parent=home)
        events = factories.EventsIndexPageFactory(parent=home)
        parent = factories.TrainingIndexPageFactory(parent=events)
        awards = factories.AwardsIndexPageFactory(parent=home)
        event = factories.TrainingPageFactory(
            parent=parent,
            title="見本研修会",
            slug="sample",
            venue=factories.VenueFactory(name_ja="旧会館", name_en="Old Hall"),
        )
        award = factories.AwardRoundPageFactory(
            parent=awards,
            title="見本アワード",
            slug="award",
            opens_on=date(2022, 9, 6),
            ceremony_venue=factories.VenueFactory(name_ja="旧ホール", name_en="Old Theatre"),
        )
        for page in (event, award):
            page.save_revision().publish()
        for page in home.get_descendants(inclusive=True).order_by("path"):
            factories.translate(page, said=f"Sample {page.slug}")
        halls = [factories.VenueFactory(name_ja="新会館", name_en="New Hall")]
        yield SimpleNamespace(event=event.pk, award=award.pk, hall=halls[0])


def publish(pk, moment, **values):
    """Publishes a change of the page at a moment."""
    with time_machine.travel(moment, tick=False):
        page = Page.objects.get(pk=pk).specific.get_latest_revision_as_object()
        for name, value in values.items():
            setattr(page, name, value)
        page.save_revision().publish()


def lines(client, moment, address):
    """The news of a page: day, headline, and the state that stands beside it."""
    with clock.at(moment):
        html = BeautifulSoup(client.get(address).content, "html.parser")
    return [
        (line.time["datetime"], headline_of(line.a), line.get("data-state"))
        for line in html.select("ul.news > li")
        if line.a
    ]


def headline_of(link):
    """The words of a link, whose days a page keeps on one line."""
    return link.get_text(strip=True).replace("\N{NO-BREAK SPACE}", " ")


def told(client, moment, tree=""):
    """The headlines with their days; front page, list and feed agree."""
    listed = [(day, text) for day, text, _state in lines(client, moment, f"{tree}/news/")]
    home = [(day, text) for day, text, _state in lines(client, moment, f"{tree}/")]
    with clock.at(moment):
        feed = [each["title"] for each in entries(client, f"{tree}/news/feed/")]
    assert home == listed[:5]
    assert feed == [text for _day, text in listed]
    return listed


OFF = {"cancellation_reason_ja": "見本の理由"}
EVENT_CHANGES = {
    "postponed": ({"outcome": "postponed", **OFF}, "を延期", " postponed"),
    "cancelled": ({"outcome": "cancelled", **OFF}, "を中止", " cancelled"),
    "in writing": ({"outcome": "written"}, "を文書により開催", " conducted in writing"),
    "another day": (
        {"start_date": date(2022, 10, 5)},
        "の日時を変更（10月5日に開催）",
        ": rescheduled, taking place on 5 October",
    ),
    "another hour": (
        {"start_time": time(14, 0)},
        "の日時を変更（9月29日に開催）",
        ": rescheduled, taking place on 29 September",
    ),
    "another end": (
        {"end_time": time(18, 0)},
        "の日時を変更（9月29日に開催）",
        ": rescheduled, taking place on 29 September",
    ),
    "no day any more": (
        {"start_date": None, "start_time": None, "end_time": None},
        "の日時は未定",
        ": date to be announced",
    ),
    "no hall any more": ({"venue": None}, "の会場を変更", ": change of venue"),
    "full": (
        {"full_since": at("09-08T10:00")},
        "の参加申込が定員に到達",
        ": all places taken",
    ),
}
AWARD_CHANGES = {
    "ceremony on another day": (
        {"ceremony_on": date(2022, 12, 1)},
        "の表彰式の日程を変更（12月1日に開催）",
        ": ceremony rescheduled, taking place on 1 December",
    ),
    "ceremony without a day": (
        {"ceremony_on": None},
        "の表彰式の日程は未定",
        ": date of the ceremony to be announced",
    ),
    "ceremony cancelled": ({"ceremony_cancelled": True}, "の表彰式を中止", ": ceremony cancelled"),
    "ceremony elsewhere": (
        {"ceremony_venue": None},
        "の表彰式の会場を変更",
        ": change of venue of the ceremony",
    ),
}
CHANGES = [
    *(pytest.param("event", *case, id=name) for name, case in EVENT_CHANGES.items()),
    *(pytest.param("award", *case, id=name) for name, case in AWARD_CHANGES.items()),
]


@pytest.mark.parametrize(("item", "values", "japanese", "english"), CHANGES)
def test_a_change_is_announced_first_in_both_languages_and_not_before(
    client, made, item, values, japanese, english
):
    changed = at("09-08T10:00")
    publish(getattr(made, item), changed, **values)
    pk = getattr(made, item)
    for tree, said in zip(TREES, (japanese, english), strict=True):
        headline = title_in(tree, pk) + said
        assert told(client, at("09-08T11:00"), tree)[0] == ("2022-09-08", headline)
        assert headline not in [text for _day, text in told(client, at("09-07T23:59"), tree)]


def title_in(tree, pk):
    page = Page.objects.get(pk=pk)
    return page.title if not tree else page.get_translation(factories.english()).title


def test_another_hall_is_announced(client, made):
    publish(made.event, at("09-08T10:00"), venue=made.hall)
    assert told(client, at("09-08T11:00"))[0] == ("2022-09-08", "見本研修会の会場を変更")


@pytest.mark.parametrize(("outcome", "said"), [("cancelled", "中止"), ("postponed", "延期")])
def test_what_is_called_off_takes_the_top_from_the_opening_of_the_same_day(
    client, made, outcome, said
):
    publish(made.event, at("09-06T10:00"), outcome=outcome, **OFF)
    after = told(client, at("09-06T11:00"))
    assert after[0] == ("2022-09-06", f"見本研修会を{said}")
    assert "見本研修会の参加申込受付を開始" not in [text for _day, text in after]


@pytest.mark.parametrize("outcome", ["cancelled", "postponed"])
@pytest.mark.parametrize("address", ["/news/", "/", "/en/news/", "/en/"])
def test_no_line_of_what_is_called_off_invites_as_if_it_took_place(client, made, outcome, address):
    AnnouncementChange.objects.create(
        item_key=Page.objects.get(pk=made.event).translation_key,
        kind="opening",
        pinned_until=date(2022, 9, 20),
    )
    about = ("研修会", "sample")
    before = [line for line in lines(client, at("09-07T10:00"), address) if about[0] in line[1]]
    publish(made.event, at("09-08T10:00"), outcome=outcome, **OFF)
    after = [
        line
        for line in lines(client, at("09-08T11:00"), address)
        if about[address.startswith("/en")] in line[1]
    ]
    assert after[0][0] == "2022-09-08"  # and not the pinned opening
    assert {state for _day, _text, state in after} == {outcome}
    assert len(after) > len(before) or address.startswith("/en")


def test_a_cancellation_entered_ahead_is_announced_on_its_own_day(client, made):
    day = date(2022, 9, 12)
    publish(made.event, at("09-08T10:00"), outcome="cancelled", outcome_announced_on=day, **OFF)
    assert "見本研修会を中止" not in dict(map(reversed, told(client, at("09-11T23:59"))))
    assert told(client, at("09-12T00:00"))[0] == ("2022-09-12", "見本研修会を中止")


def test_a_postponement_that_becomes_a_cancellation_is_announced_on_the_new_day(client, made):
    publish(made.event, at("09-08T10:00"), outcome="postponed", **OFF)
    publish(made.event, at("09-12T10:00"), outcome="cancelled")
    assert told(client, at("09-12T11:00"))[0] == ("2022-09-12", "見本研修会を中止")
    assert "見本研修会を延期" not in dict(map(reversed, told(client, at("09-12T11:00"))))


def test_a_new_day_after_a_postponement_is_announced_and_the_postponement_is_over(client, made):
    publish(made.event, at("09-08T10:00"), outcome="postponed", **OFF)
    publish(made.event, at("09-12T10:00"), outcome="scheduled", start_date=date(2022, 10, 20))
    now = told(client, at("09-12T11:00"))
    assert now[0] == ("2022-09-12", "見本研修会の日時を変更（10月20日に開催）")
    assert not [text for _day, text in now if "延期" in text or "予定どおり" in text]


def test_what_takes_place_after_all_is_announced(client, made):
    publish(made.event, at("09-08T10:00"), outcome="postponed", **OFF)
    publish(made.event, at("09-12T10:00"), outcome="scheduled")
    assert told(client, at("09-12T11:00"))[0] == ("2022-09-12", "見本研修会を予定どおり開催")


def test_only_the_last_of_several_days_is_said_to_be_the_day(client, made):
    publish(made.event, at("09-08T10:00"), start_date=date(2022, 10, 5))
    publish(made.event, at("09-08T15:00"), start_date=date(2022, 10, 6))
    dated = [text for _day, text in told(client, at("09-08T16:00")) if "日時を変更" in text]
    assert dated == ["見本研修会の日時を変更（10月6日に開催）"]


def test_places_that_are_free_again_are_announced(client, made):
    publish(made.event, at("09-08T10:00"), full_since=at("09-08T10:00"))
    publish(made.event, at("09-09T10:00"), full_since=None)
    assert told(client, at("09-09T11:00"))[0] == ("2022-09-09", "見本研修会の参加申込受付を再開")


@pytest.mark.parametrize(
    "values", [{"start_date": date(2022, 9, 28)}, {"venue": None}, {"end_time": time(18, 0)}]
)
def test_a_record_that_is_put_right_is_no_news(client, made, values):
    before = told(client, at("10-10T11:00"))
    publish(made.event, at("10-10T10:00"), **values)
    assert [text for _day, text in told(client, at("10-10T11:00"))] == [text for _d, text in before]


def test_an_hour_told_for_the_first_time_is_no_change(client, made):
    with time_machine.travel(PUBLISHED, tick=False):
        parent = Page.objects.get(pk=made.event).get_parent()
        bare = factories.TrainingPageFactory(
            parent=parent, title="別の研修会", start_time=None, end_time=None
        )
    publish(bare.pk, at("09-08T10:00"), start_time=time(15, 0), end_time=time(17, 0))
    assert "日時を変更" not in " ".join(text for _day, text in told(client, at("09-08T11:00")))


def test_a_day_told_for_the_first_time_is_announced(client, made):
    nothing = dict.fromkeys(("start_date", "start_time", "end_time", "opens_on", "closes_on"))
    with time_machine.travel(PUBLISHED, tick=False):
        parent = Page.objects.get(pk=made.event).get_parent()
        bare = factories.TrainingPageFactory(parent=parent, title="別の研修会", **nothing)
    publish(bare.pk, at("09-08T10:00"), start_date=date(2022, 10, 5))
    assert told(client, at("09-08T11:00"))[0] == ("2022-09-08", "別の研修会を10月5日に開催")


# --- Publication -----------------------------------------------------------------------------


@pytest.mark.parametrize("tree", TREES)
def test_what_is_published_before_its_window_opens_is_announced(client, made, tree):
    words = [
        ("の案内を公開", "の募集案内を公開"),
        (": details published", ": call for entries published"),
    ]
    items = zip((made.event, made.award), words[TREES.index(tree)], strict=True)
    said = {title_in(tree, pk) + text for pk, text in items}
    assert {text for _day, text in told(client, at("09-03T11:00"), tree)} == said
    assert {day for day, _text in told(client, at("09-03T11:00"), tree)} == {"2022-09-03"}


@pytest.mark.parametrize(
    ("facts", "is_announced"),
    [
        ({"opens_on": None, "closes_on": None}, True),  # nobody applies
        ({"opens_on": date(2022, 9, 1)}, True),  # one can apply already
        ({"opens_on": date(2022, 9, 3)}, False),  # the opening of that day says so
        ({"start_date": date(2022, 9, 1), "opens_on": None, "closes_on": None}, False),  # a record
        ({"outcome": "cancelled", "cancellation_reason_ja": "見本"}, False),
    ],
)
def test_a_publication_is_announced_while_the_event_is_to_come(client, made, facts, is_announced):
    with time_machine.travel(PUBLISHED, tick=False):
        parent = Page.objects.get(pk=made.event).get_parent()
        page = factories.TrainingPageFactory(parent=parent, title="別の研修会", live=False, **facts)
        page.save_revision().publish()
    said = [text for _day, text in told(client, at("09-03T11:00")) if "別の研修会" in text]
    assert ("別の研修会の案内を公開" in said) == is_announced


def test_a_page_that_was_public_before_is_not_announced_as_new(client, made):
    with time_machine.travel(at("09-05T10:00"), tick=False):
        Page.objects.get(pk=made.event).specific.unpublish()
    publish(made.event, at("09-06T10:00"))
    new = [day for day, text in told(client, at("09-06T11:00")) if text.endswith("会の案内を公開")]
    assert new == ["2022-09-03"]


def test_a_copy_is_announced_on_its_own_day(client, made):
    with time_machine.travel(at("09-08T10:00"), tick=False):
        copy = Page.objects.get(pk=made.event).specific.copy(
            update_attrs={"slug": "copy", "title": "写した研修会"}, keep_live=False
        )
        copy.summary = "秋に開きます。"
        copy.save_revision().publish()
    assert ("2022-09-08", "写した研修会の案内を公開") in told(client, at("09-08T11:00"))


# --- The feed --------------------------------------------------------------------------------


def ids(client, moment, tree=""):
    with clock.at(moment):
        return [each["id"] for each in entries(client, f"{tree}/news/feed/")]


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"closes_on": date(2022, 9, 27)}, {"closes_on": date(2022, 9, 28)}),
        ({"start_date": date(2022, 10, 5)}, {"start_date": date(2022, 10, 6)}),
        ({"start_time": time(14, 0)}, {"start_time": time(13, 0)}),
        ({"venue": None}, {"start_date": date(2022, 10, 6)}),
        ({"closes_on": date(2022, 9, 27)}, {"outcome": "postponed", **OFF}),
        ({"outcome": "postponed", **OFF}, {"outcome": "cancelled"}),
    ],
)
def test_two_changes_on_one_day_are_two_entries(client, made, tree, first, second):
    publish(made.event, at("09-08T10:00"), **first)
    morning = ids(client, at("09-08T11:00"), tree)
    publish(made.event, at("09-08T15:00"), **second)
    evening = ids(client, at("09-08T16:00"), tree)
    assert len(evening) == len(set(evening))
    assert set(evening) - set(morning)
    assert ids(client, at("09-09T16:00"), tree) == evening


# --- Editors ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "stays"), [("announcement", True), ("held", True), ("cancelled", False)]
)
def test_a_report_of_the_day_hides_no_change_but_its_own(client, made, kind, stays):
    publish(made.event, at("09-08T10:00"), outcome="cancelled", **OFF)
    factories.NewsPageFactory(
        parent=Page.objects.get(slug="news", locale=factories.japanese()),
        published_on=date(2022, 9, 8),
        kind=kind,
        item_id=made.event,
    )
    said = [text for _day, text in told(client, at("09-08T11:00"))]
    assert ("見本研修会を中止" in said) == stays


@pytest.mark.parametrize("outcome", ["cancelled", "postponed"])
def test_an_announcement_of_a_change_has_an_address_of_its_own(client, made, outcome):
    publish(made.event, at("09-08T10:00"), outcome=outcome, **OFF)
    for moment, status in (("09-07T23:59", 404), ("09-08T11:00", 302)):
        with clock.at(at(moment)):
            assert client.get(f"/news/sample/{outcome}/").status_code == status
