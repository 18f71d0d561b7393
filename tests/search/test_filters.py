"""Filters of the results, and the count that each filter would leave."""

from itertools import count

import pytest

from search.query.filters import Filters, facet_counts
from search.query.rows import IndexRow, one_per_item
from search.query.spelling import Spelling

NUMBERS = count(1)


def row(item, **columns):
    """A row of a summit of 2022 in Japanese, unless said otherwise."""
    marks = {"lang": "ja", "kind": "summit", "year": 2022, "fiscal_year": 2022, "prefectures": ""}
    marks |= columns
    return IndexRow(
        number=next(NUMBERS),
        item=item,
        **marks,
        day=None,
        title=item,
        facet_key=hash(tuple(sorted(marks.items()))),
        prior=1.0,
    )


ROWS = [
    row("tsukuba"),
    row("tsukuba", lang="en"),
    row("tokyo", year=2021, fiscal_year=2021, prefectures="13"),
    row("prize", kind="award", prefectures="13,41"),
    row("record", kind="document", year=None, fiscal_year=None),
]


def chosen(choice):
    return [(each.item, each.lang) for each in choice.apply(ROWS)]


@pytest.mark.parametrize(
    ("choice", "items"),
    [
        (Filters(), ["tsukuba", "tokyo", "prize", "record"]),
        (Filters(kinds=frozenset({"summit"})), ["tsukuba", "tokyo"]),
        (Filters(kinds=frozenset({"summit", "award"})), ["tsukuba", "tokyo", "prize"]),
        (Filters(years=frozenset({2022})), ["tsukuba", "prize"]),
        (Filters(fiscal_years=frozenset({2021})), ["tokyo"]),
        (Filters(prefectures=frozenset({13})), ["tokyo", "prize"]),
        (Filters(prefectures=frozenset({41, 1})), ["prize"]),
        (Filters(prefectures=frozenset({4})), []),
        (Filters(kinds=frozenset({"summit"}), years=frozenset({2021})), ["tokyo"]),
        (Filters(lang="en"), ["tsukuba"]),
    ],
)
def test_values_of_one_kind_mean_any_of_them_and_kinds_mean_all(choice, items):
    assert [item for item, _lang in chosen(choice)] == items


@pytest.mark.parametrize(
    ("choice", "is_narrowed"),
    [
        (Filters(lang="all", by_date=True), False),
        (Filters(kinds=frozenset({"news"})), True),
        (Filters(years=frozenset({2022})), True),
        (Filters(fiscal_years=frozenset({2022})), True),
        (Filters(prefectures=frozenset({1})), True),
    ],
)
def test_what_could_be_left_out_is_a_narrowing(choice, is_narrowed):
    assert choice.is_narrowed is is_narrowed


@pytest.mark.parametrize(("ui", "lang"), [("ja", "ja"), ("en", "en")])
def test_of_both_languages_each_item_is_shown_in_the_readers_where_there_is_one(ui, lang):
    shown = Filters(lang="all", ui=ui).in_own_language(ROWS)
    assert [(each.item, each.lang) for each in shown] == [
        ("tsukuba", lang),
        ("tokyo", "ja"),
        ("prize", "ja"),
        ("record", "ja"),
    ]
    assert Filters(lang="ja").in_own_language(ROWS) == ROWS


def test_a_choice_says_how_many_items_it_would_leave_the_others_given():
    counts = facet_counts(ROWS, Filters(lang="ja"))
    assert counts["type"] == {"summit": 2, "award": 1, "document": 1}
    assert counts["year"] == {2022: 2, 2021: 1}
    assert counts["fy"] == {2022: 2, 2021: 1}
    assert counts["pref"] == {13: 2, 41: 1}
    assert counts["lang"] == {"ja": 4, "en": 1}


def test_a_choice_made_does_not_hide_the_others_of_its_kind():
    counts = facet_counts(ROWS, Filters(lang="ja", kinds=frozenset({"award"})))
    assert counts["type"] == {"summit": 2, "award": 1, "document": 1}
    assert counts["year"] == {2022: 1}
    assert counts["pref"] == {13: 1, 41: 1}


def test_an_item_of_several_rows_counts_once():
    pages = [row("report", kind="document"), row("report", kind="document")]
    assert facet_counts(pages, Filters())["type"] == {"document": 1}
    assert one_per_item(pages) == pages[:1]


def test_rows_that_are_alike_are_chosen_alike():
    same = [ROWS[0], other_item(ROWS[0], "other")]
    assert Filters(years=frozenset({2022})).apply(same) == same
    assert Filters(years=frozenset({2021})).apply(same) == []


def other_item(old, item):
    return old._replace(number=next(NUMBERS), item=item)


@pytest.mark.parametrize(
    ("typed", "word", "is_meant"),
    [
        ("awrad", "award", True),
        ("awards", "award", True),
        ("award", "awards", True),
        ("aword", "award", True),
        ("wadar", "award", False),
        ("awardss", "award", False),
        ("aword", "awards", False),
        ("summti", "summit", True),
        ("usmmti", "summit", False),
    ],
)
def test_one_sign_more_less_changed_or_two_swapped_is_a_slip(typed, word, is_meant):
    assert Spelling([word]).nearest(typed) == (word if is_meant else "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("awrad", "award"),
        ("Awrad", "Award"),
        ("sumit", "summit"),
        ("awa", ""),
        ("サミッド", "サミット"),
        ("申込", ""),
        ("研修会", ""),
        ("xyzzy", ""),
    ],
)
def test_the_word_that_was_probably_meant_is_one_of_the_site(typed, meant):
    spelling = Spelling(
        ["Award round", "Award", "Summit of mayors", "サミット", "申込書", "研修会場"]
    )
    assert spelling.nearest(typed) == meant


def test_of_two_near_words_the_more_frequent_is_meant():
    assert Spelling(["words", "lords", "lords"]).nearest("mords") == "lords"
    assert Spelling(["words", "words", "lords"]).nearest("mords") == "words"
