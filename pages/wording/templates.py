"""What a wording of an announcement may hold: the council's own texts are checked before use."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# Announcements that always know a closing day; an opening may be announced without one.
TELL_CLOSES = frozenset({"extension", "last_day", "closed"})


def allowed(kind: str) -> tuple[str, ...]:
    """The placeholders that can be filled in an announcement of this kind."""
    return ("title", "day", "closes") if kind in TELL_CLOSES else ("title", "day")


def required(kind: str) -> tuple[str, ...]:
    """The placeholders without which an announcement of this kind would say too little."""
    return ("title", "closes") if kind == "extension" else ("title",)


def refusals(kind: str, text: str) -> list[str]:
    """Why a wording cannot be used, each reason a sentence in the active language; else empty."""
    used, can = PLACEHOLDER.findall(text), allowed(kind)
    known = ", ".join(f"{{{name}}}" for name in can)
    found = [
        _("{%(name)s} is not known here. These can be used: %(known)s.")
        % {"name": name, "known": known}
        for name in dict.fromkeys(used)
        if name not in can
    ]
    found += [
        _("{%(name)s} is missing: write it where the portal is to fill it in.") % {"name": name}
        for name in required(kind)
        if name not in used
    ]
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        found.append(_("A brace stands alone. Write placeholders whole, such as {title}."))
    return found


def is_usable(kind: str, text: str) -> bool:
    """Whether every announcement of this kind can be made with a wording."""
    used = set(PLACEHOLDER.findall(text))
    whole = not re.search(r"[{}]", PLACEHOLDER.sub("", text))
    return whole and used <= set(allowed(kind)) and used >= set(required(kind))
