"""The last second before a change and the first one after it, for everything that has dates."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pages.lifecycle import (
    Extension,
    Kind,
    Milestone,
    MilestoneKind,
    Outcome,
    Schedule,
    Window,
    announced,
    appearances,
    beginning,
    change_problems,
    changes_so_far,
    corrected_extensions,
    ending,
    extensions_after,
    happened,
    milestones,
    next_announcement,
    problems,
    status,
)
from pages.lifecycle.schedule import ALWAYS

TOKYO = ZoneInfo("Asia/Tokyo")
SECOND = timedelta(seconds=1)


def at(text):
    return datetime.fromisoformat(f"2022-{text}").replace(tzinfo=TOKYO)


def day(text):
    return date.fromisoformat(f"2022-{text}")


TRAINING = Schedule(
    start=beginning(day("09-29"), time(15)),
    end=ending(day("09-29"), time(17, 15)),
    opens=beginning(day("09-06")),
    closes=ending(day("09-26")),
)
ROUND = Schedule(
    kind=Kind.AWARD,
    opens=beginning(day("08-01")),
    closes=ending(day("09-14")),
    ceremony=day("11-17"),
)
EXTENDED_TRAINING = replace(
    TRAINING, extensions=(Extension(day("09-22"), day("09-24"), day("09-26")),)
)
EXTENDED_ROUND = replace(ROUND, extensions=(Extension(day("09-06"), day("09-05"), day("09-14")),))


def kinds(schedule, moment):
    return [str(each.kind) for each in milestones(schedule, moment)]


def dated(schedule, moment):
    return [(str(each.kind), each.on) for each in milestones(schedule, moment)]


# --- The state and what one can do -----------------------------------------------------------


@pytest.mark.parametrize(
    ("schedule", "change", "before", "after"),
    [
        (TRAINING, "09-06 00:00", "before", "open"),
        (TRAINING, "09-26 00:00", "open", "last_day"),
        (TRAINING, "09-27 00:00", "last_day", "closed"),
        (TRAINING, "09-29 00:00", "closed", "today"),
        (TRAINING, "09-29 17:15", "today", "ended"),
        (EXTENDED_TRAINING, "09-22 00:00", "open", "extended"),
        (EXTENDED_TRAINING, "09-26 00:00", "extended", "last_day"),
        (replace(TRAINING, full_since=at("09-20 13:30")), "09-20 13:30", "open", "full"),
        (replace(TRAINING, full_since=at("09-20 13:30")), "09-27 00:00", "full", "closed"),
        (
            replace(TRAINING, recordings_from=day("10-05"), recordings=(ALWAYS,)),
            "10-05 00:00",
            "ended",
            "recordings",
        ),
        (ROUND, "08-01 00:00", "before", "open"),
        (ROUND, "09-14 00:00", "open", "last_day"),
        (ROUND, "09-15 00:00", "last_day", "selecting"),
        (EXTENDED_ROUND, "09-06 00:00", "last_day", "extended"),
        (replace(ROUND, results_on=day("11-10")), "11-10 00:00", "selecting", "results"),
        (replace(ROUND, results_known=True), "11-18 00:00", "selecting", "results"),
        (
            replace(ROUND, results_known=True, results_on=day("11-10")),
            "11-10 00:00",
            "selecting",
            "results",
        ),
        (replace(ROUND, opens=None, closes=None), "11-17 00:00", "before", "selecting"),
    ],
)
def test_a_state_begins_with_its_moment_and_not_a_second_before(schedule, change, before, after):
    moment = at(change)
    assert status(schedule, moment - SECOND).state == before
    assert status(schedule, moment).state == after
    assert status(schedule, moment - SECOND).next_change == moment


@pytest.mark.parametrize("outcome", [Outcome.CANCELLED, Outcome.POSTPONED, Outcome.WRITTEN])
def test_what_is_called_off_is_so_from_midnight_of_the_day_it_is_announced(outcome):
    schedule = replace(TRAINING, outcome=outcome, outcome_announced=day("09-20"))
    assert status(schedule, at("09-19 23:59:59")).accepts
    after = status(schedule, at("09-20 00:00"))
    assert (after.state, after.accepts) == (outcome, False)


def test_an_outcome_that_does_not_call_off_changes_nothing_before_the_end():
    for outcome in (Outcome.SCHEDULED, Outcome.HELD):
        schedule = replace(TRAINING, outcome=outcome, outcome_announced=day("09-20"))
        assert status(schedule, at("09-20 00:00")) == status(TRAINING, at("09-20 00:00"))


@pytest.mark.parametrize(
    ("schedule", "first", "last"),
    [
        (TRAINING, "09-06 00:00", "09-26 23:59:59"),
        (replace(TRAINING, closes=at("09-26 17:00")), "09-06 00:00", "09-26 16:59:59"),
        (replace(TRAINING, closes=None), "09-06 00:00", "09-29 14:59:59"),
        (replace(TRAINING, closes=at("09-29 23:59:59")), "09-06 00:00", "09-29 17:14:59"),
        (EXTENDED_TRAINING, "09-06 00:00", "09-26 23:59:59"),
        (ROUND, "08-01 00:00", "09-14 23:59:59"),
        (replace(ROUND, closes=None), "08-01 00:00", "11-16 23:59:59"),
    ],
    ids=["by day", "by hour", "until it begins", "no longer than it lasts", "extended", "award",
         "award without a closing day"],
)  # fmt: skip
def test_one_can_apply_from_the_first_second_to_the_last(schedule, first, last):
    opens, closes = at(first), at(last)
    moments = (opens - SECOND, opens, closes, closes + SECOND)
    assert [status(schedule, moment).accepts for moment in moments] == [False, True, True, False]


def test_the_places_are_gone_from_the_second_they_are_and_no_days_are_counted():
    schedule = replace(TRAINING, full_since=at("09-20 13:30"))
    before, after = status(schedule, at("09-20 13:29:59")), status(schedule, at("09-20 13:30"))
    assert (before.accepts, before.days_left) == (True, 6)
    assert (after.accepts, after.days_left) == (False, None)


def test_the_days_left_change_at_midnight_in_japan_and_end_with_none():
    counted = [
        status(TRAINING, at(moment)).days_left
        for moment in ("09-05 23:59:59", "09-06 00:00", "09-24 23:59:59", "09-25 00:00",
                       "09-25 23:59:59", "09-26 00:00", "09-26 23:59:59", "09-27 00:00")
    ]  # fmt: skip
    assert counted == [None, 20, 2, 1, 1, 0, 0, None]


def test_a_closing_date_put_off_is_told_from_midnight_of_the_day_it_is_announced():
    before = status(EXTENDED_TRAINING, at("09-21 23:59:59"))
    after = status(EXTENDED_TRAINING, at("09-22 00:00"))
    assert (before.closes, before.extension) == (at("09-24 23:59:59"), None)
    assert (after.closes, after.extension.new) == (at("09-26 23:59:59"), day("09-26"))


def test_recordings_are_not_offered_while_the_event_still_runs():
    schedule = replace(TRAINING, recordings_from=day("09-29"), recordings=(ALWAYS,))
    assert status(schedule, at("09-29 17:14:59")).state == "today"
    assert status(schedule, at("09-29 17:15")).state == "recordings"


def test_an_event_counts_as_held_from_its_end_or_from_its_confirmation():
    sooner = replace(TRAINING, outcome=Outcome.HELD, outcome_announced=day("09-01"))
    later = replace(TRAINING, outcome=Outcome.HELD, outcome_announced=day("10-03"))
    assert [status(sooner, at(when)).state for when in ("09-29 17:14:59", "09-29 17:15")] == [
        "today",
        "held",
    ]
    assert [status(later, at(when)).state for when in ("10-02 23:59:59", "10-03 00:00")] == [
        "ended",
        "held",
    ]


def test_an_event_of_several_days_is_over_with_its_last_one():
    schedule = Schedule(start=beginning(day("09-29")), end=ending(day("09-30")))
    moments = ("09-28 23:59:59", "09-29 00:00", "09-30 23:59:59", "10-01 00:00")
    assert [status(schedule, at(when)).state for when in moments] == [
        "before", "today", "today", "ended",
    ]  # fmt: skip
    assert dated(schedule, at("10-01 00:00")) == [("ended", day("09-30"))]


@pytest.mark.parametrize("moment", ["09-05 23:59:59", "09-25 00:00", "09-26 00:00", "09-26 08:59"])
def test_days_are_those_of_japan_wherever_the_moment_is_counted(moment):
    abroad = replace(TRAINING, closes=TRAINING.closes.astimezone(UTC))
    for zone in (UTC, ZoneInfo("America/Los_Angeles")):
        assert status(abroad, at(moment).astimezone(zone)) == status(TRAINING, at(moment))
        assert kinds(abroad, at(moment).astimezone(zone)) == kinds(TRAINING, at(moment))


def test_once_an_event_has_ended_nothing_changes_any_more():
    assert status(TRAINING, at("09-29 17:15")).next_change is None


# --- What is announced -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("full_since", "is_told"),
    [("09-21 23:59:59", False), ("09-22 00:00:00", False), ("09-22 00:00:01", True)],
)
def test_nobody_is_invited_to_apply_for_longer_once_all_places_are_gone(full_since, is_told):
    schedule = replace(EXTENDED_TRAINING, full_since=at(full_since))
    assert ("extension" in kinds(schedule, at("09-22 12:00"))) is is_told
    assert (MilestoneKind.EXTENSION in {each.kind for each in announced(schedule)}) is is_told


def test_an_extension_is_announced_with_its_new_day_from_midnight_of_its_own():
    told = Milestone(MilestoneKind.EXTENSION, day("09-22"), day("09-26"))
    assert told not in milestones(EXTENDED_TRAINING, at("09-21 23:59:59"))
    assert told in milestones(EXTENDED_TRAINING, at("09-22 00:00"))


def test_an_extension_announced_on_the_closing_day_takes_its_last_day_back():
    row = Extension(day("09-05"), day("09-05"), day("09-14"))
    schedule = replace(ROUND, extensions=(row,))
    assert kinds(schedule, at("09-05 00:00")) == ["extension", "opening"]
    assert "closed" not in kinds(schedule, at("09-06 00:00"))


@pytest.mark.parametrize(("announced_on", "is_told"), [("09-06", False), ("09-07", True)])
def test_entries_are_said_to_be_closed_unless_they_go_on_the_next_day(announced_on, is_told):
    row = Extension(day(announced_on), day("09-05"), day("09-14"))
    schedule = replace(ROUND, extensions=(row,))
    assert (("closed", day("09-06")) in dated(schedule, at("09-30 12:00"))) is is_told
    assert (("closed", day("09-06")) in dated(schedule, at("09-06 00:00"))) is is_told


def test_entries_are_said_to_be_closed_on_the_day_after_the_last():
    assert "closed" not in kinds(ROUND, at("09-14 23:59:59"))
    told = milestones(ROUND, at("09-15 00:00"))[0]
    assert told == Milestone(MilestoneKind.CLOSED, day("09-15"), day("09-14"))


@pytest.mark.parametrize(
    ("schedule", "kind", "first", "last"),
    [
        (TRAINING, "last_day", "09-26 00:00", "09-26 23:59:59"),
        (replace(TRAINING, closes=at("09-26 17:00")), "last_day", "09-26 00:00", "09-26 16:59:59"),
        (
            replace(TRAINING, full_since=at("09-26 09:30")),
            "last_day",
            "09-26 00:00",
            "09-26 09:29:59",
        ),
        (replace(TRAINING, opens=at("09-26 10:00")), "last_day", "09-26 10:00", "09-26 23:59:59"),
        (TRAINING, "today", "09-29 00:00", "09-29 17:14:59"),
        (TRAINING, "ended", "09-29 17:15", None),
        (
            replace(TRAINING, recordings_from=day("10-05"), recordings=(ALWAYS,)),
            "recordings",
            "10-05 00:00",
            None,
        ),
        (replace(ROUND, results_on=day("11-10")), "results", "11-10 00:00", None),
        (replace(ROUND, results_known=True), "results", "11-18 00:00", None),
        (TRAINING, "opening", "09-06 00:00", None),
        (replace(TRAINING, documents=(day("10-07"),)), "document", "10-07 00:00", None),
    ],
)
def test_an_announcement_appears_and_goes_at_its_second(schedule, kind, first, last):
    appears = at(first)
    assert kind not in kinds(schedule, appears - SECOND)
    assert kind in kinds(schedule, appears)
    if last:
        assert kind in kinds(schedule, at(last))
        assert kind not in kinds(schedule, at(last) + SECOND)
    else:
        assert kind in kinds(schedule, at("12-31 23:59:59"))


def test_a_last_day_that_never_was_one_is_not_announced():
    full = replace(TRAINING, full_since=at("09-26 00:00"))
    moved = replace(TRAINING, extensions=(Extension(day("09-24"), day("09-24"), day("09-26")),))
    assert "last_day" not in kinds(full, at("09-26 00:00"))
    assert ("last_day", day("09-24")) not in [(str(e.kind), e.on) for e in announced(moved)]
    assert ("last_day", day("09-26")) in [(str(e.kind), e.on) for e in announced(moved)]


def test_no_last_day_is_announced_of_an_event_that_is_over():
    schedule = replace(TRAINING, closes=ending(day("09-30")))
    assert "last_day" not in kinds(schedule, at("09-30 00:00"))
    assert MilestoneKind.LAST_DAY not in {each.kind for each in announced(schedule)}


def test_a_document_is_announced_on_its_day_once_and_with_its_date():
    schedule = Schedule(documents=(day("10-07"), day("10-07"), day("10-09")))
    assert dated(schedule, at("10-06 23:59:59")) == []
    assert dated(schedule, at("10-07 00:00")) == [("document", day("10-07"))]
    assert dated(schedule, at("10-09 00:00")) == [
        ("document", day("10-09")),
        ("document", day("10-07")),
    ]
    assert len(announced(schedule)) == 2


def test_after_it_was_called_off_an_item_announces_that_and_documents_only():
    schedule = replace(
        TRAINING,
        outcome=Outcome.CANCELLED,
        outcome_announced=day("09-26"),
        documents=(day("10-07"),),
    )
    assert kinds(schedule, at("09-26 00:00")) == ["cancelled", "opening"]
    assert kinds(schedule, at("10-07 00:00")) == ["document", "cancelled", "opening"]
    called_off_first = replace(schedule, outcome_announced=day("09-06"))
    assert kinds(called_off_first, at("10-07 00:00")) == ["document", "cancelled"]


def test_the_end_gives_way_to_the_confirmation_in_the_same_second():
    schedule = replace(TRAINING, outcome=Outcome.HELD, outcome_announced=day("10-03"))
    assert kinds(schedule, at("10-02 23:59:59"))[0] == "ended"
    assert kinds(schedule, at("10-03 00:00"))[0] == "held"
    assert "ended" not in kinds(schedule, at("10-03 00:00"))
    at_once = replace(schedule, outcome_announced=day("09-01"))
    assert MilestoneKind.ENDED not in {each.kind for each in announced(at_once)}


def test_of_two_announcements_of_one_day_the_one_that_matters_more_is_shown():
    schedule = replace(TRAINING, opens=beginning(day("09-26")), documents=(day("09-26"),))
    assert kinds(schedule, at("09-26 12:00")) == ["last_day"]
    assert kinds(schedule, at("09-27 00:00")) == ["opening"]
    day_of_event = replace(TRAINING, closes=at("09-29 14:00"))
    assert kinds(day_of_event, at("09-29 12:00"))[0] == "today"


def test_what_is_held_back_leaves_its_day_to_another():
    schedule = replace(TRAINING, documents=(day("09-06"),))
    held_back = milestones(
        schedule, at("09-06 12:00"), lambda each: each.kind is MilestoneKind.OPENING
    )
    assert [str(each.kind) for each in held_back] == ["document"]


def test_what_happened_counts_from_its_own_second():
    assert happened(TRAINING, at("09-05 23:59:59")) == ()
    assert [str(each.kind) for each in happened(TRAINING, at("09-06 00:00"))] == ["opening"]


def test_the_next_announcement_is_later_than_now():
    assert next_announcement(TRAINING, at("09-05 23:59:59")) == at("09-06 00:00")
    assert next_announcement(TRAINING, at("09-06 00:00")) == at("09-26 00:00")
    assert next_announcement(TRAINING, at("09-26 00:00")) == at("09-27 00:00")
    assert next_announcement(TRAINING, at("09-29 17:15")) == at("09-30 00:00")
    assert next_announcement(TRAINING, at("09-30 00:00")) is None


def test_announcements_appear_at_the_moment_their_subject_begins():
    found = appearances(replace(TRAINING, documents=(day("10-07"),)))
    assert found[MilestoneKind.ENDED, day("09-29")] == at("09-29 17:15")
    assert found[MilestoneKind.TODAY, day("09-29")] == at("09-29 00:00")
    assert found[MilestoneKind.DOCUMENT, day("10-07")] == at("10-07 00:00")


def test_changes_so_far_include_that_of_this_second_and_none_to_come():
    assert at("09-26 00:00") in changes_so_far(TRAINING, at("09-26 00:00"))
    assert at("09-26 00:00") not in changes_so_far(TRAINING, at("09-25 23:59:59"))
    assert changes_so_far(TRAINING, at("09-01 12:00")) == []


# --- What cannot be true ---------------------------------------------------------------------


def codes(schedule):
    return {problem.code for problem in problems(schedule)}


@pytest.mark.parametrize(
    ("code", "broken", "sound"),
    [
        (
            "end_before_start",
            replace(TRAINING, end=at("09-29 14:59:59")),
            replace(TRAINING, end=at("09-29 15:00")),
        ),
        (
            "closes_before_opens",
            replace(TRAINING, closes=at("09-06 00:00")),
            replace(TRAINING, closes=at("09-06 00:01")),
        ),
        (
            "closes_after_end",
            replace(TRAINING, closes=ending(day("09-30"))),
            replace(TRAINING, closes=ending(day("09-29"))),
        ),
        (
            "closes_after_end",
            replace(TRAINING, closes=at("09-29 17:15:01")),
            replace(TRAINING, closes=at("09-29 17:15")),
        ),
        (
            "opens_after_end",
            replace(TRAINING, opens=at("09-29 17:15"), closes=None),
            replace(TRAINING, opens=at("09-29 17:14"), closes=None),
        ),
        (
            "recordings_before_end",
            replace(TRAINING, recordings_from=day("09-28"), recordings=(ALWAYS,)),
            replace(TRAINING, recordings_from=day("09-29"), recordings=(ALWAYS,)),
        ),
        (
            "ceremony_before_close",
            replace(ROUND, ceremony=day("09-14")),
            replace(ROUND, ceremony=day("09-15")),
        ),
        (
            "results_before_close",
            replace(ROUND, results_on=day("09-14")),
            replace(ROUND, results_on=day("09-15")),
        ),
        (
            "extension_into_the_past",
            replace(ROUND, extensions=(Extension(day("09-15"), day("09-05"), day("09-14")),)),
            replace(ROUND, extensions=(Extension(day("09-14"), day("09-05"), day("09-14")),)),
        ),
        (
            "extension_not_later",
            replace(ROUND, extensions=(Extension(day("09-06"), day("09-14"), day("09-14")),)),
            replace(ROUND, extensions=(Extension(day("09-06"), day("09-13"), day("09-14")),)),
        ),
        (
            "closes_before_extension",
            replace(EXTENDED_ROUND, closes=ending(day("09-13"))),
            replace(EXTENDED_ROUND, closes=ending(day("09-14"))),
        ),
        (
            "extensions_out_of_order",
            replace(
                ROUND,
                extensions=(
                    Extension(day("09-05"), day("09-05"), day("09-10")),
                    Extension(day("09-05"), day("09-10"), day("09-14")),
                ),
            ),
            replace(
                ROUND,
                extensions=(
                    Extension(day("09-05"), day("09-05"), day("09-10")),
                    Extension(day("09-06"), day("09-10"), day("09-14")),
                ),
            ),
        ),
    ],
)
def test_a_rule_is_broken_on_one_side_of_its_bound_only(code, broken, sound):
    assert code in codes(broken)
    assert codes(sound) == set()


# --- What a change of the closing date means -------------------------------------------------

FIRST = Extension(day("09-05"), day("09-08"), day("09-14"))


def test_a_closing_date_moved_to_today_is_still_an_extension_and_to_yesterday_none():
    before, today = Window(day("09-08")), day("09-10")
    moved = extensions_after(before, Window(today), today)
    assert moved == (Extension(today, day("09-08"), today),)
    assert extensions_after(before, Window(day("09-09")), today) == ()
    assert change_problems(before, Window(today), today) == []
    refused = change_problems(before, Window(day("09-09")), today)
    assert [problem.code for problem in refused] == ["closes_moved_into_the_past"]


@pytest.mark.parametrize(
    ("announced_on", "rows"),
    [
        ("09-09", [("09-09", "09-14"), ("09-10", "09-20")]),
        ("09-10", [("09-10", "09-20")]),
        ("09-11", [("09-11", "09-20")]),
    ],
    ids=["announced yesterday", "announced today", "to be announced tomorrow"],
)
def test_an_extension_not_yet_told_is_changed_and_one_told_is_followed_by_another(
    announced_on, rows
):
    row = Extension(day(announced_on), day("09-08"), day("09-14"))
    before, after = Window(day("09-14"), (row,)), Window(day("09-20"), (row,))
    told = extensions_after(before, after, day("09-10"))
    assert [(each.announced, each.new) for each in told] == [
        (day(announced), day(new)) for announced, new in rows
    ]


def test_a_correction_back_to_the_day_of_the_announcement_leaves_the_extension():
    before = Window(day("09-14"), (Extension(day("09-09"), None, day("09-14")),))
    kept = corrected_extensions(before, replace(before, closes=day("09-09")))
    assert kept == (Extension(day("09-09"), None, day("09-09")),)
    assert corrected_extensions(before, replace(before, closes=day("09-08"))) == ()


def test_a_correction_back_to_the_first_date_takes_the_extension_away():
    before = Window(day("09-14"), (FIRST,))
    assert corrected_extensions(before, replace(before, closes=day("09-08"))) == ()
    assert corrected_extensions(before, replace(before, closes=day("09-09"))) == (
        replace(FIRST, new=day("09-09")),
    )


def test_an_extension_is_taken_back_to_its_first_date_only():
    before = Window(day("09-14"), (FIRST,))
    assert change_problems(before, Window(day("09-08")), day("09-10")) == []
    refused = change_problems(before, Window(day("09-07")), day("09-10"))
    assert [problem.code for problem in refused] == ["closes_shortened"]
