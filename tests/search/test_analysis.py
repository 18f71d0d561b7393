"""Analysis of texts and queries into terms."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analyze, from_latin, short, times, words
from search.analysis.words import LONGEST


def forms(text):
    return {term for word in words(text) for term in word.terms}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("申込", "申し込み"),
        ("申込み", "申し込み"),
        ("締切", "締め切り"),
        ("〆切", "締切"),
        ("取組", "取り組み"),
        ("問合せ", "問い合わせ"),
        ("子供", "子ども"),
        ("サーバ", "サーバー"),
        ("ｻﾐｯﾄ", "サミット"),
        ("ＩＣＴ", "ict"),
        ("１人１台", "1人1台"),
        ("proposals", "proposal"),
        ("won", "win"),
    ],
)
def test_spellings_of_one_word_are_one(one, other):
    assert analyze(one).words == analyze(other).words


def test_a_long_word_is_found_by_itself_and_by_its_parts():
    assert {"研修会", "研修", "会"} <= forms("研修会を開きました")


def test_particles_and_signs_are_not_searched_for():
    assert not {"は", "を", "。"} & forms("首長はサミットを開いた。")


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("令和4年", "y2022"),
        ("R4", "y2022"),
        ("２０２２年", "y2022"),
        ("Reiwa 4", "y2022"),
        ("H29", "y2017"),
        ("令和元年", "y2019"),
        ("2022年度", "f2022"),
        ("令和4年度", "f2022"),
        ("FY2022", "f2022"),
        ("fiscal 2022", "f2022"),
        ("2022年6月2日", "d20220602"),
        ("令和4年6月2日", "d20220602"),
        ("2022-06-02", "d20220602"),
        ("2 June 2022", "d20220602"),
        ("June 2, 2022", "d20220602"),
        ("6月2日", "a0602"),
        ("2022年6月", "t202206"),
        ("第5回", "n5"),
        ("第五回", "n5"),
        ("第十五回", "n15"),
        ("二回目", "n2"),
        ("平成三十年", "y2018"),
        ("9月", "o09"),
        ("September", "o09"),
        ("5th", "n5"),
        ("fifth", "n5"),
    ],
)
def test_dates_and_ordinals_have_one_term_however_they_are_written(said, term):
    assert [time.exact for time in times(said)] == [term]


@pytest.mark.parametrize("said", ["1,2022", "20220602", "R40a", "March", "may", "99月99日", "H2O"])
def test_numbers_that_are_no_dates_have_none(said):
    assert list(times(said)) == []


@pytest.mark.parametrize(
    ("latin", "reading"), [("hodo", "ホウドウ"), ("happyo", "ハッピョウ"), ("shucho", "シュチョウ")]
)
def test_latin_letters_are_read_as_japanese(latin, reading):
    assert from_latin(latin) == short(reading)


def test_a_name_is_found_by_its_reading():
    assert short("ニュウカイトドケ") in analyze("入会届を送る").readings


def test_places_are_those_of_the_text_as_it_is_written():
    text = "㍻から続くｻﾐｯﾄ、ＩＣＴの話"
    assert {text[word.start : word.end] for word in words(text)} >= {"ｻﾐｯﾄ", "ＩＣＴ"}


def test_texts_of_any_length_are_read():
    assert "首長" in analyze("㍿ﷺ" * 3 * LONGEST + "。首長").words


def test_threads_do_not_disturb_one_another():
    expected, failures = analyze("全国ICT教育首長サミット").words, []

    def read():
        for _ in range(50):
            if analyze("全国ICT教育首長サミット").words != expected:
                failures.append(1)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@given(st.text(max_size=200))
def test_any_text_gives_terms_that_an_index_can_hold(text):
    found = analyze(text)
    terms = [*found.words, *found.bigrams, *found.readings, *found.kanji, *found.times]
    assert all(term and not set(term) & set(" \"'\\:\x00") for term in terms)
    assert all(0 <= word.start <= word.end <= len(text) for word in words(text))
