"""Writing to the registrants of an event: fill in, look at it, test it, send it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required
from wagtail.admin.widgets.button import Button

from pages.submissions.memberships.deciding import name_of
from pages.submissions.messages.forms import MessageForm
from pages.submissions.messages.models import RegistrantMessage
from pages.submissions.messages.sending import samples, send, send_test
from pages.submissions.registrations.models import Places

SENT_BEFORE = 20


@permission_required("pages.change_participant")
def write_to_registrants(request: HttpRequest, pk: int) -> HttpResponse:
    """One address for all steps; nothing is stored before the last."""
    places: Any = get_object_or_404(Places.objects.select_related("page"), pk=pk)
    step = request.POST.get("step", "")
    form = MessageForm(places.page, request.POST or None)
    if _is_stored(request):
        messages.info(request, _("This message has been sent already. Nothing was sent again."))
        return redirect(_listed(places))
    if not form.is_valid() or step == "change":
        return _filled_in(request, places, form)
    if step == "send" and request.POST.get("seen") == str(len(form.chosen)):
        return _sent(request, places, form)
    if step == "test":
        _tested(request, places, form)
    elif step == "send":
        messages.warning(request, _("Meanwhile it goes to others. Look at the numbers again."))
    return _looked_at(request, places, form)


def message_button(page_id: int) -> Button:
    """Leads to the form for writing to the registrants of an event."""
    address = reverse("write_to_registrants", args=[page_id])
    return Button(_("Write to registrants"), url=address, icon_name="mail", priority=110)


def _is_stored(request: HttpRequest) -> bool:
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return False
    return RegistrantMessage.objects.filter(key=key).exists()


def _filled_in(request: HttpRequest, places: Any, form: MessageForm) -> HttpResponse:
    sent = RegistrantMessage.objects.filter(page=places.page)[:SENT_BEFORE]
    context = {"places": places, "form": form, "sent": sent, "listed": _listed(places)}
    status = 422 if form.is_bound and not form.is_valid() else 200
    template = "pages/submissions/admin/write_to_registrants.html"
    return render(request, template, context, status=status)


def _looked_at(request: HttpRequest, places: Any, form: MessageForm) -> HttpResponse:
    message = form.message(name_of(request.user))
    context = {
        "places": places,
        "form": form,
        "mails": samples(message, places.page),
        "count": len(form.chosen),
        "test_key": uuid4().hex,
    }
    return render(request, "pages/submissions/admin/look_at_message.html", context)


def _tested(request: HttpRequest, places: Any, form: MessageForm) -> None:
    """Sends what registrants will read to the editor, once for each time it was looked at."""
    user: Any = request.user
    try:
        key = UUID(request.POST.get("test_key", ""))
    except ValueError:
        key = uuid4()
    if not user.email:
        messages.error(request, _("Your account has no e-mail address to send a test to."))
        return
    send_test(form.message(name_of(user)), places.page, user.email, key)
    messages.success(request, _("A test is on its way to %(mail)s.") % {"mail": user.email})


def _sent(request: HttpRequest, places: Any, form: MessageForm) -> HttpResponse:
    send(form.message(name_of(request.user)), len(form.chosen))
    said = _("The message is on its way. Number of registrants: %(number)s")
    messages.success(request, said % {"number": len(form.chosen)})
    return redirect(_listed(places))


def _listed(places: Any) -> str:
    return f"{reverse('wagtailsnippets_pages_participant:list')}?page={places.pk}"


urls = [path("<int:pk>/write/", write_to_registrants, name="write_to_registrants")]
