"""The ranking by pairs: this entry above that one, because of one feature.

An entry that wins is scored beside one that differs from it in a single thing, so that every test
fails when its feature is taken out.
"""

import pytest

from search.analysis import TermType
from search.index.documents import IndexDocument
from search.index.entries import entries_of
from search.query import ranking
from search.query.concepts import Concept, add_fuzzy_variants
from search.query.parse import parse
from search.query.plan import plan_of
from search.query.ranking import EntryValues, Ranker
from search.query.vocabulary import Vocabulary

FILLER = "会場の案内と当日の予定"
ENGLISH_FILLER = "Directions and the day's plan"
SYNONYMS = [
    ("要望", "陳情"),
    ("予算", "地方財政計画資料"),
    ("lake water policy", "湖沼政策"),
    ("よこお", "横尾"),
]


class Index:
    """The statistics of some entries, in place of a snapshot of the database."""

    def __init__(self, entries):
        self.entries = entries
        self.length = sum(entry.length for entry in entries) / len(entries)

    def count(self, terms):
        tokens = [set(entry.tokens.split()) for entry in self.entries]
        return {term: sum(term in those for those in tokens) for term in terms}


def entry(text="", **facts):
    """An entry of a page without a date; `text` goes before words that nobody searches for."""
    lang = facts.get("lang", "ja")
    filler = FILLER if lang == "ja" else ENGLISH_FILLER
    given = {"lang": lang, "kind": "page", "title": filler, "other": "", **facts}
    document = IndexDocument(
        source="page:1", item="page:1", key="key", url="/", text=f"{text}{filler}", **given
    )
    return next(iter(entries_of(document)))


def scores(query, *entries, correction=""):
    """The scores of entries for a query, over an index that holds these alone."""
    concepts = plan_of(parse(query), Vocabulary(SYNONYMS)).concepts
    if correction:
        add_fuzzy_variants(concepts[0], correction)
    ranker = Ranker(concepts, Index(entries))
    names = EntryValues._fields
    values = [{name: getattr(entry, name) for name in names} for entry in entries]
    return [ranker.score(EntryValues(**each)) for each in values]


def ranks_above(query, better, worse, **options):
    """Whether the first entry scores higher, and both match."""
    first, second = scores(query, better, worse, **options)
    return first.score > second.score > 0


@pytest.fixture
def fields_alone(monkeypatch):
    """So that neither the boost of titles nor lengths decide."""
    monkeypatch.setattr(ranking, "TITLE_BOOST", 0.0)
    monkeypatch.setattr(ranking, "LENGTH_PENALTY", 0.0)


# --- Fields -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("fields_alone")
@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("proposals", {"title": "A proposal"}, {"text": "A proposal. "}),
        ("training", {"kind": "training"}, {"kind": "session", "text": "Training. "}),
        ("budget", {"text": "Budget. "}, {"other": "Budget"}),
        ("budget", {"other": "Budget"}, {"around": "Budget"}),
        ('"湖の水"', {"title": "湖の水の話"}, {"text": "湖の水の話"}),
        ('"湖の水"', {"text": "湖の水の話"}, {"other": "湖の水の話"}),
        ("たくし", {"title": "多久市の発表"}, {"text": "多久市の発表"}),
        ("湖", {"title": "琵琶湖の話"}, {"text": "琵琶湖の話"}),
        # As old as the first year counted: freshness is out of it.
        ("2014年", {"year": 2014}, {"text": "2014年の話。"}),
    ],
    ids=[
        *("word in title above text", "type above mention of it", "text above other language"),
        *("other language above pages around", "phrase in title above text"),
        *("phrase in text above other language", "reading in title above text"),
        *("kanji in title above text", "own year above mention of it"),
    ],
)
def test_a_field_counts_more_than_another(query, better, worse):
    lang = "ja" if not query.isascii() else "en"
    assert ranks_above(query, entry(**{"lang": lang, **better}), entry(**{"lang": lang, **worse}))


# --- Title, phrase, repetition, length ------------------------------------------------------------


def test_a_title_that_names_the_word_counts_more_than_a_text_full_of_it():
    assert ranks_above("琵琶湖", entry(title="琵琶湖"), entry("琵琶湖と" * 12))


