"""The way to apply: a form, an address to write to, or a named contact with an explanation."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from pages import lifecycle
from pages.base.claims import ClaimsMixin
from pages.wording.ways import ApplicationWay

NEEDED = _(
    "Say how to apply before applications open: the address of a form, an e-mail address, or a"
    " contact with an explanation, both in Japanese and in English."
)


class WayToApplyMixin(ClaimsMixin):
    """An item for which one can apply says how, wherever it says that one can."""

    apply_mail = models.EmailField(
        _("e-mail address for applications"),
        null=True,
        blank=True,
        help_text=_("Shown to everybody while applications are open."),
    )
    apply_contact_ja = models.CharField(
        _("contact for applications（日本語）"), max_length=250, null=True, blank=True
    )
    apply_contact_en = models.CharField(
        _("contact for applications（English）"), max_length=250, null=True, blank=True
    )
    apply_how_ja = models.CharField(
        _("how to apply（日本語）"),
        max_length=200,
        null=True,
        blank=True,
        help_text=_(
            "What to send or say to the contact. Without a form, an e-mail address, or a contact"
            " with this explanation in both languages, nothing that takes applications is"
            " published."
        ),
    )
    apply_how_en = models.CharField(
        _("how to apply（English）"), max_length=200, null=True, blank=True
    )

    # The field with the address of the form, and the word for who uses it.
    form_field: ClassVar[str]
    announced_as: ClassVar[str]
    way_fields = (
        "apply_mail",
        "apply_contact_ja",
        "apply_contact_en",
        "apply_how_ja",
        "apply_how_en",
    )
    way_panels = (
        FieldPanel("apply_mail"),
        FieldRowPanel([FieldPanel("apply_contact_ja"), FieldPanel("apply_contact_en")]),
        FieldRowPanel([FieldPanel("apply_how_ja"), FieldPanel("apply_how_en")]),
    )
    schedule: Any

    class Meta:
        abstract = True

    @property
    def way(self) -> ApplicationWay:
        """How to apply, in both languages; false where nothing is entered."""
        facts = self.facts
        return ApplicationWay(
            subject=self.announced_as,
            form=getattr(facts, self.form_field) or "",
            mail=facts.apply_mail or "",
            contact_ja=facts.apply_contact_ja or "",
            contact_en=facts.apply_contact_en or "",
            how_ja=facts.apply_how_ja or "",
            how_en=facts.apply_how_en or "",
        )

    def refuse_publication(self) -> None:
        """An item that takes applications, now or later, needs a way to apply."""
        super().refuse_publication()
        if self.is_own_source and self._lacks_way_from(self.announcement_moment()):
            raise ValidationError({self.form_field: NEEDED})

    def gaps_of_evidence(self) -> list[str]:
        """Also a period of applications without a way to apply."""
        gaps = super().gaps_of_evidence()
        if self.is_own_source and self._lacks_way_from(self.announcement_moment()):
            gaps.append(str(NEEDED))
        return gaps

    def announcement_moment(self) -> Any:
        """The moment at which this version becomes public; the window mixin says it."""
        raise AttributeError

    def _lacks_way_from(self, moment: Any) -> bool:
        status = lifecycle.status(self.schedule, moment)
        will_accept = status.opens is not None and status.opens > moment and not status.is_over
        return (status.accepts or will_accept) and not self.way
