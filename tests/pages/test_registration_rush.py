"""Many at once, each in a thread with a connection of its own: never one place too many."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connections

from pages.base.facts import source_locale_id
from pages.records.models import Municipality
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations.form import Offer, Quota, RegistrationForm
from pages.submissions.registrations.lots import draw_lots
from pages.submissions.registrations.models import Draw, Participant, Places, Registration
from pages.submissions.registrations.registering import cancel, register
from tests import databases, factories

pytestmark = pytest.mark.database

AT_ONCE, ROUNDS, CAPACITY = 12, 5, 40
State = Participant.State


@pytest.fixture
def event(django_db_setup, django_db_blocker, tmp_path):
    """An event with 40 places in a database of its own, in which everything is committed."""
    with django_db_blocker.unblock(), databases.committed(tmp_path):
        source_locale_id.cache_clear()
        home = factories.site()
        events = factories.EventsIndexPageFactory(parent=home)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        page = factories.TrainingPageFactory(
            parent=trainings, takes_registrations=True, capacity=CAPACITY
        )
        for number in range(4):
            factories.MunicipalityFactory(name_ja=f"急ぎ{number}市", member_confirmed=True)
        yield page


def filled_in(event, number, town, **terms):
    offer = Offer(
        event=event,
        page=event,
        capacity=event.capacity,
        begins_at=None,
        members=Quota(0, 20),
        **terms,
    )
    form = RegistrationForm(
        {
            "f-municipality": town.name_ja,
            "f-affiliation": "board",
            "f-name": f"見本 {number}",
            "f-mail": f"visitor-{number}@example.org",
            "f-agreed": "on",
        },
        offer=offer,
    )
    assert form.is_valid(), form.errors
    return form


def all_at_once(work, things):
    """Does something with each thing, as many at the same moment as there are threads."""
    barrier = Barrier(AT_ONCE)

    def one(thing):
        barrier.wait(timeout=30)
        try:
            return work(thing)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for start in range(0, len(things), AT_ONCE):
            yield from pool.map(one, things[start : start + AT_ONCE])


def in_line(event, state):
    rows = Participant.objects.filter(page=event, state=state).order_by("turn")
    return list(rows.values_list("turn", flat=True))


def test_a_rush_fills_every_place_once_and_puts_the_rest_in_line_in_order(event):
    towns = list(Municipality.objects.order_by("pk"))
    numbers = list(range(AT_ONCE * ROUNDS))
    forms = [filled_in(event, number, towns[number % 4]) for number in numbers]
    list(all_at_once(lambda form: register(form, uuid4(), "ja"), forms))
    assert in_line(event, State.ACCEPTED) == list(range(1, CAPACITY + 1))
    assert in_line(event, State.WAITING) == list(range(CAPACITY + 1, len(numbers) + 1))
    places = Places.objects.get(pk=event.pk)
    assert (places.taken, bool(places.full_since)) == (CAPACITY, True)
    assert Registration.objects.count() == OutgoingMail.objects.count() == len(numbers)
    told = dict(OutgoingMail.objects.values_list("to", "text"))
    for participant in Participant.objects.filter(page=event):
        assert (f"{participant.name}: 席あり" in told[participant.mail]) == (
            participant.state == State.ACCEPTED
        )
    call_command("check_places", stdout=StringIO())


def test_of_many_cancellations_at_once_each_moves_up_exactly_one(event):
    towns = list(Municipality.objects.order_by("pk"))
    for number in range(CAPACITY + 20):
        register(filled_in(event, number, towns[number % 4]), uuid4(), "ja")
    leaving = list(Participant.objects.filter(turn__lte=AT_ONCE * 2).select_related("registration"))
    list(all_at_once(lambda participant: cancel([participant]), leaving))
    assert in_line(event, State.ACCEPTED) == list(range(AT_ONCE * 2 + 1, CAPACITY + 20 + 1))
    assert Places.objects.get(pk=event.pk).taken == CAPACITY - 4
    moved = OutgoingMail.objects.filter(key__contains=":moved:")
    assert moved.count() == 20
    call_command("check_places", stdout=StringIO())


def test_of_many_forms_of_one_municipality_no_address_goes_beyond_its_quota(event):
    town = Municipality.objects.first()
    forms = [filled_in(event, number, town) for number in range(AT_ONCE * 2)]

    def tried(form):
        try:
            return register(form, uuid4(), "ja")
        except Exception as refused:
            return refused

    outcomes = list(all_at_once(tried, forms))
    assert sum(not isinstance(outcome, Exception) for outcome in outcomes) == 20
    assert len(in_line(event, State.ACCEPTED)) == 20
    assert Places.objects.get(pk=event.pk).taken == 20
    call_command("check_places", stdout=StringIO())


def test_a_rush_for_lots_gives_nobody_a_place_and_of_many_draws_at_once_one_counts(event):
    towns = list(Municipality.objects.order_by("pk"))
    numbers = list(range(AT_ONCE * ROUNDS))
    forms = [filled_in(event, number, towns[number % 4], by_lot=True) for number in numbers]
    list(all_at_once(lambda form: register(form, uuid4(), "ja"), forms))
    assert in_line(event, State.PENDING) == list(range(1, len(numbers) + 1))
    assert Places.objects.get(pk=event.pk).taken == 0

    def tried(seed):
        try:
            return draw_lots(event.pk, seed).seed
        except Exception as refused:
            return refused

    outcomes = list(all_at_once(tried, list(range(AT_ONCE))))
    (seed,) = [outcome for outcome in outcomes if isinstance(outcome, int)]
    assert Draw.objects.get().seed == seed
    drawn = list(range(len(numbers) + 1, 2 * len(numbers) + 1))
    assert in_line(event, State.ACCEPTED) == drawn[:CAPACITY]
    assert in_line(event, State.WAITING) == drawn[CAPACITY:]
    call_command("check_places", stdout=StringIO())
