"""Whether a text was changed in its words or only in punctuation and space."""

import html
import re
import unicodedata

_TAG = re.compile(r"<[^>]+>")
_BREAK = re.compile(r"<br\s*/?>")


def words_of(text: str) -> str:
    """A text, as wagtail-localize keeps it, without white space and punctuation.

    Mark-up counts as words. So does a mark between two digits: 1.5 and 15 are not the same.
    """
    parts = [html.unescape(part) for part in _TAG.split(_BREAK.sub(" ", text))]
    tags = [*_TAG.findall(_BREAK.sub(" ", text)), ""]
    return "".join(_bare(part) + tag for part, tag in zip(parts, tags, strict=True))


def _bare(text: str) -> str:
    kept = (char for place, char in enumerate(text) if _counts(text, place))
    return "".join(kept)


def _counts(text: str, place: int) -> bool:
    char = text[place]
    if char in "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}":
        return False
    if unicodedata.category(char)[0] not in "PZC":
        return True
    between = 0 < place < len(text) - 1 and text[place - 1].isdigit() and text[place + 1].isdigit()
    return between and char not in ",，" and not char.isspace()


def same_words(old: str, new: str) -> bool:
    """Whether two texts differ in white space and punctuation at most."""
    return old == new or words_of(old) == words_of(new)
