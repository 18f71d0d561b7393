"""The three steps of every public form: fill in, look at it again, done.

All at the address of the page that carries the form; nothing is stored before the last button, and
nothing typed is lost on the way back. It needs no script and no cookie.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages.submissions import safety

FORM, CONFIRM, DONE = "form", "confirm", "done"
RECEIPT_SECONDS = 24 * 60 * 60
NOT_FROM_HERE = _(
    "This was not sent from the form on this page, so nothing was received. "
    "Please look through it and send it from here."
)
TOO_OFTEN = _(
    "Much has been sent from your address within an hour, so this was not received. "
    "Please send it again in an hour, or write to us by e-mail."
)
TOO_QUICK = _("Nothing was received yet. Please look through the form and send it once more.")


class VisitorForm(forms.Form):
    """The base of what visitors send: consent to the notice, and two traps for machines."""

    prefix = "f"
    # What is said before the first field, and the version of it that a visitor agrees to.
    purpose: Any
    version: str

    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    # Nobody sees it, so only a machine fills it in.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    agreed = forms.BooleanField(
        label=_("I agree to this use of what I enter"),
        error_messages={"required": _("Tick the box if you agree.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False  # a browser's own messages come in its own language

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields a visitor fills in, in order, without consent."""
        kept = {"opened", "website", "agreed"}
        return [self[name] for name in self.fields if name not in kept]

    @property
    def further(self) -> list[forms.BoundField]:
        """Fields that most visitors leave alone, folded away below the others."""
        return []

    @property
    def given(self) -> list[tuple[Any, str]]:
        """Each label with what was entered, for looking at it again."""
        return [(each.label, said_of(self.cleaned_data[each.name])) for each in self.asked]

    @property
    def terms(self) -> str:
        """The conditions shown before the last button; they may change until it is pressed."""
        return ""

    @property
    def last_button(self) -> Any:
        """The words on the last button."""
        return _("Send it")

    @property
    def hidden_copies(self) -> list[str]:
        """Everything that was entered, to be sent on unseen."""
        return [field.as_hidden() for field in self]

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """The errors of fields, each with the place it leads to, in the order of the page."""
        fields = (*self.asked, *self.further, self["agreed"])
        return [(target_of(each), str(each.errors[0])) for each in fields if each.errors]


def target_of(bound: forms.BoundField) -> str:
    """The id of what one fills in; of a choice, its first possibility."""
    return bound.id_for_label or bound.subwidgets[0].id_for_label


def said_of(value: Any) -> str:
    """An entry in words."""
    return str(value) if value not in (None, "") else str(_("Nothing entered"))


@dataclass(frozen=True)
class Receipt:
    """The answer to a form: a number, and a sentence where more is to be said.

    `leads_to`: an address at which more is to be done, in place of the last step.
    """

    number: str
    outcome: str = ""
    leads_to: str = ""


@dataclass(frozen=True)
class FormKind:
    """A kind of form, and the service that takes it in.

    The service stores the valid form with its key and language, writes the mails about it, and
    gives the receipt; the same key once more gives the same number. It raises a ValidationError
    for what has become impossible since the form was looked at. `below` is the path of the form
    below its page, `template` that of the first step, `thanks` that of the last.
    """

    form: Callable[..., VisitorForm]
    receive: Callable[[Any, UUID, str], Receipt]
    below: str = ""
    template: str = "pages/submissions/form.html"
    thanks: str = "pages/submissions/done.html"


@dataclass
class Answer:
    """One step: its template and context, and how it is answered."""

    step: str
    form: VisitorForm | None = None
    status: int = 200
    context: dict[str, Any] = field(default_factory=dict)


class SeeOther(HttpResponseRedirect):
    """Leads on after a form, so that loading the page again sends nothing again (RFC 9110)."""

    status_code = 303


def answer(page: Page, request: HttpRequest, kind: FormKind) -> HttpResponse:
    """The step that a visitor has come to."""
    if request.method != "POST":
        return _shown(page, request, _asked_for(request, kind), kind)
    made = _taken(page, request, kind)
    response = made if isinstance(made, HttpResponse) else _shown(page, request, made, kind)
    add_never_cache_headers(response)
    return response


def is_done(request: HttpRequest) -> bool:
    """Whether this is the last step, which stays where the form has closed meanwhile."""
    return request.method != "POST" and _receipt(request.GET.get(DONE, "")) is not None


def _asked_for(request: HttpRequest, kind: FormKind) -> Answer:
    receipt = _receipt(request.GET.get(DONE, ""))
    if receipt is None:
        return Answer(FORM, kind.form(initial={"opened": safety.opened_now()}))
    return Answer(DONE, context={"receipt": receipt})


def _taken(page: Page, request: HttpRequest, kind: FormKind) -> Answer | HttpResponse:
    form = kind.form(request.POST)
    step = request.POST.get("step")
    if step == "change":
        typed = {name: form[name].data for name in form.fields}
        return Answer(FORM, kind.form(initial={**typed, "opened": safety.opened_now()}))
    if not safety.is_from_here(request):
        form.is_valid()
        return _refused(form, NOT_FROM_HERE, 403)
    if not form.is_valid():
        return Answer(FORM, form, 422)
    key = _key(request.POST.get("key", ""))
    if step != "send" or key is None:
        return Answer(CONFIRM, form, context={"key": uuid4()})
    if request.POST.get("terms", "") != form.terms:
        return Answer(CONFIRM, form, 409, {"key": key, "has_changed": True})
    refusal = _why_not(request, form)
    if refusal:
        return refusal
    try:
        receipt = kind.receive(form, key, page.locale.language_code)
    except forms.ValidationError as error:
        return _refused(form, error, 409)
    return SeeOther(receipt.leads_to or _address_of(receipt, page, request, kind))


def _address_of(receipt: Receipt, page: Page, request: HttpRequest, kind: FormKind) -> str:
    """The address of the last step, which shows the receipt."""
    signed = signing.dumps([receipt.number, receipt.outcome], salt="receipt")
    return f"{page.get_url(request)}{kind.below}?{DONE}={signed}"


def _why_not(request: HttpRequest, form: VisitorForm) -> Answer | None:
    if form.cleaned_data["website"] or safety.is_too_quick(form.cleaned_data["opened"]):
        return _refused(form, TOO_QUICK, 422)
    if not safety.may_send(request, type(form).__name__):
        return _refused(form, TOO_OFTEN, 429)
    return None


def _refused(form: VisitorForm, reason: Any, status: int) -> Answer:
    """The form as it was filled in, with the reason why nothing of it was received."""
    form.add_error(None, reason)
    typed: Any = form.data
    shown = typed.copy()  # with all values of a name
    shown[form.add_prefix("opened")] = safety.opened_now()
    form.data = shown
    return Answer(FORM, form, status)


def _shown(page: Page, request: HttpRequest, made: Answer, kind: FormKind) -> HttpResponse:
    address = f"{page.get_url(request)}{kind.below}"
    context = {**page.get_context(request), "form": made.form, "address": address, **made.context}
    templates = {FORM: kind.template, CONFIRM: "pages/submissions/confirm.html", DONE: kind.thanks}
    response = render(request, templates[made.step], context, status=made.status)
    if made.step == DONE or kind.below:
        add_never_cache_headers(response)
    return response


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _receipt(signed: str) -> Receipt | None:
    try:
        number, outcome = signing.loads(signed, salt="receipt", max_age=RECEIPT_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    return Receipt(number, outcome)
