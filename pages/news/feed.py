"""The news as an Atom feed (RFC 4287): the lines of the list as they stand at the moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from wagtail.models import Page, Site

from pages import lifecycle
from pages.news.updates import Update
from pages.templatetags.said import subject
from portal import clock

# The year in `tag:` (RFC 4151) in which the names under this site's host were first given.
TAG_YEAR = 2022


class NewsFeed(Atom1Feed):
    """Says of each entry in which language it is, where that is not the feed's."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """`xml:lang` of a headline that is not translated yet."""
        return {"xml:lang": item["headline_language"]} if item["headline_language"] else {}

    def latest_post_date(self) -> datetime:
        """When the newest entry was last changed; of an empty feed, when the day began."""
        moments = (item["updateddate"] for item in self.items)
        return max(moments, default=clock.start_of_day(clock.today()))


def feed_response(page: Page, updates: Iterable[Update], request: HttpRequest) -> HttpResponse:
    """All lines of the news list, in its order."""
    body, address = page.get_parent().title, request.build_absolute_uri(page.get_url(request))
    host = _host(request)
    feed = NewsFeed(
        title=f"{page.title} | {body}",
        link=address,
        description=None,
        language=get_language(),
        author_name=body,
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=_tag(host, page),
    )
    appearances: dict[int, dict[Any, datetime]] = {}
    for update in updates:
        feed.add_item(**_entry(update, request, host, _appeared(update, appearances)))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _entry(update: Update, request: HttpRequest, host: str, appeared: datetime) -> dict[str, Any]:
    return {
        "title": update.headline,
        "link": request.build_absolute_uri(update.page.get_url(request)),
        "description": None,
        "unique_id": _id(update, host),
        "pubdate": appeared,
        "updateddate": _updated(update, appeared),
        "categories": [update.label, subject(update.subject)],
        "headline_language": update.language,
    }


def _id(update: Update, host: str) -> str:
    """A name that holds nothing an editor may reword: the item, and what happened on which day."""
    if update.item is None:  # a report or a proposal: the page itself is the news
        return _tag(host, update.page)
    return _tag(host, update.page, str(update.kind), update.on.isoformat())


def _tag(host: str, page: Page, *parts: str) -> str:
    return "/".join([f"tag:{host},{TAG_YEAR}:{get_language()}", str(page.translation_key), *parts])


def _host(request: HttpRequest) -> str:
    """The site's own name: the same for whoever asks, by whatever address."""
    site = Site.find_for_request(request)
    return site.hostname if site else request.get_host().partition(":")[0]


def _appeared(update: Update, known: dict[int, dict[Any, datetime]]) -> datetime:
    """The moment from which the line stands on the site."""
    if update.item is None:
        return clock.start_of_day(update.on)
    moments = known.get(update.item.pk)
    if moments is None:
        moments = known[update.item.pk] = lifecycle.appearances(update.item.schedule)
    # Documents come out on a day and are not in the schedule.
    return moments.get(
        (lifecycle.MilestoneKind(update.kind), update.on), clock.start_of_day(update.on)
    )


def _updated(update: Update, appeared: datetime) -> datetime:
    """A report's last publication, unless that lies after the moment shown (a preview)."""
    published = update.page.last_published_at if update.item is None else None
    if published is None or published > clock.now():
        return appeared
    return max(appeared, published)
