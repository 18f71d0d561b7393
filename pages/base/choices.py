"""Filters in the address of a list: a value that no filter has is refused, never passed over."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from pages.base.page import BasePage
from pages.characters import portable

SHOWN = 40  # characters of a value that is refused


@dataclass(frozen=True)
class Filter:
    """A name in the address with the values it can have, each with its label."""

    name: str
    heading: Any
    labels: dict[str, str]

    def chosen(self, query: QueryDict) -> frozenset[str]:
        """The values in an address, empty ones left out. Raises UnknownChoiceError."""
        values = [value for value in query.getlist(self.name) if value]
        unknown = next((value for value in values if value not in self.labels), None)
        if unknown is not None:
            raise UnknownChoiceError(self, unknown)
        return frozenset(values)

    def links(self) -> list[tuple[str, str]]:
        """The query and the label of every value."""
        return [
            (f"?{urlencode({self.name: value})}", label) for value, label in self.labels.items()
        ]


class UnknownChoiceError(ValueError):
    """An address asks for a value that its filter does not have."""

    def __init__(self, asked: Filter, value: str) -> None:
        super().__init__(asked.name)
        self.filter = asked
        self.value = portable(value)[:SHOWN]

    @property
    def sentence(self) -> str:
        """For the reader."""
        said = _("“%(value)s” is not a choice of “%(heading)s” in this list.")
        return said % {"value": self.value, "heading": self.filter.heading}


class BaseFilteredListPage(BasePage):
    """A list whose address may narrow it down; parameters it does not know are passed over."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list, or with status 400 the choices that there are."""
        try:
            response: HttpResponse = super().serve(request, *args, **kwargs)
        except UnknownChoiceError as error:
            context = {**BasePage.get_context(self, request), "refused": error}
            response = TemplateResponse(
                request, "pages/unknown_choice.html", context, status=HTTP_BAD_REQUEST
            )
        return response


HTTP_BAD_REQUEST = 400
