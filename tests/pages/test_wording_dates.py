from datetime import UTC, date, datetime, time

import pytest
from django.utils.html import conditional_escape
from django.utils.translation import override

from pages import wording
from pages.wording.units import unbroken_html

TRAINING = date(2022, 9, 29)
THREE, QUARTER_PAST_FIVE = time(15), time(17, 15)


# Every day that the council's front page gives with its weekday.
@pytest.mark.parametrize(
    ("day", "weekday", "english"),
    [
        (date(2022, 8, 5), "金", "Friday"),
        (date(2022, 8, 25), "木", "Thursday"),
        (date(2022, 8, 29), "月", "Monday"),
        (date(2022, 9, 6), "火", "Tuesday"),
        (date(2022, 9, 26), "月", "Monday"),
        (date(2022, 9, 29), "木", "Thursday"),
        (date(2021, 4, 7), "水", "Wednesday"),
        (date(2017, 7, 11), "火", "Tuesday"),
        (date(2021, 12, 16), "木", "Thursday"),
        (date(2022, 11, 17), "木", "Thursday"),
        (date(2022, 6, 2), "木", "Thursday"),
        (date(2022, 8, 1), "月", "Monday"),
        (date(2022, 9, 5), "月", "Monday"),
        (date(2019, 5, 22), "水", "Wednesday"),
    ],
)
def test_weekdays_of_the_front_page(day, weekday, english):
    assert wording.format_date(day, "ja").endswith(f"{day.day}日（{weekday}）")
    assert wording.format_date(day, "en").startswith(f"{english} {day.day} ")


@pytest.mark.parametrize(
    ("options", "ja", "en"),
    [
        ({}, "2022年9月29日（木）", "Thursday 29 September 2022"),
        ({"weekday": False}, "2022年9月29日", "29 September 2022"),
        ({"year": False}, "9月29日（木）", "Thursday 29 September"),
        ({"year": False, "weekday": False}, "9月29日", "29 September"),
        ({"era": True}, "2022年9月29日（令和4年）", "Thursday 29 September 2022"),
        ({"era": True, "year": False}, "9月29日（木）", "Thursday 29 September"),
    ],
)
def test_a_day_in_both_languages(options, ja, en):
    assert wording.format_date(TRAINING, "ja", **options) == ja
    assert wording.format_date(TRAINING, "en", **options) == en
    said = wording.date_html(TRAINING, "ja", **options)
    assert said == f'<time datetime="2022-09-29">{ja}</time>'


def test_the_active_language_counts_when_none_is_given():
    with override("ja"):
        assert wording.format_date(TRAINING) == "2022年9月29日（木）"
        assert wording.format_date(TRAINING, "en-gb") == "Thursday 29 September 2022"
    with override("en"):
        assert wording.format_date(TRAINING) == "Thursday 29 September 2022"
        assert wording.format_date(TRAINING, "ja-JP") == "2022年9月29日（木）"
    with override(None):
        assert wording.format_date(TRAINING) == "Thursday 29 September 2022"


def test_a_moment_is_said_in_japanese_time():
    moment = datetime(2022, 9, 28, 15, 5, tzinfo=UTC)
    assert wording.format_moment(moment, "ja") == "2022年9月29日（木）00:05"
    assert wording.format_moment(moment, "en") == "Thursday 29 September 2022, 00:05 JST"
    assert wording.format_date(moment, "ja") == "2022年9月29日（木）"
    assert wording.format_time(moment, "ja") == "00:05"
    assert wording.moment_html(moment, "en") == (
        '<time datetime="2022-09-29T00:05+09:00">'
        "Thursday 29\N{NO-BREAK SPACE}September 2022, 00:05</time> JST"
    )
    assert wording.date_html(moment, "en", weekday=False) == (
        '<time datetime="2022-09-29">29\N{NO-BREAK SPACE}September 2022</time>'
    )


