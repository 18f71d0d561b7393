"""The change log: what was changed of published facts, when, by whom, from what to what, and why.

Every way of publishing ends in `save()` of the Japanese page, so that is where a change is seen:
the row still holds what readers knew until then. Of a page taken back it is the revision that was
public last. Rows are keyed to the Japanese page; readers of both languages get the same log.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import PageLogEntry, Revision

from pages.base.facts import FactsMixin, FactsPanel
from portal import clock

__all__ = ["FactChange"]

LOG_ACTION = "pages.fact_change"
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")


class FactChange(models.Model):
    """One fact of a public page that was changed, with its old and its new value as JSON."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="fact_changes")
    changed_at = models.DateTimeField(_("changed at"), db_index=True)
    fact = models.CharField(_("fact"), max_length=30)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    reason_ja = models.CharField(_("reason（日本語）"), max_length=200, blank=True)
    reason_en = models.CharField(_("reason（English）"), max_length=200, blank=True)
    is_correction = models.BooleanField(_("correction"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("changed by"), null=True
    )

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("change of a fact")

    def __str__(self) -> str:
        return f"{self.fact}: {self.before} → {self.after}"


class ChangeLogMixin(FactsMixin):
    """A page with a public change log: `logged_facts` names facts and how they are read as JSON."""

    logged_facts: ClassVar[dict[str, Callable[[Any], Any]]] = {}

    change_reason_ja = models.CharField(
        _("reason for the change（日本語）"),
        max_length=200,
        null=True,
        blank=True,
        help_text=_("May stay empty. It is shown in the change log and is used once."),
    )
    change_reason_en = models.CharField(
        _("reason for the change（English）"), max_length=200, null=True, blank=True
    )
    change_is_correction = models.BooleanField(
        _("the published date was a mistake"),
        null=True,
        blank=True,
        help_text=_(
            "Tick this to correct a closing date. It is then not announced as an extension."
        ),
    )

    reason_fields = ("change_reason_ja", "change_reason_en", "change_is_correction")
    _is_being_published = False

    class Meta:
        abstract = True

    def published_version(self) -> Self | None:
        """The public row as it is in the database; None while the page is not public."""
        if not self.pk or not self.is_own_source:
            return None
        row: Self | None = type(self)._base_manager.filter(pk=self.pk, live=True).first()
        return row

    def last_public_version(self) -> Self | None:
        """The version readers saw last; the row of an unpublished page may hold a later draft."""
        if not self.pk or not self.is_own_source:
            return None
        return self.published_version() or self._version_taken_back()

    def as_public_last(self) -> Self:
        """A page that was taken down as its readers saw it; its row may hold a later draft."""
        version: Any = self._version_taken_back() or self
        if not version.is_own_source:
            facts = version.facts
            type(version).facts.set_cached_value(version, facts and facts.as_public_last())
        return version

    def _version_taken_back(self) -> Self | None:
        published = PageLogEntry.objects.filter(page=self.pk, action__in=PUBLISHED)
        last = published.exclude(revision=None).order_by("-pk").values("revision")[:1]
        revision = Revision.objects.filter(pk__in=last).first()
        return revision.as_object() if revision else None

    def before_first_publication(self) -> None:
        """A hook for what is to be noted when the page becomes public for the first time."""

    def before_publication(self, public: Self) -> None:
        """A hook for rows to write when this version takes the place of the public one."""

    def after_changes(self, changes: list[FactChange]) -> None:
        """A hook for what follows from published changes, in the transaction that logs them."""

    def announced_from(self, fact: str) -> datetime | None:
        """From when a change is shown that is published before it is announced; None: at once."""
        return None

    @contextmanager
    def around_saving(self, fields: Iterable[str] | None) -> Iterator[None]:
        """Writes down what a publication changes, in the same transaction."""
        if fields or not (self.live and self.is_own_source):
            yield
            return
        with transaction.atomic():
            public = self.last_public_version()
            changes = self._follow(public)
            self.change_reason_ja = self.change_reason_en = None
            self.change_is_correction = False
            try:
                self._is_being_published = public is not None
                yield
            finally:
                self._is_being_published = False
            if public:
                self._write_down(public, changes)

    def _follow(self, public: Self | None) -> list[FactChange]:
        if public is None:
            self.before_first_publication()
            return []
        changes = list(self._changes_since(public))
        self.before_publication(public)
        return changes

    def _changes_since(self, public: Self) -> Iterator[FactChange]:
        for name, read in self.logged_facts.items():
            before, after = read(public), read(self)
            if before != after:
                yield FactChange(
                    page_id=self.pk,
                    changed_at=max(clock.now(), self.announced_from(name) or clock.now()),
                    fact=name,
                    before=before,
                    after=after,
                    reason_ja=self.change_reason_ja or "",
                    reason_en=self.change_reason_en or "",
                    is_correction=bool(self.change_is_correction),
                )

    def _write_down(self, public: Self, changes: list[FactChange]) -> None:
        revision = self.live_revision if public.live_revision_id != self.live_revision_id else None
        if revision:  # the editor's next draft starts from here
            revision.content = self.serializable_data()
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)
        user = (revision.user if revision else None) or get_active_log_context().user
        for change in changes:
            change.user = user
        for change in FactChange.objects.bulk_create(changes):
            data = {"fact": change.fact, "before": change.before, "after": change.after}
            log(self, LOG_ACTION, user=user, revision=revision, data=data)
        self.after_changes(changes)

    @cached_property
    def change_log(self) -> list[FactChange]:
        """The changes up to now, newest first."""
        return list(self.fact_changes.filter(changed_at__lte=clock.now()))


REASON_PANEL = FactsPanel(
    [
        FieldRowPanel([FieldPanel("change_reason_ja"), FieldPanel("change_reason_en")]),
        FieldPanel("change_is_correction", widget=CheckboxInput),
    ],
    _("Reason for the change"),
    help_text=_("Only when dates, place, places or state of a published page are changed."),
)


def fact_read(name: str) -> Callable[[Any], Any]:
    """How a fact is read for the log: days and times as ISO text, a record by its names."""
    return lambda page: as_json(getattr(page, name))


def as_json(value: Any) -> Any:
    """A fact's value as the log keeps it, independent of records that may be renamed."""
    if isinstance(value, date | time):  # a datetime is a date, too
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_json(part) for part in value]
    if isinstance(value, models.Model):
        return {"ja": value.name_ja, "en": value.name_en}  # type: ignore[attr-defined]
    return value
