"""The headlines of announcements that follow from dates; the wording is this portal's own."""

from __future__ import annotations

from datetime import date

from pages.wording.dates import format_date
from pages.wording.language import Text
from pages.wording.templates import is_usable

TEMPLATES = {
    "opening": Text("{title}の参加申込受付を開始", "{title}: applications open"),
    "extension": Text(
        "{title}の申込受付を{closes}まで延長", "{title}: applications extended to {closes}"
    ),
    "last_day": Text("{title}の申込受付は本日まで", "{title}: last day for applications"),
    "closed": Text("{title}の申込受付を終了", "{title}: applications closed"),
    "today": Text("{title}は本日開催", "{title}: today"),
    "ended": Text("{title}が終了", "{title} has ended"),
    "held": Text("{title}を開催", "{title} held"),
    "recordings": Text("{title}のアーカイブ配信を開始", "{title}: recordings now available"),
    "document": Text("{title}の資料を公開", "{title}: materials published"),
    "results": Text("{title}の結果を発表", "{title}: results announced"),
}
AWARD_TEMPLATES = {
    "opening": Text("{title}の応募受付を開始", "{title}: entries open"),
    "extension": Text(
        "{title}の応募締切を{closes}に延長", "{title}: deadline extended to {closes}"
    ),
    "last_day": Text("{title}の応募受付は本日まで", "{title}: last day for entries"),
    "closed": Text("{title}の応募受付を終了", "{title}: entries closed, with thanks"),
}
PROPOSAL_TEMPLATES = {"document": Text("「{title}」を公開", "{title} published")}
BY_ITEM = {"award": AWARD_TEMPLATES, "proposal": PROPOSAL_TEMPLATES}


def announcement_template(kind: str, item_kind: str, lang: str | None = None) -> str:
    """The wording for an "event", "award" or "proposal", with its placeholders."""
    table = {**TEMPLATES, **BY_ITEM.get(item_kind, {})}
    return table[kind].say(lang)


def announcement(
    kind: str,
    title: str,
    item_kind: str,
    lang: str | None = None,
    *,
    day: date | None = None,
    closes: date | None = None,
    template: str | None = None,
) -> str:
    """The headline of an announcement made on `day`, in the editors' `template` if they have one.

    A template that cannot be filled is passed over for the shipped wording: it was not saved
    through a form. Dates are said without a year that is the year of `day`; ValueError for one
    that is not given.
    """
    usable = template and is_usable(kind, template)
    said = template if template and usable else announcement_template(kind, item_kind, lang)
    for name, value in (("closes", closes), ("day", day)):
        if f"{{{name}}}" not in said:
            continue
        if value is None:
            raise ValueError(f"The announcement {kind!r} tells {{{name}}}, which is not known.")
        other_year = day is not None and value.year != day.year
        told = format_date(value, lang, weekday=False, year=other_year)
        said = said.replace(f"{{{name}}}", told)
    # Last, so that a title is never searched for placeholders.
    return said.replace("{title}", title)
