"""From documents to rows of the index: the terms of all fields, for database and ranking."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pages.base.items import type_of
from search.analysis import analyze, kanji, nfkc, terms_of_day
from search.analysis.readings import readings_of_kana
from search.index.documents import IndexDocument
from search.models import Entry

# Of a longer text a database would not keep every place; it becomes several rows.
LONGEST = 6000
# Items a document is kept with: a name of one takes 41 signs.
MOST_ITEMS = 10


class Fields(NamedTuple):
    """The terms of an entry as they are ranked, one line a field: ` one two three `."""

    title_words: str
    kind_words: str  # what readers call things of this kind
    words: str
    other_words: str  # of the other language
    around_words: str  # of the items it belongs to
    title_bigrams: str
    bigrams: str
    other_bigrams: str
    title_readings: str
    readings: str
    title_kanji: str
    kanji: str
    own_times: str  # of the title and of the thing's own day
    times: str


def fields_of(entry: Entry) -> Fields:
    """The terms of a row as they were kept."""
    return Fields(*entry.terms.split("\n"))


def entries_of(document: IndexDocument) -> Iterator[Entry]:
    """The rows of a document; only the first of a long text holds what is not part of the text."""
    for number, piece in enumerate(_pieces(document.text)):
        fields = _fields(document, piece, first=number == 0)
        prefectures = "".join(f",{number}" for number in sorted(document.texts.prefectures))
        yield Entry(
            source=document.source,
            item=document.item,
            lang=document.lang,
            part=document.part,
            key=document.key,
            kind=document.kind,
            title=document.title[:255],
            url=document.url[:500],
            text=piece,
            day=document.day,
            year=document.year,
            fiscal_year=document.fiscal_year,
            prefectures=f"{prefectures},"[:200] if prefectures else "",
            papers_of=" ".join(document.papers_of[:MOST_ITEMS]),
            terms="\n".join(fields),
            tokens=tokens_of(fields),
            length=sum(field.count(" ") for field in fields[:4]),
        )


def _pieces(text: str) -> list[str]:
    clean = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return [clean[at : at + LONGEST] for at in range(0, len(clean), LONGEST)] or [""]


def _fields(document: IndexDocument, piece: str, *, first: bool) -> Fields:
    title, text = analyze(document.title), analyze(piece)
    other = analyze(document.other[:LONGEST] if first else "")
    named = [reading for kana in document.texts.readings for reading in readings_of_kana(kana)]
    fact_days = [term for day in document.texts.days for term in terms_of_day(day)] if first else []
    return Fields(
        title_words=_line(title.words),
        kind_words=_kind_words(document.kind),
        words=_line(text.words),
        other_words=_line(other.words),
        around_words=_line(analyze(document.around[:LONGEST]).words if first else []),
        title_bigrams=_line(title.bigrams),
        bigrams=_line(text.bigrams),
        other_bigrams=_line(other.bigrams),
        title_readings=_line(title.readings),
        readings=_line(dict.fromkeys([*text.readings, *other.readings, *named])),
        title_kanji=_line(kanji(nfkc(document.title))),
        kanji=_line(text.kanji),
        own_times=_line([*title.times, *_own_times(document)]),
        times=_line([*text.times, *fact_days]),
    )


def _kind_words(kind: str) -> str:
    return _line(_words_of(type_of(kind).words))


@cache
def _words_of(text: str) -> list[str]:
    return analyze(text).words


def _own_times(document: IndexDocument) -> list[str]:
    """The thing's own day, years and number, once beside those in the title."""
    terms = list(terms_of_day(document.day)) if document.day else []
    terms += [f"y{document.year}"] if document.year else []
    terms += [f"f{document.fiscal_year}"] if document.fiscal_year else []
    terms += [f"n{document.edition}"] if document.edition else []
    return list(dict.fromkeys(terms))


def _line(terms: "list[str] | dict[str, None] | str") -> str:
    return f" {' '.join(terms)} " if terms else ""


# --- The text that the database indexes ---------------------------------------------------------

# Between two fields, so that no phrase reaches from one into the next.
BREAK = "zz"


def tokens_of(fields: Fields) -> str:
    """All terms with the letters of their kinds; only pairs of signs stand in their order."""
    bare: dict[str, None] = {}
    words = fields[:5]
    for letter, lines in (
        ("w", words),
        ("r", (fields.title_readings, fields.readings)),
        ("c", (fields.title_kanji, fields.kanji)),
        ("m", (fields.own_times, fields.times)),
    ):
        bare.update((f"{letter}{term}", None) for line in lines for term in line.split())
    ordered = [
        [f"b{term}" for term in line.split()]
        for line in (fields.title_bigrams, fields.bigrams, fields.other_bigrams)
    ]
    return f" {BREAK} ".join([" ".join(bare), *(" ".join(terms) for terms in ordered)])
