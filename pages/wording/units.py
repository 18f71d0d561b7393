"""Numbers and what they count, which no line break may part: 9月29日, 約350名, 29 September."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
ENGLISH_DAY = re.compile(
    r"\b(\d{1,2}) (?=(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b)"
)
NUMBER = re.compile(
    r"(?:令和|平成|昭和|第|約)?(?:\d[\d,.:]*|元(?=年))"
    r"(?:月\d{1,2}日|日間|年間|年度?|月号|名様|分(?!科)|[月日回名人件円校台歳%％]|自治体|都道府県|市町村|か[所月国年]|時間|ページ)"
)


def english_days_kept(text: str) -> str:
    """The same words, with the day of a date on one line with its month."""
    return ENGLISH_DAY.sub(rf"\1{NO_BREAK_SPACE}", text)


def unbroken_html(text: str) -> SafeString:
    """A text for pages in which lines do not end between a number and what it counts."""
    kept = english_days_kept(conditional_escape(text or ""))
    whole = NUMBER.sub(r'<span class="nowrap">\g<0></span>', kept)
    return mark_safe(whole)  # noqa: S308 - escaped above
