"""The results page, its JSON, suggestions while typing, and the description for browsers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from pages.wording import is_japanese
from search.bets import best_bets
from search.counting import count_search
from search.facets import facets_of
from search.query.snapshot import NoIndexError
from search.request import BadSearchError, Request, read, read_query
from search.results import Hit, Results, results_of
from search.suggestions import suggestions_for

UNAVAILABLE = 503


def reading_language() -> str:
    """`ja` or `en`."""
    return "ja" if is_japanese() else "en"


# --- The page -----------------------------------------------------------------------------


@csrf_exempt
@require_safe
def results_page(request: HttpRequest) -> HttpResponse:
    """The page of results; without words, the page to search from."""
    context: dict[str, Any] = {"text": request.GET.get("q", "").strip()[:300]}
    status = 200
    try:
        asked = read(request.GET, reading_language())
        if asked.query.clauses:
            context |= _shown(asked, request)
        elif context["text"]:
            context["problem"] = _("Please give a word to search for.")
    except BadSearchError as error:
        context["problem"], status = error, 400
    except NoIndexError:
        context["problem"], status = _("The search is being prepared. Try again soon."), UNAVAILABLE
    return render(request, "search/results_page.html", context, status=status)


def _shown(asked: Request, request: HttpRequest) -> dict[str, Any]:
    results = results_of(asked)
    if asked.page == 1 and not asked.filters.is_narrowed:
        count_search(asked.query.text, asked.filters.ui, results.result_set.total)
    is_first = asked.page == 1
    return {
        "results": results,
        "bets": best_bets(asked.query.text, asked.filters.ui) if is_first else [],
        "related": [(word, _with(request, q=word, page="")) for word in results.related],
        "facets": facets_of(results.result_set.facets, asked.filters),
        "page_links": _page_links(results, request),
        "previous_address": _page_address(results, request, asked.page - 1),
        "next_address": _page_address(results, request, asked.page + 1),
        "suggestion_address": _with(request, q=results.suggestion, page=""),
        "by_date_address": _with(request, sort="date", page=""),
        "by_relevance_address": _with(request, sort="", page=""),
    }


def _with(request: HttpRequest, **changes: str) -> str:
    """The present address with some of its values changed; empty ones are left out."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.setlist(name, [value] if value else [])
    return f"?{query.urlencode()}"


def _page_address(results: Results, request: HttpRequest, page: int) -> str:
    """The address of a page of the results; empty where there is no such page."""
    return _with(request, page=str(page)) if 1 <= page <= results.pages else ""


def _page_links(results: Results, request: HttpRequest) -> list[tuple[int, str]]:
    """The pages near the one shown, the first and the last; 0 stands for a gap."""
    here, last = results.request.page, results.pages
    near = [
        number for number in range(1, last + 1) if abs(number - here) < 3 or number in (1, last)
    ]
    links: list[tuple[int, str]] = []
    for number in near:
        if links and number - links[-1][0] > 1:
            links.append((0, ""))
        links.append((number, _with(request, page=str(number))))
    return links


# --- JSON -----------------------------------------------------------------------------------


@csrf_exempt
@require_safe
def api(request: HttpRequest) -> JsonResponse:
    """The same results as data; a bad address gets its reason with status 400."""
    ui = request.GET.get("ui") or "ja"
    with override("en" if ui == "en" else "ja"):
        try:
            if ui not in ("ja", "en"):
                raise BadSearchError(_("“ui” is ja or en."))
            asked = read(request.GET, ui)
            if not asked.query.clauses:
                raise BadSearchError(_("Please give a word to search for."))
            return JsonResponse(_as_data(results_of(asked)), json_dumps_params=UNESCAPED)
        except BadSearchError as error:
            return JsonResponse({"error": str(error)}, status=400, json_dumps_params=UNESCAPED)
        except NoIndexError:
            message = _("The search is being prepared. Try again soon.")
            return JsonResponse({"error": message}, status=UNAVAILABLE, json_dumps_params=UNESCAPED)


UNESCAPED = {"ensure_ascii": False}


def _as_data(results: Results) -> dict[str, Any]:
    asked, result_set = results.request, results.result_set
    return {
        "query": asked.query.text,
        "lang": asked.filters.lang,
        "total": result_set.total,
        "page": asked.page,
        "pages": results.pages,
        "results": [_hit_as_data(hit) for hit in results.hits],
        "facets": {
            name: {str(value): number for value, number in counter.most_common()}
            for name, counter in result_set.facets.items()
        },
        "suggestion": results.suggestion or None,
    }


def _hit_as_data(hit: Hit) -> dict[str, Any]:
    entry = hit.entry
    return {
        "key": entry.key,
        "title": entry.title,
        "url": hit.url or None,
        "lang": entry.lang,
        "type": entry.kind,
        "date": entry.day.isoformat() if entry.day else None,
        "snippet": hit.snippet,
        "matched": [str(expansion) for expansion in hit.scored.expansions],
    }


# --- While typing, and in the browser's own search field --------------------------------------


@csrf_exempt
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles that begin so or hold the words, in the form browsers read."""
    text = request.GET.get("q", "").strip()
    try:
        suggestions = suggestions_for(read_query(text), reading_language())
    except BadSearchError as error:
        return JsonResponse({"error": str(error)}, status=400, json_dumps_params=UNESCAPED)
    except NoIndexError:
        suggestions = []
    titles, addresses = [title for title, _url in suggestions], [url for _title, url in suggestions]
    return JsonResponse(
        [text, titles, [""] * len(suggestions), addresses],
        safe=False,
        content_type="application/x-suggestions+json",
        json_dumps_params=UNESCAPED,
    )


@csrf_exempt
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The OpenSearch description by which browsers add this search."""
    context = {
        "results": request.build_absolute_uri(reverse("search")),
        "suggest": request.build_absolute_uri(reverse("search_suggest")),
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "search/opensearch.xml", context, content_type=kind)
