"""On the editors' first screen: mails that could not be delivered, and two ways to go on."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.components import Component
from wagtail.log_actions import log

from pages.submissions import outbox
from pages.submissions.log_actions import GAVE_UP_MAIL
from pages.submissions.models import OutgoingMail
from pages.work import queue
from pages.work.models import WorkItem
from portal import clock

MOST_SHOWN = 20
# Who takes care of a mail, by the first part of its key; of any other, who answers enquiries.
_PERMISSIONS = {
    "registration": "pages.change_participant",
    "test": "pages.change_participant",
    "membership": "pages.change_membershiprequest",
    "entry": "pages.change_awardentry",
}


@dataclass(frozen=True)
class LateMail:
    """A mail that waits for too long, with how it has gone so far."""

    mail: OutgoingMail
    item: WorkItem

    @property
    def reason(self) -> str:
        """Why it is not delivered, as far as an editor can act on it."""
        if "SMTPRecipientsRefused" in self.item.error:
            return _("The mail server does not take this address. Check how it is written.")
        if self.item.error:
            return _("The mail server could not be reached or refused the mail.")
        return _("Nobody has tried to send it: `manage.py send_mails` does not run.")


def late_mails(user: Any) -> list[LateMail]:
    """Those that somebody takes care of, the oldest first."""
    items = {item.key: item for item in queue.overdue(outbox.KIND, outbox.LATE_AFTER)}
    mails = OutgoingMail.objects.filter(key__in=items, sent_at=None).order_by("pk")
    return [LateMail(mail, items[mail.key]) for mail in mails if may_take_care(mail, user)]


def may_take_care(mail: OutgoingMail, user: Any) -> bool:
    """Whether somebody may see a mail and decide about it."""
    permission = _PERMISSIONS.get(mail.key.partition(":")[0], "pages.change_enquiry")
    return bool(user.has_perm(permission))


class LateMailsPanel(Component):
    """The mails that wait for too long, each with two ways to go on."""

    name = "late_mails"
    template_name = "pages/submissions/admin/late_mails.html"
    order = 90

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The first of them, and how many there are."""
        request = parent_context["request"]
        late = late_mails(request.user)
        token = get_token(request)
        return {"late": late[:MOST_SHOWN], "count": len(late), "csrf_token": token}


@require_POST
def take_care_of_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Try to send a mail at once, or give it up."""
    mail = get_object_or_404(OutgoingMail, pk=pk)
    if not may_take_care(mail, request.user):
        messages.error(request, _("You may not decide about this mail."))
    elif mail.sent_at is not None:
        messages.info(request, _("The mail to %(mail)s has been sent.") % {"mail": mail.to})
    elif request.POST.get("action") == "give_up":
        give_up(mail)
        said = _("The mail to %(mail)s is given up. It is not sent any more.")
        messages.success(request, said % {"mail": mail.to})
    else:
        _try_now(mail)
        said = _("It is tried at once to send the mail to %(mail)s.")
        messages.success(request, said % {"mail": mail.to})
    return redirect("wagtailadmin_home")


@transaction.atomic
def give_up(mail: OutgoingMail) -> None:
    """Send a mail no more; its row stays for its time, so that it is not written anew."""
    queue.waiting(outbox.KIND).filter(key=mail.key).delete()
    OutgoingMail.objects.filter(pk=mail.pk).update(given_up_at=clock.real_now())
    log(instance=mail, action=GAVE_UP_MAIL, title=mail.key)


def _try_now(mail: OutgoingMail) -> None:
    waiting = queue.waiting(outbox.KIND).filter(key=mail.key, leased_until=None)
    waiting.update(available_at=clock.real_now())
    outbox.send_soon()


urls = [path("<int:pk>/", take_care_of_mail, name="take_care_of_mail")]
