"""Small lines of pages: a window, an extension, the date beside a row of a list, who came."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from pages.wording.dates import date_html, format_date, span_html
from pages.wording.eras import format_era
from pages.wording.language import Text, is_japanese
from pages.wording.units import english_days_kept

EXTENDED = {
    "event": Text("申込受付を{closes}まで延長しました", "Applications extended to {closes} (JST)"),
    "award": Text(
        "応募締切を{closes}に延長しました", "Deadline for entries extended to {closes} (JST)"
    ),
}
LAST_MINUTE = Text("23:59まで", ", 23:59 JST")
NO_CLOSING_DATE = Text("締切未掲載", "closing date not yet announced")
PRESENTED = Text("{}{}に提出{}", "Presented to {}, {}")
FREE = Text("無料", "Free")
TAX_INCLUDED = Text("（税込）", " (tax included)")
PER_UNIT = Text("（{}）", " {}")
PEOPLE = _("%(count)s people")
HEADS = _("%(count)s heads of local government")
MUNICIPALITIES = _("%(count)s municipalities")
VOTED = _("%(count)s municipalities voted")
ALSO_VOTED = _("%(present)s (%(voted)s)")


def extension_line(closes: date, kind: str, lang: str | None = None) -> str:
    """That a deadline was put off; `kind` is "event" or "award"."""
    day = format_date(closes, lang, year=not is_japanese(lang))
    return EXTENDED[kind].say(lang).format(closes=day)


def application_window_html(
    opens: date | None, closes: date | None, lang: str | None = None
) -> SafeString:
    """From when until when applications are accepted; either end may be unknown.

    The last day is said with its end: 23:59 in Japan.
    """
    end = LAST_MINUTE.say(lang)
    if opens and closes:
        return format_html("{}{}", span_html(opens, None, closes, None, lang), end)
    if opens:
        dash = "〜" if is_japanese(lang) else " – "
        return format_html("{}{}{}", date_html(opens, lang), dash, NO_CLOSING_DATE.say(lang))
    if closes:
        until = "" if is_japanese(lang) else "Until "
        return format_html("{}{}{}", until, date_html(closes, lang), end)
    return SafeString("")


def year_mark_html(day: date | None, lang: str | None = None) -> SafeString:
    """The year beside a row of a list, with its era in Japanese."""
    if day is None:
        return SafeString("—")
    if not is_japanese(lang):
        return format_html('<time datetime="{}">{}</time>', day.year, day.year)
    return format_html(
        '<time datetime="{}">{}年<small>{}</small></time>',
        day.year,
        day.year,
        format_era(day, lang),
    )


def year_and_day_html(day: date | None, lang: str | None = None) -> SafeString:
    """The year of a record with its day below, the era beside it in Japanese."""
    if day is None:
        return SafeString("—")
    short = english_days_kept(format_date(day, lang, weekday=False, year=False))
    above, below = (
        (f"{day.year}年", f"{format_era(day, lang)}{short}")
        if is_japanese(lang)
        else (day.year, short)
    )
    return format_html(
        '<time datetime="{}">{}<small>{}</small></time>', day.isoformat(), above, below
    )


def day_mark_html(day: date | None, lang: str | None = None) -> SafeString:
    """The day beside a row of a short list, with its year below."""
    if day is None:
        return SafeString("—")
    year = f"{day.year}年" if is_japanese(lang) else str(day.year)
    short = english_days_kept(format_date(day, lang, weekday=False, year=False))
    return format_html(
        '<time datetime="{}">{}<small>{}</small></time>', day.isoformat(), short, year
    )


def day_parts_html(day: date, lang: str | None = None) -> SafeString:
    """Month, large day and weekday of a row of the events list, with the year."""
    if is_japanese(lang):
        weekday = format_date(day, "ja").rpartition("（")[2].rstrip("）")
        return format_html("{}年{}月<b>{}</b>{}曜", day.year, day.month, day.day, weekday)
    weekday, _day, month, year = format_date(day, "en").split()
    return format_html("{} {}<b>{}</b>{}", month, year, day.day, weekday)


def format_yen(amount: int, tax_included: bool, lang: str | None = None) -> str:
    """An amount of money; zero is free."""
    if amount == 0:
        return FREE.say(lang)
    price = f"{amount:,}円" if is_japanese(lang) else f"¥{amount:,}"
    return price + (TAX_INCLUDED.say(lang) if tax_included else "")


def attendance_line(facts: Any) -> str:
    """About 350 people, 55 municipalities (51 municipalities voted).

    The number that voted on the awards stands apart: it is not the number of those present.
    """
    counted = [
        (facts.attendance_municipalities, MUNICIPALITIES, ""),
        (facts.attendance_heads, HEADS, ""),
        # Municipalities are counted one by one, people are estimated.
        (facts.attendance_people, PEOPLE, _("about ") if facts.attendance_approximate else ""),
    ]
    counts = [f"{about}{text % {'count': number}}" for number, text, about in counted if number]
    present = str(_(", ")).join(counts)
    voted = str(VOTED % {"count": facts.attendance_voted}) if facts.attendance_voted else ""
    if present and voted:
        return str(ALSO_VOTED % {"present": present, "voted": voted})
    return present or voted


def presented_to_html(name: str, role: str, on: date | None, lang: str | None = None) -> SafeString:
    """Who received a proposal; Japanese says it as one word, with the day."""
    if not is_japanese(lang):
        return format_html(PRESENTED.en, name, role)
    day = format_html("（{}）", date_html(on, lang, weekday=False, year=False)) if on else ""
    joined = mark_safe(conditional_escape(name).replace(" ", ""))  # noqa: S308 - escaped
    return format_html(PRESENTED.ja, joined, role, day)
