"""Pages that answer at one address below their own with a file: a feed, a calendar."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.url_routing import RouteResult

from pages.base.facts import FactsMixin


class SubpageMixin(FactsMixin):
    """A page that has `<page>/<part>` besides: under the same gates as the page itself."""

    part = ""

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Leads the address of the part to this page."""
        if path_components != [self.part]:
            return super().route(request, path_components)
        if not self.live or not self.has_part:
            raise Http404
        return RouteResult(self, kwargs={"as_part": True})

    def serve(
        self, request: HttpRequest, *args: Any, as_part: bool = False, **kwargs: Any
    ) -> HttpResponse:
        """Answers with the part, or with the page; without public facts there is neither."""
        if as_part and self.has_public_facts:
            return self.serve_part(request)
        return super().serve(request, *args, **kwargs)

    @property
    def has_part(self) -> bool:
        """Whether there is anything to answer with."""
        return True

    def serve_part(self, request: HttpRequest) -> HttpResponse:
        """The part itself."""
        raise NotImplementedError
