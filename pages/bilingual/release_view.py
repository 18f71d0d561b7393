"""The part of the review where both languages of a page go live together."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.models import Page
from wagtail_localize.models import Translation

from pages.base.facts import source_locale_id
from pages.bilingual.ledger import english
from pages.bilingual.release import release
from pages.bilingual.source_versions import bring_in, has_draft, is_of_draft, put_back
from portal import clock


class MomentForm(forms.Form):
    """When both pages go live."""

    at = forms.DateTimeField(
        label=gettext_lazy("Day and time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    def clean_at(self) -> datetime:
        """Only what is still to come can be scheduled."""
        at: datetime = self.cleaned_data["at"]
        if at <= clock.real_now():
            raise forms.ValidationError(_("This moment has passed: choose a later one."))
        return at


def both_pages(page_id: int) -> tuple[Page, Page]:
    """The Japanese and the English page of either one's number; 404 where there are not both."""
    page = get_object_or_404(Page, pk=page_id)
    pages = Page.objects.filter(translation_key=page.translation_key).specific()
    by_source = {version.locale_id == source_locale_id(): version for version in pages}
    if len(by_source) < 2:
        raise Http404
    return by_source[True], by_source[False]


def release_offered(request: HttpRequest, japanese: Page, page: Page) -> dict[str, Any] | None:
    """The actions the review offers this person; None where Japanese has no draft."""
    if not has_draft(japanese) or not page.permissions_for_user(request.user).can_edit():
        return None
    scheduled = japanese.scheduled_revision
    may_publish = page.permissions_for_user(request.user).can_publish()
    return {
        "form": MomentForm(),
        "of_draft": is_of_draft(japanese),
        "scheduled": scheduled.approved_go_live_at if scheduled else None,
        "may_join": may_publish and scheduled is not None,
        "may_release": may_publish and japanese.permissions_for_user(request.user).can_publish(),
    }


@require_POST
def release_together(request: HttpRequest, page_id: int) -> HttpResponse:
    """Hand over the draft's texts, publish both pages, or schedule both."""
    japanese, page = both_pages(page_id)
    offered = release_offered(request, japanese, page)
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=english(), enabled=True
    ).first()
    if offered is None or translation is None:
        raise PermissionDenied
    answer = redirect("bilingual:review", page.pk)
    if "bring_in" in request.POST:
        bring_in(japanese)
        messages.success(request, _("The texts of the Japanese draft are here now."))
    elif "put_back" in request.POST:
        put_back(japanese)
        messages.success(request, _("The texts of the published Japanese page are here again."))
    elif "join" in request.POST:
        _join(request, japanese, translation, offered)
    else:
        _release(request, japanese, translation, offered)
    return answer


def _join(request: HttpRequest, japanese: Page, translation: Translation, offered: Any) -> None:
    """English goes live in the minute for which Japanese is scheduled."""
    if not offered["may_join"]:
        raise PermissionDenied
    release(japanese, translation, request.user, at=offered["scheduled"], both=False)
    _say_when(request, offered["scheduled"])


def _release(request: HttpRequest, japanese: Page, translation: Translation, offered: Any) -> None:
    if not offered["may_release"]:
        raise PermissionDenied
    at = None
    if "now" not in request.POST:
        form = MomentForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(map(str, form.errors["at"])))
            return
        at = form.cleaned_data["at"]
    release(japanese, translation, request.user, at=at, both=True)
    _say_when(request, at)


def _say_when(request: HttpRequest, at: datetime | None) -> None:
    if at is None:
        messages.success(request, _("Both languages are published."))
    else:
        moment = date_format(localtime(at), "DATETIME_FORMAT")
        messages.success(request, _("Both languages will be published on %(at)s.") % {"at": moment})
