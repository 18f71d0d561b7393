"""The secretariat's actions on entries: a state, a row of the round, a file, a mail to drafts."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import BaseButton, Button
from wagtail.log_actions import log

from pages.base.exports import EXPORT_ACTION
from pages.records.models import Prize
from pages.submissions import outbox
from pages.submissions.entries import mails
from pages.submissions.entries.deciding import (
    NEXT,
    ROWS,
    decide,
    enter_in_round,
    why_no_row,
    why_not,
)
from pages.submissions.entries.models import AwardEntry, EntryFile
from pages.submissions.entries.own import as_download, is_there
from pages.submissions.entries.reminding import examples, remind, to_be_reminded

State = AwardEntry.State
Listed = AwardEntry.Listed
_ACTIONS = {
    State.RECEIVED: gettext_lazy("Back to “Received”"),
    State.NOMINATED: gettext_lazy("Nominate"),
    State.WINNER: gettext_lazy("Note as a winner"),
    State.NOT_SELECTED: gettext_lazy("Note as not selected"),
    State.WITHDRAWN: gettext_lazy("Withdraw for them"),
}
_ICONS = {
    State.RECEIVED: "undo",
    State.NOMINATED: "arrow-right",
    State.WINNER: "pick",
    State.NOT_SELECTED: "cross",
    State.WITHDRAWN: "arrow-left",
}
_ROWS = {
    Listed.FINALIST: gettext_lazy("Enter in the round as a finalist"),
    Listed.WINNER: gettext_lazy("Enter in the round as a winner"),
}


def may_decide(user: Any) -> bool:
    """Whether somebody may bring entries to another state."""
    return bool(user.has_perm("pages.change_awardentry"))


def may_read(user: Any) -> bool:
    """Whether somebody may see entries and open their files."""
    return may_decide(user) or bool(user.has_perm("pages.view_awardentry"))


def entry_buttons(entry: AwardEntry, user: Any) -> Iterator[BaseButton]:
    """A button for the row that it can become, and for each state that may follow."""
    if not may_decide(user):
        return
    again = reverse("resend_entry_link", args=[entry.pk])
    yield Button(_("Send the link again"), url=again, icon_name="mail", priority=60)
    for kind in ROWS.get(entry.state, ()):
        if not why_no_row(entry, kind):
            address = reverse("list_entry", args=[entry.pk, kind.value])
            yield Button(_ROWS[kind], url=address, icon_name="plus", priority=40)
    for place, after in enumerate(NEXT.get(entry.state, ())):
        address = reverse("decide_entry", args=[entry.pk, after.value])
        yield Button(_ACTIONS[after], url=address, icon_name=_ICONS[after], priority=50 + place)


def drafts_button(page_id: int, user: Any) -> Iterator[Button]:
    """Leads to the mail to all who have a draft."""
    if may_decide(user):
        address = reverse("remind_drafts", args=[page_id])
        yield Button(_("Write to all drafts"), url=address, icon_name="mail", priority=100)


def round_buttons(page: Any, user: Any) -> Iterator[Button]:
    """From the page of a round to its entries, how many were sent."""
    entries = AwardEntry.objects.filter(page__translation_key=page.translation_key)
    first = entries.first() if may_read(user) else None
    if first is None:
        return
    sent = entries.exclude(state__in=(State.DRAFT, State.WITHDRAWN)).count()
    address = f"{reverse('wagtailsnippets_pages_awardentry:list')}?page={first.page_id}"
    label = _("Award entries (%(number)s)") % {"number": sent}
    yield Button(label, url=address, icon_name="pick", priority=70)


def decide_entry(request: HttpRequest, pk: int, after: str) -> HttpResponse:
    """Asks once more, then brings an entry to a state."""
    entry = _entry(pk)
    if after not in _ACTIONS:
        raise Http404
    if not may_decide(request.user):
        return _not_allowed(request)
    seen = request.POST.get("seen", "") if request.method == "POST" else None
    refusal = why_not(entry, after, seen)
    if refusal:
        return _back(request, entry, refusal)
    if request.method != "POST":
        context = {
            "entry": entry,
            "title": _ACTIONS[State(after)],
            "icon": _ICONS[State(after)],
            "after": State(after).label,
            "is_told": after == State.WITHDRAWN,
            "listed": _listed(entry),
        }
        return render(request, "pages/submissions/admin/decide_entry.html", context)
    try:
        decide(pk, after, seen=seen or "", by=request.user)
    except ValidationError as error:
        return _back(request, entry, error.messages[0])
    names = {"number": entry.number, "state": State(after).label}
    return _done(request, entry, _("%(number)s: “%(state)s”.") % names)


class PrizeForm(forms.Form):
    """The prize that a winning entry receives."""

    prize: Any = forms.ModelChoiceField(
        Prize.objects.all(),
        label=gettext_lazy("Prize"),
        error_messages={"required": gettext_lazy("Choose the prize.")},
    )


def list_entry(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Asks for the prize of a winner, then writes an entry into the draft of its round."""
    entry = _entry(pk)
    if kind not in _ROWS:
        raise Http404
    if not (may_decide(request.user) and _may_edit(entry, request.user)):
        return _not_allowed(request)
    refusal = why_no_row(entry, kind)
    if refusal:
        return _back(request, entry, refusal)
    form = PrizeForm(request.POST or None) if kind == Listed.WINNER else None
    if request.method != "POST" or (form and not form.is_valid()):
        context = {
            "entry": entry,
            "title": _ROWS[Listed(kind)],
            "prize_form": form,
            "listed": _listed(entry),
        }
        return render(request, "pages/submissions/admin/list_entry.html", context)
    prize = form.cleaned_data["prize"] if form else None
    try:
        enter_in_round(pk, kind, by=request.user, prize=prize)
    except ValidationError as error:
        return _back(request, entry, error.messages[0])
    said = _("%(number)s stands in the draft of the round. Readers see it once that is published.")
    return _done(request, entry, said % {"number": entry.number})


