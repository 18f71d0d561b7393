"""A translator's PO file, matched with the texts of its page.

Tools on the way may have changed headers, lost contexts, or left entries that are no translation:
unfinished (fuzzy) and obsolete ones are never taken for finished English.
"""

import codecs
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize
from uuid import UUID

import polib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from pages.bilingual.difference import plain
from pages.bilingual.po_export import PROJECT, TRANSLATION_ID, reference_of, segments_of
from pages.characters import portable
from pages.wording.script import written_in_japanese

SHOWN = 40


class SegmentPlace(NamedTuple):
    """A text of the page and the path at which it stands."""

    path: str
    text: str


@dataclass
class Matched:
    """The English of a file by its place, and the Japanese of what was left out, by the reason."""

    english: dict[SegmentPlace, str] = field(default_factory=dict)
    unfinished: list[str] = field(default_factory=list)
    untranslated: list[str] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)
    contradictory: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def catalog(self) -> polib.POFile:
        """The accepted texts alone, in the form that wagtail-localize takes in."""
        catalog = polib.POFile()
        catalog.extend(
            polib.POEntry(msgctxt=place.path, msgid=place.text, msgstr=english)
            for place, english in self.english.items()
        )
        return catalog


# --- Reading ------------------------------------------------------------------------------


def read_catalog(raw: bytes) -> polib.POFile:
    """The file. Raises ValidationError with the reason why it is none."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ValidationError(_("This file is encoded as UTF-16. Save it as UTF-8."))
    if b"<xliff" in raw[:2000]:
        raise ValidationError(_("This is an XLIFF file. Convert it to PO first (xliff2po)."))
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if b"msgid" not in raw:
        raise ValidationError(_("This is not a PO file. Nothing was changed."))
    try:
        return _parsed(raw)
    except UnicodeDecodeError as error:
        message = _("This file is not encoded as its header says. Save it as UTF-8.")
        raise ValidationError(message) from error
    except (OSError, ValueError, LookupError) as error:
        raise ValidationError(_("This is not a PO file. Nothing was changed.")) from error


def _parsed(raw: bytes) -> polib.POFile:
    with tempfile.TemporaryDirectory() as folder:
        # Given text, polib would open a file of that name.
        path = Path(folder) / "catalog.po"
        path.write_bytes(raw)
        catalog = polib.pofile(str(path))
    for entry in catalog:
        for name in ("msgctxt", "msgid", "msgstr"):
            setattr(entry, name, portable(getattr(entry, name)))
    return catalog


def check_language(catalog: polib.POFile, translation: Translation) -> None:
    """Raises ValidationError for a file in another language; a header without one says nothing."""
    wanted = translation.target_locale.language_code
    language = catalog.metadata.get("Language", "").strip()
    if language and language.lower().replace("_", "-").partition("-")[0] != wanted:
        message = _(
            "The header of this file says that its language is “%(language)s”; English is needed "
            "(Language: en). Nothing was changed."
        )
        raise ValidationError(message % {"language": language[:SHOWN]})


def check_owner(catalog: polib.POFile, translation: Translation) -> None:
    """Raises ValidationError for the file of another page, and for one that names no page."""
    owner = _owner(catalog.metadata)
    if not owner:
        raise ValidationError(
            _(
                "This PO file does not say which page it belongs to; it may be another page's. "
                "Nothing was changed: download this page's file and keep its header."
            )
        )
    if owner != str(translation.uuid):
        raise ValidationError(
            _("This PO file belongs to another page. Nothing was changed: download this page's.")
        )


def _owner(header: dict[str, str]) -> str:
    """The translation that a header names."""
    if header.get(TRANSLATION_ID):
        return header[TRANSLATION_ID].strip().lower()
    last = header.get(PROJECT, "").split()[-1:]
    try:
        return str(UUID(last[0])) if last else ""
    except ValueError:
        return ""


# --- Matching -----------------------------------------------------------------------------


class SegmentPlaces:
    """The texts of a page, to be found by path, by reference or by their words alone."""

    def __init__(self, english: dict[SegmentPlace, str]) -> None:
        self.english = english  # as it is now, empty where there is none
        self.exact: dict[tuple[str, str], SegmentPlace] = {}
        self.by_text: dict[str, list[SegmentPlace]] = defaultdict(list)
        self.paths: set[str] = set()
        for place in english:
            text, reference = _comparable(place.text), reference_of(place.path)
            self.exact[place.path, text] = self.exact[reference, text] = place
            self.by_text[text].append(place)
            self.paths |= {place.path, reference}

    def of(self, entry: polib.POEntry) -> list[SegmentPlace]:
        """Where an entry belongs: one place, several that fit equally, or none."""
        text = _comparable(entry.msgid)
        named = [entry.msgctxt] if entry.msgctxt else [at for at, _line in entry.occurrences]
        exact = {self.exact[name, text]: None for name in named if (name, text) in self.exact}
        if exact:
            return list(exact)
        if entry.msgctxt in self.paths:  # another text stands there now
            return []
        return self.by_text.get(text, [])


def _comparable(text: str) -> str:
    """The words, composed: some programs write voicing marks apart."""
    return normalize("NFC", text.replace("\r\n", "\n"))


def matched(catalog: polib.POFile, translation: Translation) -> Matched:
    """The texts of a file by their places on the page."""
    places = _places(translation)
    result = Matched()
    english: dict[SegmentPlace, set[str]] = defaultdict(set)
    for entry in catalog:
        if entry.msgstr and not entry.obsolete:
            for place in _taken(result, places, entry):
                english[place].add(entry.msgstr)
    for place, versions in english.items():
        if len(versions) > 1:
            result.contradictory.append(place.text)
        else:
            result.english[place] = versions.pop()
    return result


def _taken(result: Matched, places: SegmentPlaces, entry: polib.POEntry) -> list[SegmentPlace]:
    """The place for which an entry is finished English; if none, why is noted in the result."""
    candidates = places.of(entry)
    if entry.fuzzy:
        result.unfinished.append(entry.msgid)
    elif not candidates:
        result.unknown.append(entry.msgid)
    elif _is_untranslated(entry) and any(places.english[at] != entry.msgstr for at in candidates):
        result.untranslated.append(entry.msgid)
    elif len(candidates) == 1:
        return candidates
    elif any(places.english[place] != entry.msgstr for place in candidates):
        result.ambiguous.append(entry.msgid)
    return []


def _is_untranslated(entry: polib.POEntry) -> bool:
    """Whether the Japanese stands in the place of English; names and numbers may be the same."""
    same = _comparable(entry.msgid).split() == _comparable(entry.msgstr).split()
    return same and written_in_japanese(plain(entry.msgstr))


def _places(translation: Translation) -> SegmentPlaces:
    segments = segments_of(translation).values_list("context__path", "string__data", "translation")
    return SegmentPlaces(
        {SegmentPlace(path, text): english or "" for path, text, english in segments}
    )
