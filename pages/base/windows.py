"""The period in which applications or entries are accepted, the same for events and awards."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from pages import lifecycle, wording

# The facts that the lifecycle's dates come from, so that an error stands at the field it is about.
FIELD_OF = {
    "opens": "opens_on",
    "closes": "closes_on",
    "start": "start_date",
    "end": "end_date",
    "recordings_from": "recordings_from",
    "ceremony": "ceremony_on",
    "results_on": "results_on",
}


class ApplicationWindow(models.Model):
    """The days between which applications or entries are accepted, in Japan time.

    The closing date is the one valid now; how it came to be is in the extension rows. A date
    without a time closes at 23:59:59.
    """

    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(
        _("closes on"),
        null=True,
        blank=True,
        help_text=_("Open until 23:59 (JST) of this day. Empty: not yet announced."),
    )

    window_fields = ("opens_on", "closes_on", "extensions")

    class Meta:
        abstract = True


def refuse_contradictions(schedule: lifecycle.Schedule) -> None:
    """Raises a ValidationError naming field and rule for dates that cannot all be true.

    Extension rows are left out: while a form is checked, the page still holds the old ones.
    """
    errors: dict[str, list[str]] = {}
    for problem in lifecycle.problems(replace(schedule, extensions=())):
        errors.setdefault(FIELD_OF[problem.field], []).append(wording.problem_message(problem.code))
    if errors:
        raise ValidationError(errors)
