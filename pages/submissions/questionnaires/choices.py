"""The choices of a question as editors write them: a line each, with a value that stays.

The value is what is stored and counted, whatever the language; the labels may be reworded at any
time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pages.wording import answers
from pages.wording.records import localized_text

SEPARATOR = re.compile("[|｜]")
VALUE = re.compile(r"[a-z0-9][a-z0-9_-]*")
LONGEST_VALUE, LONGEST_LABEL = 30, 200
FEWEST, MOST = 2, 30
SCALE = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class AnswerChoice:
    """A possible answer: its value, and its label in both languages."""

    value: str
    label_ja: str
    label_en: str

    @property
    def label(self) -> str:
        """In the language being read."""
        return localized_text(self, "label")


YES_OR_NO = (
    AnswerChoice("yes", answers.YES.ja, answers.YES.en),
    AnswerChoice("no", answers.NO.ja, answers.NO.en),
)


def read_choices(text: str) -> list[AnswerChoice]:
    """The choices of the lines that are whole; `problems_of` names the others."""
    lines = (parts for _number, parts in _lines(text) if len(parts) == 3)
    return [AnswerChoice(*parts) for parts in lines]


def scale_of(text: str) -> list[AnswerChoice]:
    """All steps from 1 to 5, with the words of those that have any."""
    named = {choice.value: choice for choice in read_choices(text)}
    steps = (named.get(step, AnswerChoice(step, "", "")) for step in SCALE)
    return [
        AnswerChoice(
            step.value,
            f"{step.value}（{step.label_ja}）" if step.label_ja else step.value,
            f"{step.value} ({step.label_en})" if step.label_en else step.value,
        )
        for step in steps
    ]


def problems_of(text: str, *, is_scale: bool = False) -> Iterator[str]:
    """Everything that is wrong with the lines, each sentence naming its line."""
    known: set[str] = set()
    for number, parts in _lines(text):
        for problem in _problems_of_line(parts, known, is_scale=is_scale):
            yield _("Line %(number)d: %(problem)s") % {"number": number, "problem": problem}
        known.add(parts[0])
    if not is_scale and not FEWEST <= len(known) <= MOST:
        said = _("Write %(fewest)d to %(most)d choices, each on a line of its own.")
        yield said % {"fewest": FEWEST, "most": MOST}


def _problems_of_line(parts: list[str], known: set[str], *, is_scale: bool) -> Iterator[str]:
    if len(parts) != 3 or not all(parts):
        yield _("write a value, the Japanese and the English, such as: good | よい | Good")
        return
    value, *labels = parts
    if is_scale and value not in SCALE:
        yield _("“%(value)s” is no step of the scale; begin with a number from 1 to 5.") % {
            "value": value
        }
    elif not VALUE.fullmatch(value) or len(value) > LONGEST_VALUE:
        yield _(
            "“%(value)s” is no value; write up to %(most)d lower-case letters, digits, “-” or “_”."
        ) % {"value": value[:LONGEST_VALUE], "most": LONGEST_VALUE}
    if value in known:
        yield _("the value “%(value)s” stands on an earlier line already.") % {"value": value}
    if any(len(label) > LONGEST_LABEL for label in labels):
        yield _("a label is longer than %(most)d characters.") % {"most": LONGEST_LABEL}


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not empty, with their numbers, cut into their parts."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, [part.strip() for part in SEPARATOR.split(line)]
