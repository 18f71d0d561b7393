"""The admin for pages in two languages: the log of changes, and how pages may be copied."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from pages import wording
from pages.base.changes import LOG_ACTION
from pages.base.claims import ClaimsMixin
from pages.base.copied_texts import HOLD, TAKEN_OVER
from pages.base.copies import settle_copies
from pages.base.exports import EXPORT_ACTION
from pages.base.facts import source_locale_id
from pages.base.items import StatedItemMixin


@hooks.register("register_log_actions")
def log_our_actions(actions: Any) -> None:
    """Actions that the history tells besides those of Wagtail, with the name of the editor."""
    actions.register_action(LOG_ACTION)(FactChangeFormatter)
    actions.register_action(EXPORT_ACTION)(ExportFormatter)
    actions.register_action(TAKEN_OVER)(CopiedTextsFormatter)
    label = gettext_lazy("Texts of the original hold")
    actions.register_action(HOLD, label, gettext_lazy("The texts hold for this page, too"))


class FactChangeFormatter(LogFormatter):
    """A change of a published fact, in the language of the admin."""

    label = gettext_lazy("Published fact changed")

    def format_message(self, log_entry: Any) -> str:
        """The fact with its old and its new value."""
        fact = log_entry.data["fact"]
        before, after = (
            wording.changed_value(fact, log_entry.data[name]) for name in ("before", "after")
        )
        names = {"fact": wording.changed_fact(fact), "before": before, "after": after}
        return _("%(fact)s: %(before)s → %(after)s") % names


class ExportFormatter(LogFormatter):
    """An export of what visitors sent, in the language of the admin."""

    label = gettext_lazy("List exported")

    def format_message(self, log_entry: Any) -> str:
        """The list, and how many rows were taken."""
        model = apps.get_model("pages", log_entry.data["list"])
        names = {"list": model._meta.verbose_name_plural, "count": log_entry.data["count"]}
        return _("%(list)s: %(count)s rows exported") % names


class CopiedTextsFormatter(LogFormatter):
    """The texts that came along with a copy, in the language of the admin."""

    label = gettext_lazy("Texts copied")

    def format_message(self, log_entry: Any) -> str:
        """How many, and from where."""
        names = {"count": len(log_entry.data["texts"]), "title": log_entry.data["from"]}
        return _("%(count)s texts are those of “%(title)s”") % names


@hooks.register("insert_editor_js")
def save_in_turn() -> str:
    """Keeps a draft that saves itself apart from the press on "publish"."""
    return format_html('<script src="{}"></script>', static("js/admin/save_in_turn.js"))


@hooks.register("insert_global_admin_css")  # this hook's place is the head, before any button
def keep_early_presses() -> str:
    """A press on a button counts, even when its script is still to come."""
    return format_html('<script src="{}"></script>', static("js/admin/early_presses.js"))


@hooks.register("insert_global_admin_js")
def renew_token() -> str:
    """Whoever signs in again in another tab can go on in the first."""
    return format_html('<script src="{}"></script>', static("js/admin/fresh_token.js"))


@hooks.register("insert_global_admin_css")
def respect_reduced_motion() -> str:
    """Forms jump to where they lead for whoever asks their system for less motion."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/motion.css"))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_what_has_no_evidence(request: HttpRequest, page: Page) -> None:
    """Tells the editor what a page in public does not say yet, and what it lacks for that."""
    if page.live and isinstance(page, ClaimsMixin):
        for gap in page.gaps_of_evidence():
            messages.warning(request, gap)


@hooks.register("before_copy_page")
def copy_japanese_pages_only(request: HttpRequest, page: Page) -> HttpResponse | None:
    """An English page alone has no facts: its Japanese page is copied and then translated."""
    if page.locale_id == source_locale_id():
        return None
    messages.error(request, _("Copy the Japanese page instead, then translate the copy."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("after_copy_page")
def settle_what_was_copied(request: HttpRequest, page: Page, copy: Page) -> None:
    """The admin copies without the page's own method, but in one transaction with this."""
    settle_copies(page, copy)


@hooks.register("after_copy_page", order=100)  # it answers, and no hook after it would be asked
def go_on_with_the_copy(request: HttpRequest, page: Page, copy: Page) -> HttpResponse | None:
    """Leads to the form of a copied item: it has no days yet, and can do nothing without them."""
    if not isinstance(copy.specific, StatedItemMixin):
        return None
    text = _("The copy is a draft without days. Enter when it is and what has changed.")
    messages.warning(request, text)
    return redirect("wagtailadmin_pages:edit", copy.pk)


@hooks.register("before_copy_page")
def copy_without_alias(request: HttpRequest, page: Page) -> HttpResponse | None:
    """An alias beside its original has no page in English; the form does not offer it."""
    if not request.POST.get("alias"):
        return None
    text = _("An alias would be missing in English. Copy the page, or link to it from a text.")
    messages.error(request, text)
    return redirect("wagtailadmin_pages:copy", page.pk)
