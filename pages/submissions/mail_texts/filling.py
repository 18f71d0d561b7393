"""Placeholders of mails, such as `{{ number }}`: what may stand where, and filling them in.

The syntax is fixed and does nothing else: whoever writes a wording writes no code.
"""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from pages.submissions.mail_texts.kinds import MailKind

# With whatever blanks an editor's keyboard or a copy from the list puts between.
PLACEHOLDER = re.compile(r"\{\{[ \t\u00a0\u3000]*([a-z_]+)[ \t\u00a0\u3000]*\}\}")
# Single ones and those of full width, too: nobody means to send them.
BRACES = re.compile(r"[{}｛｝]")
LONGEST_SUBJECT = 400


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """A text with its values, each as it is: what looks like a placeholder in it stays.

    A line, or a paragraph, is left out where everything to be filled in is empty.
    """
    paragraphs = re.split(r"\n[ \t]*\n", "\n".join(text.splitlines()))
    filled = (_fill_paragraph(paragraph, values) for paragraph in paragraphs)
    whole = "\n\n".join(paragraph for paragraph in filled if paragraph) + "\n"
    return whole.replace("\r\n", "\n")  # as browsers send the lines that somebody typed


def fill_subject(subject: str, values: Mapping[str, str]) -> str:
    """A subject with its values, on one line (RFC 5322, 2.2) and no longer than is stored."""
    line = " ".join(_fill(subject, values).split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


def subject_refusals(kind: MailKind, subject: str) -> list[str]:
    """The reasons against a subject, as sentences; none where it is fine."""
    return [*_unknown(kind, kind.names_in_subject, subject), *_alone(subject)]


def text_refusals(kind: MailKind, text: str) -> list[str]:
    """The reasons against a text, as sentences; none where it is fine."""
    used = set(PLACEHOLDER.findall(text))
    missing = [
        _("{{ %(name)s }} is missing (%(means)s): write it where the portal is to fill it in.")
        % {"name": name, "means": _means(kind, name)}
        for name in kind.required
        if name not in used
    ]
    return [*_unknown(kind, kind.names, text), *missing, *_alone(text)]


def _fill(text: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def _fill_paragraph(paragraph: str, values: Mapping[str, str]) -> str:
    if _is_empty(paragraph, values):
        return ""
    lines = [line for line in paragraph.splitlines() if not _is_empty(line, values)]
    return "\n".join(_fill(line, values).rstrip() for line in lines).strip("\n")


def _is_empty(text: str, values: Mapping[str, str]) -> bool:
    names = PLACEHOLDER.findall(text)
    return bool(names) and not any(values[name] for name in names)


def _unknown(kind: MailKind, known: Iterable[str], text: str) -> list[str]:
    """One sentence for each placeholder that cannot be filled in there, with those that can."""
    names = tuple(known)
    unknown = [name for name in dict.fromkeys(PLACEHOLDER.findall(text)) if name not in names]
    can = _(", ").join(f"{{{{ {name} }}}} ({_means(kind, name)})" for name in names)
    return [
        _("{{ %(name)s }} is not known here. These can be used: %(known)s.")
        % {"name": name, "known": can}
        for name in unknown
    ]


def _alone(text: str) -> list[str]:
    if not BRACES.search(PLACEHOLDER.sub("", text)):
        return []
    return [_("Braces stand alone. Write placeholders whole, such as {{ number }}.")]


def _means(kind: MailKind, name: str) -> str:
    return next(str(each.means) for each in kind.placeholders if each.name == name)
