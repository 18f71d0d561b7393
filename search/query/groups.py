"""Groups: one thing a visitor means, with every way in which a text may say it."""

from __future__ import annotations

from dataclasses import dataclass, field

from search.analysis import bigrams, from_latin, is_kana, kanji, readings, short, words
from search.analysis.words import Word
from search.index.database import All, Node, Phrase, Some, Term

# What a synonym counts beside the word itself, and a part of a word beside the whole.
SYNONYM, READING, PART = 0.7, 0.8, 0.4
MOST_SYNONYMS = 16

_STOP_WORDS = (
    "どう 何う どこ 何処 誰 いつ 何時 何 なに 良い いい 為る する 出来る 成る なる 有る "
    "ある 居る いる 事 こと 物 もの 為 ため 下さる 下さい 教える 知る 方 遣る やる 因る "
    "就く 於く 言う 見る 此の 其の 何の どの どれ 何れ どんな 如何 これ それ あれ 此れ "
    "其れ 彼れ 及び 又 御 お 様 よう 様だ 何故 なぜ 何処 幾ら いくら 方法 仕方 遣り方 手順 詳細 "
    "次 次回 今度 今後 最新"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())

Leaf = Term | Phrase


@dataclass(frozen=True)
class Way:
    """Leaves that must all be there for a text to say the thing in this way."""

    leaves: tuple[Leaf, ...]
    weight: float = 1.0
    note: str = ""  # what a result tells the reader when it was found so

    @property
    def node(self) -> Node:
        """The way as a query."""
        return self.leaves[0] if len(self.leaves) == 1 else All(self.leaves)


@dataclass
class Group:
    """One thing that is meant; `ways` say it, `parts` only touch it."""

    text: str
    meant: str = ""  # the word of the site where the text is none
    ways: list[Way] = field(default_factory=list)
    parts: list[Way] = field(default_factory=list)

    @property
    def is_time(self) -> bool:
        """Whether it is a date or number, of which there are no slips of the pen."""
        leaf = self.ways[0].leaves[0]
        return isinstance(leaf, Term) and leaf.text[0] == "m"

    @property
    def node(self) -> Node:
        """Any of its ways."""
        return Some(tuple(way.node for way in _needed(self.ways)))

    @property
    def loose(self) -> Node:
        """Any of its ways or parts."""
        return Some(tuple(way.node for way in [*self.ways, *self.parts]))

    def add(self, way: Way) -> None:
        """One more way, unless it says nothing or is there already."""
        if way.leaves and all(way.leaves != each.leaves for each in self.ways):
            self.ways.append(way)


def _needed(ways: list[Way]) -> list[Way]:
    """The ways that find rows of their own: 首長サミット finds none that サミット does not."""
    return [
        way
        for at, way in enumerate(ways)
        if not any(
            _finds_all_of(other, way) and (before < at or not _finds_all_of(way, other))
            for before, other in enumerate(ways)
            if before != at
        )
    ]


def _finds_all_of(one: Way, other: Way) -> bool:
    return all(any(_says(theirs, leaf) for theirs in other.leaves) for leaf in one.leaves)


def _says(leaf: Leaf, asked: Leaf) -> bool:
    """Whether what holds a leaf holds another."""
    if isinstance(leaf, Term):
        return leaf == asked
    terms = asked.terms if isinstance(asked, Phrase) else (asked.text,)
    return f" {' '.join(terms)} " in f" {' '.join(leaf.terms)} "


def terms_of(found: list[Word]) -> tuple[Term, ...]:
    """The smallest parts of words, without those that say nothing."""
    terms: dict[Term, None] = {}
    for word in found:
        parts = word.terms[1:] if len(word.terms) > 1 else word.terms
        terms.update((Term(f"w{part}"), None) for part in parts if part not in STOP_WORDS)
    return tuple(terms)


def phrase_of(text: str) -> tuple[Leaf, ...]:
    """The pairs of signs of a text in their order."""
    pairs = tuple(f"b{pair}" for pair in bigrams(text))
    if len(pairs) == 1:
        return (Term(pairs[0]),)
    return (Phrase(pairs),) if pairs else ()


def said_as(text: str, weight: float, note: str = "") -> list[Way]:
    """The ways of a text itself: by its words, and sign for sign."""
    terms = terms_of([word for word in words(text) if not word.is_silent])
    ways = [Way(terms, weight, note)] if terms else []
    if not text.isascii() and len(text) > 1:
        ways.append(Way(phrase_of(text), weight, note))
    return [way for way in ways if way.leaves]


def japanese_group(text: str, found: list[Word]) -> Group:
    """A group of a Japanese word or compound."""
    group = Group(text)
    terms = terms_of(found)
    if len(text) == 1:
        group.add(Way((Term(f"w{text}"),)))
        group.add(Way((Term(f"c{text}"),)) if kanji(text) else Way(()))
    elif is_kana(text):
        group.add(Way((Term(f"r{short(text)}"),), READING if len(text) > 2 else PART))
    if len(text) > 1:
        group.add(Way(terms if not is_kana(text) or len(found) == 1 else ()))
        group.add(Way(phrase_of(text)))
    # 市 of 戸田市 says nothing without the name before it.
    longer = [term for term in terms if len(term.text) > 2]
    group.parts += [Way((term,), PART) for term in longer if len(terms) > 1]
    return group


def latin_group(text: str, stems: list[str]) -> Group:
    """A group of one or more English words."""
    group = Group(text)
    group.add(Way(tuple(Term(f"w{stem}") for stem in stems)))
    group.parts += [Way((Term(f"w{stem}"),), PART) for stem in stems if len(stems) > 1]
    return group


def add_sounds(group: Group, meant: str) -> None:
    """For a group that nothing is found by: the word meant, words that sound so, most signs."""
    text = group.text
    if meant:
        for way in said_as(meant, READING, f"{text} → {meant}"):
            group.add(way)
    if text.isascii():
        reading = from_latin(text)
        group.add(Way((Term(f"r{reading}"),), READING) if reading else Way(()))
        return
    spoken = readings(list(words(text)))
    if spoken:
        group.add(Way((Term(f"r{max(spoken, key=len)}"),), READING))
    pairs = [f"b{pair}" for pair in dict.fromkeys(bigrams(text)) if len(pair) > 1]
    neighbours = zip(pairs, pairs[1:], strict=False)
    group.parts += [Way((Term(one), Term(other)), PART) for one, other in neighbours]
