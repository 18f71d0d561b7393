"""How many came to an event, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PEOPLE = _("%(count)s people")
HEADS = _("%(count)s heads of local government")
MUNICIPALITIES = _("%(count)s municipalities")
VOTED = _("%(count)s municipalities voted")
ALSO_VOTED = _("%(said)s (%(voted)s)")


def attendance_of(facts: Any) -> str:
    """About 350 people, 55 municipalities (51 municipalities voted): what is on record of it.

    Who voted on the awards is said apart: it is not the number of those present.
    """
    counted = [
        (facts.attendance_municipalities, MUNICIPALITIES, ""),
        (facts.attendance_heads, HEADS, ""),
        # Municipalities are counted one by one, people are estimated.
        (facts.attendance_people, PEOPLE, _("about ") if facts.attendance_approximate else ""),
    ]
    said = [f"{about}{text % {'count': number}}" for number, text, about in counted if number]
    present = str(_(", ")).join(said)
    voted = str(VOTED % {"count": facts.attendance_voted}) if facts.attendance_voted else ""
    if present and voted:
        return str(ALSO_VOTED % {"said": present, "voted": voted})
    return present or voted
