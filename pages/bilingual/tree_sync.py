"""Keeps both trees alike: the pages of a pair have the same place, slug and menu flag."""

from contextvars import ContextVar
from typing import Any

from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization

from pages.base.facts import source_locale_id
from pages.base.page import BasePage
from pages.base.signals import partners
from pages.bilingual.ledger import became_stale, english, fresh_pair
from pages.bilingual.models import TakenDown
from portal import clock

HOME_DEPTH = 2


def is_japanese(page: Page) -> bool:
    """Whether a page is one that others follow."""
    return page.locale_id == source_locale_id() and page.alias_of_id is None


def partner_of(page: Page) -> Page | None:
    """The page of the other language."""
    pages = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    partner: Page | None = pages.first()
    return partner


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
    partner = partner_of(parent)
    if partner is None:
        partner = parent.specific.copy_for_translation(english(), alias=True, copy_parents=True)
    return partner


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


# Whose pages were deleted since the last settling, by translation key.
_deleted: ContextVar[frozenset[Any]] = ContextVar("deleted", default=frozenset())


def note_deleted(page: Page) -> None:
    """Remember the pair of a page that is being deleted, until the whole branch is gone."""
    _deleted.set(_deleted.get() | {page.translation_key})


def settle_deleted() -> None:
    """Make pairs whole again after a deletion: no English page alone, no Japanese one without.

    Only once all rows are gone: in the midst of a deletion a page may have lost the row of its
    own class and can be neither deleted nor copied.
    """
    keys = _deleted.get()
    _deleted.set(frozenset())
    pages = Page.objects.filter(translation_key__in=keys, depth__gt=1).order_by("path")
    japanese = pages.filter(locale_id=source_locale_id(), alias_of=None)
    others = pages.exclude(locale_id=source_locale_id())
    orphans = others.exclude(translation_key__in=japanese.order_by().values("translation_key"))
    while orphan := orphans.first():  # with all below it
        orphan.delete()
    alone = japanese.exclude(translation_key__in=others.order_by().values("translation_key"))
    for page in list(alone.specific()):
        stand_in(page)


def english_follows() -> bool:
    """Whether the English tree is set to hold every Japanese page."""
    follows: bool = LocaleSynchronization.objects.filter(
        sync_from_id=source_locale_id(), locale=english()
    ).exists()
    return follows


def keep_partner(page: Page) -> None:
    """See to it that a live Japanese page is to be had in the English tree, however it came up."""
    row = Page.objects.filter(pk=page.pk, live=True).first()
    if row is None or not is_japanese(row):
        return
    if row.live_revision_id is None:  # else the signal of the publication is still to come
        bring_back(row)
    if row.depth <= HOME_DEPTH:
        return
    partner = partner_of(row)
    if partner is None:
        if english_follows():
            stand_in(row.specific)
    elif not (partner.live or partner.alias_of_id) and english_follows():
        partner.specific.show_japanese(row.specific)


def take_down_english(page: Page) -> None:
    """No English page without its Japanese page; aliases follow by themselves.

    A page in the midst of its deletion is still live: it does not come back.
    """
    comes_back = not Page.objects.filter(pk=page.pk, live=True).exists()
    for partner in partners(page).filter(live=True, alias_of=None):
        if comes_back:
            _remember(partner)
        partner.unpublish()


def _remember(partner: Page) -> None:
    pair = fresh_pair(partner)
    seen = {
        "revision": partner.live_revision,
        "since": clock.now(),
        "changed_in": pair.changed_in if pair else 0,
    }
    TakenDown.objects.update_or_create(page_id=partner.pk, defaults=seen)


def bring_back(page: Page) -> None:
    """Show the English again that was taken down with its Japanese page, unless it became stale.

    After the ledger knows the Japanese text that comes up.
    """
    down = TakenDown.objects.filter(page__translation_key=page.translation_key).first()
    if down is None:
        return
    partner = down.page.specific
    down.delete()
    if partner.live_revision_id or partner.alias_of_id:
        return
    if down.revision and not became_stale(partner, down):
        partner.show_again(down.revision)
        log(instance=partner, action="wagtail.publish", revision=down.revision)
    elif not partner.live:
        partner.show_japanese(page.specific)


def stand_in(page: Page) -> None:
    """The Japanese text stands in for an English page that is missing, marked as such."""
    if partner_of(page) is None:
        page.copy_for_translation(english(), alias=True, copy_parents=True)
        put_beside(page)
