"""The order of results beyond their scores, by pairs: this result above that one, because …

Of results that are equal otherwise the last by key comes first, so those to win have the first key.
"""

from datetime import date

import pytest

from search.index.documents import IndexDocument
from search.index.store import rebuild
from search.query import engine
from search.query.engine import search
from search.query.filters import Filters
from search.request import read_query

pytestmark = pytest.mark.django_db


def document(key, text="予定", **changes):
    facts = {"lang": "ja", "kind": "page", "title": "お話", "other": ""} | changes
    return IndexDocument(source=key, item=key, key=key, url="/", text=text, **facts)


def results(query, *documents, **filters):
    """The keys of the results of a query over an index that holds these documents alone."""
    rebuild(documents=documents)
    return [each.entry.key for each in search(read_query(query), Filters(**filters)).results]


def test_a_result_with_every_word_stands_above_one_with_a_part_of_them():
    every = document("a", "予定" * 500 + "琵琶湖の水質", kind="news")
    part = document("b", "水質", title="水質", kind="summit", year=2030)
    assert results("琵琶湖 水質", every, part) == ["a", "b"]


def test_a_document_that_restates_its_page_stands_below_it():
    page = document("a", "琵琶湖の水質")
    paper = document("b", "琵琶湖の水質。琵琶湖の水質", papers_of=("a",))
    assert results("琵琶湖", page, paper) == ["a", "b"]
    assert results("琵琶湖", page, document("b", paper.text)) == ["b", "a"]


def test_a_document_whose_title_is_searched_for_stands_above_its_page(monkeypatch):
    monkeypatch.setattr(engine, "RESTATED", 0.1)
    page = document("a", "琵琶湖の水質")
    paper = document("b", "琵琶湖の水質", title="琵琶湖", papers_of=("a",))
    assert results("琵琶湖", page, paper) == ["b", "a"]


def test_a_faint_partial_match_is_no_result(monkeypatch):
    match = document("a", "琵琶湖の水質", title="琵琶湖の水質", kind="summit")
    faint = document("b", around="水質", kind="news")
    assert results("琵琶湖 水質", match, faint) == ["a"]
    monkeypatch.setattr(engine, "LEAST_SCORE", 0.0)
    assert results("琵琶湖 水質", match, faint) == ["a", "b"]


def test_a_misspelt_word_finds_the_one_that_was_meant():
    assert results("琵琶胡", document("a", title="琵琶湖"), document("b")) == ["a"]


def test_of_an_item_with_several_rows_the_best_is_shown():
    first = document("a", "予定")
    second = document("a", "琵琶湖の水質", part=2)
    rebuild(documents=[first, second])
    [result] = search(read_query("琵琶湖"), Filters()).results
    assert result.entry.part == 2


def test_of_two_rows_of_an_item_that_match_the_better_is_shown():
    first = document("a", "予定" * 500 + "琵琶湖")
    second = document("a", "琵琶湖の水質", part=2)
    rebuild(documents=[first, second])
    [result] = search(read_query("琵琶湖"), Filters()).results
    assert result.entry.part == 2


def test_by_date_the_newest_stands_first_and_undated_results_last():
    old = document("c", "琵琶湖", title="琵琶湖", day=date(2020, 1, 1))
    new = document("a", "琵琶湖", day=date(2022, 1, 1))
    undated = document("d", "琵琶湖", title="琵琶湖")
    assert results("琵琶湖", old, new, undated, by_date=True) == ["a", "c", "d"]
