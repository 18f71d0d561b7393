"""The pages that stand in place of a document, for its password or for signing in, have a language.

A document's own address has none. It is the one chosen there, else that of the page the reader came
from, else Japanese.
"""

from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate, get_language, override

from home.navigation import HOME_ADDRESSES, LANGUAGE_NAMES, Version, keep_versions
from home.site_tree import SiteTree, is_closed, load_site_tree
from portal.with_site_tree import View

CHOICE = "language"


def in_readers_language(view: View) -> View:
    """The same view of documents; what it answers in place of one stands in the site's frame."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":  # messages are said while the form is checked
            _settle_language(request)
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            tree = _settle_language(request)
            keep_versions(request, _versions(request, tree))
        elif isinstance(response, HttpResponseRedirect) and request.method != "POST":
            _settle_language(request)
            response["Location"] = _in_language(response["Location"], get_language() or "ja")
        return response

    return answer


def _settle_language(request: HttpRequest) -> SiteTree | None:
    activate(_asked_for(request))
    tree = load_site_tree(request)
    if tree is not None:
        is_closed(request, tree)  # then it is Japanese
    return tree


def _in_language(address: str, language: str) -> str:
    with override("ja"):  # in which it was written
        return translate_url(address, language)


def _asked_for(request: HttpRequest) -> str:
    chosen = request.GET.get(CHOICE, "")
    if chosen in LANGUAGE_NAMES:
        return chosen
    page = urlsplit(request.headers.get("Referer", ""))
    is_english = page.netloc == request.get_host() and page.path.startswith(HOME_ADDRESSES["en"])
    return "en" if is_english else "ja"


def _versions(request: HttpRequest, tree: SiteTree | None) -> list[Version]:
    asked = request.POST.get("return_url", "")
    is_known = url_has_allowed_host_and_scheme(asked, request.get_host(), request.is_secure())
    path, here = urlsplit(asked).path if is_known else request.path, get_language()
    return [
        Version(
            language, name, f"{path}?{urlencode({CHOICE: language})}", "", language == here, False
        )
        for language, name in LANGUAGE_NAMES.items()
        if tree is None or language in tree.open_languages()
    ]
