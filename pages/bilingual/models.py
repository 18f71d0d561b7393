"""The ledger: the Japanese of every text of a page as it was when English was last reviewed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision
from wagtail_localize.models import TranslatableObject


class PagePair(models.Model):
    """A page that is being translated, in both its languages."""

    translated = models.OneToOneField(
        TranslatableObject, models.CASCADE, primary_key=True, related_name="+"
    )
    # The blocks as the English page shows them, and since when the Japanese page differs.
    outline = models.JSONField(default=list)
    rearranged_at = models.DateTimeField(null=True)
    # The Japanese version with which its content last changed: older English ones are outdated.
    changed_in = models.PositiveBigIntegerField(default=0)
    # The state of wagtail-localize's source that the entries show.
    stock_of = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("page pair")

    def __str__(self) -> str:
        return str(self.translated_id)


class LedgerEntry(models.Model):
    """One text of a page."""

    pair = models.ForeignKey(PagePair, models.CASCADE, related_name="entries")
    path = models.TextField()
    order = models.PositiveIntegerField()
    japanese = models.TextField()
    # As it was last reviewed; empty before the first time.
    reviewed = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    # Somebody has to look at it, and since when.
    pending = models.BooleanField(default=True)
    pending_since = models.DateTimeField(null=True)
    # Changed since the review, but in a way that leaves the English right.
    minor = models.BooleanField(default=False)
    # No longer on the Japanese page, but still on the English one.
    gone = models.BooleanField(default=False)
    # In another place, or beside another picture, than on the English page.
    moved = models.BooleanField(default=False)
    # A translator has released the Japanese text for the English page.
    in_japanese = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("text of a page pair")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["pair", "pending"])]

    def __str__(self) -> str:
        return self.japanese


class TakenDown(models.Model):
    """An English page that was taken down with its Japanese one, until that is published again."""

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="+")
    # The version that readers saw; none where the Japanese text stood in.
    revision = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField()
    # That of the pair at the time.
    changed_in = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("English page taken down with the Japanese one")

    def __str__(self) -> str:
        return str(self.page_id)


class MinorCorrection(models.Model):
    """A Japanese version whose changes its editor called minor: no translation needs review."""

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("minor correction")

    def __str__(self) -> str:
        return str(self.revision_id)
