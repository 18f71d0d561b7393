"""Both pages of a pair, and who may look at them side by side."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Page

from pages.base.facts import source_locale_id


def both_pages(page_id: int) -> tuple[Page, Page]:
    """The Japanese and the English page of either one's number; 404 where there are not both."""
    page = get_object_or_404(Page, pk=page_id)
    pages = Page.objects.filter(translation_key=page.translation_key).specific()
    found = {each.locale_id == source_locale_id(): each for each in pages}
    if len(found) < 2:
        raise Http404
    return found[True], found[False]


def may_see(request: HttpRequest, japanese: Page, page: Page) -> bool:
    """Whether this person edits the English page; editors of the Japanese one may look on."""
    if page.permissions_for_user(request.user).can_edit():
        return True
    if japanese.permissions_for_user(request.user).can_edit():
        return False
    raise PermissionDenied
