"""The rows of work to do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock


class WorkItem(models.Model):
    """Something to do after a change, written in the change's own transaction.

    It is committed or rolled back together with the change, so a process that is killed between the
    two loses nothing. Rows are only added and deleted: two changes of the same thing are two rows,
    done as one, and no change waits for another's row.
    """

    kind = models.CharField(max_length=20)  # whose work it is: `search`
    key = models.CharField(max_length=100)  # what it is about, in the words of its kind: `page:12`
    available_at = models.DateTimeField(default=clock.real_now)
    leased_until = models.DateTimeField(null=True)  # while a process is at it
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)  # the last one
    created_at = models.DateTimeField(default=clock.real_now)

    class Meta:
        verbose_name = _("work to do")
        indexes = [models.Index(fields=["kind", "available_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class ContentChange(models.Model):
    """A change of something that readers may see; see `pages.work.content_version`."""

    class Meta:
        verbose_name = _("change of the content")

    def __str__(self) -> str:
        return str(self.pk)
