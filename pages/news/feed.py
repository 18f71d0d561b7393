"""The news as an Atom feed (RFC 4287): the lines of the list as they stand at the moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.translation import get_language
from wagtail.models import Page, Site

from pages.characters import portable
from pages.news.news_list import Update
from pages.wording import lines
from portal import clock

# The year in `tag:` (RFC 4151) in which the names under this site's host were first given.
TAG_YEAR = 2022


class NewsFeed(Atom1Feed):
    """An Atom feed whose entries carry their language where it is not the feed's.

    Whatever its texts hold, it stays well-formed XML.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**portable(kwargs))

    def add_item(self, *args: Any, **kwargs: Any) -> None:
        """An entry."""
        super().add_item(*map(portable, args), **portable(kwargs))

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
    for update in updates:
        feed.add_item(**_entry(update, address, request, host))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _entry(update: Update, index: str, request: HttpRequest, host: str) -> dict[str, Any]:
    """A line of the list; one that leads nowhere stands in the list itself."""
    appeared = update.appeared or clock.start_of_day(update.on)
    return {
        "title": update.headline,
        "link": request.build_absolute_uri(update.page.get_url(request)) if update.url else index,
        "description": how_to_apply(update) or None,
        "unique_id": _id(update, host),
        "pubdate": appeared,
        "updateddate": _updated(update, appeared),
        "categories": [update.label, update.subject_label],
        "headline_language": update.language,
    }


def how_to_apply(update: Update) -> str:
    """Until when and how one can apply for what an entry is about, while one can."""
    item = update.item
    if item is None or not item.has_state or not item.status.accepts:
        return ""
    return " ".join(filter(None, [_period(item.status), item.way.line()]))


def _period(status: Any) -> str:
    days = (
        moment and moment.astimezone(clock.TOKYO).date() for moment in (status.opens, status.closes)
    )
    return strip_tags(lines.application_window_html(*days))


def _id(update: Update, host: str) -> str:
    """A name that holds nothing an editor may reword: the item, and what happened on which day.

    A second change of one kind on a day is another entry, or nobody who has read the first would
    learn of it.
    """
    if update.item is None:  # a report or a proposal: the page itself is the news
        return _tag(host, update.page)
    distinction = [update.distinction] if update.distinction else []
    return _tag(host, update.page, str(update.kind), *distinction, update.on.isoformat())


def _tag(host: str, page: Page, *parts: str) -> str:
    return "/".join([f"tag:{host},{TAG_YEAR}:{get_language()}", str(page.translation_key), *parts])


def _host(request: HttpRequest) -> str:
    """The site's own name: the same for whoever asks, by whatever address."""
    site = Site.find_for_request(request)
    return site.hostname if site else request.get_host().partition(":")[0]


def _updated(update: Update, appeared: datetime) -> datetime:
    """A report's last publication, unless that lies after the moment shown (a preview)."""
    published = update.page.last_published_at if update.item is None else None
    if published is None or published > clock.now():
        return appeared
    return max(appeared, published)
