"""The fact rows of a proposal: they stand under the Japanese page only."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from pages.base.inlines import BaseDocumentRow


class BaseRoleRow(Orderable):
    """A person with the office held at the time."""

    person = models.ForeignKey(
        "pages.Person", models.CASCADE, verbose_name=_("person"), related_name="%(class)s_rows"
    )
    role = models.CharField(_("office at the time"), max_length=200)

    panels = [
        FieldPanel("person"),
        FieldRowPanel([FieldPanel("role_ja"), FieldPanel("role_en")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True


class ProposalAddressee(BaseRoleRow):
    """To whom the proposal was handed."""

    page = ParentalKey("pages.ProposalPage", on_delete=models.CASCADE, related_name="addressees")

    class Meta(BaseRoleRow.Meta):
        verbose_name = _("addressee")


class ProposalDeliverer(BaseRoleRow):
    """Who handed it over."""

    page = ParentalKey("pages.ProposalPage", on_delete=models.CASCADE, related_name="deliverers")

    class Meta(BaseRoleRow.Meta):
        verbose_name = _("person handing over")


class ProposalSigner(Orderable):
    """A body that signed the proposal together with others."""

    page = ParentalKey("pages.ProposalPage", on_delete=models.CASCADE, related_name="signers")
    organisation = models.ForeignKey(
        "pages.Organisation", models.CASCADE, verbose_name=_("organisation"), related_name="+"
    )

    panels = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        verbose_name = _("co-signing body")


class ProposalPart(Orderable):
    """A numbered part with an address of its own on the page (`#r3`)."""

    page = ParentalKey("pages.ProposalPage", on_delete=models.CASCADE, related_name="parts")
    title = models.CharField(_("heading"), max_length=200)
    summary = models.CharField(_("summary"), max_length=300, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("title_ja"), FieldPanel("title_en")]),
        FieldRowPanel([FieldPanel("summary_ja"), FieldPanel("summary_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("part")


class ProposalDocument(BaseDocumentRow):
    """A document of the proposal."""

    page = ParentalKey("pages.ProposalPage", on_delete=models.CASCADE, related_name="documents")
