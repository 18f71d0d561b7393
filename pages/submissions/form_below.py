"""A form at an address below its page: routed there, answered, or said why not."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from wagtail.url_routing import RouteResult

from pages.submissions import steps

MINE = "mine"  # the name of the signed key in the address of an own page


class FormBelowMixin:
    """For pages whose editor may give them a form of their own.

    `below`: the path of the form; `closed_template` says why one cannot use it now. The page says
    whether it `has_form` and whether that `is_taking` anything now, and gives its `form_kind()`;
    `answer_own(request)` is the own page behind a signed link.
    """

    below: ClassVar[str]
    closed_template: ClassVar[str]
    # The rows of the Japanese page that the terms of the form are read from.
    rows_of_form: ClassVar[tuple[str, ...]] = ("extensions",)
    # The address of the form while it is shown: the other language leads to its own.
    path_below = ""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Leads the address of the form to this page."""
        page: Any = self
        if path_components != [self.below.strip("/")]:
            result: RouteResult = super().route(request, path_components)  # type: ignore[misc]
            return result
        if not page.live or not page.facts:
            raise Http404
        # Whoever has sent the form keeps the own page, also where nobody else can any more.
        if not page.has_form and MINE not in request.GET:
            raise Http404
        return RouteResult(self, kwargs={"as_form": True})

    def serve(
        self, request: HttpRequest, *args: Any, as_form: bool = False, **kwargs: Any
    ) -> HttpResponse:
        """Answers with the form, with an own page, or with the page itself."""
        page: Any = self
        if not as_form or not page.source_is_live:
            served: HttpResponse = super().serve(request, *args, **kwargs)  # type: ignore[misc]
            return served
        self.path_below = self.below
        if MINE in request.GET:
            answered: HttpResponse = page.answer_own(request)
            return answered
        if page.is_taking or steps.is_done(request):
            return steps.answer(page, request, page.form_kind())
        response = render(
            request,
            self.closed_template,
            {**page.get_context(request), "status": page.status},
            status=409 if request.method == "POST" else 200,
        )
        add_never_cache_headers(response)
        return response
