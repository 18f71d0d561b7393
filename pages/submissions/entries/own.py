"""The entrant's own page behind a signed link: the entry, its files, sending, withdrawing.

Nothing that the secretariat has decided is told here: an entry that was sent is “received”.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from pages.file_names import content_disposition
from pages.submissions import safety
from pages.submissions.entries import entering
from pages.submissions.entries.form import WorkForm
from pages.submissions.entries.mails import BELOW, own_query
from pages.submissions.entries.models import AwardEntry, EntryFile
from pages.submissions.form_below import MINE
from pages.submissions.steps import TOO_OFTEN, SeeOther

NOT_FROM_HERE = _("This was not sent from this page, so nothing was saved. Please try again here.")
CHANGED = _(
    "The entry was changed in another window meanwhile, so nothing was saved. What you typed still"
    " stands here; if you save it now, it replaces what was saved there."
)


def answer_own(page: Any, request: HttpRequest) -> HttpResponse:
    """The entry of a signed link, or its next step; a forged or old link says so."""
    entry = page.sent_by(request.GET.get(MINE, ""))
    if entry is None:
        response = _shown(page, request, "unknown", {}, 404)
    elif request.method == "POST":
        response = _Step(page, request, entry).taken()
    elif "file" in request.GET:
        response = _file(page, request, entry)
    else:
        response = _Step(page, request, entry).asked_for()
    add_never_cache_headers(response)
    # The address is the key: it is handed to no other site, and found by no search engine.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


class _Step:
    """One request of the entrant."""

    def __init__(self, page: Any, request: HttpRequest, entry: AwardEntry) -> None:
        self.page, self.request, self.entry = page, request, entry
        self.address = f"{page.get_url(request)}{BELOW}{own_query(entry)}"

    @property
    def may_edit(self) -> bool:
        """While the round takes entries; what is withdrawn stays so."""
        return self.page.takes_entries_now and not self.entry.is_withdrawn

    def asked_for(self) -> HttpResponse:
        """The step of an address."""
        step = self.request.GET.get("step")
        if self.may_edit and step == "withdraw":
            return self._show("withdraw")
        if self.may_edit and step == "check" and self._is_ready:
            return self._show("check")
        return self._show("own", form=self._form())

    def taken(self) -> HttpResponse:
        """The answer to a press of a button: done, or refused with the reason."""
        step = self.request.POST.get("step", "")
        if step == "withdraw" and self.entry.is_withdrawn:  # pressed twice
            return SeeOther(self.address)
        if not self.may_edit:
            return self._show("own", 409, is_late=True)
        if safety.is_from_elsewhere(self.request):
            return self._show("own", 403, form=self._form(), refusal=NOT_FROM_HERE)
        if step == "withdraw":
            entering.withdraw(self.entry, self.page)
            return SeeOther(self.address)
        return self._send() if step == "send" else self._save(step)

    def _send(self) -> HttpResponse:
        if not self._is_ready:  # pressed twice, or something was taken out meanwhile
            return SeeOther(self.address)
        try:
            entering.send(self.entry, self._seen, self.page)
        except entering.ChangedMeanwhileError:
            self._look_again()
            if not self._is_ready:
                return SeeOther(self.address)
            return self._show("check", 409, has_changed=True)
        return SeeOther(self.address)

    def _save(self, step: str) -> HttpResponse:
        """Stores what can be stored; what cannot stays on the screen with the reason."""
        form = self._form(self.request.POST, self.request.FILES, whole=step == "check")
        # Before any file is looked into, which is dear.
        if self.request.FILES and not safety.may_send(self.request, WorkForm.__name__):
            return self._show("own", 429, form=self._form(self.request.POST), refusal=TOO_OFTEN)
        form.is_valid()
        texts = {} if form.is_wrong_beside_files else form.texts
        removed = self.request.POST.getlist("remove")
        try:
            entering.save(self.entry, self._seen, texts, form.taken, removed)
        except entering.ChangedMeanwhileError:
            self._look_again()
            if form.errors or not entering.holds(self.entry, texts, form.taken, removed):
                return self._show("own", 409, form=form, refusal=CHANGED)
        except ValidationError as error:
            form.add_error("attached", error)
        if form.errors:
            self._look_again()
            return self._show("own", 422, form=form)
        return SeeOther(f"{self.address}&step={'check' if step == 'check' else 'saved'}")

    @property
    def _is_ready(self) -> bool:
        return self.entry.is_draft and not self.entry.missing

    @property
    def _seen(self) -> int:
        """The version that the form was made of."""
        text = self.request.POST.get("seen", "")
        return int(text[:9]) if text.isascii() and text.isdecimal() else 0

    def _form(self, *data: Any, whole: bool = False) -> WorkForm:
        must_be_whole = whole or not self.entry.is_draft
        return WorkForm(*data, entry=self.entry, must_be_whole=must_be_whole)

    def _look_again(self) -> None:
        """At the row and its files as they are stored now."""
        self.entry = entering.of_signed(self.request.GET[MINE]) or self.entry

    def _show(self, name: str, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            "entry": self.entry,
            "files": list(self.entry.files.all()),
            "own_address": self.address,
            "may_edit": self.may_edit,
            "is_saved": self.request.GET.get("step") == "saved" and self.request.method == "GET",
            **more,
        }
        return _shown(self.page, self.request, name, context, status)


def _file(page: Any, request: HttpRequest, entry: AwardEntry) -> HttpResponse:
    """A file of the entry, as a download."""
    wanted = request.GET["file"]
    files = [each for each in entry.files.all() if str(each.pk) == wanted]
    if not files or not is_there(files[0]):
        return _shown(page, request, "unknown", {}, 404)
    return as_download(files[0])


def is_there(file: EntryFile) -> bool:
    """Whether it is not lost."""
    return bool(file.file.storage.exists(str(file.file.name)))


def as_download(file: EntryFile) -> Any:
    """A file that no browser opens as a page, and no cache keeps."""
    response = FileResponse(file.file.open())
    response["Content-Type"] = "application/octet-stream"
    response["Content-Disposition"] = content_disposition("attachment", file.name, file.name)
    add_never_cache_headers(response)
    return response


def _shown(
    page: Any, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    everything = {**page.get_context(request), **context, "address": page.get_url(request) + BELOW}
    template = f"pages/submissions/entries/{name}.html"
    return render(request, template, everything, status=status)
