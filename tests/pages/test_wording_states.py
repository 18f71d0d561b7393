from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from pages import lifecycle, wording
from pages.lifecycle import MEANINGS, State
from pages.wording.states import WORDS_OF_STATES
from portal.clock import end_of_day, start_of_day


@dataclass(frozen=True)
class Said:
    state: str
    opens: datetime | None = None
    closes: datetime | None = None
    days_left: int | None = None


CLOSING = end_of_day(date(2022, 9, 26))


@pytest.mark.parametrize(
    ("state", "kind", "ja", "en", "css"),
    [
        ("before", "event", "受付前", "Opens soon", "soon"),
        ("before", "award", "受付前", "Opens soon", "soon"),
        ("open", "event", "申込受付中", "Open", "open"),
        ("open", "award", "応募受付中", "Open", "open"),
        ("last_day", "event", "本日締切", "Closes today", "last"),
        ("extended", "award", "受付延長", "Extended", "extended"),
        ("full", "event", "満員", "Full", "full"),
        ("closed", "event", "受付終了", "Closed", "held"),
        ("today", "event", "本日開催", "Today", "open"),
        ("ended", "event", "終了", "Ended", "held"),
        ("held", "event", "開催済み", "Held", "held"),
        ("recordings", "event", "アーカイブ配信中", "Recording available", "archive"),
        ("postponed", "event", "延期", "Postponed", "full"),
        ("cancelled", "event", "中止", "Cancelled", "full"),
        ("written", "event", "文書による開催", "In writing", "held"),
        ("selecting", "award", "選考中", "Under selection", "held"),
        ("results", "award", "結果発表済み", "Results announced", "held"),
    ],
)
def test_the_chip_of_each_state(state, kind, ja, en, css):
    assert wording.state_label(state, kind, "ja") == ja
    assert wording.state_label(state, kind, "en") == en
    assert wording.chip_class(state) == css


def test_an_event_without_applications_is_coming_up():
    assert wording.state_label("before", "event", "ja", has_window=False) == "開催予定"
    assert wording.state_label("before", "event", "en", has_window=False) == "Coming up"
    assert wording.state_label("open", "event", "ja", has_window=False) == "申込受付中"


@pytest.mark.parametrize(
    ("said", "ja", "en"),
    [
        (
            Said("before", opens=start_of_day(date(2022, 9, 6))),
            "9月6日（火）から受け付けます",
            "Opens on Tuesday 6 September 2022",
        ),
        (
            Said("before", opens=datetime(2022, 9, 6, 1, tzinfo=UTC)),
            "9月6日（火）10:00から受け付けます",
            "Opens on Tuesday 6 September 2022, 10:00 JST",
        ),
        (Said("before"), "", ""),
        (Said("open", closes=CLOSING, days_left=12), "締切まであと12日", "12 days left"),
        (Said("extended", closes=CLOSING, days_left=4), "締切まであと4日", "4 days left"),
        (Said("open", closes=CLOSING, days_left=1), "締切まであと1日", "1 day left"),
        (Said("open"), "受付中・締切未掲載", "Open; closing date not yet announced"),
        (
            Said("last_day", closes=CLOSING, days_left=0),
            "本日23:59まで",
            "Closes today at 23:59 JST",
        ),
        (
            Said("last_day", closes=datetime(2022, 9, 26, 8, tzinfo=UTC), days_left=0),
            "本日17:00まで",
            "Closes today at 17:00 JST",
        ),
        (
            Said("closed", closes=CLOSING),
            "受付は9月26日（月）に終了しました",
            "Closed on Monday 26 September 2022",
        ),
        (Said("closed"), "受付は終了しました", "Applications are closed"),
        (
            Said("selecting", closes=CLOSING),
            "受付は9月26日（月）に終了しました",
            "Closed on Monday 26 September 2022",
        ),
        (Said("selecting"), "選考を行っています", "Entries are under selection"),
        (Said("full", closes=CLOSING), "定員に達しました", "All places are taken"),
        (Said("cancelled"), "開催を中止しました", "This has been cancelled"),
    ],
)
def test_the_deadline_line(said, ja, en):
    assert wording.deadline_line(said, "ja") == ja
    assert wording.deadline_line(said, "en") == en


