"""Parsing of queries as visitors type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.parse import LONGEST, QueryTooLongError, parse


def said(text):
    return [[term.text for term in clause.terms] for clause in parse(text).clauses]


def test_words_are_wanted_one_by_one():
    assert said("令和4年　サミット") == [["令和4年"], ["サミット"]]


def test_or_joins_two_words():
    assert said("提言 OR 要望 2021") == [["提言", "要望"], ["2021"]]


@pytest.mark.parametrize("text", ["サミット -中止", "サミット －中止", "サミット NOT 中止"])
def test_a_word_can_be_left_out(text):
    assert said(text) == [["サミット"]]
    assert [term.text for term in parse(text).unwanted] == ["中止"]


def test_quotes_of_any_kind_hold_a_phrase_together():
    for text in ('"学校 体感"', "“学校 体感”", '"学校 体感'):
        (clause,) = parse(text).clauses
        assert clause.terms[0].is_quoted
        assert clause.terms[0].text == "学校 体感"


@pytest.mark.parametrize("text", ["", "   ", "！？", '"', '""', "- -", "AND", "OR OR", "🎌"])
def test_signs_alone_ask_for_nothing(text):
    assert parse(text).clauses == ()


def test_what_nobody_types_is_refused():
    with pytest.raises(QueryTooLongError):
        parse("あ" * (LONGEST + 1))


@given(st.text(max_size=LONGEST // 20))
def test_any_text_is_read(text):
    parse(text)
