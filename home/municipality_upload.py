"""The national register of municipalities from the admin: the same reader as the command's."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.municipalities import Register, RegisterError, load_register, register_of
from pages.records.models import Municipality

LARGEST = 5 * 1024 * 1024  # the whole country is 300 KB
NEEDED = ("pages.add_municipality", "pages.change_municipality")
SHOWN = 50


class RegisterForm(forms.Form):
    """The file; it is read and checked as a whole before anything is written."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        widget=forms.ClearableFileInput({"accept": ".csv,text/csv"}),
        error_messages={"required": gettext_lazy("Choose a CSV file.")},
        help_text=gettext_lazy(
            "UTF-8 with the columns pref, city, citykana and lgcode. Municipalities that are not "
            "on record are added; those that are keep their key and get what they lack. One that "
            "has another name now is renamed and found by the old name, too. Wards of designated "
            "cities are left out. When a line is wrong, nothing is changed."
        ),
    )

    def clean_file(self) -> Register:
        """The rows; every bad line is an error of its own."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            message = _("This file is larger than %(size)s.") % {"size": filesizeformat(LARGEST)}
            raise ValidationError(message)
        try:
            return register_of(file.read())
        except RegisterError as error:
            more = len(error.problems) - SHOWN
            problems = error.problems[:SHOWN]
            if more > 0:
                problems.append(_("%(count)d more problems.") % {"count": more})
            raise ValidationError([_("Nothing was loaded."), *problems]) from error


class RegisterUploadView(WagtailAdminTemplateMixin, FormView):
    """Choose the file; then what was added, completed and renamed."""

    form_class = RegisterForm
    template_name = "home/municipality_upload.html"
    page_title = gettext_lazy("Load the national register")
    header_icon = "upload"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {
            "url": reverse_lazy("wagtailsnippets_pages_municipality:list"),
            "label": Municipality._meta.verbose_name_plural,
        },
        {"url": "", "label": page_title},
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who may add and change municipalities."""
        if not request.user.has_perms(NEEDED):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Writes the register and shows the counts."""
        done = load_register(form.cleaned_data["file"])
        return self.render_to_response(self.get_context_data(form=RegisterForm(), done=done))
