"""Mails to those who look after English pages, each in the language the person reads."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.mail import send_mail
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.users.models import UserProfile

from pages.bilingual.gate import reasons_against


def tell_withheld(page: Page) -> None:
    """An English version did not go live at its time: why, and where to put it right."""
    users = page_permission_policy.users_with_permission_for_instance("publish", page)
    address = settings.WAGTAILADMIN_BASE_URL + reverse("bilingual:review", args=[page.pk])
    for user in users.filter(is_active=True).exclude(email=""):
        with override(UserProfile.get_for_user(user).get_preferred_language()):
            subject = _("Not published in English: %(title)s") % {"title": page.title}
            reasons = [str(reason) for reason in reasons_against(page)]
            send_mail(subject, "\n\n".join([*reasons, address]), [user.email])
