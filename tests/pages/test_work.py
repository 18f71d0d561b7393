"""Work that follows from a change: committed with it, done at least once, held up by nothing."""

import logging
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from pages.work import queue
from pages.work.models import WorkItem
from portal import clock

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=clock.TOKYO)


@pytest.fixture(autouse=True)
def moment():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


class Done(list):
    """Notes what was done; `broken` keys fail."""

    def __init__(self, *broken):
        super().__init__()
        self.broken = broken

    def __call__(self, keys):
        if set(keys) & set(self.broken):
            raise ValueError("broken")
        self.extend(keys)


def test_what_is_put_down_is_done_once_in_its_order():
    queue.put_down("a", ["2", "1", "2"])
    queue.put_down("a", ["1"])
    done = Done()
    assert queue.do("a", done) == 3
    assert done == ["2", "1"]
    assert queue.do("a", done) == 0
    assert not WorkItem.objects.exists()


def test_each_kind_is_done_by_its_own():
    queue.put_down("a", ["1"])
    queue.put_down("b", ["2"])
    done = Done()
    queue.do("b", done)
    assert done == ["2"]
    assert list(queue.waiting("a").values_list("key", flat=True)) == ["1"]


def test_work_is_taken_back_with_its_change():
    with transaction.atomic():
        queue.put_down("a", ["1"])
        transaction.set_rollback(True)
    assert not WorkItem.objects.exists()


def test_more_than_a_batch_is_done_to_the_end(monkeypatch):
    monkeypatch.setattr(queue, "BATCH", 7)
    queue.put_down("a", map(str, range(50)))
    done = Done()
    assert queue.do("a", done) == 50
    assert done == [str(number) for number in range(50)]


def test_what_fails_stays_and_holds_up_nothing_else(caplog):
    queue.put_down("a", ["1", "2", "3"])
    done = Done("2")
    with caplog.at_level(logging.ERROR):
        assert queue.do("a", done) == 2
    assert done == ["1", "3"]
    (left,) = WorkItem.objects.all()
    assert (left.key, left.error) == ("2", "ValueError('broken')")
    assert "tried again" in caplog.text


def test_what_failed_is_tried_again_after_longer_and_longer_pauses(moment):
    queue.put_down("a", ["1"])
    pauses = []
    for _attempt in range(15):
        queue.do("a", Done("1"))
        item = WorkItem.objects.get()
        pauses.append(item.available_at - clock.real_now())
        assert queue.do("a", Done()) == 0
        moment.move_to(item.available_at)
    assert pauses[0] < pauses[1] < pauses[2]
    assert max(pauses) == pauses[-1] == timedelta(hours=1)
    done = Done()
    queue.do("a", done)
    assert done == ["1"]


def test_what_another_process_has_taken_up_is_left_to_it(moment):
    queue.put_down("a", ["1"])
    seen = []

    def meanwhile(keys):
        queue.put_down("a", ["1"])  # changed again while it is read
        seen.append(queue.do("a", Done()))

    queue.do("a", lambda keys: meanwhile(keys) if not seen else None)
    assert seen == [0]
    assert not WorkItem.objects.exists()


def test_what_a_killed_process_had_taken_up_is_done_when_its_lease_has_run_out(moment):
    queue.put_down("a", ["1"])
    queue._take("a")  # and the process is killed
    done = Done()
    moment.move_to(NOON + queue.LEASE - timedelta(seconds=1))
    assert queue.do("a", done) == 0
    moment.move_to(NOON + queue.LEASE + timedelta(seconds=1))
    assert queue.do("a", done) == 1
    assert done == ["1"]


def test_what_waits_for_too_long_is_counted(moment):
    queue.put_down("a", ["1"])
    assert not queue.overdue("a", timedelta(minutes=2))
    moment.move_to(NOON + timedelta(minutes=2, seconds=1))
    assert queue.overdue("a", timedelta(minutes=2)).count() == 1
