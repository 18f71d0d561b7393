"""The wordings of the mails in the admin: all kinds, a form with a preview, and a way back."""

from typing import Any

from django.contrib import messages
from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import permission_required
from wagtail.admin.widgets.button import BaseButton, HeaderButton
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from pages.submissions.log_actions import RESET_WORDING
from pages.submissions.mail_texts.kinds import KINDS
from pages.submissions.mail_texts.models import MailText
from pages.submissions.viewsets import OnlyChanged

COLUMNS = ("subject_ja", "text_ja", "subject_en", "text_en")


class MailTextEditView(EditView):
    """One wording, with the way back to the built-in one."""

    @cached_property
    def header_buttons(self) -> list[BaseButton]:
        """The way back above the form, where there is anything to go back from."""
        buttons: list[BaseButton] = super().header_buttons
        if not self.object.changed_in:
            return buttons
        address = reverse("reset_mail_text", args=[self.object.pk])
        label = _("Back to the built-in wording")
        return [HeaderButton(label, url=address, icon_name="rotate", priority=40), *buttons]


class MailTextViewSet(SnippetViewSet):
    """All kinds of mail, what each is for, and whether its wording is the secretariat's own."""

    model = MailText
    edit_view_class = MailTextEditView
    list_per_page = 100  # every kind on one page
    icon = "edit"
    menu_label = gettext_lazy("Wordings of mails")
    menu_order = 235
    add_to_admin_menu = True
    list_display = ["title", "purpose", "changed_in"]
    copy_view_enabled = False
    permission_policy = OnlyChanged(MailText)

    def get_queryset(self, request: HttpRequest) -> Any:
        """A row for each kind, made where there is none yet."""
        known = MailText.objects.filter(kind__in=KINDS)
        missing = set(KINDS) - set(known.values_list("kind", flat=True))
        rows = [MailText(kind=key) for key in sorted(missing)]
        MailText.objects.bulk_create(rows, ignore_conflicts=True)
        declared = [When(kind=key, then=place) for place, key in enumerate(KINDS)]
        return known.order_by(Case(*declared))


@permission_required("pages.change_mailtext")
def reset_mail_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, then goes back to the built-in wording in all languages."""
    own = get_object_or_404(MailText, pk=pk)
    if own.kind not in KINDS:
        raise Http404
    if request.method != "POST":
        edit = reverse(MailText.snippet_viewset.get_url_name("edit"), args=[own.pk])
        context = {"own": own, "edit": edit}
        return render(request, "pages/submissions/admin/reset_mail_text.html", context)
    MailText.objects.filter(pk=pk).update(**dict.fromkeys(COLUMNS, ""))
    log(instance=own, action=RESET_WORDING)
    messages.success(request, _("“%(name)s” has the built-in wording again.") % {"name": own})
    return redirect(MailText.snippet_viewset.get_url_name("list"))


urls = [path("<int:pk>/reset/", reset_mail_text, name="reset_mail_text")]
