"""The first step to English: whoever translates begins with one click, anybody else asks."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST
from wagtail.admin.mail import send_mail
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.users.models import UserProfile
from wagtail_localize.operations import translate_object

from pages.bilingual.ledger import english, source_of
from pages.bilingual.pair_check import japanese_pages
from pages.bilingual.tree_sync import partner_of, stand_in

BEGIN = "wagtail_localize.submit_translation"


@require_POST
def begin(request: HttpRequest, page_id: int) -> HttpResponse:
    """Gives a Japanese page to the translators, or asks them for it."""
    page = get_object_or_404(japanese_pages(), pk=page_id)
    user: Any = request.user
    versions = page.get_translations(inclusive=True)
    if not any(version.permissions_for_user(user).can_edit() for version in versions):
        raise PermissionDenied
    if user.has_perm(BEGIN):
        _begin(page, user)
        return redirect("bilingual:review", page.pk)
    if _ask(page, user):
        messages.success(request, _("The translators have been asked."))
    else:
        text = _("No translator has an e-mail address. The page waits on their home screen.")
        messages.warning(request, text)
    return redirect("wagtailadmin_home")


@transaction.atomic
def _begin(page: Page, user: Any) -> None:
    """Two clicks begin once."""
    if partner_of(page) is None:
        stand_in(page.specific)
    source = source_of(page)
    if source is None or not source.translations.exists():
        translate_object(page.specific, [english()], user=user)


def _ask(page: Page, user: Any) -> int:
    """A mail to those who edit the English page and may begin; how many were asked."""
    asked = 0
    address = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_home")
    partner = partner_of(page) or page
    editors = page_permission_policy.users_with_permission_for_instance("change", partner)
    for person in editors.filter(is_active=True).exclude(email=""):
        if not person.has_perm(BEGIN):
            continue
        with override(UserProfile.get_for_user(person).get_preferred_language()):
            subject = _("A translation is asked for: %(title)s") % {"title": page.draft_title}
            text = _("%(name)s asks for the English of this page. Begin it on the home screen.")
            name = user.get_full_name() or user.get_username()
            send_mail(subject, "\n\n".join([text % {"name": name}, address]), [person.email])
        asked += 1
    return asked
