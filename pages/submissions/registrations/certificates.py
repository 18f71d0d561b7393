"""The certificate of attendance (受講証明書): a tagged PDF in the language of its reader.

Set by typst with the font of the project: it embeds the font and tags the text (PDF/UA-1). A sign
that the font lacks it takes from another one, or refuses the whole paper; so every sign is looked
up first, and named where it is lacking.
"""

import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont
from wagtail.contrib.settings.context_processors import settings as settings_of

from pages import wording
from pages.submissions.registrations.models import Participant
from portal import clock

HERE = Path(__file__).parent
TEMPLATE = HERE / "certificate.typ"
FONTS = HERE.parents[1] / "fonts"
FONT = FONTS / "NotoSansJP-Regular.ttf"
INVISIBLE = {"Cf", "Zl", "Zp"}
NO_CERTIFICATE = gettext_lazy("There is no certificate of this.")


class UnprintableError(ValueError):
    """Signs of a certificate that the font lacks; nothing was printed."""

    def __init__(self, signs: str) -> None:
        super().__init__(signs)
        self.sentence = _(
            "The certificate cannot be printed, as its font lacks “%(signs)s”. Please write to the "
            "Secretariat, which will send it to you."
        ) % {"signs": signs}


@dataclass(frozen=True)
class Certificate:
    """Somebody who came to an event, and the event's page in the language of the certificate."""

    participant: Participant
    page: Any
    issuer: str

    def pdf(self) -> bytes:
        """The paper. Raises an UnprintableError where the font lacks a sign of it."""
        told = visible(json.dumps(self._told(), ensure_ascii=False))
        lacking = unprintable(told)
        if lacking:
            raise UnprintableError(lacking)
        return typst.compile(
            TEMPLATE,
            root=HERE,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"told": told},
            pdf_standards="ua-1",
        )

    def _told(self) -> dict[str, Any]:
        """Everything that stands on it."""
        registration = self.participant.registration
        heading = self._heading()
        return {
            "lang": get_language(),
            "title": f"{heading}: {self.page.title}",
            "heading": heading,
            "number": f"{registration.number}-{self.participant.turn}",
            "name": pgettext("certificate", "%(name)s") % {"name": self.participant.name},
            "of": registration.municipality.name if registration.municipality else "",
            "statement": _("This is to certify attendance at the event named below."),
            "rows": [{"label": label, "value": value} for label, value in self._rows() if value],
            "issued": wording.format_date(clock.today(), weekday=False),
            "issuer": self.issuer,
            "sample": _("Sample: issued by a demonstration.") if settings.PORTAL_DEMO else "",
        }

    def _heading(self) -> str:
        """Japanese has a word of its own (受講) for attending a training."""
        if self.page.own_type.key == "training":
            return pgettext("training", "Certificate of attendance")
        return _("Certificate of attendance")

    def _rows(self) -> list[tuple[str, str]]:
        facts = self.page.facts
        first, starts, last, ends = self.page.hours
        return [
            (_("Event"), self.page.title),
            (_("Date"), wording.format_span(first, starts, last, ends)),
            (_("Organiser"), str(facts.organiser or "")),
        ]


def is_due(participant: Participant, page: Any) -> bool:
    """Whether there is a certificate: who came, of an event that is over and took place."""
    has_been = page.status.is_over and not page.status.is_cancelled_or_postponed
    return has_been and participant.attended_at is not None


def certificate_file(request: HttpRequest, participant: Participant, page: Any) -> HttpResponse:
    """The certificate to be kept, under the number of the registration.

    Raises an UnprintableError where the font lacks a sign of it.
    """
    issuer = settings_of(request)["settings"]["home"]["SiteSettings"].name
    content = Certificate(participant, page, issuer).pdf()
    name = f"certificate-{participant.registration.number}-{participant.turn}.pdf"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def visible(text: str) -> str:
    """A text without signs that print nothing, such as joiners and marks of direction."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in INVISIBLE)


def unprintable(text: str) -> str:
    """The signs of a text that the font lacks, each once; selectors of variants need no sign."""
    known = _signs()
    lacking = {sign for sign in text if ord(sign) not in known and not _is_selector(sign)}
    return "".join(sorted(lacking))


def _is_selector(sign: str) -> bool:
    return "VARIATION SELECTOR" in unicodedata.name(sign, "")


@cache
def _signs() -> frozenset[int]:
    with TTFont(FONT, lazy=True) as font:
        return frozenset(font.getBestCmap())
