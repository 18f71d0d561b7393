"""What the admin does with pages of two languages: the log of changes, and no copies of English."""

from typing import Any

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
from pages.base.facts import source_locale_id


@hooks.register("register_log_actions")
def say_changes(actions: Any) -> None:
    """Shows changes of published facts in the history of the page, with the name of the editor."""
    actions.register_action(LOG_ACTION)(FactChangeFormatter)


class FactChangeFormatter(LogFormatter):
    """A change of a published fact, in the language of the admin."""

    label = gettext_lazy("Published fact changed")

    def format_message(self, log_entry: Any) -> str:
        """What was changed, from what to what."""
        fact = log_entry.data["fact"]
        before, after = (
            wording.changed_value(fact, log_entry.data[name]) for name in ("before", "after")
        )
        said = _("%(fact)s: %(before)s → %(after)s")
        return said % {"fact": wording.changed_fact(fact), "before": before, "after": after}


@hooks.register("insert_editor_js")
def save_in_turn() -> str:
    """Keeps a draft that saves itself apart from the press on "publish"."""
    return format_html('<script src="{}"></script>', static("js/admin/save_in_turn.js"))


@hooks.register("before_copy_page")
def copy_japanese_pages_only(request: HttpRequest, page: Page) -> HttpResponse | None:
    """An English page alone has no facts: its Japanese page is copied and then translated."""
    if page.locale_id == source_locale_id():
        return None
    messages.error(request, _("Copy the Japanese page instead, then translate the copy."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)
