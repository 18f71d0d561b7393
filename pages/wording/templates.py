"""Validation of the wordings of announcements: placeholders that may and must be used."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# Announcements that always know a closing day; an opening may be announced without one.
WITH_CLOSING_DAY = frozenset({"extension", "last_day", "closed"})
WITH_NEW_DAY = frozenset({"dated", "rescheduled"})


def allowed(kind: str) -> tuple[str, ...]:
    """The placeholders that can be filled in an announcement of this kind."""
    if kind in WITH_NEW_DAY:
        return ("title", "day", "starts")
    return ("title", "day", "closes") if kind in WITH_CLOSING_DAY else ("title", "day")


def required(kind: str) -> tuple[str, ...]:
    """The placeholders that an announcement of this kind must have."""
    if kind in WITH_NEW_DAY:
        return ("title", "starts")
    return ("title", "closes") if kind == "extension" else ("title",)


def refusals(kind: str, text: str) -> list[str]:
    """The reasons against a wording, as sentences in the active language; none where it is fine."""
    used, can = PLACEHOLDER.findall(text), allowed(kind)
    known = ", ".join(f"{{{name}}}" for name in can)
    reasons = [
        _("{%(name)s} is not known here. These can be used: %(known)s.")
        % {"name": name, "known": known}
        for name in dict.fromkeys(used)
        if name not in can
    ]
    reasons += [
        _("{%(name)s} is missing: write it where the portal is to fill it in.") % {"name": name}
        for name in required(kind)
        if name not in used
    ]
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        reasons.append(_("A brace stands alone. Write placeholders whole, such as {title}."))
    return reasons


def is_usable(kind: str, text: str) -> bool:
    """Whether every announcement of this kind can be made with a wording."""
    used = set(PLACEHOLDER.findall(text))
    whole = not re.search(r"[{}]", PLACEHOLDER.sub("", text))
    return whole and used <= set(allowed(kind)) and used >= set(required(kind))
