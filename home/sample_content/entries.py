"""An entry of a content file, read under the rules for publishing.

The rules live here so that no section can forget them: a field `x` beside which `x_uncertain`
stands reads as absent, and `rows` leaves out every row marked `uncertain`.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


class ContentError(Exception):
    """An error in the content, as one sentence that names the file."""


class BilingualText(NamedTuple):
    """A text in both languages; an English text that is not there yet is empty."""

    ja: str
    en: str


class ContentEntry(dict[str, Any]):
    """A mapping of a content file that knows in which file, line and item it stands."""

    def __init__(self, file: str = "", line: int = 0, item: str = "") -> None:
        super().__init__()
        self.file, self.line, self.item = file, line, item

    def __bool__(self) -> bool:
        return True

    def error(self, problem: str) -> ContentError:
        """An error that says where: `events.yaml, line 12 (summit-5): …`."""
        item = f" ({self.item})" if self.item else ""
        return ContentError(f"{self.file}, line {self.line}{item}: {problem}")

    @property
    def key(self) -> str:
        """The stable name of the item."""
        return str(self.needed("key"))

    # --- Values -----------------------------------------------------------------------

    def doubted(self, name: str) -> bool:
        """Whether the source leaves doubt about a field."""
        return bool(self.get(f"{name}_uncertain"))

    def value(self, name: str) -> Any:
        """A field as it may be published: None when it is absent or in doubt."""
        return None if self.doubted(name) else self.get(name)

    def needed(self, name: str) -> Any:
        """A field that must be there."""
        value = self.value(name)
        if value in (None, ""):
            raise self.error(f"'{name}' is missing.")
        return value

    def number(self, name: str) -> int | None:
        """A whole number."""
        value = self.value(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise self.error(f"'{name}' must be a whole number, not {value!r}.")
        return value

    def day(self, name: str) -> date | None:
        """The day of an ISO 8601 date or time."""
        return self.moment(name)[0]

    def moment(self, name: str) -> tuple[date | None, time | None]:
        """Day and time in Japan of `2022-08-29T15:00:00+09:00`; without a time only the day."""
        value = self.value(name)
        if value is None:
            return None, None
        text = str(value)
        try:
            if "T" not in text:
                return date.fromisoformat(text), None
            moment = datetime.fromisoformat(text).astimezone(TOKYO)
        except ValueError as error:
            raise self.error(f"'{name}' must be an ISO date or time, not {text!r}.") from error
        return moment.date(), moment.time()

    def hour(self, name: str) -> time | None:
        """A time of the day, such as `12:30`."""
        value = self.value(name)
        if value is None:
            return None
        try:
            return time.fromisoformat(str(value))
        except ValueError as error:
            raise self.error(f"'{name}' must be a time such as 12:30, not {value!r}.") from error

    # --- Texts ------------------------------------------------------------------------

    def as_text(self) -> BilingualText:
        """The entry itself as a text: `{ja: …, en: …}`."""
        ja, en = self.get("ja"), self.get("en", "")
        if not isinstance(ja, str) or not isinstance(en, str) or not ja:
            raise self.error("a text needs 'ja', and 'en' when it is translated.")
        return BilingualText(ja, en)

    def text(self, name: str, *, even_doubted: bool = False) -> BilingualText | None:
        """A text in both languages, or None."""
        value = self.get(name) if even_doubted else self.value(name)
        if value is None:
            return None
        if not isinstance(value, ContentEntry):
            raise self.error(f"'{name}' must hold 'ja' and 'en', not {value!r}.")
        return value.as_text()

    def bilingual(
        self, name: str, field: str = "", *, even_doubted: bool = False
    ) -> dict[str, str]:
        """A text as the columns `<field>_ja` and `<field>_en`, empty where there is none."""
        text = self.text(name, even_doubted=even_doubted) or BilingualText("", "")
        return text_columns(field or name, text)

    # --- Parts ------------------------------------------------------------------------

    def part(self, name: str) -> ContentEntry:
        """A mapping within the entry; an empty one where there is none."""
        value = self.value(name)
        if value is None:
            return ContentEntry(self.file, self.line, self.item)
        if not isinstance(value, ContentEntry):
            raise self.error(f"'{name}' must be a mapping, not {value!r}.")
        return value

    def rows(self, name: str) -> list[ContentEntry]:
        """The mappings of a list, without those marked `uncertain`."""
        rows = self._list(name)
        if not all(isinstance(row, ContentEntry) for row in rows):
            raise self.error(f"'{name}' must be a list of mappings.")
        return [row for row in rows if not row.get("uncertain")]

    def keys_of(self, name: str) -> list[str]:
        """The keys a list names."""
        return [str(key) for key in self._list(name)]

    def _list(self, name: str) -> list[Any]:
        value = self.value(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.error(f"'{name}' must be a list, not {value!r}.")
        return value


def text_columns(field: str, text: BilingualText) -> dict[str, str]:
    """The columns modeltranslation keeps for a bilingual field."""
    return {f"{field}_ja": text.ja, f"{field}_en": text.en}
