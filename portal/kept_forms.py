"""A form of the admin that is sent when its sender is no longer signed in is kept, not lost.

A session ends while somebody types, or is replaced by signing in beside it in another tab. The
answer to what is sent then says so, shows what was typed, and asks to sign in right there: the form
then goes on as it was sent. It needs no script. Scripts of the admin get the sentence as JSON; what
was typed stays in the page that they belong to.
"""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from wagtail.admin.localization import get_localized_response
from wagtail.admin.views.account import get_user_login_form

from pages.submissions.safety import is_from_elsewhere
from portal.with_site_tree import with_site_tree

# The field that carries a whole form through the sign-in.
KEPT = "kept-form"
# The browser keeps what was typed by itself (static/js/admin/keep_typed.js) and signs in as usual.
KEPT_BY_BROWSER = "kept-by-browser"
# The editor of translations sends a text by PUT and takes it back by DELETE.
SENDING = {"POST", "PUT", "PATCH", "DELETE"}
SIGNED_OUT_VIEWS = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_confirm",
}
_MACHINERY = re.compile(
    r"(-|^)(TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS|ORDER|DELETE|id|type|order|deleted"
    r"|count|next|loaded_revision_id|loaded_revision_created_at)$|^action-"
)
_CODE = re.compile(r"[-\d.:/ T]*|[0-9a-f-]{36}|on|true|false|null|\w*_\w*", re.ASCII)

Fields = list[tuple[str, list[str]]]


class KeptFormMiddleware:
    """Answers what is sent to the admin by somebody who is not signed in (any more)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Leaves the answer alone."""
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """After the check for forgery: a kept form goes on when its sender may enter the admin."""
        if not _is_form_of_admin(request):
            return None
        if KEPT in request.POST:
            return _take_up(request)
        if _may_enter(request) or KEPT_BY_BROWSER in request.POST:
            return None
        return _keep(request)


def refused(request: Any, reason: str = "") -> HttpResponseBase:
    """For `CSRF_FAILURE_VIEW`: nothing of a form of ours is lost; others are told what to do."""
    if _is_form_of_admin(request):
        return get_localized_response(_keep, request) if _may_enter(request) else _keep(request)
    if _is_of_admin(request) and _is_for_program(request):
        return _told(request)
    return _refused_page(request, no_cookie=reason == REASON_NO_CSRF_COOKIE)


@with_site_tree
def _refused_page(request: HttpRequest, no_cookie: bool) -> HttpResponse:
    return _unkept(render(request, "403_csrf.html", {"no_cookie": no_cookie}, status=403))


# --- Whose form it is ---------------------------------------------------------------------


def _is_of_admin(request: Any) -> bool:
    return bool(request.path.startswith(reverse("wagtailadmin_home")))


def _is_form_of_admin(request: Any) -> bool:
    """Whether this was typed into a form of the admin, and is not sent by another site."""
    if request.method not in SENDING or not _is_of_admin(request):
        return False
    is_signed_out = resolve(request.path_info).view_name in SIGNED_OUT_VIEWS
    return not (is_signed_out or is_from_elsewhere(request))


def _is_for_program(request: HttpRequest) -> bool:
    """Whether a script of the page waits for the answer, and no person."""
    if request.method != "POST" or request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return True  # forms are sent by POST alone
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return mode != "navigate" or "application/json" in request.headers.get("Accept", "")


def _may_enter(request: Any) -> bool:
    return bool(request.user.is_active and request.user.has_perm("wagtailadmin.access_admin"))


# --- Keeping and taking up ----------------------------------------------------------------


def _keep(request: Any, errors: Any = ()) -> HttpResponse:
    """The answer that holds the whole form, with what to do."""
    if _is_for_program(request):
        return _told(request)
    fields = _fields(request)
    context = {
        "kept_name": KEPT,
        "kept": json.dumps(fields, ensure_ascii=False),
        "typed": "\n\n".join(_typed(fields)),
        "files": [file.name for file in request.FILES.values()],
        "sign_in": None if _may_enter(request) else get_user_login_form()(request),
        "errors": errors,
    }
    return _unkept(render(request, "wagtailadmin/kept_form.html", context, status=403))


def _told(request: HttpRequest) -> HttpResponse:
    """For the admin's scripts; the page editor shows the message of a draft that is not saved."""
    sentence = _(
        "You are no longer signed in. Nothing is lost: what you typed stays in this page. "
        "Sign in again in another tab, then save here once more."
    )
    answer = {"success": False, "error_code": "locked", "error_message": sentence}
    return _unkept(JsonResponse(answer, status=403))


def _unkept(response: HttpResponse) -> HttpResponse:
    """No cache keeps what somebody typed."""
    add_never_cache_headers(response)
    return response


def _take_up(request: Any) -> HttpResponseBase | None:
    """Signs in where that is still asked for, then lets the form go on as it was first sent."""
    fields = _fields(request)
    if not _may_enter(request):
        signed_in: Any = resolve(reverse("wagtailadmin_login")).func(request)
        if not _may_enter(request):
            return _keep(request, _errors(signed_in))
    if not fields:  # nothing of it can be read: the form is opened anew
        return redirect(request.get_full_path())
    request.POST = _as_sent(fields)
    return None


def _errors(signed_in: Any) -> list[str]:
    form = (getattr(signed_in, "context_data", None) or {}).get("form")
    if form is None:  # a known account, and none that may enter the admin
        return [_("This account may not enter the admin. Sign in with one that may.")]
    return [error for errors in form.errors.values() for error in errors]


def _fields(request: Any) -> Fields:
    """The form as it was first sent, without its passwords: those are typed anew."""
    sent = _unpacked(request.POST[KEPT]) if KEPT in request.POST else request.POST.lists()
    return [
        (name, values)
        for name, values in sent
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]


def _unpacked(kept: str) -> Fields:
    """Nothing where somebody has changed the field."""
    try:
        return [(str(name), [str(value) for value in values]) for name, values in json.loads(kept)]
    except (TypeError, ValueError):
        return []


def _as_sent(fields: Fields) -> QueryDict:
    pairs = [(name, value) for name, values in fields for value in values]
    return QueryDict(urlencode(pairs, errors="replace"))


# --- What was typed, for reading and copying ----------------------------------------------


def _typed(fields: Fields) -> list[str]:
    texts = [
        _text(value) for name, values in fields if not _MACHINERY.search(name) for value in values
    ]
    return [text for text in texts if not _CODE.fullmatch(text)]


def _text(value: str) -> str:
    """The words of a field; rich text comes as JSON that holds a text for each paragraph."""
    try:
        blocks = json.loads(value)["blocks"] if value.startswith("{") else []
        return "\n".join(block["text"] for block in blocks) if blocks else value.strip()
    except (KeyError, TypeError, ValueError):
        return value.strip()
