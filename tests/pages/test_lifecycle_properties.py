"""Properties of every schedule, real or not."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pages.lifecycle import (
    Extension,
    Kind,
    MilestoneKind,
    Outcome,
    Schedule,
    State,
    beginning,
    ending,
    problems,
    status,
)

TOKYO = ZoneInfo("Asia/Tokyo")
FIRST = date(2022, 9, 1)
MICROSECOND = timedelta(microseconds=1)

ORDER = [
    {State.BEFORE},
    {State.OPEN, State.EXTENDED},
    {State.LAST_DAY},
    {State.FULL},
    {State.CLOSED, State.SELECTING},
    {State.TODAY},
    {State.ENDED},
    {State.HELD},
    {State.RECORDINGS, State.RESULTS},
    {State.CANCELLED, State.POSTPONED, State.WRITTEN},
]
RANK = {state: rank for rank, states in enumerate(ORDER) for state in states}

days = st.integers(0, 20).map(lambda number: FIRST + timedelta(days=number))
times = st.none() | st.sampled_from([time(0), time(9), time(17), time(23, 59, 59)])
maybe_days = st.none() | days
begins = st.builds(beginning, maybe_days, times)
ends = st.builds(ending, maybe_days, times)
moments = st.datetimes(datetime(2022, 8, 30), datetime(2022, 9, 24), timezones=st.just(TOKYO))

anything = st.builds(
    Schedule,
    kind=st.sampled_from(Kind),
    start=begins,
    end=ends,
    opens=begins,
    closes=ends,
    extensions=st.lists(st.builds(Extension, days, maybe_days, days), max_size=3).map(tuple),
    full_since=begins,
    outcome=st.none() | st.sampled_from(Outcome),
    outcome_announced=maybe_days,
    recordings_from=maybe_days,
    recordings=st.lists(moments, max_size=2).map(tuple),
    results_known=st.booleans(),
    results_on=maybe_days,
    ceremony=maybe_days,
    documents=st.lists(days, max_size=2).map(tuple),
)


@st.composite
def sound(draw):
    """A schedule that an editor can publish: its dates in their natural order."""
    number = draw(st.integers(0, 2))
    steps = sorted(draw(st.lists(st.integers(1, 19), min_size=4, max_size=4, unique=True)))
    closings = [FIRST + timedelta(days=step) for step in steps[: number + 1]]
    first = draw(st.none() | st.just(closings[0]))
    rows = []
    for old, new in pairwise([first, *closings[1:]]):
        gap = draw(st.integers(-1, 3))
        announced = min(new, (old or FIRST) + timedelta(days=gap))
        rows.append(Extension(announced, old, new))
    start = beginning(FIRST + timedelta(days=steps[3]), draw(times))
    schedule = replace(
        draw(anything),
        start=start,
        end=draw(st.none() | st.just(start + timedelta(hours=2))),
        opens=draw(st.none() | st.just(beginning(FIRST, draw(times)))),
        closes=ending(closings[-1], draw(times)) if number or first else None,
        extensions=tuple(rows),
    )
    assume(not problems(schedule))
    return schedule


schedules = anything | sound()


def shown(schedule, moment):
    return replace(status(schedule, moment), next_change=None)


def replay(schedule):
    """The status from before anything happens, at each change, until nothing changes any more."""
    moment = datetime(2022, 8, 28, tzinfo=TOKYO)
    while moment:
        now = status(schedule, moment)
        yield moment, now
        moment = now.next_change


@settings(max_examples=200, deadline=None)
@given(schedules, moments)
def test_every_moment_has_one_state_of_its_kind(schedule, moment):
    now = status(schedule, moment)
    assert now.state in State
    only_awards, only_events = {"selecting", "results"}, {"closed", "today", "ended", "held"}
    assert now.state not in (only_events if schedule.kind is Kind.AWARD else only_awards)
    assert not (now.accepts and now.state in {"closed", "full", "ended", "held", "cancelled"})
    assert now.accepts or now.state not in {"open", "extended", "last_day"}


@settings(max_examples=200, deadline=None)
@given(schedules, moments, st.floats(0, 1, exclude_max=True))
def test_nothing_changes_before_the_next_change_and_something_does_then(schedule, moment, part):
    now = status(schedule, moment)
    if now.next_change is None:
        assert shown(schedule, moment + timedelta(days=400 * part)) == shown(schedule, moment)
        return
    between = moment + (now.next_change - moment) * part
    assume(between < now.next_change)
    assert status(schedule, between) == now
    assert status(schedule, now.next_change - MICROSECOND) == now
    assert shown(schedule, now.next_change) != replace(now, next_change=None)


@settings(max_examples=60, deadline=None)
@given(sound())
def test_states_go_forward_and_back_only_by_an_extension(schedule):
    announced = {beginning(row.announced) for row in schedule.extensions}
    for (_, before), (moment, after) in pairwise(replay(schedule)):
        if moment in announced and after.extension != before.extension:
            continue
        assert RANK[after.state] >= RANK[before.state]
        assert before.state == State.BEFORE or before.accepts or not after.accepts


@settings(max_examples=200, deadline=None)
@given(schedules, moments)
def test_days_left_lead_to_the_closing_day_while_one_can_apply(schedule, moment):
    now = status(schedule, moment)
    assert (now.days_left is not None) == (now.accepts and now.closes is not None)
    if now.days_left is not None:
        assert moment.date() + timedelta(days=now.days_left) == now.closes.date()
        assert now.days_left >= 0
    if now.state == State.LAST_DAY:
        assert now.days_left == 0
    if now.closing_unknown:
        assert now.closes is None


@settings(max_examples=200, deadline=None)
@given(schedules, moments)
def test_announcements_are_of_the_past_and_newest_first_and_never_contradict(schedule, moment):
    now = status(schedule, moment)
    dated = [(each.kind, each.on) for each in now.milestones]
    assert len(dated) == len(set(dated))
    assert all(earlier <= later for (_, later), (_, earlier) in pairwise(dated))
    today = moment.date()
    assert all(day <= today for _, day in dated)
    passing = {MilestoneKind.LAST_DAY, MilestoneKind.TODAY}
    assert all(day == today for kind, day in dated if kind in passing)
    assert now.accepts or MilestoneKind.LAST_DAY not in dict(dated)
    assert now.state != State.ENDED or MilestoneKind.HELD not in dict(dated)


@settings(max_examples=100, deadline=None)
@given(sound(), moments)
def test_an_extension_is_told_from_its_day_on_and_the_old_closing_date_before(schedule, moment):
    now = status(schedule, moment)
    due = [row for row in schedule.extensions if row.announced <= moment.date()]
    assert now.extension == (due[-1] if due else None)
    if due:
        assert now.closes.date() == due[-1].new
    elif schedule.extensions:
        assert (now.closes and now.closes.date()) == schedule.extensions[0].old
