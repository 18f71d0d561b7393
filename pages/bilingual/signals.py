"""Where the ledger and the gate listen to everything that changes pages or translations."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import page_published, post_page_move, pre_page_move
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation

from pages.base.facts import source_locale_id
from pages.base.page import BasePage
from pages.base.paired import RefusalError, about_to_go_live, withheld
from pages.bilingual import gate, ledger, together
from pages.bilingual.mail import tell_withheld


@receiver(about_to_go_live)
def ask_the_gate(sender: type, instance: Page, **kwargs: Any) -> None:
    """No English page goes live with texts nobody has reviewed."""
    gate.check(instance)


@receiver(page_published)
def keep_the_ledger(sender: type, instance: Page, **kwargs: Any) -> None:
    """What a publication changed, in the same request."""
    if not isinstance(instance, BasePage) or instance.alias_of_id:
        return
    if instance.in_source_language:
        ledger.japanese_published(instance, kwargs.get("revision"))
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
    if not issubclass(sender, BasePage) or together.is_japanese(instance):
        return
    if not together.may_stand_below(instance, parent_page_after):
        raise RefusalError([_("Move the Japanese page: the English one moves with it.")])


@receiver(post_page_move)
def move_partner(sender: type, instance: Page, **kwargs: Any) -> None:
    """The other page of the pair follows; an English one put elsewhere goes back into line."""
    if not issubclass(sender, BasePage):
        return
    page = instance if together.is_japanese(instance) else together.partner_of(instance)
    if page is not None and together.is_japanese(page):
        together.put_beside(page)


@receiver(post_save)
def hand_on_the_slug(sender: type, instance: Any, created: bool, **kwargs: Any) -> None:
    """A new address of a Japanese page is the English page's, too."""
    if isinstance(instance, BasePage) and not created and together.is_japanese(instance):
        together.follow(instance)


@receiver(post_delete)
def delete_partner(sender: type, instance: Any, **kwargs: Any) -> None:
    """The English page goes with the Japanese one; alone it leaves the Japanese text behind."""
    if isinstance(instance, BasePage) and together.is_japanese(instance):
        together.delete_partner(instance)
    elif sender is Page and together.is_english_alone(instance):
        together.stand_in(instance)


@receiver(withheld)
def say_what_was_withheld(
    sender: type, instance: Page, refusal: RefusalError, **kwargs: Any
) -> None:
    """Nobody watches a schedule: those who can put it right get a mail."""
    tell_withheld(refusal.page or instance)
