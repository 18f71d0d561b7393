"""Answers that are no pages, with menus and the way to the other language around them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from home.frame import look_around
from home.templatetags.navigation import HOME_ADDRESSES, LANGUAGE_NAMES, Version

View = Callable[..., HttpResponse]


def framed(view: View) -> View:
    """The same view, its templates knowing the menus as those of pages do."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        framed_request: Any = request
        look_around(request)
        framed_request._page_versions = _versions(request)
        return view(request, *args, **kwargs)

    return answer


def _versions(request: HttpRequest) -> list[Version]:
    """The same address in both languages, without the choice of a language of results."""
    here = HOME_ADDRESSES.get(get_language() or "", "/")
    path = request.path.removeprefix(here)
    query = request.GET.copy()
    query.pop("lang", None)
    tail = f"?{query.urlencode()}" if query else ""
    return [
        Version(language, name, f"{home}{path}{tail}", "", home == here, False)
        for (language, name), home in zip(
            LANGUAGE_NAMES.items(), HOME_ADDRESSES.values(), strict=True
        )
    ]
