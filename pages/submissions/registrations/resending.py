"""Sending a registrant the link to their own page once more, for who has lost the mail."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required
from wagtail.admin.widgets.button import BaseButton, Button
from wagtail.log_actions import log

from pages.submissions import outbox
from pages.submissions.log_actions import SENT_AGAIN
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations import mails
from pages.submissions.registrations.models import Participant, Registration

CANCELLED = Participant.State.CANCELLED


@transaction.atomic
def resend(participant: Participant, count: int) -> bool:
    """Send the link again for the so manieth time; false where that has been done already."""
    registration = participant.registration
    if count != times_sent(registration) + 1:
        return False
    people = [each for each in registration.in_line if each.state != CANCELLED]
    outbox.write(mails.resent(registration, people, count))
    # The number stands for the name, which is erased with the registration.
    title, data = registration.number, {"count": count}
    log(instance=participant, action=SENT_AGAIN, title=title, data=data)
    return True


def times_sent(registration: Registration) -> int:
    """How often the link was sent again, as far as those mails are kept."""
    begin = mails.key_of(registration, "resent:")
    keys = OutgoingMail.objects.filter(key__startswith=begin).values_list("key", flat=True)
    return max((int(key.removeprefix(begin)) for key in keys), default=0)


@permission_required("pages.change_participant")
def resend_registration(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, then sends; a second press of the same form sends nothing."""
    related = Participant.objects.select_related("registration__page", "page")
    participant = get_object_or_404(related, pk=pk)
    registration = participant.registration
    listed = f"{reverse('wagtailsnippets_pages_participant:list')}?page={participant.page_id}"
    if participant.state == CANCELLED:
        messages.error(request, _("This registration is cancelled. Nothing was sent."))
        return redirect(listed)
    if request.method != "POST":
        context = {
            "participant": participant,
            "listed": listed,
            "times": times_sent(registration),
            "language": get_language_info(registration.language)["name_translated"],
        }
        return render(request, "pages/submissions/admin/resend_registration.html", context)
    count = request.POST.get("count", "")
    if count.isascii() and count.isdecimal() and resend(participant, int(count[:6])):
        said = _("The link is on its way to %(mail)s.")
        messages.success(request, said % {"mail": registration.mail})
    else:
        messages.info(request, _("The link has been sent already. Nothing was sent again."))
    return redirect(listed)


def resend_button(
    participant: Participant, user: Any, kind: type[BaseButton] = Button
) -> list[BaseButton]:
    """The way to it, for who may take care of somebody in line."""
    if participant.state == CANCELLED or not user.has_perm("pages.change_participant"):
        return []
    address = reverse("resend_registration", args=[participant.pk])
    return [kind(_("Send the link again"), url=address, icon_name="mail", priority=50)]


urls = [path("<int:pk>/resend/", resend_registration, name="resend_registration")]
