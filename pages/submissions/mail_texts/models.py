"""The secretariat's own wording of the mails."""

from typing import Any

from django.conf import settings
from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import PreviewableMixin

from pages.submissions.mail_texts.filling import subject_refusals, text_refusals
from pages.submissions.mail_texts.kinds import KINDS, MailKind, Wording
from pages.submissions.mail_texts.rendering import fill_in

__all__ = ["MailText"]

LONGEST_TEXT = 10_000


class MailTextForm(WagtailAdminModelForm):
    """The wording in use: where it is the built-in one, an editor begins with that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in self.instance.mail_kind.languages:
            wording = self.instance.wording_to_edit(language)
            self.initial[f"subject_{language}"] = wording.subject
            self.initial[f"text_{language}"] = wording.text


class LanguagePanel(MultiFieldPanel):
    """The wording in one language, for the mails that are written in it."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """Knows the kind of mail."""

        def is_shown(self) -> bool:
            """Not for English where only the secretariat reads the mail."""
            written = getattr(self.instance, "mail_kind", None)
            is_written = written is None or self.panel.attrs["lang"] in written.languages
            return is_written and bool(super().is_shown())


class MailText(PreviewableMixin, models.Model):
    """The own wording of a kind of mail; a column that is empty stands for the built-in one."""

    kind = models.CharField(max_length=40, unique=True, editable=False)
    subject_ja = models.CharField(_("subject（日本語）"), max_length=200, blank=True)
    text_ja = models.TextField(_("text（日本語）"), max_length=LONGEST_TEXT, blank=True)
    subject_en = models.CharField(_("subject（English）"), max_length=200, blank=True)
    text_en = models.TextField(_("text（English）"), max_length=LONGEST_TEXT, blank=True)

    base_form_class = MailTextForm
    panels = [
        HelpPanel(template="pages/submissions/admin/mail_text.html"),
        LanguagePanel(
            [FieldPanel("subject_ja"), FieldPanel("text_ja")], "日本語", attrs={"lang": "ja"}
        ),
        LanguagePanel(
            [FieldPanel("subject_en"), FieldPanel("text_en")], "English", attrs={"lang": "en"}
        ),
    ]

    class Meta:
        ordering = ["kind"]
        verbose_name = _("wording of a mail")
        verbose_name_plural = _("wordings of mails")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def mail_kind(self) -> MailKind:
        """The kind of mail that this is the wording of."""
        return KINDS[self.kind]

    @property
    @display(description=pgettext_lazy("a kind of mail", "Mail"))
    def title(self) -> Any:
        """The name of the kind."""
        return self.mail_kind.title

    @property
    @display(description=_("When and to whom it is sent"))
    def purpose(self) -> Any:
        """The kind's purpose."""
        return self.mail_kind.purpose

    @property
    @display(description=_("Own wording"))
    def changed_in(self) -> str:
        """The languages in which it is not the built-in one."""
        changed = (each for each in self.mail_kind.languages if self.is_changed(each))
        return str(_(", ")).join(self._named(each) for each in changed)

    @property
    def placeholder_rows(self) -> list[dict[str, Any]]:
        """Each placeholder as it is written, with what it becomes."""
        kind = self.mail_kind
        return [
            {
                "written": f"{{{{ {each.name} }}}}",
                "means": each.means,
                "sample": each.sample.say(),
                "is_required": each.name in kind.required,
                "is_block": each.is_block,
            }
            for each in kind.placeholders
        ]

    def is_changed(self, language: str) -> bool:
        """Whether a language has a wording of its own."""
        subject, text = self._own(language)
        return bool(subject or text)

    def wording(self, language: str) -> Wording:
        """The wording in use; one that no longer fits its kind gives way to the built-in one."""
        built_in = self.mail_kind.built_in(language)
        subject, text = self._usable(language)
        return Wording(subject or built_in.subject, text or built_in.text)

    def wording_to_edit(self, language: str) -> Wording:
        """The own wording, also one that has to be mended, else the built-in one."""
        built_in = self.mail_kind.built_in(language)
        subject, text = self._own(language)
        return Wording(subject or built_in.subject, text or built_in.text)

    def clean(self) -> None:
        """Refuses what cannot be filled in; what is as built in is not kept as one's own."""
        super().clean()
        errors: dict[str, list[str]] = {}
        for language in self.mail_kind.languages:
            built_in = self.mail_kind.built_in(language)
            subject, text = self._own(language)
            if _same(subject, built_in.subject):
                setattr(self, f"subject_{language}", "")
            if _same(text, built_in.text):
                setattr(self, f"text_{language}", "")
            errors[f"subject_{language}"] = subject_refusals(self.mail_kind, subject)
            errors[f"text_{language}"] = text_refusals(self.mail_kind, text) if text else []
        if any(errors.values()):
            raise ValidationError({name: said for name, said in errors.items() if said})

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The languages in which the mail is written."""
        return [each for each in settings.LANGUAGES if each[0] in self.mail_kind.languages]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The mail in a language, filled in with samples."""
        with override(mode_name):
            samples = self.mail_kind.samples(mode_name)
            filled = fill_in(self.mail_kind, self.wording(mode_name), samples)
            context = {"mail": filled, "language": mode_name}
            return render(request, "pages/submissions/admin/mail_preview.html", context)

    def _named(self, language: str) -> str:
        name = dict(settings.LANGUAGES)[language]
        if self._usable(language) == self._own(language):
            return name
        return str(_("%(language)s (not sent, because it no longer fits)")) % {"language": name}

    def _usable(self, language: str) -> tuple[str, str]:
        """The own wording as far as it can be filled in: after an update it may not fit."""
        subject, text = self._own(language)
        if subject_refusals(self.mail_kind, subject):
            subject = ""
        if text and text_refusals(self.mail_kind, text):
            text = ""
        return subject, text

    def _own(self, language: str) -> tuple[str, str]:
        return getattr(self, f"subject_{language}"), getattr(self, f"text_{language}")


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
