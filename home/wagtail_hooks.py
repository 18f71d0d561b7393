"""The whole site in the admin: links on its front page, the site as of another moment."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import BaseItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.as_of import AsOfView
from home.municipality_upload import RegisterUploadView
from home.promotions import Promotion
from home.site_tree import offer_what_its_reader_may_read
from pages.base.page import BasePage

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponse]


class PromotionViewSet(SnippetViewSet):
    """Links on the front page, put in order by dragging."""

    model = Promotion
    icon = "link"
    menu_label = _("Front page links")
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["text_ja", "text_en", "shown_from", "shown_until"]


register_snippet(PromotionViewSet)


@hooks.register("on_serve_page", order=1)
def note_what_its_reader_met(serve_next: Serve) -> Serve:
    """Whoever gets past Wagtail's own check, which is around this, has met all that closes a page.

    The hook `before_serve_page` comes before that check.
    """

    def serve_page(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if isinstance(page, BasePage):
            page.note_restrictions_met()
            if page.met_restrictions:
                offer_what_its_reader_may_read(request, page)
        return serve_next(page, request, args, kwargs)

    return serve_page


class AsOfItem(BaseItem):
    """Leads from a page to the choice of a moment, and back."""

    template_name = "home/as_of_item.html"


def refuse_roots(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    """Says why the first page of a site stays; the site would go with it."""
    roots = Page.objects.filter(sites_rooted_here__isnull=False)
    for page in pages:
        root = roots.descendant_of(page, inclusive=True).first()
        if root is not None:
            text = _(
                "“%(page)s” is the first page of the site and cannot be deleted: the site would be "
                "gone with it. Take it down instead, or change its text."
            )
            messages.error(request, text % {"page": root.get_admin_display_title()})
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_delete_page", order=-1)
def keep_root(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before anything else is said of the deletion."""
    return refuse_roots(request, [page])


@hooks.register("before_bulk_action")
def keep_roots(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Of what was selected nothing is deleted then."""
    if action_type != "delete":
        return None
    return refuse_roots(request, [each for each in objects if isinstance(each, Page)])


@hooks.register("register_admin_urls")
def as_of_address() -> list[URLPattern]:
    """Behind the admin's own door, as all its addresses."""
    return [path("as-of/", AsOfView.as_view(), name="as_of")]


@hooks.register("register_admin_urls")
def municipality_register_address() -> list[URLPattern]:
    """The list of municipalities leads there."""
    view = RegisterUploadView.as_view()
    return [path("municipalities/register/", view, name="municipality_register")]


@hooks.register("register_admin_menu_item")
def as_of_menu_item() -> MenuItem:
    """For whoever may enter the admin."""
    label, address = _("Show the site as of…"), reverse("as_of")
    return MenuItem(label, address, name="as-of", icon_name="history", order=900)


@hooks.register("construct_wagtail_userbar")
def offer_as_of(request: HttpRequest, items: list[Any], page: Any) -> None:
    """On public pages; the editor's preview panel follows the moment by itself."""
    if not getattr(request, "in_preview_panel", False):
        items.append(AsOfItem())
