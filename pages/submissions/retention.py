"""Personal data are kept for their purpose and time, then erased; on request, found and erased.

The Act on the Protection of Personal Information (APPI) asks that data no longer needed are erased
(Article 22) and gives the person a say (Articles 33 to 35).
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import ModelLogEntry

from pages.submissions import erasures
from pages.submissions.entries.keeping import entries_due, erase_strays
from pages.submissions.entries.models import AwardEntry, EntryFile
from pages.submissions.memberships.models import KEPT as DECISIONS_KEPT
from pages.submissions.memberships.models import MembershipRequest
from pages.submissions.messages.models import RegistrantMessage
from pages.submissions.models import Enquiry, Erasure, OutgoingMail, SendingCount
from pages.submissions.questionnaires.models import QuestionnaireReply
from pages.submissions.registrations.models import KEPT, Participant, Registration
from pages.submissions.registrations.registering import cancel
from portal import clock

ENQUIRIES_KEPT = timedelta(days=365)
REPLIES_KEPT = timedelta(days=365)  # with a name; anonymous ones are nobody's
MAILS_KEPT = timedelta(days=30)  # a receipt is evidence for a while, then a copy of personal data
COUNTS_KEPT = timedelta(days=1)


def erase_due() -> dict[str, int]:
    """Erase whatever has been kept for its time; how many rows of each kind."""
    now = clock.real_now()
    due: dict[str, QuerySet[Any]] = {
        "enquiry": Enquiry.objects.filter(received_at__lt=clock.now() - ENQUIRIES_KEPT),
        "registration": Registration.objects.filter(_kept_long_enough()),
        "membership": MembershipRequest.objects.filter(decided_at__lt=clock.now() - DECISIONS_KEPT),
        "entry": entries_due(),
        "message": RegistrantMessage.objects.filter(sent_at__lt=clock.now() - KEPT),
        "mail": OutgoingMail.objects.filter(
            Q(sent_at__lt=now - MAILS_KEPT) | Q(given_up_at__lt=now - MAILS_KEPT)
        ),
        "questionnaire": QuestionnaireReply.objects.exclude(mail="").filter(
            received_at__lt=clock.now() - REPLIES_KEPT
        ),
    }
    erase_strays()
    SendingCount.objects.filter(hour__lt=now - COUNTS_KEPT).delete()
    return {form: _erase(form, rows) for form, rows in due.items()}


def _kept_long_enough() -> Q:
    """The registrations of events long past; of one without a date, those received long ago."""
    since = clock.now() - KEPT
    undated = Q(page__places__begins_at=None, received_at__lt=since)
    return Q(page__places__begins_at__lt=since) | undated


def of_person(address: str) -> dict[str, QuerySet[Any]]:
    """Everything kept of an e-mail address, by kind."""
    enquiries = Enquiry.objects.filter(mail__iexact=address)
    registrations = Registration.objects.filter(mail__iexact=address)
    memberships = MembershipRequest.objects.filter(mail__iexact=address)
    entries = AwardEntry.objects.filter(mail__iexact=address)
    people = Participant.objects.filter(Q(mail__iexact=address) | Q(registration__in=registrations))
    about = [f"enquiry:{pk}:" for pk in enquiries.values_list("pk", flat=True)]
    about += [f"membership:{pk}:" for pk in memberships.values_list("pk", flat=True)]
    about += [f"entry:{key.hex}:" for key in entries.values_list("key", flat=True)]
    told = people.order_by().values_list("registration__key", flat=True).distinct()
    about += [f"registration:{key.hex}:" for key in told]
    copies = Q(to__iexact=address) | Q(reply_to__iexact=address)
    for key in about:
        copies |= Q(key__startswith=key)
    return {
        "enquiry": enquiries,
        "registration": registrations,
        "participant": people,
        "membership": memberships,
        "entry": entries,
        "entry_file": EntryFile.objects.filter(entry__in=entries),
        "questionnaire": QuestionnaireReply.objects.filter(mail__iexact=address),
        "mail": OutgoingMail.objects.filter(copies),
    }


def disclosed(address: str) -> str:
    """Everything kept of an e-mail address by kind, as JSON."""
    found = {
        form: json.loads(serializers.serialize("json", rows))
        for form, rows in of_person(address).items()
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def erase_person(address: str) -> dict[str, int]:
    """Erase everything kept of an e-mail address; how many rows of each kind.

    It is noted outside of the database, so that it can be done again after a restore.
    """
    with transaction.atomic():
        erasures.note(address)
        found = of_person(address)
        cancel(found["participant"].select_related("registration__page"))
        # The mails first: what they are about is known only while it is there.
        found = of_person(address)
        kinds = (
            *("mail", "enquiry", "participant", "registration", "membership"),
            *("entry_file", "entry"),
            "questionnaire",
        )
        return {form: _erase(form, found[form]) for form in kinds}


@transaction.atomic
def _erase(form: str, rows: QuerySet[Any]) -> int:
    count = rows.count()
    if count:
        _forget_history(rows)
        rows.delete()
        Erasure.objects.create(form=form, count=count)
    return count


def erase_again() -> dict[str, int]:
    """After a restore: erase once more whoever was erased since the backup was made."""
    kept = set(addresses_kept())
    again: Counter[str] = Counter()
    for address in erasures.among(kept):
        again.update(erase_person(address))
    return dict(again)


def addresses_kept() -> Iterator[str]:
    """Every e-mail address of a visitor that is kept, some of them more than once."""
    for model in (
        Enquiry,
        Registration,
        Participant,
        MembershipRequest,
        AwardEntry,
        QuestionnaireReply,
    ):
        yield from model.objects.values_list("mail", flat=True).distinct().order_by()


def _forget_history(rows: QuerySet[Any]) -> None:
    """The admin's history calls a row by its name, and would keep that of a person."""
    erased = [rows]
    if rows.model is Registration:
        erased.append(Participant.objects.filter(registration__in=rows))
    for each in erased:
        numbers = [str(number) for number in each.values_list("pk", flat=True)]
        kind = ContentType.objects.get_for_model(each.model)
        ModelLogEntry.objects.filter(content_type=kind, object_id__in=numbers).delete()
