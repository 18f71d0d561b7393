"""The portal as of another moment, for editors: what will readers see at midnight, next Monday?

An editor chooses a moment in the admin; it is kept in the session, signed together with the editor.
Whatever the editor then reads, drafts too, is made with the clock stopped there; today's facts are
shown at that moment, not those of that time. The admin itself and whatever is sent stay in the
present. A visitor has no way in: without the permission the value counts for nothing.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core import signing
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from pages import wording
from pages.base.per_request import PerRequest
from portal import clock

GetResponse = Callable[[HttpRequest], HttpResponse]

KEY = SALT = "portal.as_of"
PERMISSION = "wagtailadmin.access_admin"
EARLIEST, LATEST = (datetime(year, 1, 1, tzinfo=clock.TOKYO) for year in (2000, 2100))
OUTSIDE = _("Choose a moment in the years 2000 to 2099.")

_shown: PerRequest[datetime] = PerRequest()


class AsOfMiddleware:
    """Stops the clock, for this request alone, at the moment its editor has chosen."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answers the request."""
        moment = chosen_moment(request) if _may_be_shown(request) else None
        if moment is None:
            return self.get_response(request)
        _shown.keep(request, moment)
        with clock.at(moment):
            response = self.get_response(request)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response


def _may_be_shown(request: HttpRequest) -> bool:
    """Reading, outside the admin; whoever has no session is asked nothing."""
    reading = request.method in ("GET", "HEAD")
    admin = request.path.startswith(reverse("wagtailadmin_home"))
    return reading and not admin and settings.SESSION_COOKIE_NAME in request.COOKIES


def chosen_moment(request: Any) -> datetime | None:
    """The moment the signed-in editor has chosen in this session, if any."""
    signed = request.session.get(KEY)
    if not signed:
        return None
    try:
        editor, moment = signing.loads(str(signed), salt=SALT)
        chosen = datetime.fromisoformat(moment)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    user = request.user
    return chosen if user.pk == editor and user.has_perm(PERMISSION) else None


def choose_moment(request: Any, moment: datetime | None) -> None:
    """Keeps the moment for this editor and session; none ends the preview."""
    request.session.pop(KEY, None)
    if moment is not None:
        request.session[KEY] = signing.dumps([request.user.pk, moment.isoformat()], salt=SALT)


def preview(request: HttpRequest) -> dict[str, object]:
    """For every template: the moment shown, in both languages, where it is not the present."""
    moment = _shown.get(request)
    if moment is None:
        return {"as_of": None}
    formatted = {language: wording.format_moment(moment, language) for language in ("ja", "en")}
    return {"as_of": {**formatted, "machine": moment.isoformat()}}


class AsOfForm(forms.Form):
    """The moment, in Japan time, and the page to go back to."""

    moment = forms.DateTimeField(
        label=_("Date and time (Japan)"),
        widget=forms.DateTimeInput({"type": "datetime-local", "step": 1}, "%Y-%m-%dT%H:%M:%S"),
        validators=[MinValueValidator(EARLIEST, OUTSIDE), MaxValueValidator(LATEST, OUTSIDE)],
        error_messages={
            "required": _("Choose a date and a time."),
            "invalid": _("Write date and time as 2022-09-22T10:00."),
        },
        help_text=_(
            "You then see the public pages, lists, feeds and calendars as they stand at this"
            " moment, with the facts of today. Visitors go on seeing the present."
        ),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class AsOfView(WagtailAdminTemplateMixin, FormView):
    """Where an editor chooses the moment, or ends the preview."""

    form_class = AsOfForm
    template_name = "home/as_of.html"
    page_title = _("Show the site as of…")
    header_icon = "history"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "", "label": page_title},
    ]

    def get_initial(self) -> dict[str, Any]:
        """The moment chosen before, or the present one."""
        moment = chosen_moment(self.request) or clock.now().replace(microsecond=0)
        return {"moment": moment, "next": self.request.GET.get("next", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds whether there is a preview to end."""
        moment = chosen_moment(self.request)
        chosen = moment and wording.format_moment(moment)
        return super().get_context_data(chosen=chosen, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ends the preview, or takes the moment."""
        if "end" in request.POST:
            choose_moment(request, None)
            return HttpResponseRedirect(self.address(request.POST.get("next", "")))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """From here on the session shows that moment."""
        choose_moment(self.request, form.cleaned_data["moment"])
        return HttpResponseRedirect(self.address(form.cleaned_data["next"]))

    def address(self, asked: str) -> str:
        """A page of this site to go on with: the one asked for, or the front page."""
        ours = url_has_allowed_host_and_scheme(asked, None)
        return asked if ours and urlsplit(asked).path.startswith("/") else "/"
