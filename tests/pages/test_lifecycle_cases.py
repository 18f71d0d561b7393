"""Real items of the council, at the moments at which a reader would see a difference."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from pages.lifecycle import (
    Extension,
    Kind,
    Milestone,
    MilestoneKind,
    Outcome,
    Schedule,
    State,
    beginning,
    ending,
    happened,
    milestones,
    status,
)
from pages.lifecycle.schedule import ALWAYS

TOKYO = ZoneInfo("Asia/Tokyo")

TRAINING_1 = Schedule(
    start=beginning(date(2022, 8, 29), time(15)),
    end=ending(date(2022, 8, 29), time(17)),
    opens=beginning(date(2022, 8, 5)),
    closes=ending(date(2022, 8, 25)),
    outcome=Outcome.HELD,
    recordings_from=date(2022, 9, 20),
    recordings=(ALWAYS,),
)
TRAINING_2 = Schedule(
    start=beginning(date(2022, 9, 29), time(15)),
    end=ending(date(2022, 9, 29), time(17, 15)),
    opens=beginning(date(2022, 9, 6)),
    closes=ending(date(2022, 9, 26)),
    extensions=(Extension(date(2022, 9, 22), None, date(2022, 9, 26)),),
    outcome=Outcome.SCHEDULED,
)
AWARD_5 = Schedule(
    kind=Kind.AWARD,
    opens=beginning(date(2022, 8, 1)),
    closes=ending(date(2022, 9, 14)),
    extensions=(Extension(date(2022, 9, 6), date(2022, 9, 5), date(2022, 9, 14)),),
    ceremony=date(2022, 11, 17),
)
AWARD_2020 = Schedule(kind=Kind.AWARD, results_known=True, ceremony=date(2020, 5, 21))
SUMMIT_5 = Schedule(
    start=beginning(date(2022, 6, 2)),
    end=ending(date(2022, 6, 2)),
    outcome=Outcome.HELD,
    documents=(date(2022, 6, 20),),
)
CANCELLED = Schedule(
    start=beginning(date(2020, 5, 21)),
    end=ending(date(2020, 5, 21)),
    outcome=Outcome.CANCELLED,
)
WRITTEN = Schedule(outcome=Outcome.WRITTEN, documents=(date(2021, 11, 1),))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def told(schedule, text):
    return [(each.kind, each.on.isoformat()) for each in milestones(schedule, at(text))]


@pytest.mark.parametrize(
    ("moment", "state", "days_left", "accepts"),
    [
        ("2022-08-04 23:59:59", "before", None, False),
        ("2022-08-05 00:00:00", "open", 20, True),
        ("2022-08-24 23:59:59", "open", 1, True),
        ("2022-08-25 00:00:00", "last_day", 0, True),
        ("2022-08-25 23:59:59", "last_day", 0, True),
        ("2022-08-26 00:00:00", "closed", None, False),
        ("2022-08-28 23:59:59", "closed", None, False),
        ("2022-08-29 00:00:00", "today", None, False),
        ("2022-08-29 16:59:59", "today", None, False),
        ("2022-08-29 17:00:00", "held", None, False),
        ("2022-09-19 23:59:59", "held", None, False),
        ("2022-09-20 00:00:00", "recordings", None, False),
    ],
)
def test_a_training_from_notice_to_recordings(moment, state, days_left, accepts):
    now = status(TRAINING_1, at(moment))
    assert (now.state, now.days_left, now.accepts) == (state, days_left, accepts)
    assert now.closes == at("2022-08-25 23:59:59")


@pytest.mark.parametrize(
    ("moment", "state", "closes", "days_left"),
    [
        ("2022-09-05 23:59:59", "before", None, None),
        ("2022-09-06 00:00:00", "open", None, None),
        ("2022-09-10 12:00:00", "open", None, None),
        ("2022-09-21 23:59:59", "open", None, None),
        ("2022-09-22 00:00:00", "extended", "2022-09-26 23:59:59", 4),
        ("2022-09-22 10:00:00", "extended", "2022-09-26 23:59:59", 4),
        ("2022-09-25 23:59:59", "extended", "2022-09-26 23:59:59", 1),
        ("2022-09-26 00:00:00", "last_day", "2022-09-26 23:59:59", 0),
        ("2022-09-26 23:59:59", "last_day", "2022-09-26 23:59:59", 0),
        ("2022-09-27 00:00:00", "closed", "2022-09-26 23:59:59", None),
        ("2022-09-29 00:00:00", "today", "2022-09-26 23:59:59", None),
        ("2022-09-29 17:14:59", "today", "2022-09-26 23:59:59", None),
        ("2022-09-29 17:15:00", "ended", "2022-09-26 23:59:59", None),
        ("2023-09-29 12:00:00", "ended", "2022-09-26 23:59:59", None),
    ],
)
def test_a_training_whose_first_closing_date_was_not_announced(moment, state, closes, days_left):
    now = status(TRAINING_2, at(moment))
    assert (now.state, now.days_left) == (state, days_left)
    assert now.closes == (at(closes) if closes else None)
    assert now.closing_unknown == (state == "open")
    assert now.accepts == (state in {"open", "extended", "last_day"})
    assert (now.extension is None) == (moment < "2022-09-22")


@pytest.mark.parametrize(
    ("moment", "state", "closes", "days_left"),
    [
        ("2022-07-31 23:59:59", "before", "2022-09-05", None),
        ("2022-08-01 00:00:00", "open", "2022-09-05", 35),
        ("2022-09-05 23:59:59", "last_day", "2022-09-05", 0),
        ("2022-09-06 00:00:00", "extended", "2022-09-14", 8),
        ("2022-09-14 00:00:00", "last_day", "2022-09-14", 0),
        ("2022-09-15 00:00:00", "selecting", "2022-09-14", None),
        ("2022-11-18 00:00:00", "selecting", "2022-09-14", None),
    ],
)
def test_an_award_round_with_an_extension(moment, state, closes, days_left):
    now = status(AWARD_5, at(moment))
    assert (now.state, now.days_left) == (state, days_left)
    assert now.closes == at(f"{closes} 23:59:59")


@pytest.mark.parametrize(
    ("schedule", "moment", "state"),
    [
        (AWARD_2020, "2019-12-01 12:00:00", "selecting"),
        (AWARD_2020, "2020-05-21 23:59:59", "selecting"),
        (AWARD_2020, "2020-05-22 00:00:00", "results"),
        (replace(AWARD_2020, ceremony=None), "2019-12-01 12:00:00", "results"),
        (replace(AWARD_2020, results_on=date(2020, 3, 1)), "2020-02-29 23:59:59", "selecting"),
        (replace(AWARD_2020, results_on=date(2020, 3, 1)), "2020-03-01 00:00:00", "results"),
        (replace(AWARD_2020, results_known=False), "2022-01-01 00:00:00", "selecting"),
        (
            replace(AWARD_5, ceremony=None, results_known=True),
            "2022-09-14 23:59:59",
            "last_day",
        ),
        (replace(AWARD_5, ceremony=None, results_known=True), "2022-09-15 00:00:00", "results"),
    ],
)
def test_the_results_of_an_award_round(schedule, moment, state):
    assert status(schedule, at(moment)).state == state


@pytest.mark.parametrize(
    ("schedule", "moment", "state"),
    [
        (SUMMIT_5, "2022-06-01 23:59:59", "before"),
        (SUMMIT_5, "2022-06-02 00:00:00", "today"),
        (SUMMIT_5, "2022-06-02 23:59:59", "today"),
        (SUMMIT_5, "2022-06-03 00:00:00", "held"),
        (CANCELLED, "2019-12-01 12:00:00", "cancelled"),
        (CANCELLED, "2020-05-21 12:00:00", "cancelled"),
        (CANCELLED, "2022-09-22 12:00:00", "cancelled"),
        (WRITTEN, "2020-01-01 00:00:00", "written"),
        (Schedule(), "2020-01-01 00:00:00", "before"),
        (Schedule(outcome=Outcome.HELD), "2020-01-01 00:00:00", "held"),
    ],
)
def test_an_event_without_applications(schedule, moment, state):
    now = status(schedule, at(moment))
    assert now.state == state
    assert not now.has_window
    assert not now.accepts
    assert not now.closing_unknown


@pytest.mark.parametrize("outcome", [Outcome.CANCELLED, Outcome.POSTPONED, Outcome.WRITTEN])
def test_a_change_of_plan_holds_from_the_day_it_is_announced(outcome):
    schedule = replace(TRAINING_1, outcome=outcome, outcome_announced=date(2022, 8, 25))
    before = status(schedule, at("2022-08-24 23:59:59"))
    assert (before.state, before.next_change) == (State.OPEN, at("2022-08-25 00:00:00"))
    after = status(schedule, at("2022-08-25 00:00:00"))
    assert (after.state, after.accepts, after.next_change) == (outcome, False, None)
    assert told(schedule, "2022-12-01 12:00:00") == [
        (str(outcome), "2022-08-25"),
        ("opening", "2022-08-05"),
    ]


def test_an_event_counts_as_held_only_once_that_is_confirmed():
    schedule = replace(TRAINING_1, outcome_announced=date(2022, 8, 30), recordings_from=None)
    assert status(schedule, at("2022-08-29 23:59:59")).state == State.ENDED
    assert ("ended", "2022-08-29") in told(schedule, "2022-08-29 23:59:59")
    assert status(schedule, at("2022-08-30 00:00:00")).state == State.HELD
    assert told(schedule, "2022-08-30 00:00:00")[0] == ("held", "2022-08-29")
    assert ("ended", "2022-08-29") not in told(schedule, "2022-08-30 00:00:00")


def test_an_outcome_changes_the_state_of_an_item_without_any_date():
    schedule = Schedule(outcome=Outcome.HELD, outcome_announced=date(2022, 8, 30))
    before = status(schedule, at("2022-08-01"))
    assert (before.state, before.next_change) == (State.BEFORE, at("2022-08-30"))
    assert status(schedule, at("2022-08-30")).state == State.HELD


def test_full_lasts_as_long_as_applications_would():
    schedule = replace(TRAINING_1, full_since=at("2022-08-25 09:30:00"))
    moments = ["2022-08-25 09:29:59", "2022-08-25 09:30:00", "2022-08-25 23:59:59", "2022-08-26"]
    states = [status(schedule, at(moment)).state for moment in moments]
    assert states == [State.LAST_DAY, State.FULL, State.FULL, State.CLOSED]
    full = status(schedule, at("2022-08-25 12:00:00"))
    assert (full.accepts, full.days_left) == (False, None)
    assert full.closes == at("2022-08-25 23:59:59")
    assert ("last_day", "2022-08-25") in told(schedule, "2022-08-25 09:29:59")
    assert ("last_day", "2022-08-25") not in told(schedule, "2022-08-25 09:30:00")


def test_a_closing_time_ends_the_last_day_and_what_is_announced_of_it():
    schedule = replace(TRAINING_1, closes=at("2022-08-25 17:00:00"))
    assert status(schedule, at("2022-08-25 16:59:59")).accepts
    after = status(schedule, at("2022-08-25 17:00:00"))
    assert (after.state, after.accepts) == (State.CLOSED, False)
    assert MilestoneKind.LAST_DAY not in {each.kind for each in after.milestones}


def test_one_can_apply_on_the_day_of_the_event_while_the_window_is_open():
    schedule = replace(TRAINING_1, closes=at("2022-08-29 14:00:00"))
    now = status(schedule, at("2022-08-29 13:59:59"))
    assert (now.state, now.accepts, now.days_left) == (State.TODAY, True, 0)
    assert not status(schedule, at("2022-08-29 14:00:00")).accepts


def test_nobody_can_apply_once_the_event_is_over():
    schedule = replace(TRAINING_1, closes=ending(date(2022, 8, 29)))
    assert status(schedule, at("2022-08-29 16:59:59")).accepts
    after = status(schedule, at("2022-08-29 17:00:00"))
    assert (after.accepts, after.days_left) == (False, None)
    assert ("last_day", "2022-08-29") not in told(schedule, "2022-08-29 17:00:00")


def test_without_a_closing_date_one_can_apply_until_the_event_begins():
    schedule = replace(TRAINING_1, closes=None)
    now = status(schedule, at("2022-08-29 14:59:59"))
    assert (now.state, now.accepts, now.closing_unknown) == (State.TODAY, True, True)
    assert now.next_change == at("2022-08-29 15:00:00")
    assert not status(schedule, at("2022-08-29 15:00:00")).accepts


def test_an_extension_after_the_closing_day_opens_applications_again():
    extension = Extension(date(2022, 9, 8), date(2022, 9, 5), date(2022, 9, 14))
    schedule = replace(AWARD_5, extensions=(extension,))
    moments = ["2022-09-05", "2022-09-06", "2022-09-07 23:59:59", "2022-09-08"]
    states = [status(schedule, at(moment)).state for moment in moments]
    assert states == [State.LAST_DAY, State.SELECTING, State.SELECTING, State.EXTENDED]
    assert told(schedule, "2022-09-20") == [
        ("closed", "2022-09-15"),
        ("extension", "2022-09-08"),
        ("closed", "2022-09-06"),
        ("opening", "2022-08-01"),
    ]


def test_of_several_extensions_the_latest_announced_counts():
    first = Extension(date(2022, 9, 5), date(2022, 9, 5), date(2022, 9, 9))
    second = Extension(date(2022, 9, 9), date(2022, 9, 9), date(2022, 9, 14))
    schedule = replace(AWARD_5, extensions=(first, second))
    closings = {
        day: status(schedule, at(f"2022-09-{day:02}")).closes.day for day in (4, 5, 8, 9, 14, 30)
    }
    assert closings == {4: 5, 5: 9, 8: 9, 9: 14, 14: 14, 30: 14}
    assert status(schedule, at("2022-09-05")).state == State.EXTENDED
    assert status(schedule, at("2022-09-09")).extension == second
    assert ("last_day", "2022-09-05") not in told(schedule, "2022-09-05")


def test_extensions_count_by_their_day_in_whatever_order_they_are_given():
    first = Extension(date(2022, 9, 5), date(2022, 9, 5), date(2022, 9, 9))
    second = Extension(date(2022, 9, 9), date(2022, 9, 9), date(2022, 9, 14))
    backwards = replace(AWARD_5, extensions=(second, first))
    assert status(backwards, at("2022-09-01")).closes == at("2022-09-05 23:59:59")
    assert status(backwards, at("2022-09-06")).closes == at("2022-09-09 23:59:59")


def test_the_time_of_day_of_a_deadline_does_not_move_with_its_date():
    schedule = replace(AWARD_5, closes=at("2022-09-14 17:00:00"))
    assert status(schedule, at("2022-09-01")).closes == at("2022-09-05 17:00:00")
    assert status(schedule, at("2022-09-06")).closes == at("2022-09-14 17:00:00")


def test_an_extension_to_a_day_already_past_announces_no_close_of_its_own():
    row = Extension(date(2022, 9, 10), date(2022, 9, 5), date(2022, 9, 7))
    schedule = replace(AWARD_5, closes=ending(date(2022, 9, 7)), extensions=(row,))
    assert told(schedule, "2022-09-09") == [("closed", "2022-09-06"), ("opening", "2022-08-01")]


def test_a_later_closing_date_counts_before_its_extension_is_written():
    schedule = replace(TRAINING_2, closes=ending(date(2022, 9, 28)))
    assert status(schedule, at("2022-09-27 12:00:00")).days_left == 1


def test_what_opens_and_is_extended_on_one_day_is_announced_once():
    row = Extension(date(2022, 9, 6), None, date(2022, 9, 26))
    schedule = replace(TRAINING_2, extensions=(row, row))
    assert status(schedule, at("2022-09-06 00:00:00")).state == State.EXTENDED
    assert told(schedule, "2022-09-06 00:00:00") == [("extension", "2022-09-06")]


def test_documents_of_the_day_of_an_opening_do_not_hide_it():
    schedule = replace(TRAINING_1, documents=(date(2022, 8, 5), date(2022, 8, 6)))
    assert told(schedule, "2022-08-06") == [("document", "2022-08-06"), ("opening", "2022-08-05")]


def test_all_that_happened_includes_what_was_told_for_a_day_only():
    def past(text):
        return [each.kind for each in happened(TRAINING_1, at(text))]

    assert past("2022-08-04 23:59:59") == []
    assert past("2022-08-25 00:00:00") == ["opening", "last_day"]
    assert past("2022-09-22") == ["opening", "last_day", "today", "held", "recordings"]


def test_the_announcements_of_the_first_training():
    at_opening = Milestone(MilestoneKind.OPENING, date(2022, 8, 5), date(2022, 8, 25))
    assert milestones(TRAINING_1, at("2022-08-04 23:59:59")) == ()
    assert milestones(TRAINING_1, at("2022-08-05 00:00:00")) == (at_opening,)
    assert milestones(TRAINING_1, at("2022-08-25 23:59:59")) == (
        Milestone(MilestoneKind.LAST_DAY, date(2022, 8, 25), date(2022, 8, 25)),
        at_opening,
    )
    assert milestones(TRAINING_1, at("2022-08-26 00:00:00")) == (at_opening,)
    assert told(TRAINING_1, "2022-08-29 17:00:00") == [
        ("held", "2022-08-29"),
        ("opening", "2022-08-05"),
    ]
    assert told(TRAINING_1, "2022-09-22 10:00:00") == [
        ("recordings", "2022-09-20"),
        ("held", "2022-08-29"),
        ("opening", "2022-08-05"),
    ]


def test_the_announcements_of_the_second_training():
    opening = Milestone(MilestoneKind.OPENING, date(2022, 9, 6), None)
    extension = Milestone(MilestoneKind.EXTENSION, date(2022, 9, 22), date(2022, 9, 26))
    assert milestones(TRAINING_2, at("2022-09-10 12:00:00")) == (opening,)
    assert milestones(TRAINING_2, at("2022-09-22 10:00:00")) == (extension, opening)
    assert told(TRAINING_2, "2022-09-29 17:15:00")[0] == ("ended", "2022-09-29")


def test_the_announcements_of_the_fifth_awards():
    assert told(AWARD_5, "2022-09-06 12:00:00") == [
        ("extension", "2022-09-06"),
        ("opening", "2022-08-01"),
    ]
    assert told(AWARD_5, "2022-09-22 10:00:00") == [
        ("closed", "2022-09-15"),
        ("extension", "2022-09-06"),
        ("opening", "2022-08-01"),
    ]
    assert told(replace(AWARD_5, results_on=date(2022, 11, 17)), "2022-11-17")[0] == (
        "results",
        "2022-11-17",
    )


def test_documents_and_results_of_the_past_are_announced():
    assert told(SUMMIT_5, "2022-06-20") == [("document", "2022-06-20"), ("held", "2022-06-02")]
    assert told(WRITTEN, "2021-11-01") == [("document", "2021-11-01")]
    assert told(CANCELLED, "2022-09-22") == []
    assert told(AWARD_2020, "2022-09-22") == [("results", "2020-05-22")]
    assert told(replace(AWARD_2020, ceremony=None), "2022-09-22") == []


def test_the_next_change_is_the_next_thing_a_reader_would_notice():
    changes = []
    moment = at("2022-09-22 10:00:00")
    while moment := status(TRAINING_2, moment).next_change:
        changes.append(moment.strftime("%m-%d %H:%M"))
    assert changes == [
        "09-23 00:00",
        "09-24 00:00",
        "09-25 00:00",
        "09-26 00:00",
        "09-27 00:00",
        "09-29 00:00",
        "09-29 15:00",
        "09-29 17:15",
    ]


def test_moments_of_any_zone_are_understood_and_none_without_one():
    utc = replace(TRAINING_2, start=datetime(2022, 9, 29, 6, tzinfo=UTC))
    assert utc == TRAINING_2
    assert status(utc, datetime(2022, 9, 28, 15, tzinfo=UTC)).state == State.TODAY
    with pytest.raises(ValueError, match="time zone"):
        status(TRAINING_2, datetime(2022, 9, 29))
    with pytest.raises(ValueError, match="time zone"):
        Schedule(start=datetime(2022, 9, 29))


def test_the_lifecycle_needs_no_django():
    code = "import sys, pages.lifecycle; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603


# --- An opening that is not on record -----------------------------------------------------

UNOPENED = Schedule(
    start=beginning(date(2018, 1, 30)),
    end=ending(date(2018, 1, 30)),
    closes=ending(date(2018, 1, 22)),
    seen_from=date(2022, 9, 1),
)


@pytest.mark.parametrize(
    ("schedule", "moment", "state"),
    [
        (UNOPENED, "2010-06-01 12:00:00", "before"),
        (UNOPENED, "2018-01-21 23:59:59", "before"),
        (UNOPENED, "2018-01-22 00:00:00", "last_day"),
        (UNOPENED, "2018-01-23 00:00:00", "closed"),
        (replace(UNOPENED, seen_from=date(2018, 1, 10)), "2018-01-09 23:59:59", "before"),
        (replace(UNOPENED, seen_from=date(2018, 1, 10)), "2018-01-10 00:00:00", "open"),
        (replace(UNOPENED, seen_from=None), "2018-01-09 12:00:00", "open"),
        (
            replace(UNOPENED, extensions=(Extension(date(2018, 1, 15), None, date(2018, 1, 22)),)),
            "2018-01-14 23:59:59",
            "before",
        ),
        (
            replace(UNOPENED, extensions=(Extension(date(2018, 1, 15), None, date(2018, 1, 22)),)),
            "2018-01-15 00:00:00",
            "extended",
        ),
        (replace(UNOPENED, kind=Kind.AWARD), "2010-06-01 12:00:00", "before"),
    ],
)
def test_an_opening_that_is_not_on_record_is_no_opening_before_any_sign_of_it(
    schedule, moment, state
):
    now = status(schedule, at(moment))
    assert now.state == state
    assert now.accepts == (state in ("open", "last_day", "extended"))
    assert now.has_window == (state != "before")
    assert now.days_left is None or now.accepts