@pytest.mark.parametrize("state", lifecycle.State)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_state_can_be_said(state, lang):
    for kind in lifecycle.Kind:
        assert wording.state_label(state, kind, lang)
    assert wording.chip_class(state)
    assert wording.deadline_line(Said(state, opens=CLOSING, closes=CLOSING, days_left=1), lang)


@pytest.mark.parametrize("code", lifecycle.CODES)
def test_every_rule_can_be_said(code):
    with override("en"):
        assert wording.problem_message(code).endswith(".")


SEPT_14, SEPT_26 = date(2022, 9, 14), date(2022, 9, 26)


@pytest.mark.parametrize(
    ("kind", "item", "closes", "ja", "en"),
    [
        ("opening", "event", None, "研修会の参加申込受付を開始", "Training: applications open"),
        (
            "extension",
            "event",
            SEPT_26,
            "研修会の申込受付を9月26日まで延長",
            "Training: applications extended to 26 September",
        ),
        (
            "last_day",
            "event",
            SEPT_26,
            "研修会の申込受付は本日まで",
            "Training: last day for applications",
        ),
        ("today", "event", None, "研修会は本日開催", "Training: today"),
        ("ended", "event", None, "研修会が終了", "Training has ended"),
        ("held", "event", None, "研修会を開催", "Training held"),
        (
            "recordings",
            "event",
            None,
            "研修会のアーカイブ配信を開始",
            "Training: recordings now available",
        ),
        ("document", "event", None, "研修会の資料を公開", "Training: materials published"),
        ("opening", "award", None, "研修会の応募受付を開始", "Training: entries open"),
        (
            "extension",
            "award",
            SEPT_14,
            "研修会の応募締切を9月14日に延長",
            "Training: deadline extended to 14 September",
        ),
        (
            "last_day",
            "award",
            SEPT_14,
            "研修会の応募受付は本日まで",
            "Training: last day for entries",
        ),
        (
            "closed",
            "award",
            SEPT_14,
            "研修会の応募受付を終了",
            "Training: entries closed, with thanks",
        ),
        ("document", "award", None, "研修会の資料を公開", "Training: materials published"),
        ("results", "award", None, "研修会の結果を発表", "Training: results announced"),
    ],
)
def test_the_headline_of_each_announcement(kind, item, closes, ja, en):
    day = date(2022, 9, 6)
    assert wording.announcement(kind, "研修会", item, "ja", day=day, closes=closes) == ja
    assert wording.announcement(kind, "Training", item, "en", day=day, closes=closes) == en


@pytest.mark.parametrize("kind", lifecycle.MilestoneKind)
@pytest.mark.parametrize("item", lifecycle.Kind)
def test_every_milestone_can_be_announced(kind, item):
    for lang in ("ja", "en"):
        said = wording.announcement(kind, "T", item, lang, day=SEPT_14, closes=SEPT_26)
        assert "T" in said
        assert "{" not in said


def test_an_extension_into_another_year_says_the_year():
    said = wording.announcement(
        "extension", "T", "event", "en", day=date(2022, 12, 20), closes=date(2023, 1, 10)
    )
    assert said == "T: applications extended to 10 January 2023"


def test_an_extension_needs_its_new_date():
    with pytest.raises(ValueError, match="closes"):
        wording.announcement("extension", "T", "event", "ja")


def test_the_editors_wording_is_used_and_a_title_is_taken_literally():
    said = wording.announcement(
        "today", "{day} {0} 100%", "event", "ja", day=SEPT_14, template="{day}：{title}"
    )
    assert said == "9月14日：{day} {0} 100%"


def test_every_state_has_its_meaning_and_its_words():
    """A new state is entered in three places: the enum's table, its words, and the rule for it."""
    assert set(MEANINGS) == set(State)
    assert set(WORDS_OF_STATES) == {state.value for state in State}
