"""The headlines of announcements that follow from dates; the wording is this portal's own."""

from __future__ import annotations

from datetime import date

from pages.wording.dates import format_date
from pages.wording.language import Text
from pages.wording.templates import is_usable

TEMPLATES = {
    "published": Text("{title}の案内を公開", "{title}: details published"),
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
    "full": Text("{title}の参加申込が定員に到達", "{title}: all places taken"),
    "reopened": Text("{title}の参加申込受付を再開", "{title}: places available again"),
    "place": Text("{title}の会場を変更", "{title}: change of venue"),
    "dated": Text("{title}を{starts}に開催", "{title} to take place on {starts}"),
    "rescheduled": Text(
        "{title}の日時を変更（{starts}に開催）", "{title}: rescheduled, taking place on {starts}"
    ),
    "undated": Text("{title}の日時は未定", "{title}: date to be announced"),
    "resumed": Text("{title}を予定どおり開催", "{title} to take place after all"),
    "written": Text("{title}を文書により開催", "{title} conducted in writing"),
    "postponed": Text("{title}を延期", "{title} postponed"),
    "cancelled": Text("{title}を中止", "{title} cancelled"),
}
AWARD_TEMPLATES = {
    "opening": Text("{title}の応募受付を開始", "{title}: entries open"),
    "extension": Text(
        "{title}の応募締切を{closes}に延長", "{title}: deadline extended to {closes}"
    ),
    "last_day": Text("{title}の応募受付は本日まで", "{title}: last day for entries"),
    "closed": Text("{title}の応募受付を終了", "{title}: entries closed, with thanks"),
    "today": Text("{title}の表彰式は本日開催", "{title}: ceremony today"),
    "ended": Text("{title}の表彰式が終了", "{title}: ceremony has ended"),
    "published": Text("{title}の募集案内を公開", "{title}: call for entries published"),
    "place": Text("{title}の表彰式の会場を変更", "{title}: change of venue of the ceremony"),
    "dated": Text("{title}の表彰式を{starts}に開催", "{title}: ceremony on {starts}"),
    "rescheduled": Text(
        "{title}の表彰式の日程を変更（{starts}に開催）",
        "{title}: ceremony rescheduled, taking place on {starts}",
    ),
    "undated": Text("{title}の表彰式の日程は未定", "{title}: date of the ceremony to be announced"),
    "resumed": Text("{title}の表彰式を開催", "{title}: ceremony to take place after all"),
    "cancelled": Text("{title}の表彰式を中止", "{title}: ceremony cancelled"),
}
# Said where the new day is not given.
WITHOUT_A_DAY = {
    "dated": Text("{title}の開催日が決定", "{title}: date announced"),
    "rescheduled": Text("{title}の日時を変更", "{title}: rescheduled"),
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
    starts: date | None = None,
    template: str | None = None,
) -> str:
    """The headline of an announcement made on `day`, in the editors' `template` if they have one.

    A template that cannot be filled is passed over for the shipped wording: it was not saved
    through a form. Dates leave out a year that is the year of `day`; ValueError for one
    that is not given.
    """
    usable = template and is_usable(kind, template)
    headline = template if template and usable else announcement_template(kind, item_kind, lang)
    if "{starts}" in headline and starts is None:
        headline = WITHOUT_A_DAY[kind].say(lang)
    for name, value in (("closes", closes), ("starts", starts), ("day", day)):
        if f"{{{name}}}" not in headline:
            continue
        if value is None:
            raise ValueError(f"The announcement {kind!r} names {{{name}}}, which is not known.")
        other_year = day is not None and value.year != day.year
        text = format_date(value, lang, weekday=False, year=other_year)
        headline = headline.replace(f"{{{name}}}", text)
    # Last, so that a title is never searched for placeholders.
    return headline.replace("{title}", title)
