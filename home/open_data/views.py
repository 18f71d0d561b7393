"""`/data/`, which describes the open data, and its files `/data/<list>.csv` and `.json`."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from home.caching import may_be_kept
from home.models import SiteSettings
from home.open_data.fields import FIELDS, NAMES
from home.open_data.files import FILES
from home.open_data.lists import LISTS
from home.site_tree import roots_of
from portal import clock

NOT_ALL_MEMBERS = {
    "note_ja": "記録のある自治体です。会員の名簿ではありません。",
    "note_en": "Municipalities on record. This is not the list of members.",
}


@may_be_kept
@csrf_exempt
@require_safe
def open_data(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """A list in one of the formats; there is one for both languages."""
    roots = roots_of(request)
    home = roots.homes.get("ja") if roots else None
    if name not in LISTS or kind not in FILES or home is None:
        raise Http404
    with override("ja"):
        rows = LISTS[name](home, request)
    return FILES[kind](name, rows, _note(name, request))


def _note(name: str, request: HttpRequest) -> dict[str, str]:
    if name != "members" or SiteSettings.for_request(request).membership_complete:
        return {}
    return NOT_ALL_MEMBERS


@may_be_kept
@csrf_exempt
@require_safe
def describe(request: HttpRequest) -> HttpResponse:
    """The description of the files: their fields, their day and their licence."""
    lists = [(name, NAMES[name], list(FIELDS[name].items())) for name in LISTS]
    context = {
        "lists": lists,
        "data_day": clock.today(),
        "formats": list(FILES),
        "may_be_indexed": True,
    }
    return render(request, "home/open_data.html", context)
