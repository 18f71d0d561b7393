"""Lists of records each of which has an address of its own below the list's."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from pages.base.page import BasePage
from pages.wording import is_japanese


class BaseRecordsPage(BasePage):
    """A list page that also shows one record at `<list>/<address>/`.

    A record has one row for both languages and no page: title, canonical address, breadcrumbs and
    the other language come from here (`shown`, `path_below`).
    """

    parent_page_types = ["pages.CouncilPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    record_template = ""

    # The record a request asks for; none on the list itself.
    shown: Any = None

    class Meta:
        abstract = True

    def records(self) -> Any:
        """The records that are listed and have an address."""
        raise NotImplementedError

    def record_context(self, record: Any) -> dict[str, Any]:
        """What the record's own page shows."""
        raise NotImplementedError

    def list_context(self) -> dict[str, Any]:
        """What the list shows."""
        raise NotImplementedError

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Leads an address below the list to its record."""
        if self.live and len(path_components) == 1:
            self.shown = self.record_at(path_components[0])
            if self.shown is not None:
                return RouteResult(self)
        return super().route(request, path_components)

    def record_at(self, address: str) -> Any:
        """The record with an address, if it is listed."""
        raise NotImplementedError

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """The record's template where one is shown."""
        if self.shown is not None:
            return self.record_template
        found: str = super().get_template(request, *args, **kwargs)
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the list, or the record."""
        context = super().get_context(request, *args, **kwargs)
        more = self.list_context() if self.shown is None else self.record_context(self.shown)
        return {**context, **more}

    @property
    def path_below(self) -> str:
        """What follows the list's address in that of the record shown."""
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
    found = model.objects.live().filter(locale_id=page.locale_id)
    first: BaseRecordsPage | None = found.select_related("locale").first()
    return first
