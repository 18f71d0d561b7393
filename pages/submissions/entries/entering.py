"""Beginning an entry, saving, sending and withdrawing it, each with its mail in one transaction."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, QuerySet

from pages.submissions import outbox
from pages.submissions.entries import mails
from pages.submissions.entries.files import MOST, too_many
from pages.submissions.entries.form import WhoForm
from pages.submissions.entries.models import AwardEntry, EntryChange, EntryFile
from pages.submissions.steps import Receipt
from portal import clock

State = AwardEntry.State
BY_VISITOR = "—"  # in the history: nobody of the secretariat


class ChangedMeanwhileError(Exception):
    """Another window has changed the entry since this one showed it."""


@transaction.atomic
def begin(form: WhoForm, key: UUID, language: str) -> Receipt:
    """A draft with the mail that leads back to it; one draft however often the form is sent."""
    values = {name: form.cleaned_data[name] for name in form.field_order}
    page = form.page
    entry, is_new = AwardEntry.objects.get_or_create(
        key=key,
        defaults={
            **values,
            "page_id": page.facts.pk,
            "language": language,
            "notice": form.version,
        },
    )
    if is_new:
        outbox.write(mails.draft(entry, page))
    address = f"{page.get_url() or ''}{mails.BELOW}{mails.own_query(entry)}"
    return Receipt(entry.number, leads_to=address)


def of_signed(text: str) -> AwardEntry | None:
    """The entry of an own address; none where it was forged, or is erased."""
    try:
        key = UUID(signing.loads(text, salt=mails.SALT))
    except (signing.BadSignature, AttributeError, TypeError, ValueError):
        return None
    related = AwardEntry.objects.select_related("page", "municipality", "category")
    return related.prefetch_related("files").filter(key=key).first()


def save(
    entry: AwardEntry,
    seen: int,
    texts: Mapping[str, Any],
    files: Iterable[ContentFile] = (),
    removed: Iterable[str] = (),
) -> None:
    """Store what was changed, of files those that still fit in.

    `seen`: the version that was changed; `removed`: the ids of files to be taken out. Raises
    ChangedMeanwhileError where another version is stored by now, and a ValidationError where
    there are more files than an entry may have; all else is stored then.
    """
    stored: list[EntryFile] = []
    try:
        with transaction.atomic():
            _take_turn(entry, seen, texts, AwardEntry.objects.exclude(state=State.WITHDRAWN))
            rows = EntryFile.objects.filter(entry=entry.pk)
            rows.filter(pk__in=[each for each in removed if _is_id(each)]).delete()
            wanted = list(files)
            room = max(0, MOST - rows.count())
            for content in wanted[:room]:
                stored.append(_stored(entry, content))
    except BaseException:
        for each in stored:  # its row is not there, nobody else knows of it
            each.file.storage.delete(str(each.file.name))
        raise
    if len(wanted) > room:
        raise ValidationError(too_many([str(content.name) for content in wanted[room:]]))


def holds(
    entry: AwardEntry,
    texts: Mapping[str, Any],
    files: Iterable[ContentFile],
    removed: Iterable[str],
) -> bool:
    """Whether all of a change is stored already: the button was pressed twice."""
    stored = list(EntryFile.objects.filter(entry=entry.pk))
    has_files = {(each.name, each.size) for each in stored}
    return (
        all(_is_same(getattr(entry, name), value) for name, value in texts.items())
        and {(content.name, content.size) for content in files} <= has_files
        and not {str(each.pk) for each in stored} & set(removed)
    )


def _is_same(stored: Any, sent: Any) -> bool:
    """Of a choice the form has the number as text, of nothing an empty one."""
    return stored == sent or str(stored or "") == str(sent or "")


def send(entry: AwardEntry, seen: int, page: Any) -> None:
    """Hand in a draft as it was looked at; its receipt goes out once, however often it is sent."""
    with transaction.atomic():
        now = clock.now()
        drafts = AwardEntry.objects.filter(state=State.DRAFT)
        _take_turn(entry, seen, {"state": State.RECEIVED, "sent_at": now}, drafts)
        note_change(entry, State.DRAFT, State.RECEIVED)
        entry.state, entry.sent_at = State.RECEIVED, now
        outbox.write(mails.receipt(entry, page))


def withdraw(entry: AwardEntry, page: Any, by: str = BY_VISITOR) -> None:
    """Take an entry, or a draft, out of the round; done twice is done once."""
    with transaction.atomic():
        entry = (
            AwardEntry.objects.select_for_update(of=("self",))
            .select_related("page")
            .get(pk=entry.pk)
        )
        before = entry.state
        rows = AwardEntry.objects.filter(pk=entry.pk).exclude(state=State.WITHDRAWN)
        if not rows.update(state=State.WITHDRAWN, version=F("version") + 1):
            return
        note_change(entry, before, State.WITHDRAWN, by)
        entry.state = State.WITHDRAWN
        outbox.write(mails.withdrawn(entry, page))


def _take_turn(
    entry: AwardEntry, seen: int, values: Mapping[str, Any], among: QuerySet[AwardEntry]
) -> None:
    """Change the row where it still is as it was seen; of two windows one is first."""
    rows = among.filter(pk=entry.pk, version=seen)
    if not rows.update(**values, version=F("version") + 1, saved_at=clock.now()):
        raise ChangedMeanwhileError


def _stored(entry: AwardEntry, content: ContentFile) -> EntryFile:
    name = str(content.name)
    row = EntryFile(entry=entry, name=name, size=content.size)
    row.file.save(name, content, save=False)
    row.save()
    return row


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def note_change(entry: AwardEntry, before: str, after: str, by: str = BY_VISITOR) -> None:
    """Write a change of state into the history."""
    EntryChange.objects.create(entry=entry, before=before, after=after, by=by)