def entry_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of an entry, as a download; that it was taken is noted."""
    if not may_read(request.user):
        return _not_allowed(request)
    file = get_object_or_404(EntryFile.objects.select_related("entry"), pk=pk)
    if not is_there(file):
        return _back(request, file.entry, _("This file is lost."))
    log(request.user, EXPORT_ACTION, data={"list": "entryfile", "count": 1})
    response: HttpResponse = as_download(file)
    return response


def resend_entry_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, then sends the link to the address of the entry, to no other."""
    entry = _entry(pk)
    if not may_decide(request.user):
        return _not_allowed(request)
    if request.method != "POST":
        context = {"entry": entry, "listed": _listed(entry)}
        return render(request, "pages/submissions/admin/resend_entry_link.html", context)
    with transaction.atomic():
        outbox.write(mails.link(entry, mails.page_of(entry)))
    said = _("The link is on its way to %(mail)s, at most once a day.")
    return _done(request, entry, said % {"mail": entry.mail})


def remind_drafts(request: HttpRequest, page_id: int) -> HttpResponse:
    """Shows the mail to all drafts of a round and to how many it goes, and sends it."""
    rounds: Any = AwardEntry._meta.get_field("page").related_model
    page = get_object_or_404(rounds, pk=page_id)
    if not may_decide(request.user):
        return _not_allowed(request)
    listed = f"{reverse('wagtailsnippets_pages_awardentry:list')}?page={page_id}"
    if request.method == "POST":
        count = remind(page)
        said = ngettext(
            "%(number)s mail is on its way.", "%(number)s mails are on their way.", count
        )
        messages.success(request, said % {"number": count})
        return redirect(listed)
    context = {
        "round": page,
        "count": to_be_reminded(page).count(),
        "examples": [
            (mail, language, get_language_info(language)["name_translated"])
            for language, mail in examples(page).items()
        ],
        "listed": listed,
    }
    return render(request, "pages/submissions/admin/remind_drafts.html", context)


def _entry(pk: int) -> AwardEntry:
    return get_object_or_404(AwardEntry.objects.select_related("page", "municipality"), pk=pk)


def _may_edit(entry: AwardEntry, user: Any) -> bool:
    rights = entry.page.permissions_for_user(user)
    return bool(rights.can_edit() and not rights.page_locked())


def _listed(entry: AwardEntry) -> str:
    return f"{reverse('wagtailsnippets_pages_awardentry:list')}?page={entry.page_id}"


def _back(request: HttpRequest, entry: AwardEntry, reason: str) -> HttpResponse:
    messages.error(request, reason)
    return redirect(_listed(entry))


def _done(request: HttpRequest, entry: AwardEntry, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(_listed(entry))


def _not_allowed(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("You may not do this with award entries, or with this round."))
    return redirect("wagtailadmin_home")


urls = [
    path("<int:pk>/state/<slug:after>/", decide_entry, name="decide_entry"),
    path("<int:pk>/row/<slug:kind>/", list_entry, name="list_entry"),
    path("files/<int:pk>/", entry_file, name="entry_file"),
    path("<int:pk>/link/", resend_entry_link, name="resend_entry_link"),
    path("drafts/<int:page_id>/", remind_drafts, name="remind_drafts"),
]
