"""Changes of a closing date: an extension, a correction, or one to refuse."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pages import wording
from pages.lifecycle import (
    CHANGE_CODES,
    Extension,
    Window,
    change_problems,
    corrected_extensions,
    extensions_after,
)


def day(number):
    return date(2022, 9, number)


TODAY = day(10)
FIRST = Extension(day(5), day(8), day(14))
PLAIN, EXTENDED = Window(day(14)), Window(day(14), (FIRST,))


def codes(before, after, today=TODAY):
    return [problem.code for problem in change_problems(before, after, today)]


@pytest.mark.parametrize(
    ("before", "after", "extensions"),
    [
        (PLAIN, Window(day(20)), (Extension(TODAY, day(14), day(20)),)),
        (EXTENDED, Window(day(20), (FIRST,)), (FIRST, Extension(TODAY, day(14), day(20)))),
        (PLAIN, Window(TODAY), ()),
        (PLAIN, PLAIN, ()),
        (PLAIN, Window(None), ()),
        (Window(None), Window(day(20)), ()),
        (Window(day(8)), Window(TODAY), (Extension(TODAY, day(8), TODAY),)),
        (Window(day(7)), Window(day(9)), ()),
    ],
    ids=["later", "again", "earlier", "same", "gone", "first told", "last moment", "too late"],
)
def test_a_later_closing_date_is_an_extension_announced_today(before, after, extensions):
    assert extensions_after(before, after, TODAY) == extensions


def test_two_extensions_of_one_day_are_told_as_one():
    today = Extension(TODAY, day(8), day(14))
    after = Window(day(20), (today,))
    assert extensions_after(Window(day(14), (today,)), after, TODAY) == (
        Extension(TODAY, day(8), day(20)),
    )


def test_a_row_that_an_editor_wrote_is_not_written_twice():
    written = Window(day(20), (Extension(day(9), day(14), day(20)),))
    assert extensions_after(PLAIN, written, TODAY) == written.extensions


def test_a_draft_older_than_an_extension_does_not_undo_it():
    assert extensions_after(EXTENDED, Window(day(14)), TODAY) == (FIRST,)
    later = (FIRST, Extension(TODAY, day(14), day(20)))
    assert extensions_after(EXTENDED, Window(day(20)), TODAY) == later
    assert codes(EXTENDED, Window(day(20))) == []


def test_going_back_before_an_extension_takes_it_back():
    assert extensions_after(EXTENDED, Window(day(8)), TODAY) == ()
    assert codes(EXTENDED, Window(day(8))) == []


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (PLAIN, Window(day(13)), "closes_shortened"),
        (EXTENDED, Window(day(13)), "closes_shortened"),
        (EXTENDED, Window(day(13), (FIRST,)), "closes_shortened"),
        (Window(day(7)), Window(day(9)), "closes_moved_into_the_past"),
        (None, Window(day(20), (FIRST,)), "closes_after_extension"),
        (PLAIN, Window(None), "closes_withdrawn"),
        (EXTENDED, Window(None, (FIRST,)), "closes_withdrawn"),
    ],
)
def test_what_cannot_be_announced_is_refused(before, after, code):
    assert codes(before, after) == [code]


@pytest.mark.parametrize(
    ("before", "after"),
    [(PLAIN, Window(day(20))), (None, Window(day(1))), (None, EXTENDED), (EXTENDED, EXTENDED),
     (Window(None), Window(None)), (Window(day(1)), Window(day(1)))],
)  # fmt: skip
def test_what_can_be_announced_is_not_refused(before, after):
    assert codes(before, after) == []


def test_what_is_called_off_needs_no_closing_date():
    assert change_problems(PLAIN, Window(None), TODAY, called_off=True) == []


@pytest.mark.parametrize(
    ("after", "extensions"),
    [
        (Window(None, (FIRST,)), ()),
        (Window(day(20), (FIRST,)), (Extension(day(5), day(8), day(20)),)),
        (Window(day(8), (FIRST,)), ()),
        (Window(day(4), (FIRST,)), ()),
        (Window(day(20)), ()),
        (EXTENDED, (FIRST,)),
    ],
    ids=[
        "gone",
        "later",
        "back to the old date",
        "before it was announced",
        "row removed",
        "nothing",
    ],
)
def test_a_correction_is_no_extension_and_corrects_the_last_one(after, extensions):
    assert corrected_extensions(EXTENDED, after) == extensions


def test_a_correction_without_extensions_writes_none():
    assert corrected_extensions(PLAIN, Window(day(20))) == ()


days = st.integers(1, 28).map(day)


@given(first=days, changes=st.lists(st.tuples(days, days), max_size=5))
def test_the_rows_always_lead_from_the_first_date_to_the_last(first, changes):
    public = Window(first)
    for today, closes in sorted(changes):
        wanted = Window(closes, public.extensions)
        if change_problems(public, wanted, today):
            continue
        public = Window(closes, extensions_after(public, wanted, today))
    rows = public.extensions
    assert not rows or (rows[0].old, rows[-1].new) == (first, public.closes)
    assert all(later.old == earlier.new for earlier, later in zip(rows, rows[1:], strict=False))
    assert len({row.announced for row in rows}) == len(rows)
    assert all(row.announced <= row.new and row.old < row.new for row in rows)


@pytest.mark.parametrize("code", CHANGE_CODES)
def test_every_rule_can_be_said(code):
    with override("en"):
        assert wording.problem_message(code).endswith(".")
