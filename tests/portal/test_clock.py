from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from portal import clock

REAL = datetime(2026, 3, 1, 12, tzinfo=clock.TOKYO)


def test_now_is_real_time_in_japan_when_no_offset_is_set(settings):
    settings.PORTAL_CLOCK_OFFSET = timedelta(0)
    with time_machine.travel(datetime(2022, 9, 21, 15, 30, tzinfo=UTC), tick=False):
        assert clock.now().isoformat() == "2022-09-22T00:30:00+09:00"
        assert clock.today() == date(2022, 9, 22)
    assert not clock.is_shifted()


def test_a_missing_setting_means_real_time(settings):
    del settings.PORTAL_CLOCK_OFFSET
    with time_machine.travel(REAL, tick=False):
        assert clock.now() == REAL
    assert not clock.is_shifted()


def test_the_offset_moves_the_clock_and_lets_it_run_on(settings):
    start = datetime(2022, 9, 22, 10, tzinfo=clock.TOKYO)
    settings.PORTAL_CLOCK_OFFSET = clock.parse_offset("2022-09-22T10:00:00+09:00", REAL)
    with time_machine.travel(REAL, tick=False) as traveller:
        assert clock.now() == start
        traveller.shift(timedelta(hours=14))
        assert clock.now() == start + timedelta(hours=14)
        assert clock.today() == date(2022, 9, 23)
    assert clock.is_shifted()


def test_a_real_moment_to_come_is_moved_like_the_clock(settings):
    settings.PORTAL_CLOCK_OFFSET = clock.parse_offset("2022-09-22T10:00:00+09:00", REAL)
    in_two_days = (REAL + timedelta(days=2)).astimezone(UTC)
    assert clock.shown_at(in_two_days) == datetime(2022, 9, 24, 10, tzinfo=clock.TOKYO)


def test_the_clock_stands_still_at_a_shown_moment_and_only_within_its_context(settings):
    settings.PORTAL_CLOCK_OFFSET = timedelta(days=-1)
    outer, inner = datetime(2022, 9, 1, tzinfo=UTC), datetime(2022, 9, 26, 15, tzinfo=UTC)
    with time_machine.travel(REAL, tick=False):
        with clock.at(outer):
            with clock.at(inner):
                assert clock.now() == inner
                assert clock.today() == date(2022, 9, 27)
            assert clock.now() == outer
        assert clock.now() == REAL - timedelta(days=1)


def test_the_clock_goes_on_after_an_error_in_the_shown_context():
    with pytest.raises(KeyError), clock.at(datetime(2022, 9, 1, tzinfo=UTC)):
        raise KeyError
    assert clock.today() != date(2022, 9, 1)


def test_the_clock_refuses_to_show_a_moment_without_a_time_zone():
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2022, 9, 22)):
        pass


@pytest.mark.parametrize("value", ["", "  ", "now", " Now "])
def test_no_start_means_no_offset(value):
    assert clock.parse_offset(value, REAL) == timedelta(0)


@pytest.mark.parametrize("value", ["2022-09-22T10:00:00+09:00", "2022-09-22T01:00:00Z"])
def test_the_offset_leads_from_the_real_time_to_the_start(value):
    start = datetime(2022, 9, 22, 10, tzinfo=clock.TOKYO)
    assert REAL + clock.parse_offset(value, REAL) == start


@pytest.mark.parametrize("value", ["2022-09-22", "2022-09-22T10:00:00", "yesterday", "10:00"])
def test_a_start_without_offset_or_sense_is_refused_with_what_is_expected(value):
    with pytest.raises(ValueError, match=r"2022-09-22T10:00:00\+09:00") as refused:
        clock.parse_offset(value, REAL)
    assert value in str(refused.value)


def test_a_day_begins_at_midnight_and_ends_in_its_last_second_in_japan():
    day = date(2022, 9, 26)
    assert clock.start_of_day(day).isoformat() == "2022-09-26T00:00:00+09:00"
    assert clock.end_of_day(day).isoformat() == "2022-09-26T23:59:59+09:00"


# --- What is shown, and until when it is true ---------------------------------------------


def test_changes_are_noted_for_whoever_keeps_what_is_being_made():
    with clock.noting_changes() as outer:
        clock.note_change(REAL)
        with clock.noting_changes() as inner:
            clock.note_change(None)
        clock.note_change(REAL)
    clock.note_change(REAL)
    assert (outer, inner) == ([REAL, REAL], [])


def test_the_real_moment_is_not_moved_by_a_preview():
    with clock.at(REAL):
        assert clock.now() == REAL
        assert clock.real_now() != REAL
