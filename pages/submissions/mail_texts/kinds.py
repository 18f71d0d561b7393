"""The kinds of mail: what each is for, its built-in wording, and what can be filled in.

A room that writes mails declares its kinds beside them, once; the admin lists what is declared.
"""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from pages.wording import Text

KINDS: dict[str, "MailKind"] = {}
SECRETARIAT = "ja"


@dataclass(frozen=True)
class Placeholder:
    """Something that is filled in.

    `is_block`: it may have several lines, or none, so it cannot stand in a subject. `has_links`:
    it comes from the portal or its editors, so its addresses can be followed; those that visitors
    typed stay text.
    """

    name: str
    means: Any
    sample: Text
    is_block: bool = False
    has_links: bool = False


@dataclass(frozen=True)
class Wording:
    """A subject and a text, with placeholders."""

    subject: str
    text: str


@dataclass(frozen=True)
class MailKind:
    """A kind of mail; `subject` and `template` are its built-in wording.

    `required`: what a text of it must say, such as the link without which nobody could cancel.
    """

    key: str
    title: Any
    purpose: Any
    subject: Any
    template: str
    placeholders: tuple[Placeholder, ...]
    required: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("ja", "en")

    @property
    def names(self) -> tuple[str, ...]:
        """The names that can be filled in."""
        return tuple(each.name for each in self.placeholders)

    @property
    def names_in_subject(self) -> tuple[str, ...]:
        """Those of one line."""
        return tuple(each.name for each in self.placeholders if not each.is_block)

    def built_in(self, language: str) -> Wording:
        """The wording that comes with the portal, as an editor would write it."""
        written = {name: f"{{{{ {name} }}}}" for name in self.names}
        with override(language):
            text = render_to_string(self.template, written)
            return Wording(str(self.subject) % written, text.strip() + "\n")

    def samples(self, language: str) -> dict[str, str]:
        """Something to fill in for a preview."""
        return {each.name: each.sample.say(language) for each in self.placeholders}


def declare(kind: MailKind) -> MailKind:
    """Make a kind known to the admin."""
    KINDS[kind.key] = kind
    return kind
