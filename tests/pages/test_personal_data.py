"""Whoever asks for their data gets them all, or has them erased: no trace stays, none returns."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from pages.submissions.models import OutgoingMail
from pages.submissions.registrations.models import Participant, Registration
from portal import clock
from tests import factories
from tests.trainings import VISITOR, WHILE_OPEN, member_town, of_number, open_training, register
from tests.visitors import read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient", "member", "journal"),
]
NAME = "見本 花子"


@pytest.fixture
def member():
    return member_town()


@pytest.fixture
def journal(settings, tmp_path):
    settings.ERASURE_JOURNAL = tmp_path / "erasures.jsonl"
    return settings.ERASURE_JOURNAL


@pytest.fixture
def registered(client, django_capture_on_commit_callbacks):
    """The visitor and three others, of whom the last waits for a place."""
    with clock.at(WHILE_OPEN):
        page = open_training()
        register(client)
        for number in range(1, 4):
            register(client, **of_number(number))
        yield page


@pytest.fixture
def erasing(client):
    """Somebody of the secretariat who may erase personal data, and no administrator."""
    user = factories.UserFactory()
    names = ["access_admin", "add_erasure"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def sent(client, step, address=VISITOR):
    return client.post(reverse("personal_data"), {"address": address, "step": step}, follow=True)


def erase(address, capture):
    with capture(execute=True):
        call_command("personal_data", address, "--erase", stdout=StringIO())


def test_all_of_an_address_is_shown_by_kind_whatever_its_letters(registered, erasing):
    text = read(sent(erasing, "look", VISITOR.upper())).get_text()
    assert NAME in text
    assert Registration.objects.get(mail=VISITOR).number in text
    assert "見本 1" not in text


def test_what_is_given_out_holds_all_of_a_person_and_nothing_of_others(registered, erasing):
    given = sent(erasing, "give")
    assert "attachment" in given["Content-Disposition"]
    assert "no-store" in given["Cache-Control"] or "private" in given["Cache-Control"]
    data = json.loads(given.content)
    assert [row["fields"]["name"] for row in data["participant"]] == [NAME]
    assert len(data["mail"]) == 1
    assert "visitor-1@" not in given.content.decode()


def test_erasing_asks_first_and_says_what_follows(registered, erasing):
    text = read(sent(erasing, "ask")).get_text()
    assert "元に戻せません" in text
    assert Participant.objects.filter(name=NAME).exists()


def test_what_is_erased_is_gone_and_who_waited_moves_up(registered, erasing):
    sent(erasing, "erase")
    assert not Participant.objects.filter(name=NAME).exists()
    assert not OutgoingMail.objects.filter(to=VISITOR).exists()
    assert Participant.objects.get(name="見本 3").state == "accepted"


def test_the_history_tells_who_erased_and_never_whose(registered, erasing, admin_client):
    person = Participant.objects.get(name=NAME)
    edit = reverse("wagtailsnippets_pages_participant:edit", args=[person.pk])
    admin_client.post(edit, {"note": "電話あり"})
    assert ModelLogEntry.objects.filter(label=NAME).exists()
    sent(erasing, "erase")
    told = list(ModelLogEntry.objects.values_list("action", "label", "data"))
    assert "pages.erase" in [action for action, _label, _data in told]
    assert NAME not in str(told)
    assert VISITOR not in str(told)


def test_only_who_may_erase_finds_anything(registered, client):
    user = factories.UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    assert NAME not in sent(client, "look").content.decode()
    sent(client, "erase")
    assert Participant.objects.filter(name=NAME).exists()


@pytest.mark.parametrize("address", ["", "x", "a b@example.org"])
def test_what_is_no_address_is_said(registered, erasing, address):
    answer = sent(erasing, "erase", address)
    assert answer.status_code == 200
    assert read(answer).select_one(".errorlist, .error-message")
    assert Participant.objects.count() == 4


def test_an_unknown_address_finds_nothing(registered, erasing):
    text = read(sent(erasing, "look", "nobody@example.org")).get_text()
    assert "nobody@example.orgについて保管しているものはありません" in text


def test_what_a_restored_backup_brings_back_is_erased_again(
    registered, client, journal, django_capture_on_commit_callbacks
):
    erase(VISITOR, django_capture_on_commit_callbacks)
    register(client)  # stands for the backup: the same person is there again
    out = StringIO()
    call_command("personal_data", "--after-restore", stdout=out)
    assert "participant: 1 erased" in out.getvalue()
    assert not Participant.objects.filter(name=NAME).exists()
    assert Participant.objects.count() == 3


def test_the_journal_names_nobody(registered, journal, django_capture_on_commit_callbacks):
    erase(VISITOR, django_capture_on_commit_callbacks)
    text = journal.read_text()
    assert len(text.splitlines()) == 1
    assert "visitor" not in text
    assert "example" not in text


def test_a_line_that_a_hard_stop_cut_off_hinders_nothing(
    registered, client, journal, django_capture_on_commit_callbacks
):
    erase(VISITOR, django_capture_on_commit_callbacks)
    journal.write_text('{"person": "ab\n[]\n' + journal.read_text() + '{"pers')
    register(client)
    call_command("personal_data", "--after-restore", stdout=StringIO())
    assert not Participant.objects.filter(name=NAME).exists()


def test_an_erasure_that_is_rolled_back_is_not_noted(registered, journal):
    call_command("personal_data", VISITOR, "--erase", stdout=StringIO())  # never committed here
    assert not journal.exists()
