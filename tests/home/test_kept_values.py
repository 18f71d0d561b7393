"""A page that forms are sent to is kept while nothing changes, and not a moment longer."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from home import site_tree
from pages.base.facts import source_locale_id
from pages.events.models import EventFee
from pages.records.models import Municipality
from pages.submissions.mail_texts.models import MailText
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations.mail_kinds import RECEIPT
from pages.submissions.registrations.models import Participant
from pages.work.kept import Kept
from portal import clock
from tests import databases
from tests.trainings import (
    APPLY,
    ENTERED,
    WHILE_OPEN,
    member_town,
    of_number,
    open_training,
    publish,
)
from tests.visitors import FROM_HERE, Visitor

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("patient")]


@pytest.fixture
def event(django_db_setup, django_db_blocker, tmp_path):
    """The training in a database of its own, in which everything is committed."""
    with django_db_blocker.unblock(), databases.committed(tmp_path), clock.at(WHILE_OPEN):
        source_locale_id.cache_clear()
        member_town()
        yield open_training()


@dataclass
class Ready:
    """A visitor who has looked at everything and presses the last button now."""

    number: int
    language: str = "ja"

    def __post_init__(self):
        self.visitor = Visitor(Client(), APPLY[self.language])
        self.fields = self.visitor.confirmed(ENTERED | of_number(self.number))

    def press(self):
        return self.visitor.post(self.fields)


@pytest.mark.parametrize("language", APPLY)
def test_a_rush_reads_the_page_once(event, language):
    rush = [Ready(number, language) for number in range(1, 4)]
    rush[0].press()
    for visitor in rush[1:]:
        with CaptureQueriesContext(connection) as statements:
            assert visitor.press().status_code == 303
        read = [each["sql"] for each in statements if 'FROM "wagtailcore_page"' in each["sql"]]
        assert read == []


def call_off(event):
    reasons = {"cancellation_reason_ja": "台風のため", "cancellation_reason_en": "A typhoon"}
    publish(event, outcome="cancelled", **reasons)


def take_down(event):
    event.refresh_from_db()
    event.unpublish()


def restrict(event):
    PageViewRestriction.objects.create(page=event, restriction_type="login")


def move_address(event):
    publish(event, slug="elsewhere")


def end_registration(event):
    publish(event, takes_registrations=False)


ENDS = {
    "registration is ended": end_registration,
    "the event is called off": call_off,
    "the page is taken down": take_down,
    "one has to sign in": restrict,
    "its address is another": move_address,
}


@pytest.mark.parametrize("language", APPLY)
@pytest.mark.parametrize("end", ENDS)
def test_what_ends_the_form_ends_it_for_the_next_visitor(event, end, language):
    first, next_one = Ready(1, language), Ready(2, language)
    assert first.press().status_code == 303
    ENDS[end](event)
    next_one.press()
    assert Participant.objects.get().name == "見本 1"


def test_a_changed_fee_is_looked_at_before_anything_is_received(event):
    first, next_one = Ready(1), Ready(2)
    assert first.press().status_code == 303
    page = type(event).objects.get(pk=event.pk)
    page.fees = [EventFee(payer_ja="会員", amount_jpy=500, max_addresses=5, audience="members")]
    page.save_revision().publish()
    response = next_one.press()
    assert response.status_code == 409
    assert "500円" in response.content.decode()
    assert Participant.objects.count() == 1


def test_a_form_closes_at_its_time_without_any_change(event):
    first, next_one = Ready(1), Ready(2)
    assert first.press().status_code == 303
    closed = datetime.combine(event.closes_on + timedelta(days=1), time.min, clock.TOKYO)
    with clock.at(closed):
        assert next_one.press().status_code == 409
    assert Participant.objects.count() == 1


@pytest.fixture
def kept(event):
    return Kept(4)


def test_a_page_that_is_changed_while_it_is_read_is_read_again(event, kept):
    def read_too_early():
        page = type(event).objects.get(pk=event.pk)
        publish(event, capacity=99)
        return page

    kept.get("key", read_too_early)
    found = kept.get("key", lambda: type(event).objects.get(pk=event.pk))
    assert found.capacity == 99


def test_no_visitor_meets_the_object_of_another(event, kept):
    read = partial(type(event).objects.get, pk=event.pk)
    first, second = kept.get("key", read), kept.get("key", read)
    second.title = "書き換えた"
    assert first.title == event.title
    assert kept.get("key", read).title == event.title


def test_forms_sent_to_nowhere_drive_out_nothing(event):
    visitors = [Ready(1), Ready(2)]
    visitors[0].press()
    held = len(site_tree._pages_with_forms)
    for number in range(40):
        assert Client().post(f"/nowhere-{number}/", **FROM_HERE).status_code == 404
    Client().post(event.url, **FROM_HERE)
    assert len(site_tree._pages_with_forms) == held == 1
    assert visitors[1].press().status_code == 303


def test_the_page_that_is_asked_for_stays(event, kept):
    read = partial(type(event).objects.get, pk=event.pk)
    for number in range(10):
        kept.get("rush", read)
        kept.get(number, read)
    assert kept.get("rush", lambda: None) == event


def test_few_pages_are_kept(event, kept):
    read = partial(type(event).objects.get, pk=event.pk)
    for number in range(10):
        kept.get(number, read)
    assert len(kept) == kept.most == 4


def test_a_mail_is_worded_as_the_secretariat_says_from_now_on(event):
    first, next_one = Ready(1), Ready(2)
    first.press()
    built_in = RECEIPT.built_in("ja")
    MailText.objects.create(kind=RECEIPT.key, subject_ja="新しい件名", text_ja=built_in.text)
    next_one.press()
    subjects = OutgoingMail.objects.order_by("pk").values_list("subject", flat=True)
    assert [subject == "新しい件名" for subject in subjects] == [False, True]


def test_a_municipality_that_leaves_has_no_more_addresses_than_others_from_now_on(event):
    first, next_one = Ready(1), Ready(2)
    first.press()
    Municipality.objects.update(member_confirmed=False)
    assert next_one.press().status_code == 422
    assert Participant.objects.count() == 1
