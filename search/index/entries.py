"""From drafts to rows of the index: the terms of every field, for the database and the ranking."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from search.analysis import analyze, kanji, nfkc, terms_of_day
from search.analysis.readings import readings_of_kana
from search.index.drafts import Draft
from search.models import Entry

# Of a longer text a database would not keep every place; it becomes several rows.
LONGEST = 6000
# Items a document is kept with: a name of one takes 41 signs.
MOST_ITEMS = 10
KIND_WORDS = {
    "summit": "首長サミット summit",
    "assembly": "総会 general assembly",
    "session": "会合 session",
    "training": "研修会 training",
    "award": "アワード award",
    "proposal": "提言 policy proposal",
    "survey": "調査 アンケート survey",
    "news": "お知らせ ニュース news",
    "document": "",
    "page": "",
}


class Fields(NamedTuple):
    """The terms of an entry as they are ranked, each a line ` one two three `."""

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


def entries_of(draft: Draft) -> Iterator[Entry]:
    """The rows of a draft; only the first of a long text holds what is not part of the text."""
    for number, piece in enumerate(_pieces(draft.text)):
        fields = _fields(draft, piece, first=number == 0)
        prefectures = "".join(f",{each}" for each in sorted(draft.texts.prefectures))
        yield Entry(
            source=draft.source,
            item=draft.item,
            lang=draft.lang,
            part=draft.part,
            key=draft.key,
            kind=draft.kind,
            title=draft.title[:255],
            url=draft.url[:500],
            text=piece,
            day=draft.day,
            year=draft.year,
            fiscal_year=draft.fiscal_year,
            prefectures=f"{prefectures},"[:200] if prefectures else "",
            papers_of=" ".join(draft.papers_of[:MOST_ITEMS]),
            terms="\n".join(fields),
            tokens=tokens_of(fields),
            length=sum(field.count(" ") for field in fields[:4]),
        )


def _pieces(text: str) -> list[str]:
    clean = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return [clean[at : at + LONGEST] for at in range(0, len(clean), LONGEST)] or [""]


def _fields(draft: Draft, piece: str, *, first: bool) -> Fields:
    title, text = analyze(draft.title), analyze(piece)
    other = analyze(draft.other[:LONGEST] if first else "")
    named = [reading for kana in draft.texts.readings for reading in readings_of_kana(kana)]
    said_days = [term for day in draft.texts.days for term in terms_of_day(day)] if first else []
    return Fields(
        title_words=_line(title.words),
        kind_words=_kind_words(draft.kind),
        words=_line(text.words),
        other_words=_line(other.words),
        around_words=_line(analyze(draft.around[:LONGEST]).words if first else []),
        title_bigrams=_line(title.bigrams),
        bigrams=_line(text.bigrams),
        other_bigrams=_line(other.bigrams),
        title_readings=_line(title.readings),
        readings=_line(dict.fromkeys([*text.readings, *other.readings, *named])),
        title_kanji=_line(kanji(nfkc(draft.title))),
        kanji=_line(text.kanji),
        own_times=_line([*title.times, *_own_times(draft)]),
        times=_line([*text.times, *said_days]),
    )


@cache
def _kind_words(kind: str) -> str:
    return _line(analyze(KIND_WORDS[kind]).words)


def _own_times(draft: Draft) -> list[str]:
    """The thing's own day, years and number, each once beside those in the title."""
    found = list(terms_of_day(draft.day)) if draft.day else []
    found += [f"y{draft.year}"] if draft.year else []
    found += [f"f{draft.fiscal_year}"] if draft.fiscal_year else []
    found += [f"n{draft.edition}"] if draft.edition else []
    return list(dict.fromkeys(found))


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
    return f" {BREAK} ".join([" ".join(bare), *(" ".join(each) for each in ordered)])