@pytest.mark.parametrize(
    ("span", "ja", "en"),
    [
        ((TRAINING,), "2022年9月29日（木）", "Thursday 29 September 2022"),
        ((TRAINING, None, TRAINING, None), "2022年9月29日（木）", "Thursday 29 September 2022"),
        (
            (TRAINING, THREE, None, None),
            "2022年9月29日（木）15:00",
            "Thursday 29 September 2022, 15:00 JST",
        ),
        (
            (TRAINING, THREE, None, QUARTER_PAST_FIVE),
            "2022年9月29日（木）15:00〜17:15",
            "Thursday 29 September 2022, 15:00–17:15 JST",
        ),
        (
            (TRAINING, THREE, TRAINING, QUARTER_PAST_FIVE),
            "2022年9月29日（木）15:00〜17:15",
            "Thursday 29 September 2022, 15:00–17:15 JST",
        ),
        (
            (TRAINING, None, None, QUARTER_PAST_FIVE),
            "2022年9月29日（木）17:15まで",
            "Thursday 29 September 2022, until 17:15 JST",
        ),
        (
            (date(2022, 9, 6), None, date(2022, 9, 26), None),
            "2022年9月6日（火）〜9月26日（月）",
            "Tuesday 6 September to Monday 26 September 2022",
        ),
        (
            (date(2022, 12, 28), None, date(2023, 1, 5), None),
            "2022年12月28日（水）〜2023年1月5日（木）",
            "Wednesday 28 December 2022 to Thursday 5 January 2023",
        ),
        (
            (date(2022, 9, 6), time(9), date(2022, 9, 7), time(12)),
            "2022年9月6日（火）09:00〜9月7日（水）12:00",
            "Tuesday 6 September, 09:00 to Wednesday 7 September 2022, 12:00 JST",
        ),
    ],
)
def test_a_span_as_far_as_it_is_known(span, ja, en):
    padded = (*span, None, None, None)[:4]
    assert wording.format_span(*padded, "ja") == ja
    assert wording.format_span(*padded, "en") == en


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("第5回サミットを6月2日に開催", "[第5回]サミットを[6月2日]に開催"),
        ("2019年（平成31年・令和元年）", "[2019年]（[平成31年]・[令和元年]）"),
        ("2022年11月", "[2022年][11月]"),
        ("令和4年度", "[令和4年度]"),
        ("55自治体、約350名", "[55自治体]、[約350名]"),
        ("あと1,000円、0.5時間", "あと[1,000円]、[0.5時間]"),
        ("Held on 2 June 2022 & 17 November", "Held on 2_June 2022 &amp; 17_November"),
        ("12 Mayors, 5 May", "12 Mayors, 5_May"),
        ("元気な学校、第一回", "元気な学校、第一回"),
        ("<b>", "&lt;b&gt;"),
        ("", ""),
    ],
)
def test_a_number_stays_on_one_line_with_what_it_counts(text, html):
    expected = html.replace("[", '<span class="nowrap">').replace("]", "</span>")
    assert unbroken_html(text) == expected.replace("_", "\N{NO-BREAK SPACE}")


def test_each_day_and_moment_of_a_span_has_its_own_time_element():
    assert wording.span_html(TRAINING, THREE, None, QUARTER_PAST_FIVE, "ja") == (
        '<time datetime="2022-09-29T15:00+09:00">2022年9月29日（木）15:00</time>〜'
        '<time datetime="2022-09-29T17:15+09:00">17:15</time>'
    )
    assert wording.span_html(TRAINING, THREE, None, QUARTER_PAST_FIVE, "en") == (
        '<time datetime="2022-09-29T15:00+09:00">'
        "Thursday 29\N{NO-BREAK SPACE}September 2022, 15:00</time>–"
        '<time datetime="2022-09-29T17:15+09:00">17:15</time> JST'
    )
    said = wording.span_html(date(2022, 9, 6), None, date(2022, 9, 26), None, "en")
    assert said == (
        '<time datetime="2022-09-06">Tuesday 6\N{NO-BREAK SPACE}September</time> to '
        '<time datetime="2022-09-26">Monday 26\N{NO-BREAK SPACE}September 2022</time>'
    )
    assert conditional_escape(said) == said


@pytest.mark.parametrize(
    "text",
    [
        "2022-09-29",
        "2022年9月29日",
        "２０２２年９月２９日",
        "2022年 9月 29日",
        "2022/9/29",
        "２０２２／９／２９",
        "2022.9.29",
        "令和4年9月29日",
        "令和４年９月２９日（木）",
        "㋿4年9月29日",
        "R4.9.29",
        "r4/9/29",
        " Ｒ４．９．２９ ",
    ],
)
def test_a_date_is_read_as_people_write_it(text):
    assert wording.parse_date(text) == TRAINING


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("H1.1.8", date(1989, 1, 8)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("大正15年12月24日", date(1926, 12, 24)),
        ("明治45年7月29日", date(1912, 7, 29)),
    ],
)
def test_the_edges_of_eras_are_read(text, day):
    assert wording.parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("平成35年4月1日", "Heisei ended on 30 April 2019"),
        ("平成31年5月1日", "Heisei ended on 30 April 2019"),
        ("昭和65年1月8日", "Showa ended on 7 January 1989"),
        ("昭和64年1月8日", "Showa ended on 7 January 1989"),
        ("令和元年4月30日", "Reiwa began on 1 May 2019"),
        ("明治元年1月1日", "Meiji began on 25 January 1868"),
        ("令和0年5月1日", "Reiwa has no year 0"),
        ("2022-02-30", "no such day: 2022-02-30"),
        ("令和4年13月1日", "no such day"),
        ("2022年9月29日（金）", "29 September 2022 is a Thursday"),
        ("29 September 2022", "Write the date as"),
        ("22-09-29", "Write the date as"),
        ("", "Write the date as"),
    ],
)
def test_an_impossible_date_is_refused_with_the_reason(text, reason):
    with override("en"), pytest.raises(ValueError, match=reason):
        wording.parse_date(text)


def test_full_width_text_becomes_half_width():
    assert wording.to_half_width("２０２２／９／２９　１５：００") == "2022/9/29 15:00"
