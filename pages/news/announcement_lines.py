"""The derived announcements of an item: their days, headlines and addresses."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from wagtail.contrib.redirects.models import Redirect

from pages import lifecycle, wording
from pages.lifecycle import Milestone, Schedule
from pages.news.announcements import REPEATED
from pages.news.overrides import NewsOverrides
from portal import clock


def schedule_of(item: Any, overrides: NewsOverrides) -> Schedule:
    """The dates of an item with the days on which its documents came out, and its changes."""
    key = item.facts.pk
    schedule: Schedule = item.announced_schedule(overrides.published.get(key, ()))
    return replace(schedule, changes=overrides.moved.get(key, ()))


def shown_now(item: Any, schedule: Schedule, overrides: NewsOverrides) -> tuple[Milestone, ...]:
    """The announcements of an item now, newest first, without those that editors hold back."""

    def held_back(milestone: Milestone) -> bool:
        return overrides.change_of(item.translation_key, milestone).held_back

    now = clock.now()
    clock.note_change(lifecycle.next_announcement(schedule, now))
    return lifecycle.milestones(schedule, now, held_back)


def headline_of(
    item: Any, milestone: Milestone, overrides: NewsOverrides, lang: str | None = None
) -> str:
    """How an announcement writes itself: in the council's wording, else in the shipped one."""
    subject = item.announced_as
    return wording.announcement(
        milestone.kind,
        item.title,
        subject,
        lang,
        day=milestone.on,
        closes=milestone.closes,
        starts=milestone.starts,
        template=overrides.template(subject, milestone.kind, lang),
    )


def addresses_of(item: Any, schedule: Schedule) -> dict[Milestone, str]:
    """Below the news list: `training-2/extension/`, and `training-2/extension-2022-09-30/` for
    what is announced again.
    """
    addresses: dict[Milestone, str] = {}
    taken: set[str] = set()
    for milestone in lifecycle.announced(schedule):
        step = next(step for step in _steps(milestone) if step not in taken)
        addresses[milestone] = f"{item.slug}/{step}/"
        taken.add(step if milestone.kind in REPEATED else "")
    return addresses


def _steps(milestone: Milestone) -> Iterator[str]:
    """The names of an announcement, of which the first that is free counts."""
    dated = f"{milestone.kind}-{milestone.on}"
    yield from (milestone.kind.value, dated)
    yield from (f"{dated}-{number}" for number in count(2))


def item_at(items: Iterable[Any], overrides: NewsOverrides, slug: str, step: str) -> Any:
    """The item whose announcement has an address, once it was made and unless it is held back.

    An address stays when the item gets another slug; what stands at the slug now comes first.
    """
    known = list(items)
    current = [item for item in known if item.slug == slug]
    found = _announced(current, overrides, step)
    return found or _announced(_once_at(known, slug), overrides, step)


def _announced(items: Iterable[Any], overrides: NewsOverrides, step: str) -> Any:
    for item in items:
        schedule = schedule_of(item, overrides)
        addresses = addresses_of(item, schedule)
        for milestone in lifecycle.happened(schedule, clock.now()):
            held_back = overrides.change_of(item.translation_key, milestone).held_back
            if addresses[milestone] == f"{item.slug}/{step}/" and not held_back:
                return item
    return None


def _once_at(items: Iterable[Any], slug: str) -> Iterator[Any]:
    """The items with this slug in an address that they had before, in either language."""
    redirects = Redirect.objects.filter(automatically_created=True, old_path__endswith=f"/{slug}")
    keys = set(redirects.values_list("redirect_page__translation_key", flat=True))
    return (item for item in items if item.translation_key in keys)
