"""How often a search asks the database: no more for many words, both languages or rare kinds."""

import pytest

from tests.asked import MOST, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

WORDS = ("サミット", "多久市 受賞", "令和4年 研修会 資料", "minister award winners list", "xyzzy")
CHOICES = ("", "&type=summit&year=2022", "&lang=all&sort=date")


@pytest.mark.parametrize("tree", ["", "/en"])
@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("choice", CHOICES)
def test_a_search_asks_the_database_at_most_fifteen_times(client, tree, words, choice):
    asked = queries(client, f"{tree}/search/?q={words}{choice}")
    assert len(asked) <= MOST, "\n".join(sql[:300] for sql in asked)


def test_more_words_ask_the_index_no_more_often(client):
    counts = [
        sum("full_text" in sql for sql in queries(client, f"/search/?q={words}"))
        for words in ("首長 xyzzy", "首長 教育 提言 調査 会員 表彰 xyzzy")
    ]
    assert counts[0] == counts[1] > 0
