"""A training that takes registrations, and what visitors and the secretariat do with it."""

import re
from datetime import datetime

from pages.events.models import EventFee
from pages.submissions.models import OutgoingMail
from portal import clock
from tests import factories
from tests.visitors import Visitor

WHILE_OPEN = datetime(2022, 9, 22, 10, tzinfo=clock.TOKYO)
BELOW = "/events/training/training-live/"
APPLY = {"ja": f"{BELOW}apply/", "en": f"/en{BELOW}apply/"}
VISITOR = "visitor@example.org"
ENTERED = {
    "f-municipality": "多久市",
    "f-affiliation": "board",
    "f-eligible": "on",
    "f-name": "見本 花子",
    "f-mail": VISITOR,
    "f-needs": "字幕をお願いします。",
    "f-agreed": "on",
}


def member_town():
    return factories.MunicipalityFactory(
        name_ja="多久市", name_en="Taku City", kana="たくし", member_confirmed=True
    )


def open_training():
    """Three places; members free with five addresses, others with one for 1,000 yen."""
    home = factories.site()
    events = factories.EventsIndexPageFactory(parent=home)
    trainings = factories.TrainingIndexPageFactory(parent=events)
    page = factories.TrainingPageFactory(
        parent=trainings,
        slug="training-live",
        takes_registrations=True,
        capacity=3,
        eligibility_ja="自治体関係者",
        eligibility_en="Staff of municipalities",
        fees=[
            EventFee(payer_ja="会員", amount_jpy=0, max_addresses=5, audience="members"),
            EventFee(payer_ja="会員でない方", amount_jpy=1000, max_addresses=1, audience="others"),
        ],
    )
    page.save_revision().publish()
    for each in (home, events, trainings):
        factories.alias(each)
    factories.translate(page)
    return page


def register(client, language="ja", **changes):
    return Visitor(client, APPLY[language]).send(ENTERED | changes)


def of_number(number):
    """The entries of one of several visitors of the same member."""
    return {"f-mail": f"visitor-{number}@example.org", "f-name": f"見本 {number}"}


def publish(event, **facts):
    page = type(event).objects.get(pk=event.pk)
    for name, value in facts.items():
        setattr(page, name, value)
    page.save_revision().publish()


def own_address():
    """The address of the page behind the link in the first mail, as the mail says it."""
    text = OutgoingMail.objects.order_by("pk").first().text
    return "/" + re.search(r"https?://[^/]+/(\S+mine=\S+)", text)[1]


def own_page(client):
    return client.get(own_address())
