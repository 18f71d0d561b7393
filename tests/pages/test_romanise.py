"""Names of municipalities in Latin letters."""

import pytest

from pages.records.romanise import ReadingError, english_name


@pytest.mark.parametrize(
    ("name", "kana", "said"),
    [
        ("多久市", "たくし", "Taku City"),
        ("荒川区", "あらかわく", "Arakawa City"),
        ("喬木村", "たかぎむら", "Takagi Village"),
        ("八峰町", "はっぽうちょう", "Happo Town"),
        ("新地町", "しんちまち", "Shinchi Town"),
        ("京都市", "きょうとし", "Kyoto City"),
        ("大阪市", "おおさかし", "Osaka City"),
        ("新潟市", "にいがたし", "Niigata City"),
        ("札幌市", "さっぽろし", "Sapporo City"),
        ("八丈町", "はちじょうまち", "Hachijo Town"),
        ("東温市", "とうおんし", "Toon City"),
        ("新温泉町", "しんおんせんちょう", "Shin'onsen Town"),
        ("ニセコ町", "ニセコちょう", "Niseko Town"),
    ],
)
def test_long_vowels_are_short_and_the_kind_is_in_english(name, kana, said):
    assert english_name(name, kana) == said


@pytest.mark.parametrize(
    ("name", "kana", "said"),
    [
        ("豊岡市", "とよおかし", "Toyooka City"),
        ("瀬戸内町", "せとうちちょう", "Setouchi Town"),
        ("勝浦市", "かつうらし", "Katsuura City"),
        ("南アルプス市", "みなみあるぷすし", "Minami-Alps City"),
    ],
)
def test_vowels_that_only_meet_stay_two(name, kana, said):
    assert english_name(name, kana) == said


def test_a_spelling_from_outside_counts_most():
    assert english_name("おおい町", "おおいちょう", "Ohi") == "Ohi Town"


@pytest.mark.parametrize("kana", ["たくむら", "し", "Takuし", "ゃくし", ""])
def test_what_is_no_reading_of_the_name_is_refused(kana):
    with pytest.raises(ReadingError):
        english_name("多久市", kana)
