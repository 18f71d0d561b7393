"""Lists of records that have addresses of their own below the list's."""

from collections.abc import Iterable
from typing import Any
from unicodedata import normalize
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from pages.base.page import BasePage
from pages.public import readable_from
from pages.wording import is_japanese


class BaseRecordsPage(BasePage):
    """A list page that also shows one record at `<list>/<address>/`.

    A record has one row for both languages and no page: title, canonical address, breadcrumbs and
    the other language come from here (`shown`, `path_below`).
    """

    parent_page_types = ["pages.CouncilPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    lists_others = True
    record_template = ""

    # The record a request asks for; none on the list itself.
    shown: Any = None
    # The record that had the address a request asks for.
    moved: Any = None

    class Meta:
        abstract = True

    def records(self) -> Any:
        """The records that are listed and have an address."""
        raise NotImplementedError

    def listed(self) -> Iterable[Any]:
        """The records, which search finds the list by, too."""
        return self.records()

    def record_context(self, record: Any) -> dict[str, Any]:
        """The template context of a record's own page."""
        raise NotImplementedError

    def list_context(self) -> dict[str, Any]:
        """The template context of the list."""
        raise NotImplementedError

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Leads an address below the list to its record."""
        if self.live and len(path_components) == 1:
            address = normalize("NFC", path_components[0])
            self.shown = self.record_at(address)
            self.moved = None if self.shown else self.record_formerly_at(address)
            if self.shown is not None or self.moved is not None:
                return RouteResult(self)
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leads from an address that a record had before to the present one."""
        if self.moved is None:
            response: HttpResponse = super().serve(request, *args, **kwargs)
            return response
        query = request.META.get("QUERY_STRING", "")
        address = f"{self.get_url(request)}{below(self.moved)}"
        return HttpResponsePermanentRedirect(address + (f"?{query}" if query else ""))

    def record_at(self, address: str) -> Any:
        """The record with an address, if it is listed."""
        raise NotImplementedError

    def record_formerly_at(self, address: str) -> Any:
        """The listed record that had an address before; lists whose addresses stay have none."""
        return None

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """The record's template where one is shown."""
        if self.shown is not None:
            return self.record_template
        template: str = super().get_template(request, *args, **kwargs)
        return template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the list, or the record."""
        context = super().get_context(request, *args, **kwargs)
        more = self.list_context() if self.shown is None else self.record_context(self.shown)
        return {**context, **more}

    @property
    def path_below(self) -> str:
        """The record's part of its address, below that of the list."""
        return below(self.shown) if self.shown is not None else ""

    def paths_below(self) -> list[str]:
        """The addresses of all records, below that of the list."""
        return [below(record) for record in self.records()]

    @property
    def meta_title(self) -> str:
        """The record's name, or the list's."""
        return super().meta_title if self.shown is None else self.shown_title

    @property
    def shown_title(self) -> str:
        """The name of the record shown, in the language being read where it is known."""
        return named(self.shown)


def below(record: Any) -> str:
    """The record's address below its list, as links write it."""
    return f"{quote(record.address)}/"


def named(record: Any) -> str:
    """A record's name in the language being read, else in Japanese."""
    japanese: str = record.name_ja
    return japanese if is_japanese() else record.name_en or japanese


def page_of(model: type[BaseRecordsPage], page: Page) -> BaseRecordsPage | None:
    """The list page of a kind in the tree of `page`."""
    pages = model.objects.filter(readable_from(page), locale_id=page.locale_id)
    first: BaseRecordsPage | None = pages.select_related("locale").first()
    return first
