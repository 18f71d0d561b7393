from datetime import UTC, date, datetime

import pytest

from pages import wording


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        (date(2019, 4, 30), "平成31年", "Heisei 31"),
        (date(2019, 5, 1), "令和元年", "Reiwa 1"),
        (date(2019, 12, 31), "令和元年", "Reiwa 1"),
        (date(2020, 1, 1), "令和2年", "Reiwa 2"),
        (date(2022, 9, 22), "令和4年", "Reiwa 4"),
        (date(1989, 1, 7), "昭和64年", "Showa 64"),
        (date(1989, 1, 8), "平成元年", "Heisei 1"),
        (date(1926, 12, 24), "大正15年", "Taisho 15"),
        (date(1926, 12, 25), "昭和元年", "Showa 1"),
        (date(1912, 7, 29), "明治45年", "Meiji 45"),
        (date(1912, 7, 30), "大正元年", "Taisho 1"),
        (date(1868, 1, 25), "明治元年", "Meiji 1"),
        (date(1868, 1, 24), "", ""),
    ],
)
def test_a_day_lies_in_one_era(day, ja, en):
    assert wording.format_era(day, "ja") == ja
    assert wording.format_era(day, "en") == en


def test_an_era_changes_at_midnight_in_japan():
    assert wording.format_era(datetime(2019, 4, 30, 15, tzinfo=UTC), "ja") == "令和元年"
    assert wording.format_era(datetime(2019, 4, 30, 14, 59, tzinfo=UTC), "ja") == "平成31年"


def test_no_era_before_meiji():
    assert wording.era_year(date(1867, 12, 31)) is None
    assert wording.format_date(date(1867, 12, 31), "ja", era=True) == "1867年12月31日"
    assert wording.format_year(1867, "ja") == "1867年"
    assert wording.format_fiscal_year(1867, "ja") == "1867年度"


@pytest.mark.parametrize(
    ("year", "ja"),
    [
        (2022, "2022年（令和4年）"),
        (2019, "2019年（平成31年・令和元年）"),
        (date(2019, 1, 17), "2019年（平成31年）"),
        (date(2019, 5, 22), "2019年（令和元年）"),
        (1989, "1989年（昭和64年・平成元年）"),
        (1926, "1926年（大正15年・昭和元年）"),
        (1868, "1868年（明治元年）"),
    ],
)
def test_a_year_names_its_era_or_both(year, ja):
    assert wording.format_year(year, "ja") == ja
    assert wording.format_year(year, "ja", era=False) == ja.split("（")[0]
    assert wording.format_year(year, "en") == ja[:4]


@pytest.mark.parametrize(
    ("day", "fiscal"),
    [
        (date(2022, 3, 31), 2021),
        (date(2022, 4, 1), 2022),
        (date(2023, 1, 1), 2022),
        (datetime(2022, 3, 31, 15, tzinfo=UTC), 2022),
    ],
)
def test_a_fiscal_year_begins_in_april(day, fiscal):
    assert wording.fiscal_year(day) == fiscal


@pytest.mark.parametrize(
    ("fiscal", "ja"),
    [
        (2022, "令和4年度"),
        (2020, "令和2年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
    ],
)
def test_a_fiscal_year_has_one_name(fiscal, ja):
    assert wording.format_fiscal_year(fiscal, "ja") == ja
    assert wording.format_fiscal_year(fiscal, "en") == f"FY{fiscal}"
