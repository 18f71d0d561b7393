"""The two pages of a pair stand in the same place: whatever happens to one in the tree."""

from wagtail.models import Page

from pages.base.facts import source_locale_id
from pages.base.page import BasePage
from pages.base.paired import PairedPage
from pages.bilingual.ledger import english

HOME_DEPTH = 2


def is_japanese(page: Page) -> bool:
    """Whether a page is one that others follow."""
    return page.locale_id == source_locale_id() and page.alias_of_id is None


def partner_of(page: Page) -> Page | None:
    """The page of the other language."""
    pages = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    found: Page | None = pages.first()
    return found


def put_beside(page: Page) -> None:
    """Bring the English page to where the Japanese one stands, after the same neighbour."""
    partner = partner_of(page)
    if partner is None or page.depth <= HOME_DEPTH:
        return
    parent = _english_parent(page)
    neighbours = dict(parent.get_children().values_list("translation_key", "pk"))
    before = page.get_siblings().filter(path__lt=page.path).order_by("-path")
    keys = [key for key in before.values_list("translation_key", flat=True) if key in neighbours]
    wanted = neighbours[keys[0]] if keys else None
    if partner.is_child_of(parent) and _pk(partner.get_prev_sibling()) == wanted:
        return
    if wanted is None:
        partner.move(parent, pos="first-child")
    else:
        partner.move(Page.objects.get(pk=wanted), pos="right")


def _pk(page: Page | None) -> int | None:
    return page.pk if page else None


def _english_parent(page: Page) -> Page:
    """The English page of a page's parent; in Japanese where there was none."""
    parent = page.get_parent()
    found = partner_of(parent)
    if found is None:
        found = parent.specific.copy_for_translation(english(), alias=True, copy_parents=True)
    return found


def may_stand_below(page: Page, parent: Page) -> bool:
    """Whether an English page may move there: below the partner of its own page's parent."""
    partner = partner_of(page)
    if partner is None or not is_japanese(partner):
        return True
    wanted = partner_of(partner.get_parent())
    return wanted is None or wanted.pk == parent.pk


def follow(page: BasePage) -> None:
    """Hand slug and menu flag of a Japanese page on to the English one."""
    partners = Page.objects.filter(
        translation_key=page.translation_key, locale=english(), depth__gt=HOME_DEPTH
    )
    for partner in partners.exclude(slug=page.slug, show_in_menus=page.show_in_menus):
        partner.specific.save(clean=False)


def delete_partner(page: PairedPage) -> None:
    """No English page without its Japanese one; both may be going already."""
    partners = type(page).objects.filter(translation_key=page.translation_key)
    for partner in partners.exclude(pk=page.pk):
        partner.delete()


def is_english_alone(page: Page) -> bool:
    """Whether a deleted page was an English one; its Japanese page may still be there."""
    return page.locale_id != source_locale_id() and page.depth > HOME_DEPTH


def stand_in(page: Page) -> None:
    """Where an English page alone was deleted, the Japanese one stands in, marked as such."""
    pages = page.specific_class.objects.filter(translation_key=page.translation_key)
    source = pages.filter(locale=source_locale_id(), alias_of=None).first()
    if source is None:
        return
    for each in source.get_ancestors(inclusive=True).filter(depth__gt=HOME_DEPTH).specific():
        if partner_of(each) is None:
            each.copy_for_translation(english(), alias=True)
            put_beside(each)
