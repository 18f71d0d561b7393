"""Small lines of pages about dates: a window, an extension, the date beside a row of a list."""

from __future__ import annotations

from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from pages.wording.dates import date_html, format_date, span_html
from pages.wording.eras import format_era
from pages.wording.language import Text, is_japanese

EXTENDED = {
    "event": Text("申込受付を{closes}まで延長しました", "Applications extended to {closes} (JST)"),
    "award": Text(
        "応募締切を{closes}に延長しました", "Deadline for entries extended to {closes} (JST)"
    ),
}
NO_CLOSING_DATE = Text("締切未掲載", "closing date not yet announced")
FREE = Text("無料", "Free")
TAX_INCLUDED = Text("（税込）", " (tax included)")


def extension_line(closes: date, kind: str, lang: str | None = None) -> str:
    """That a deadline was put off; `kind` is "event" or "award"."""
    said = format_date(closes, lang, year=not is_japanese(lang))
    return EXTENDED[kind].say(lang).format(closes=said)


def application_window_html(
    opens: date | None, closes: date | None, lang: str | None = None
) -> SafeString:
    """From when until when applications are accepted; either end may be unknown."""
    if opens and closes:
        zone = "" if is_japanese(lang) else " JST"
        return format_html("{}{}", span_html(opens, None, closes, None, lang), zone)
    if opens:
        dash = "〜" if is_japanese(lang) else " – "
        return format_html("{}{}{}", date_html(opens, lang), dash, NO_CLOSING_DATE.say(lang))
    if closes:
        until = ("", "まで") if is_japanese(lang) else ("Until ", "")
        return format_html("{}{}{}", until[0], date_html(closes, lang), until[1])
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
    said = format_date(day, lang, weekday=False, year=False)
    above, below = (
        (f"{day.year}年", f"{format_era(day, lang)}{said}")
        if is_japanese(lang)
        else (day.year, said)
    )
    return format_html(
        '<time datetime="{}">{}<small>{}</small></time>', day.isoformat(), above, below
    )


def day_mark_html(day: date | None, lang: str | None = None) -> SafeString:
    """The day beside a row of a short list, with its year below."""
    if day is None:
        return SafeString("—")
    year = f"{day.year}年" if is_japanese(lang) else str(day.year)
    said = format_date(day, lang, weekday=False, year=False)
    return format_html(
        '<time datetime="{}">{}<small>{}</small></time>', day.isoformat(), said, year
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
    said = f"{amount:,}円" if is_japanese(lang) else f"¥{amount:,}"
    return said + (TAX_INCLUDED.say(lang) if tax_included else "")
