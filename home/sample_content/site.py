"""Languages, the site record and its settings."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import LocaleSynchronization

from home.models import HomePage, SiteSettings
from home.sample_content.content import Content
from home.sample_content.problems import sentence_of


def locales() -> tuple[Locale, Locale]:
    """Japanese and English; Wagtail's own migrations make only the first."""
    japanese, _ = Locale.objects.get_or_create(language_code="ja")
    english, _ = Locale.objects.get_or_create(language_code="en")
    return japanese, english


def is_empty() -> bool:
    """Whether there is no home page yet."""
    return not HomePage.objects.exists()


def welcome_pages() -> list[Page]:
    """The pages Wagtail puts in an empty database, moved out of the way of our address."""
    pages = [page for page in Page.objects.filter(depth=2) if page.specific_class is Page]
    for page in pages:
        page.slug = f"welcome-{page.pk}"
        page.save()
    return pages


def open_site(home: HomePage, welcome: list[Page], content: Content) -> None:
    """Let the site begin at the home page, then remove Wagtail's welcome.

    In this order: deleting a page deletes the site that begins at it.
    """
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", is_default_site=True
    )
    site.root_page = home
    site.site_name = content.site.bilingual("name")["name_ja"]
    site.save()
    for page in welcome:
        Page.objects.get(pk=page.pk).delete()
    _fill_settings(site, content)


def _fill_settings(site: Site, content: Content) -> None:
    settings = SiteSettings.for_site(site)
    if settings.name_ja:
        return
    contact, members = content.site.part("contact"), content.council.part("membership")
    as_of = members.day("as_of")
    columns: dict[str, object] = {
        **content.site.bilingual("name"),
        **content.site.bilingual("short_name"),
        **contact.bilingual("label", "contact_label"),
        **contact.bilingual("address"),
        "line_breaks": "\n".join(content.site.keys_of("line_breaks")),
        "name_en_provisional": not content.site.part("name").get("en_official"),
        "member_count": members.number("approx_total"),
        "member_count_year": as_of.year if as_of else None,
    }
    for name, value in columns.items():
        setattr(settings, name, value)
    try:
        settings.full_clean()
    except ValidationError as error:
        raise content.site.error(sentence_of(error)) from error
    settings.save()


def follow(japanese: Locale, english: Locale) -> None:
    """Let new Japanese pages appear in the English tree, as aliases until they are translated."""
    LocaleSynchronization.objects.get_or_create(locale=english, defaults={"sync_from": japanese})
