"""The fact rows of an award round: they stand under the Japanese page only."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from pages.base.inlines import BaseDocumentRow, BaseExtension, BaseRecordingRow


class AwardExtension(BaseExtension):
    """An extension of the entry period."""

    page = ParentalKey("pages.AwardRoundPage", on_delete=models.CASCADE, related_name="extensions")


class AwardSupporter(Orderable):
    """A ministry or body that supports the round, confirmed or still planned."""

    page = ParentalKey("pages.AwardRoundPage", on_delete=models.CASCADE, related_name="supporters")
    organisation = models.ForeignKey(
        "pages.Organisation", models.CASCADE, verbose_name=_("organisation"), related_name="+"
    )
    confirmed = models.BooleanField(_("confirmed"), default=False)

    panels = [FieldPanel("organisation"), FieldPanel("confirmed")]

    class Meta(Orderable.Meta):
        verbose_name = _("supporter")


class PlannedPrize(Orderable):
    """A prize announced with the call."""

    page = ParentalKey(
        "pages.AwardRoundPage", on_delete=models.CASCADE, related_name="planned_prizes"
    )
    prize = models.ForeignKey(
        "pages.Prize", models.CASCADE, verbose_name=_("prize"), related_name="+"
    )

    panels = [FieldPanel("prize")]

    class Meta(Orderable.Meta):
        verbose_name = _("prize")


class AwardCriterion(Orderable):
    """A point the judges look at, or a kind of work invited."""

    page = ParentalKey("pages.AwardRoundPage", on_delete=models.CASCADE, related_name="criteria")
    text = models.CharField(_("criterion"), max_length=200)

    panels = [FieldRowPanel([FieldPanel("text_ja"), FieldPanel("text_en")])]

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")


class AwardWinner(Orderable):
    """Which municipality received which prize, and for what."""

    page = ParentalKey("pages.AwardRoundPage", on_delete=models.CASCADE, related_name="winners")
    prize = models.ForeignKey(
        "pages.Prize", models.CASCADE, verbose_name=_("prize"), related_name="winners"
    )
    municipality = models.ForeignKey(
        "pages.Municipality", models.CASCADE, verbose_name=_("municipality"), related_name="awards"
    )
    project = models.CharField(_("project"), max_length=200, blank=True)
    project_uncertain = models.BooleanField(
        _("title being confirmed"),
        default=False,
        help_text=_("Pages then add “(being confirmed)” to the title."),
    )
    summary = models.CharField(_("summary"), max_length=300, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("prize"), FieldPanel("municipality")]),
        FieldRowPanel([FieldPanel("project_ja"), FieldPanel("project_en")]),
        FieldPanel("project_uncertain"),
        FieldRowPanel([FieldPanel("summary_ja"), FieldPanel("summary_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("winner")


class AwardFinalist(Orderable):
    """A municipality that reached the final round; no prize of it is on record."""

    page = ParentalKey("pages.AwardRoundPage", on_delete=models.CASCADE, related_name="finalists")
    municipality = models.ForeignKey(
        "pages.Municipality", models.CASCADE, verbose_name=_("municipality"), related_name="finals"
    )
    project = models.CharField(_("project"), max_length=200, blank=True)

    panels = [
        FieldPanel("municipality"),
        FieldRowPanel([FieldPanel("project_ja"), FieldPanel("project_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("finalist")


class CommitteeMember(Orderable):
    """A member of the selection committee, with the office held at the time where it is known."""

    page = ParentalKey("pages.AwardRoundPage", on_delete=models.CASCADE, related_name="committee")
    person = models.ForeignKey(
        "pages.Person", models.CASCADE, verbose_name=_("person"), related_name="selections"
    )
    role = models.CharField(_("office at the time"), max_length=200, blank=True)

    panels = [
        FieldPanel("person"),
        FieldRowPanel([FieldPanel("role_ja"), FieldPanel("role_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("member of the selection committee")


class AwardDocument(BaseDocumentRow):
    """A document of the round."""

    page = ParentalKey("pages.AwardRoundPage", on_delete=models.CASCADE, related_name="documents")


class AwardRecording(BaseRecordingRow):
    """A recording of the round."""

    page = ParentalKey("pages.AwardRoundPage", on_delete=models.CASCADE, related_name="recordings")
