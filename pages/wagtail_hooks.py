"""Admin hooks that concern all sections."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from pages.awards.overdue import OverdueResults
from pages.base import admin, dates  # noqa: F401 - they register what they are for
from pages.bilingual import bulk_delete  # noqa: F401 - likewise
from pages.bilingual import hooks as bilingual_hooks  # noqa: F401
from pages.media import PortalDocument
from pages.news.admin import urls as announcements
from pages.records.protection import PROTECTED, naming
from pages.records.viewsets import RecordsGroup
from pages.resources.document_usage import opens_with_its_pages
from pages.submissions import (
    late_mails,
    log_actions,  # noqa: F401 - it registers what it is for
    personal_data,
)
from pages.submissions.entries import admin_views as entry_actions
from pages.submissions.entries.viewsets import EntryViewSet
from pages.submissions.mail_texts import viewsets as mail_texts
from pages.submissions.memberships import viewsets as memberships
from pages.submissions.questionnaires import views as questionnaires
from pages.submissions.registrations import viewsets as registrations
from pages.submissions.registrations.attendance_due import AttendanceDue
from pages.submissions.viewsets import EnquiriesGroup

register_snippet(RecordsGroup)
register_snippet(EnquiriesGroup)
register_snippet(registrations.RegistrationsGroup)
register_snippet(memberships.MembershipViewSet)
register_snippet(mail_texts.MailTextViewSet)
register_snippet(EntryViewSet)


@hooks.register("before_delete_snippet")
def keep_named_records(request: HttpRequest, records: list[Model]) -> HttpResponse | None:
    """Shows a message instead of deleting a record that pages still name."""
    named = [record for record in records if isinstance(record, PROTECTED) and naming(record)]
    if not named:
        return None
    for record in named:
        text = _("“%(name)s” is named on pages. Remove it from them first; “usage” lists them.")
        messages.error(request, text % {"name": record})
    return redirect(type(named[0]).snippet_viewset.get_url_name("list"))


@hooks.register("before_serve_document")
def no_file_is_not_found(document: PortalDocument, request: HttpRequest) -> None:
    """A document without its file, or whose file is lost, is a 404 and not an error."""
    if not document.file.name or not document.file.storage.exists(document.file.name):
        raise Http404


@hooks.register("before_serve_document")
def not_before_its_day(document: PortalDocument, request: HttpRequest) -> None:
    """Visitors get a document from its day on, also those who guess its address."""
    user: Any = request.user
    if not (document.is_published or user.has_perm("wagtailadmin.access_admin")):
        raise Http404


@hooks.register("before_serve_document")
def not_beyond_its_pages(document: PortalDocument, request: HttpRequest) -> None:
    """A document that only restricted pages name is for their readers, and for editors."""
    user: Any = request.user
    if not (user.has_perm("wagtailadmin.access_admin") or opens_with_its_pages(document, request)):
        raise Http404


@hooks.register("construct_homepage_panels")
def overdue_results(request: HttpRequest, panels: list) -> None:
    """Overdue results, above the pages that wait for a translator."""
    panels.append(OverdueResults())


@hooks.register("construct_homepage_panels")
def attendance_not_told(request: HttpRequest, panels: list) -> None:
    """Events whose figures wait, from the day of the event on."""
    panels.append(AttendanceDue())


@hooks.register("construct_homepage_panels")
def mails_not_delivered(request: HttpRequest, panels: list) -> None:
    """First of all, what visitors wait for in vain."""
    panels.append(late_mails.LateMailsPanel())


@hooks.register("register_admin_urls")
def late_mail_addresses() -> list[Any]:
    """Where somebody has a mail tried at once or gives it up."""
    return [path("late-mails/", include(late_mails.urls))]


@hooks.register("register_admin_urls")
def announcement_addresses() -> list[Any]:
    """Where editors see and change the announcements that write themselves."""
    return [path("announcements/", include(announcements))]


@hooks.register("register_admin_urls")
def registration_addresses() -> list[Any]:
    """Where editors cancel for a participant and note who came."""
    return [path("registrations/", include(registrations.urls))]


@hooks.register("register_admin_urls")
def membership_addresses() -> list[Any]:
    """Where the secretariat decides on membership requests."""
    return [path("memberships/", include(memberships.urls))]


@hooks.register("register_admin_urls")
def personal_data_addresses() -> list[Any]:
    """Where everything kept of a visitor is found, given out and erased."""
    return [path("personal-data/", include(personal_data.urls))]


class PersonalDataMenuItem(MenuItem):
    """Shown to those who may erase personal data."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may erase personal data."""
        user: Any = request.user
        return bool(user.has_perm(personal_data.PERMISSION))


@hooks.register("register_settings_menu_item")
def personal_data_in_the_menu() -> MenuItem:
    """Among the settings, as it is rarely needed."""
    address = reverse("personal_data")
    return PersonalDataMenuItem(
        _("Personal data of a visitor"), address, icon_name="lock", name="personal-data"
    )


@hooks.register("register_admin_urls")
def mail_text_addresses() -> list[Any]:
    """Where the secretariat goes back to the built-in wording of a mail."""
    return [path("mail-texts/", include(mail_texts.urls))]


@hooks.register("register_admin_urls")
def entry_addresses() -> list[Any]:
    """Where the secretariat decides on award entries and opens their files."""
    return [path("award-entries/", include(entry_actions.urls))]


@hooks.register("register_page_header_buttons")
def button_to_entries(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Beside the other buttons of a round that takes entries."""
    yield from entry_actions.round_buttons(page, user)


@hooks.register("register_admin_urls")
def questionnaire_addresses() -> list[Any]:
    """Where editors see what was answered."""
    return [path("questionnaires/", include(questionnaires.urls))]


@hooks.register("register_page_header_buttons")
def button_to_answers(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Beside the other buttons of a questionnaire."""
    yield from questionnaires.answers_button(page, user)


@hooks.register("register_page_header_buttons")
def button_to_registrations(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Beside the other buttons of an event that takes registrations."""
    yield from registrations.registration_buttons(page, user)


class AnnouncementsMenuItem(MenuItem):
    """Shown to those who may change announcements."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may change announcements."""
        user: Any = request.user
        return bool(user.has_perm("pages.change_announcementchange"))


@hooks.register("register_admin_menu_item")
def announcements_in_the_menu() -> MenuItem:
    """Beside the records."""
    address = reverse("announcements:index")
    return AnnouncementsMenuItem(
        _("Announcements"), address, icon_name="calendar-alt", order=240, name="announcements"
    )


@hooks.register("register_permissions")
def further_permissions() -> QuerySet:
    """Lets administrators grant groups rights on what is no snippet: erasing personal data, too."""
    names = [
        *("change_announcementchange", "change_announcementwording"),
        *("view_questionnairereply", "add_erasure"),
    ]
    return Permission.objects.filter(content_type__app_label="pages", codename__in=names)