def test_the_own_date_of_an_entry_counts_like_a_name_in_the_title(monkeypatch):
    boosts = (("own_times", 1.0), ("times", 1.0))
    monkeypatch.setitem(ranking.FIELD_BOOSTS, TermType.TIME, boosts)
    assert ranks_above("2014年", entry("別の話。", year=2014), entry("2014年の話。"))


def test_the_title_names_the_own_date_of_an_entry_and_no_other():
    own, mentioned = scores("2014年", entry("別の話。", year=2014), entry("2014年の話。"))
    assert (own.title_coverage, mentioned.title_coverage) == (1, 0)


def test_words_side_by_side_count_more_than_words_apart():
    assert ranks_above("自治体戦略", entry("自治体戦略。予算。"), entry("自治体。予算。戦略。"))


def test_two_words_twice_count_more_than_one_of_them_four_times():
    better = entry("Lake. Plan. Lake. Water. Plan. Water. Plan. ", lang="en")
    worse = entry("Water. Lake. Water. Plan. Water. Plan. Water. ", lang="en")
    assert ranks_above("lake water", better, worse)


def test_a_short_text_counts_more_than_a_long_one():
    assert ranks_above("琵琶湖", entry("琵琶湖。"), entry("琵琶湖。" + FILLER * 9))


# --- Synonyms, parts, corrections -----------------------------------------------------------------


def test_a_word_counts_more_than_its_synonym():
    assert ranks_above("要望", entry("要望。"), entry("陳情。"))


def test_a_name_explains_a_result_rather_than_its_reading():
    [result] = scores("よこお", entry("横尾。"))
    assert [str(expansion) for expansion in result.expansions] == ["よこお = 横尾"]


def test_a_synonym_of_several_words_counts_no_more_than_the_word():
    assert ranks_above("予算", entry("予算。"), entry("地方財政計画資料。"))


def test_a_compound_counts_more_than_a_part_of_it():
    assert ranks_above("自治体戦略", entry("自治体戦略。"), entry("自治体。" * 20))


def test_a_compound_counts_more_than_a_part_of_it_and_another_word():
    better = entry("Lake water policy. ", lang="en")
    worse = entry("Mayors. Lake. Water. ", lang="en")
    assert ranks_above("mayors lake water policy", better, worse)


def test_a_word_counts_more_than_two_of_the_three_words_of_a_compound():
    better, worse = entry("Mayors. ", lang="en"), entry("Lake. Water. ", lang="en")
    assert ranks_above("mayors lake water policy", better, worse)


def test_two_words_in_a_weak_field_count_more_than_one_many_times():
    better = entry(other="琵琶湖 水質")
    worse = entry("琵琶湖と" * 10)
    assert ranks_above("琵琶湖 水質", better, worse)


def test_a_correction_finds_the_word_that_was_meant():
    meant, other = scores("琵琶胡", entry("琵琶湖。"), entry(), correction="琵琶湖")
    assert meant.score > other.score == 0
    assert [str(expansion) for expansion in meant.expansions] == ["琵琶胡 → 琵琶湖"]


def test_a_few_bigrams_of_an_unknown_word_are_no_match():
    concept = Concept("ガイドライン")
    add_fuzzy_variants(concept, "")
    entries = [entry("オンライン。"), entry("ガイドラインズ。")]
    ranker = Ranker([concept], Index(entries))
    values = [{name: getattr(each, name) for name in EntryValues._fields} for each in entries]
    chance, match = (ranker.score(EntryValues(**each)).score for each in values)
    assert match > chance == 0


# --- Priors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("summit", "assembly"),
        ("assembly", "survey"),
        ("training", "survey"),
        ("session", "survey"),
        ("award", "survey"),
        ("proposal", "survey"),
        ("survey", "page"),
        ("page", "document"),
        ("document", "news"),
    ],
)
def test_types_have_an_order_before_anything_is_asked(monkeypatch, better, worse):
    # The words of the type make some entries a little longer.
    monkeypatch.setattr(ranking, "LENGTH_PENALTY", 0.0)
    assert ranks_above("琵琶湖", entry("琵琶湖。", kind=better), entry("琵琶湖。", kind=worse))


def test_a_newer_entry_counts_more_than_an_older_one():
    assert ranks_above("琵琶湖", entry("琵琶湖。", year=2022), entry("琵琶湖。", year=2019))
