from datetime import date, time

import pytest

from pages.lifecycle import (
    CODES,
    Extension,
    Kind,
    Problem,
    Schedule,
    beginning,
    ending,
    problems,
)


def day(number):
    return date(2022, 9, number)


def event(**fields):
    given = {
        "start": beginning(day(20), time(15)),
        "end": ending(day(20), time(17)),
        "opens": beginning(day(5)),
        "closes": ending(day(15)),
    }
    return Schedule(**{**given, **fields})


def award(**fields):
    given = {"opens": beginning(day(5)), "closes": ending(day(15)), "ceremony": day(20)}
    return Schedule(kind=Kind.AWARD, **{**given, **fields})


BROKEN = [
    (event(end=ending(day(19))), "end", "end_before_start"),
    (event(opens=beginning(day(16))), "closes", "closes_before_opens"),
    (event(closes=ending(day(21))), "closes", "closes_after_end"),
    (event(closes=ending(day(20), time(18))), "closes", "closes_after_end"),
    (event(opens=beginning(day(21)), closes=None), "opens", "opens_after_end"),
    (
        event(extensions=(Extension(day(10), day(9), day(16)),)),
        "closes",
        "closes_before_extension",
    ),
    (
        event(extensions=(Extension(day(16), day(9), day(15)),)),
        "extensions",
        "extension_into_the_past",
    ),
    (
        event(extensions=(Extension(day(10), day(17), day(15)),)),
        "extensions",
        "extension_not_later",
    ),
    (
        event(extensions=(Extension(day(8), day(9), day(12)), Extension(day(9), day(11), day(15)))),
        "extensions",
        "extension_mismatch",
    ),
    (
        event(extensions=(Extension(day(8), day(9), day(12)), Extension(day(8), day(12), day(15)))),
        "extensions",
        "extensions_out_of_order",
    ),
    (event(recordings_from=day(19)), "recordings_from", "recordings_before_end"),
    (award(ceremony=day(15)), "ceremony", "ceremony_before_close"),
    (award(results_on=day(14)), "results_on", "results_before_close"),
]


@pytest.mark.parametrize(("schedule", "field", "code"), BROKEN)
def test_a_broken_rule_names_its_field(schedule, field, code):
    assert Problem(field, code) in problems(schedule)


def test_every_rule_is_shown_broken():
    assert {code for _, _, code in BROKEN} == set(CODES)


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule(),
        event(),
        award(),
        event(closes=ending(day(20))),
        event(closes=None, extensions=(Extension(day(10), None, day(15)),)),
        event(
            extensions=(Extension(day(8), day(9), day(12)), Extension(day(13), day(12), day(15)))
        ),
        event(closes=ending(day(17)), extensions=(Extension(day(8), day(9), day(15)),)),
        award(results_on=day(16), ceremony=day(20)),
    ],
)
def test_dates_that_can_be_true_break_no_rule(schedule):
    assert problems(schedule) == []
