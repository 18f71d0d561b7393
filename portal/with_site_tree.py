"""Answers that are no pages, with menus and the way to the other language around them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME as NEXT
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import translate_url
from django.utils.translation import get_language

from home.navigation import HOME_ADDRESSES, LANGUAGE_NAMES, Version, keep_versions
from home.site_tree import SiteTree, is_closed, load_site_tree

View = Callable[..., HttpResponseBase]


def with_site_tree(view: View) -> View:
    """The same view, its templates knowing the menus as those of pages do."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        tree = load_site_tree(request)
        if tree and is_closed(request, tree):
            raise Http404
        keep_versions(request, _versions(request, tree))
        return view(request, *args, **kwargs)

    return answer


def _versions(request: HttpRequest, tree: SiteTree | None) -> list[Version]:
    """The same address in both languages, without the choice of a language of results."""
    here = HOME_ADDRESSES.get(get_language() or "", "/")
    path = request.path.removeprefix(here)
    query = request.GET.copy()
    query.pop("lang", None)
    return [
        Version(language, name, f"{home}{path}{_tail(query, language)}", "", home == here, False)
        for (language, name), home in zip(
            LANGUAGE_NAMES.items(), HOME_ADDRESSES.values(), strict=True
        )
        if tree is None or language in tree.open_languages()
    ]


def _tail(query: QueryDict, language: str) -> str:
    """The query, leading on to the page of that language."""
    tail = query.copy()
    if NEXT in tail:
        tail[NEXT] = translate_url(str(tail[NEXT]), language)
    return f"?{tail.urlencode()}" if tail else ""
