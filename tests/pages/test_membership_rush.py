"""Many editors at once, each in a thread with a connection of its own: one decision, one mail."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import connections

from pages.records.models import Municipality
from pages.submissions.memberships.deciding import decide
from pages.submissions.memberships.models import MembershipChange, MembershipRequest
from pages.submissions.models import OutgoingMail
from portal import clock
from tests import databases, factories

pytestmark = pytest.mark.database

AT_ONCE = 8


@pytest.fixture
def editor(django_db_setup, django_db_blocker, tmp_path):
    """An editor, in a database of its own, in which everything is committed."""
    with django_db_blocker.unblock(), databases.committed(tmp_path):
        yield get_user_model().objects.create_user("editor")


def all_at_once(editor, decisions):
    """Makes each decision at the same moment; how many were made."""
    barrier = Barrier(len(decisions))

    def one(decision):
        number, after, day = decision
        barrier.wait(timeout=30)
        try:
            decide(number, after, seen="board", by=editor, day=day)
        except ValidationError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(len(decisions)) as pool:
        return sum(pool.map(one, decisions))


def test_of_many_decisions_on_one_request_one_is_made_and_told(editor):
    for _round in range(3):
        request = factories.membership_request(state="board")
        today = clock.today()
        decisions = [
            (request.pk, "accepted", today) if number % 2 else (request.pk, "declined", None)
            for number in range(AT_ONCE)
        ]
        assert all_at_once(editor, decisions) == 1
        request.refresh_from_db()
        request.municipality.refresh_from_db()
        assert request.municipality.is_member == (request.state == "accepted")
        assert [change.after for change in request.changes.all()] == [request.state]
        told = OutgoingMail.objects.filter(key__startswith=f"membership:{request.pk}:")
        assert [mail.key.rpartition(":")[2] for mail in told] == [request.state]


def test_of_many_requests_of_one_municipality_one_is_accepted_and_sets_the_day(editor):
    town = factories.MunicipalityFactory()
    requests = [
        factories.membership_request(municipality=town, state="board") for _ in range(AT_ONCE)
    ]
    decisions = [
        (request.pk, "accepted", clock.today() + timedelta(days=number))
        for number, request in enumerate(requests)
    ]
    assert all_at_once(editor, decisions) == 1
    accepted = MembershipRequest.objects.get(state="accepted")
    assert Municipality.objects.get(pk=town.pk).member_since == accepted.member_from
    assert MembershipRequest.objects.filter(state="board").count() == AT_ONCE - 1
    assert OutgoingMail.objects.count() == MembershipChange.objects.count() == 1
