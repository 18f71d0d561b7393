"""The sitemap: live pages of both trees with their counterparts in the other language."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.sitemaps import Sitemap, views
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from pages.base.facts import sources
from pages.base.fallback import own_text
from pages.characters import portable
from pages.members.models import MembersPage, PeoplePage
from pages.public import public

SHOWING_RECORDS = (MembersPage, PeoplePage)


@dataclass(frozen=True)
class Address:
    """A page, or a record that it shows at an address below its own."""

    page: Page
    below: str = ""

    @property
    def subject(self) -> tuple[Any, str]:
        """The key that the same address in the other language has, too."""
        return self.page.translation_key, self.below


class BilingualSitemap(Sitemap):
    """Both trees of a site; Wagtail's own sitemap lists only the Japanese one (wagtail#12973)."""

    def __init__(self, wagtail_site: Site) -> None:
        self.wagtail_site = wagtail_site

    def items(self) -> list[Address]:
        """The addresses of all pages, and below them those of the records they show."""
        addresses = []
        for page in self.pages():
            addresses.append(Address(page))
            if page.cached_content_type.model_class() in SHOWING_RECORDS:
                addresses += [Address(page, below) for below in page.specific.paths_below()]
        return addresses

    def pages(self) -> PageQuerySet:
        """Readable pages with a text of their own, so not the Japanese one under /en/."""
        return self.readable().filter(own_text())

    def readable(self) -> PageQuerySet:
        """The pages that anybody may read; an English page without its Japanese one is a 404."""
        home = self.wagtail_site.root_page
        trees = Page.objects.none()
        for root in home.get_translations(inclusive=True):
            trees |= Page.objects.descendant_of(root, inclusive=True)
        with_facts = sources(Page).filter(live=True).values("translation_key")
        listed = trees.filter(public(), translation_key__in=with_facts)
        return listed.order_by("path").select_related("locale")

    def location(self, item: Address) -> str:
        """The path below the site's host."""
        path: str = item.page.get_url_parts()[2]
        location: str = portable(path + item.below)
        return location

    def lastmod(self, item: Address) -> Any:
        """When the page was last published; not known of records, which other pages make up."""
        return None if item.below else item.page.last_published_at

    def get_urls(self, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """Adds to every address those of the same page in the other language."""
        urls = super().get_urls(*args, **kwargs)
        versions: dict[tuple[Any, str], list[dict[str, str]]] = defaultdict(list)
        for url in urls:
            item = url["item"]
            versions[item.subject].append(
                {"lang_code": item.page.locale.language_code, "location": url["location"]}
            )
        for url in urls:
            alternates = versions[url["item"].subject]
            url["alternates"] = alternates if len(alternates) > 1 else []
        return urls


@csrf_exempt
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """/sitemap.xml."""
    site = Site.find_for_request(request)
    sections: dict[str, type[Sitemap] | Sitemap] = {}
    if site:
        sections["portal"] = BilingualSitemap(site)
    return views.sitemap(request, sections, template_name="sitemap.xml")
