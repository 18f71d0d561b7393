"""Who may read a page, as its editor sets it: the dialog knows that a pair has one restriction.

Wagtail's own takes what is set on the Japanese page for a section above the English one, and names
the section in the other language.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms.pages import PageViewRestrictionForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.models import Page, PageViewRestriction

from pages.public import restrictions_of

TEMPLATE = "wagtailadmin/shared/set_privacy.html"
NONE = PageViewRestriction.NONE


def set_privacy(request: HttpRequest, page_id: int) -> HttpResponse:
    """The dialog, or what was chosen in it, for a page and the one in the other language."""
    page = get_object_or_404(Page, pk=page_id).specific_deferred
    if not _may_set(request, page):
        raise PermissionDenied
    own = _restrictions_of_pair(request, page)
    form = PageViewRestrictionForm(
        request.POST if request.method == "POST" else None,
        instance=own[0] if own else None,
        initial={} if own else {"restriction_type": NONE},
        private_page_options=page.private_page_options,
    )
    if form.is_valid():
        _set(request, page, form, own)
        is_public = form.cleaned_data["restriction_type"] == NONE
        done = {"step": "set_privacy_done", "is_public": is_public}
        closed: HttpResponse = render_modal_workflow(request, None, json_data=done)
        return closed
    _say_what_else_closes(form, page, own)
    context = {
        "action_url": reverse("wagtailadmin_pages:set_privacy", args=[page.pk]),
        "object": page,
        "form": form,
    }
    step = {"step": "set_privacy"}
    shown: HttpResponse = render_modal_workflow(request, TEMPLATE, None, context, json_data=step)
    return shown


def _may_set(request: HttpRequest, page: Page) -> bool:
    user: Any = request.user
    return bool(page.permissions_for_user(user).can_set_view_restrictions())


def _restrictions_of_pair(request: HttpRequest, page: Page) -> list[PageViewRestriction]:
    """Those of the pair that the editor may change, those of this very page first."""
    rows = PageViewRestriction.objects.filter(page__translation_key=page.translation_key)
    ordered = sorted(rows.select_related("page"), key=lambda row: row.page_id != page.pk)
    return [row for row in ordered if row.page_id == page.pk or _may_set(request, row.page)]


@transaction.atomic
def _set(
    request: HttpRequest,
    page: Page,
    form: PageViewRestrictionForm,
    own: list[PageViewRestriction],
) -> None:
    """Opens both pages of the pair, or closes them, by what is there or by a new restriction."""
    if form.cleaned_data["restriction_type"] == NONE:
        for row in own:
            row.delete(user=request.user)
        return
    restriction = form.save(commit=False)
    if not own:
        restriction.page = page
    restriction.save(user=request.user)
    form.save_m2m()
    for other in own[1:]:  # each page had its own: what is chosen now is all there is
        other.delete(user=request.user)


def _say_what_else_closes(
    form: PageViewRestrictionForm, page: Page, own: list[PageViewRestriction]
) -> None:
    """Names what closes the page also where nothing is chosen here, in place of “public”."""
    others = restrictions_of(page).exclude(pk__in=[row.pk for row in own])
    nearest = others.select_related("page").order_by("-page__depth", "pk").first()
    if nearest is None:
        return
    field = form.fields["restriction_type"]
    field.choices = [(NONE, _where(nearest.page, page)), *list(field.choices)[1:]]


def _where(closing: Page, page: Page) -> SafeString:
    """Where a restriction stands: on the other page of the pair, or on a section above."""
    if closing.translation_key == page.translation_key:
        return format_html(_("It is set on the page in the other language: {}"), _link(closing))
    above = page.get_ancestors().filter(translation_key=closing.translation_key).first()
    return format_html(_("It is set on the section {}"), _link(above or closing))


def _link(page: Page) -> SafeString:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return format_html(
        '<a href="{}">{}</a>', address, page.specific_deferred.get_admin_display_title()
    )


# For Wagtail's view at its address, before its own pattern, which keeps the name.
urlpatterns = [
    path("pages/<int:page_id>/privacy/", never_cache(require_admin_access(set_privacy))),
]
