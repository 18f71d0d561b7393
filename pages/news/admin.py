"""Admin views of the announcements and their wordings: two lists, two forms."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, UpdateView
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from pages.lifecycle import MilestoneKind
from pages.news.admin_list import announcement_at, announcement_rows, english_headline, wording_rows
from pages.news.announcements import REPEATED, AnnouncementChange, AnnouncementWording
from pages.wording.templates import allowed

# The meaning of the placeholders.
MEANS = {
    "title": gettext_lazy("the title"),
    "day": gettext_lazy("the day of the news"),
    "closes": gettext_lazy("the closing day"),
    "starts": gettext_lazy("the new day of the event"),
}


class ChangeForm(WagtailAdminModelForm):
    """Hold back, reword or pin."""

    class Meta:
        model = AnnouncementChange
        fields = ("held_back", "pinned_until", "text_ja", "text_en")


class WordingForm(WagtailAdminModelForm):
    """A wording in both languages."""

    class Meta:
        model = AnnouncementWording
        fields = ("text_ja", "text_en")


class BaseListView(WagtailAdminTemplateMixin, PermissionCheckedMixin, TemplateView):
    """A list with a heading of its own below the admin's home."""

    permission_required = "change"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list itself, below the admin's home."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class AnnouncementListView(BaseListView):
    """All announcements with their state, linked to their forms."""

    permission_policy = ModelPermissionPolicy(AnnouncementChange)
    page_title = gettext_lazy("Announcements")
    header_icon = "calendar-alt"
    template_name = "pages/news/admin/announcements.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the announcements, newest first."""
        return super().get_context_data(announcements=announcement_rows(), **kwargs)


class WordingListView(BaseListView):
    """All wordings in use, linked to their forms."""

    permission_policy = ModelPermissionPolicy(AnnouncementWording)
    page_title = gettext_lazy("Wordings of announcements")
    header_icon = "edit"
    template_name = "pages/news/admin/wordings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds every kind of announcement."""
        return super().get_context_data(wordings=wording_rows(), **kwargs)


class BaseFormView(WagtailAdminTemplateMixin, PermissionCheckedMixin, UpdateView):
    """A form for one row that may not exist yet, identified by its address."""

    permission_required = "change"
    template_name = "wagtailadmin/generic/form.html"
    _show_breadcrumbs = True
    back = ""

    @cached_property
    def known_by(self) -> dict[str, Any]:
        """The columns that identify the row."""
        raise NotImplementedError

    def get_object(self, queryset: Any = None) -> Any:
        """The row, or a new one that changes nothing."""
        model: Any = self.model
        return model.objects.filter(**self.known_by).first() or model(**self.known_by)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what the form's template names."""
        context = super().get_context_data(
            action_url=self.request.path, submit_button_label=_("Save"), **kwargs
        )
        context["media"] = context["form"].media
        return context

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back to the list."""
        above = {"url": reverse(self.back), "label": self.page_title}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_subtitle}]

    def form_valid(self, form: Any) -> HttpResponse:
        """Saves the row and goes back to the list; of two who save at once the later stays."""
        model: Any = self.model
        row, created = model.objects.update_or_create(**self.known_by, defaults=form.cleaned_data)
        log(instance=row, action="wagtail.create" if created else "wagtail.edit")
        messages.success(self.request, _("“%(name)s” was saved.") % {"name": self.page_subtitle})
        return HttpResponseRedirect(reverse(self.back))


class AnnouncementChangeView(BaseFormView):
    """Holds back, rewords or pins one announcement."""

    model = AnnouncementChange
    form_class = ChangeForm
    permission_policy = ModelPermissionPolicy(AnnouncementChange)
    page_title = gettext_lazy("Announcements")
    back = "announcements:index"

    @cached_property
    def announcement(self) -> Any:
        """The announcement at this address; 404 for one that no item makes."""
        try:
            day = date.fromisoformat(self.kwargs["day"])
        except ValueError as error:
            raise Http404 from error
        announcement = announcement_at(self.kwargs["item_key"], self.kwargs["kind"], day)
        if announcement is None:
            raise Http404
        return announcement

    @cached_property
    def known_by(self) -> dict[str, Any]:
        """Item, kind, and the day where an item announces such a thing more than once."""
        kind = MilestoneKind(self.announcement.milestone.kind)
        day = self.announcement.milestone.on if kind in REPEATED else None
        return {"item_key": self.kwargs["item_key"], "kind": kind.value, "day": day}

    @property
    def page_subtitle(self) -> str:
        """The line itself."""
        line: str = self.announcement.headline
        return line

    def get_form(self, form_class: Any = None) -> Any:
        """Shows the derived line as help beside the fields that replace it."""
        form = super().get_form(form_class)
        derived = {"text_ja": self.announcement.headline, "text_en": self.english}
        for name, headline in derived.items():
            if headline:
                form.fields[name].help_text = _("Without it: %(line)s") % {"line": headline}
        return form

    @cached_property
    def english(self) -> str:
        """The English line as it writes itself."""
        return english_headline(self.announcement)


class WordingChangeView(BaseFormView):
    """The council's own wording of one kind of announcement."""

    model = AnnouncementWording
    form_class = WordingForm
    permission_policy = ModelPermissionPolicy(AnnouncementWording)
    page_title = gettext_lazy("Wordings of announcements")
    back = "announcements:wordings"

    @cached_property
    def worded(self) -> Any:
        """The wording at this address; 404 for a kind that is never announced."""
        asked = self.kwargs["subject"], self.kwargs["kind"]
        rows = (row for row in wording_rows() if (row.subject, row.kind) == asked)
        wording_row = next(rows, None)
        if wording_row is None:
            raise Http404
        return wording_row

    @cached_property
    def known_by(self) -> dict[str, Any]:
        """The subject of the announcement, and its kind."""
        return {"subject": self.worded.subject, "kind": self.worded.kind}

    @property
    def page_subtitle(self) -> str:
        """The subject and the kind."""
        heading: str = self.worded.heading
        return heading

    def get_form(self, form_class: Any = None) -> Any:
        """Shows the placeholders and the shipped wording as help."""
        form = super().get_form(form_class)
        names = ", ".join(f"{{{name}}}: {MEANS[name]}" for name in allowed(self.worded.kind))
        for name, shipped in zip(("text_ja", "text_en"), self.worded.shipped, strict=True):
            form.fields[name].help_text = _("Filled in: %(names)s. Empty: “%(shipped)s”.") % {
                "names": names,
                "shipped": shipped,
            }
        return form


urls = (
    [
        path("", AnnouncementListView.as_view(), name="index"),
        path("wordings/", WordingListView.as_view(), name="wordings"),
        path("wordings/<slug:subject>/<slug:kind>/", WordingChangeView.as_view(), name="word"),
        path(
            "<uuid:item_key>/<slug:kind>/<slug:day>/",
            AnnouncementChangeView.as_view(),
            name="change",
        ),
    ],
    "announcements",
)
