"""`/sitemap/` for readers: every page of the language being read, as the tree it is."""

from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.caching import may_be_kept
from home.site_tree import Roots, roots_of
from home.sitemaps import BilingualSitemap
from pages.base.fallback import has_own_text

# A longer list of pages below one is folded up: the outline of the site stays in view.
LONG = 10


@dataclass(frozen=True)
class Node:
    """A page with those below it."""

    title: str
    url: str
    language: str  # `ja` where a Japanese title stands in the English tree, else empty
    children: list["Node"] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        """Whether the pages right below it are too many to be shown at once."""
        return len(self.children) > LONG


@may_be_kept
@csrf_exempt
@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """The pages that anybody may read, below the home page of the language."""
    roots = roots_of(request)
    if roots is None or roots.home is None:
        raise Http404
    return render(
        request,
        "home/site_map.html",
        {"sections": _nodes(request, roots, roots.home), "may_be_indexed": True},
    )


def _nodes(request: HttpRequest, roots: Roots, home: Page) -> list[Node]:
    """The tree; a page whose parent is not for everybody stands below the nearest one that is."""
    top = Node("", "", "")
    above: list[tuple[str, Node]] = [(home.path, top)]
    for page in BilingualSitemap(roots.site).readable().descendant_of(home):
        while not page.path.startswith(above[-1][0]):
            above.pop()
        node = Node(page.title, page.get_url(request) or "", "" if has_own_text(page) else "ja")
        above[-1][1].children.append(node)
        above.append((page.path, node))
    return top.children
