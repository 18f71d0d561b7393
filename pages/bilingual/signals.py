"""Signal handlers: ledger, publish checks and paired trees follow every change."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from treebeard.mp_tree import nodes_deleted
from wagtail.admin.mail import send_mail
from wagtail.models import Page, PageViewRestriction
from wagtail.permissions import page_permission_policy
from wagtail.signals import page_published, page_unpublished, post_page_move, pre_page_move
from wagtail.users.models import UserProfile
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation

from pages.base.facts import source_locale_id
from pages.base.page import BasePage
from pages.base.translation_publishing import RefusalError, about_to_go_live, withheld
from pages.bilingual import kept_restrictions, ledger, publish_checks, tree_sync


@receiver(about_to_go_live)
def check_before_publication(sender: type, instance: Page, **kwargs: Any) -> None:
    """No English page goes live with texts nobody has reviewed."""
    publish_checks.check(instance)


@receiver(page_published)
def keep_the_ledger(sender: type, instance: Page, **kwargs: Any) -> None:
    """Records the changes of a publication, in the same request."""
    if not isinstance(instance, BasePage) or instance.alias_of_id:
        return
    if instance.in_source_language:
        ledger.japanese_published(instance, kwargs.get("revision"))
        if instance.live:
            tree_sync.bring_back(instance)
    else:
        ledger.english_published(instance)


@receiver(post_save, sender=Translation)
def begin_the_ledger(sender: type, instance: Translation, created: bool, **kwargs: Any) -> None:
    """A page given to translators."""
    if created:
        ledger.begun(instance)


@receiver(post_save, sender=StringTranslation)
def note_review(sender: type, instance: StringTranslation, **kwargs: Any) -> None:
    """A text translated, in whatever editor or file."""
    ledger.reviewed(instance)


@receiver(post_delete, sender=StringTranslation)
def note_withdrawal(sender: type, instance: StringTranslation, **kwargs: Any) -> None:
    """A translation taken back."""
    ledger.withdrawn(instance)


@receiver(pre_save, sender=Translation)
def translate_from_japanese_only(sender: type, instance: Translation, **kwargs: Any) -> None:
    """Japanese is where texts begin."""
    if instance.source.locale_id != source_locale_id():
        raise RefusalError(
            [_("Pages are translated from Japanese into English, never the other way.")]
        )


@receiver(pre_save, sender=LocaleSynchronization)
def follow_japanese_only(sender: type, instance: LocaleSynchronization, **kwargs: Any) -> None:
    """The Japanese tree follows no other."""
    if instance.locale_id == source_locale_id():
        raise RefusalError([_("The Japanese pages follow no other language.")])


# --- Pairs move together ------------------------------------------------------------------


@receiver(pre_page_move)
def english_moves_with_japanese(
    sender: type, instance: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """An English page goes nowhere alone."""
    if not issubclass(sender, BasePage) or tree_sync.is_japanese(instance):
        return
    if not tree_sync.may_stand_below(instance, parent_page_after):
        raise RefusalError([_("Move the Japanese page: the English one moves with it.")])


@receiver(post_page_move)
def move_partner(sender: type, instance: Page, **kwargs: Any) -> None:
    """The other page of the pair follows; an English one put elsewhere goes back into line."""
    if not issubclass(sender, BasePage):
        return
    page = instance if tree_sync.is_japanese(instance) else tree_sync.partner_of(instance)
    if page is not None and tree_sync.is_japanese(page):
        tree_sync.put_beside(page)
        tree_sync.keep_partner(page)


@receiver(post_save)
def hand_on_the_slug(sender: type, instance: Any, created: bool, **kwargs: Any) -> None:
    """A new address of a Japanese page is the English page's, too."""
    if isinstance(instance, BasePage) and not created and tree_sync.is_japanese(instance):
        tree_sync.follow(instance)


@receiver(post_save)
def keep_partner(sender: type, instance: Any, **kwargs: Any) -> None:
    """Pages come up through forms, schedules, copies, imports and code: all end in a save."""
    if not isinstance(instance, BasePage) or not instance.live or kwargs.get("update_fields"):
        return
    if tree_sync.is_japanese(instance):
        tree_sync.keep_partner(instance)


@receiver(page_unpublished)
def english_goes_with_japanese(sender: type, instance: Page, **kwargs: Any) -> None:
    """Whoever takes a Japanese page down: the admin, an expiry date, code."""
    if isinstance(instance, BasePage) and instance.is_own_source:
        tree_sync.take_down_english(instance)


@receiver(page_unpublished)
def japanese_stands_in(sender: type, instance: Page, **kwargs: Any) -> None:
    """Where English alone is taken down; a page in the midst of its deletion is still live."""
    is_live = Page.objects.filter(pk=instance.pk, live=True)
    if isinstance(instance, BasePage) and not tree_sync.is_japanese(instance):
        source = tree_sync.partner_of(instance)
        if source is not None and not is_live.exists():
            tree_sync.keep_partner(source)


@receiver(pre_delete, sender=PageViewRestriction)
def note_restriction(instance: PageViewRestriction, origin: Any, **kwargs: Any) -> None:
    """A page may be deleted, but with it what closes its pair only where nothing stays."""
    if kept_restrictions.goes_with_its_page(origin):
        kept_restrictions.note_going(instance)


@receiver(post_delete, sender=Page)
def hand_on_the_restriction(sender: type, instance: Page, **kwargs: Any) -> None:
    """To the pages that stay, before anybody can read them."""
    kept_restrictions.hand_on(instance)
    kept_restrictions.close_aliases(instance)


@receiver(pre_delete, sender=Page)
def note_what_closes_aliases(sender: type, instance: Page, **kwargs: Any) -> None:
    """An alias stays when the page it shows is deleted, and stays as closed as it was."""
    kept_restrictions.note_aliases(instance)


@receiver(post_delete, sender=Page)
def note_deleted(sender: type, instance: Page, **kwargs: Any) -> None:
    """Its partner is seen to when the whole branch is gone."""
    tree_sync.note_deleted(instance)


@receiver(nodes_deleted)
def settle_deleted(sender: type, **kwargs: Any) -> None:
    """English goes with Japanese; where English alone was deleted, Japanese stands in for it."""
    if sender is Page:
        tree_sync.settle_deleted()


@receiver(withheld)
def say_what_was_withheld(
    sender: type, instance: Page, refusal: RefusalError, **kwargs: Any
) -> None:
    """Nobody watches a schedule: those who can put it right get a mail."""
    tell_withheld(refusal.page or instance)


def tell_withheld(page: Page) -> None:
    """An English version did not go live at its time: why, and where to put it right."""
    users = page_permission_policy.users_with_permission_for_instance("publish", page)
    address = settings.WAGTAILADMIN_BASE_URL + reverse("bilingual:review", args=[page.pk])
    for user in users.filter(is_active=True).exclude(email=""):
        with override(UserProfile.get_for_user(user).get_preferred_language()):
            subject = _("Not published in English: %(title)s") % {"title": page.title}
            reasons = [str(reason) for reason in publish_checks.reasons_against(page)]
            send_mail(subject, "\n\n".join([*reasons, address]), [user.email])
