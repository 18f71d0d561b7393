"""What items announce of themselves: when, in which words, and under which address."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pages import lifecycle, wording
from pages.lifecycle import Milestone, MilestoneKind, Schedule
from pages.news.announcements import REPEATED
from pages.news.editorial import Editorial
from portal import clock


def schedule_of(item: Any, editorial: Editorial) -> Schedule:
    """The dates of an item with the days on which its documents came out."""
    if item.kind == "proposal":
        on = item.facts.published_on or item.facts.handed_over_on
        return Schedule(documents=(on,) if on else ())
    return replace(item.schedule, documents=editorial.published.get(item.facts.pk, ()))


def told(item: Any, schedule: Schedule, editorial: Editorial) -> tuple[Milestone, ...]:
    """What is told of an item at this moment, newest first, without what editors hold back."""

    def held_back(milestone: Milestone) -> bool:
        return editorial.change_of(item.translation_key, milestone).held_back

    now = clock.now()
    clock.note_change(lifecycle.next_announcement(schedule, now))
    return lifecycle.milestones(schedule, now, held_back)


def headline_of(
    item: Any, milestone: Milestone, editorial: Editorial, lang: str | None = None
) -> str:
    """How an announcement writes itself: in the council's wording, else in the shipped one."""
    subject = item.kind if item.kind in ("award", "proposal") else "event"
    return wording.announcement(
        milestone.kind,
        item.title,
        subject,
        lang,
        day=milestone.on,
        closes=milestone.closes,
        template=editorial.template(subject, milestone.kind, lang),
    )


def addresses_of(item: Any, schedule: Schedule) -> dict[Milestone, str]:
    """Below the news list: `training-2/extension/`, and `training-2/extension-2022-09-30/` for
    what is announced again.
    """
    found: dict[Milestone, str] = {}
    seen: set[MilestoneKind] = set()
    for milestone in lifecycle.announced(schedule):
        again = milestone.kind in seen and milestone.kind in REPEATED
        step = f"{milestone.kind}-{milestone.on}" if again else milestone.kind.value
        found[milestone] = f"{item.slug}/{step}/"
        seen.add(milestone.kind)
    return found


def item_at(items: Iterable[Any], editorial: Editorial, slug: str, step: str) -> Any:
    """The item whose announcement has an address, once it was made and unless it is held back."""
    for item in (each for each in items if each.slug == slug):
        schedule = schedule_of(item, editorial)
        addresses = addresses_of(item, schedule)
        for milestone in lifecycle.happened(schedule, clock.now()):
            held_back = editorial.change_of(item.translation_key, milestone).held_back
            if addresses[milestone] == f"{slug}/{step}/" and not held_back:
                return item
    return None
