"""Which text of a page became which, whether its words changed, and whether its tags are whole."""

import pytest

from pages.bilingual.matching import TextPlace, match
from pages.bilingual.normalisation import same_words
from pages.bilingual.texts import well_formed


def matched(old, new):
    """For each new text the number of the old one that it continues."""
    return match([TextPlace(*each) for each in old], [TextPlace(*each) for each in new])


def test_the_same_text_in_the_same_place_is_itself():
    texts = [("title", "案内"), ("body.p1", "申込は事務局へ。"), ("body.p1", "参加は無料です。")]
    assert matched(texts, texts) == [0, 1, 2]


def test_a_text_said_twice_in_one_place_continues_in_its_order():
    texts = [("body.p1", "はい。"), ("body.p1", "はい。")]
    assert matched(texts, texts) == [0, 1]
    assert matched(texts, texts[:1]) == [0]


def test_the_only_text_of_a_field_is_itself_however_it_changed():
    assert matched([("summary", "はじめの文です。")], [("summary", "Z")]) == [0]


def test_of_several_texts_of_a_block_the_most_alike_is_continued():
    old = [("body.p1", "申込は事務局へ。"), ("body.p1", "参加は無料です。")]
    new = [("body.p1", "参加は会員なら無料です。"), ("body.p1", "申込は協議会の事務局へ。")]
    assert matched(old, new) == [1, 0]


def test_the_last_text_left_of_a_place_is_continued_however_it_changed():
    old = [("body.p1", "申込は事務局へ。"), ("body.p1", "参加は無料です。")]
    assert matched(old, [old[0], ("body.p1", "Z")]) == [0, 1]


def test_three_signs_of_ten_alike_are_enough_within_a_block():
    assert matched([("body.t1.a", "abcdefghij")], [("body.t1.b", "abcKLMNOPQ")]) == [0]
    assert matched([("body.t1.a", "abcdefghij")], [("body.t1.b", "abRKLMNOPQ")]) == [None]


def test_a_text_unlike_all_of_its_block_is_new():
    old = [("body.p1", "申込は事務局へ。"), ("body.p1", "参加は無料です。")]
    new = [*old, ("body.p1", "会場にはエレベーターがあります")]
    assert matched(old, new) == [0, 1, None]
    assert matched(old[:1], [("body.p2", "会場にはエレベーターがあります")]) == [None]


def test_a_text_is_found_again_in_another_part_of_its_block_and_in_another_block():
    assert matched(
        [("body.t1.a", "定員は百人です。")], [("body.t1.b", "定員は百五十人です。")]
    ) == [0]
    assert matched([("body.p1", "定員は百人です。")], [("body.p9", "定員は百人です。")]) == [0]
    assert matched([("body.p1", "定員は百人です。")], [("body.p9", "定員は百五十人です。")]) == [
        None
    ]


def test_no_text_is_continued_twice():
    old = [("body.p1", "申込は事務局へ。")]
    new = [("body.p1", "申込は事務局へ。"), ("body.p1", "申込は事務局まで。")]
    assert matched(old, new) == [0, None]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("概要の文です。", "概要の、文です！", True),
        ("概要の文です。", "概要の文章です。", False),
        ("1.5倍", "15倍", False),
        ("1,500人", "1500人", True),
        ("1 500人", "1500人", True),
        ("5.倍", "5倍", True),
        ("9:30", "930", False),
        ("<b>概要</b>", "概要", False),
        ("一行目<br/>二行目", "一行目 二行目", True),
        ("A&amp;B", "AB", True),
        ("a\u200bb", "ab", True),
        ("1\u200b5", "15", True),
    ],
)
def test_punctuation_and_space_are_no_words_but_marks_in_numbers_and_tags_are(old, new, same):
    assert same_words(old, new) is same
    assert same_words(new, old) is same


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("plain", True),
        ("<b>bold</b>", True),
        ('<a id="a1">one <b>two</b></a>', True),
        ("one<br/>two<br>three", True),
        ("<b>bold", False),
        ("bold</b>", False),
        ("<b><i>crossed</b></i>", False),
        ("<b>other</i>", False),
    ],
)
def test_every_tag_that_is_opened_is_closed_in_turn(text, is_whole):
    assert well_formed(text) is is_whole
