"""The restrictions of a pair of pages: one, on whichever page it was set, holds for both.

Wagtail copies what is set on a page to the copies of it, and wagtail-localize makes a translation
restricted as its original is, also where that means to lift what was set on the translation. Both
ask `page.view_restrictions`: of a page of a pair these are the pair's, so that a translation has
what its original has, and a copy of either page is closed as the pair is.
"""

from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from pages.public import restrictions_of, restrictions_shown_with


class PairRestrictions(models.Manager):
    """The restrictions set on either page of a pair; what is added is set on the page itself."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.model = PageViewRestriction
        self.page = page

    def get_queryset(self) -> QuerySet:
        """Those of both pages."""
        return super().get_queryset().filter(page__translation_key=self.page.translation_key)

    def create(self, **values: Any) -> Any:
        """Sets one on this page."""
        return super().create(**{"page": self.page, **values})


def forget_copies(made: Page) -> None:
    """A page made to show another, or to stand in another language, has the restrictions of that.

    Its own would stay when those are lifted.
    """
    PageViewRestriction.objects.filter(page__path__startswith=made.path).delete()


def restrict_copies(page: Page, copy: Page) -> None:
    """Closes the copy of a page, and the copies of the pages below it, as those are closed.

    Wagtail gives each of them what is set on the very page that the copying began with. A copy has
    its pages in the same order as the original, and none where the pages below were not copied. In
    a section that is closed otherwise, where Wagtail leaves out what is set on the page, its
    readers must meet both.
    """
    _restrict_as(page, copy)
    _forget_what_is_set_above(copy)
    for source, made in zip(below(page), below(copy), strict=False):
        _restrict_as(source, made)


def _forget_what_is_set_above(copy: Page) -> None:
    above = [_terms_of(each) for each in restrictions_of(copy.get_parent())]
    for own in PageViewRestriction.objects.filter(page=copy):
        if _terms_of(own) in above:
            own.delete()


def _terms_of(restriction: PageViewRestriction) -> tuple[str, str, frozenset[int]]:
    groups = frozenset(group.pk for group in restriction.groups.all())
    return restriction.restriction_type, restriction.password, groups


def _restrict_as(page: Page, copy: Page) -> None:
    PageViewRestriction.objects.filter(page=copy).delete()
    closing: Any = PairRestrictions(page)
    for restriction in [*closing.all(), *restrictions_shown_with(page)]:
        restrict_alike(copy, restriction)


def restrict_alike(page: Page, restriction: PageViewRestriction) -> None:
    """Sets a restriction on a page that opens to the same readers as another."""
    row = PageViewRestriction.objects.create(
        page=page,
        restriction_type=restriction.restriction_type,
        password=restriction.password,
    )
    row.groups.set(restriction.groups.all())


@transaction.atomic
def restrict_as_what_it_shows(alias: Page) -> None:
    """Has an alias keep what closes it when it parts from the page it shows."""
    for restriction in restrictions_shown_with(alias):
        restrict_alike(alias, restriction)


def below(page: Page) -> QuerySet:
    """The pages below a page in the order of the tree, which is also that of their copies."""
    return page.get_descendants().order_by("path")
