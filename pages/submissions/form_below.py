"""A form at an address below its page: routed there, answered, or said why not."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from wagtail.models import PageViewRestriction
from wagtail.url_routing import RouteResult

from pages.submissions import steps

MINE = "mine"  # the name of the signed key in the address of an own page


class FormBelowMixin:
    """For pages whose editor may give them a form of their own.

    `below`: the path of the form; `closed_template` says why one cannot use it now. The page says
    whether it `has_form` and whether that `is_taking` anything now, and gives its `form_kind()`;
    `answer_own(request)` is the own page behind a signed link, and `sent_by(key)` what was sent to
    this page by whoever has the key. For them the own page goes on when the page is taken down or
    closed.
    """

    below: ClassVar[str]
    closed_template: ClassVar[str]
    # The rows of the Japanese page that the terms of the form are read from.
    rows_of_form: ClassVar[tuple[str, ...]] = ("extensions",)
    # The address of the form while it is shown: the other language leads to its own.
    path_below = ""
    # Whether it is served to somebody who has sent something here, though others may not read it.
    is_hidden = False
    _is_for_its_sender = False

    def is_form_at(self, path_components: list[str]) -> bool:
        """Whether the steps below the page are those of its form."""
        return path_components == [self.below.strip("/")]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Leads the address of the form to this page."""
        page: Any = self
        if not self.is_form_at(path_components):
            result: RouteResult = super().route(request, path_components)  # type: ignore[misc]
            return result
        if page.facts and page.sent_by(request.GET.get(MINE, "")) is not None:
            return RouteResult(_for_its_sender(page, request), kwargs={"as_form": True})
        if not page.live or not page.facts:
            raise Http404
        if not page.has_form and MINE not in request.GET:
            raise Http404
        return RouteResult(self, kwargs={"as_form": True})

    def open_to_its_sender(self, *, is_hidden: bool) -> None:
        """Has the page served to somebody who has sent something here, whoever else may read it."""
        self.is_hidden = is_hidden
        self._is_for_its_sender = True

    def get_view_restrictions(self) -> QuerySet:
        """None for whoever has the key to an own page."""
        if self._is_for_its_sender:
            return PageViewRestriction.objects.none()
        restrictions: QuerySet = super().get_view_restrictions()  # type: ignore[misc]
        return restrictions

    def serve(
        self, request: HttpRequest, *args: Any, as_form: bool = False, **kwargs: Any
    ) -> HttpResponse:
        """Answers with the form, with an own page, or with the page itself."""
        page: Any = self
        if not as_form or not (page.source_is_live or self.is_hidden):
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


def _for_its_sender(page: Any, request: HttpRequest) -> Any:
    """The page for whoever has sent something to it; a hidden one as it was public last."""
    met = all(each.accept_request(request) for each in page.get_view_restrictions())
    is_public = page.live and page.has_public_facts
    shown = page if is_public else page.as_public_last()
    shown.open_to_its_sender(is_hidden=not (is_public and met))
    return shown
