"""A mail that is not delivered stands before the editors, who try it again or give it up."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse

from pages.submissions import late_mails, mails, outbox
from pages.submissions.models import OutgoingMail
from pages.submissions.retention import erase_due
from pages.work import queue
from pages.work.models import WorkItem
from portal import clock
from tests import factories
from tests.visitors import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HOME = reverse("wagtailadmin_home")
RECEIPT = "visitor@example.org"


@pytest.fixture
def refused(monkeypatch, caplog):
    """Two mails about an enquiry, both refused, and two hours gone since."""
    factories.alias(factories.site())
    enquiry = factories.enquiry()
    for each in (mails.receipt(enquiry), mails.forwarded(enquiry)):
        outbox.write(each)

    class Refusing:
        def __enter__(self):
            return self

        def send_messages(self, messages):
            raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user")})

        def __exit__(self, *_error):
            pass

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "get_connection", Refusing)
        outbox.send_waiting()
    assert "SMTPRecipientsRefused" in caplog.text
    assert RECEIPT not in caplog.text + str(WorkItem.objects.values_list("error", flat=True))
    later = clock.real_now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "real_now", lambda: later)
    return OutgoingMail.objects.get(to=RECEIPT)


def panel(client):
    return read(client.get(HOME)).find("section", {"aria-labelledby": "late-mails-h"})


def press(client, message, **action):
    return client.post(reverse("take_care_of_mail", args=[message.pk]), action)


def test_it_says_to_whom_what_and_why_and_nothing_while_all_is_well(admin_client, refused):
    said = panel(admin_client).get_text(" ", strip=True)
    assert RECEIPT in said
    assert refused.subject in said
    assert "このアドレスを受け付けません" in said
    assert "550" not in said
    forms = panel(admin_client).find_all("form")
    assert all(form.find("input", {"name": "csrfmiddlewaretoken"})["value"] for form in forms)
    outbox.send_waiting()
    assert len(mail.outbox) == 2
    assert panel(admin_client) is None


def test_it_is_tried_at_once_when_somebody_asks(admin_client, refused):
    queue.waiting("mail").update(available_at=clock.real_now() + timedelta(hours=1))
    outbox.send_waiting()
    assert mail.outbox == []
    press(admin_client, refused)
    outbox.send_waiting()
    assert [message.to for message in mail.outbox] == [[RECEIPT]]
    again = press(admin_client, refused, action="give_up")
    assert "送信済み" in read(admin_client.get(again["Location"])).get_text()
    refused.refresh_from_db()
    assert refused.given_up_at is None


def test_what_is_given_up_is_not_sent_and_not_written_anew_and_erased_in_time(
    admin_client, refused, client, monkeypatch
):
    press(admin_client, refused, action="give_up")
    assert outbox.late() == 1
    assert RECEIPT not in panel(admin_client).get_text()
    outbox.write(OutgoingMail(key=refused.key, to=RECEIPT, subject="x", text="x"))
    outbox.send_waiting()
    assert [message.to for message in mail.outbox] == [["sample@example.org"]]
    assert "mails" not in str(client.get("/healthz").json()["reasons"])
    assert erase_due()["mail"] == 0
    later = clock.real_now() + timedelta(days=31)
    monkeypatch.setattr(clock, "real_now", lambda: later)
    assert erase_due()["mail"] == 2


def test_only_who_takes_care_of_the_form_sees_it_and_decides(client, refused):
    user = factories.UserFactory()
    names = ["access_admin", "change_participant"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    assert panel(client) is None
    press(client, refused, action="give_up")
    refused.refresh_from_db()
    assert refused.given_up_at is None
    assert client.get(reverse("take_care_of_mail", args=[refused.pk])).status_code == 405
    user.user_permissions.add(Permission.objects.get(codename="change_enquiry"))
    client.force_login(type(user).objects.get(pk=user.pk))
    assert RECEIPT in panel(client).get_text()


@pytest.mark.parametrize(
    ("key", "permission"),
    [
        ("registration:x:receipt", "change_participant"),
        ("test:x:ja", "change_participant"),
        ("membership:1:board", "change_membershiprequest"),
        ("entry:x:draft", "change_awardentry"),
        ("enquiry:1:receipt", "change_enquiry"),
    ],
)
def test_each_form_has_its_own_who_takes_care_of_its_mails(key, permission):
    user = factories.UserFactory()
    message = OutgoingMail(key=key)
    assert not late_mails.may_take_care(message, user)
    user.user_permissions.add(Permission.objects.get(codename=permission))
    assert late_mails.may_take_care(message, type(user).objects.get(pk=user.pk))
