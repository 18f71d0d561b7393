"""What the portal relies on within wagtail-localize: an upgrade that changes it shows here.

A red test asks to read the new code of the part, to see whether `pages/bilingual` still holds, and
then to write the new digest down.
"""

import hashlib
import inspect

import pytest
from django.urls import resolve, reverse
from wagtail import hooks
from wagtail.admin.action_menu import PublishMenuItem
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail_localize import models, operations, strings
from wagtail_localize.segments import extract
from wagtail_localize.views import edit_translation, submit_translations, update_translations

PARTS = {
    models.TranslationSource.update_from_db: "08aa16193849",
    models.TranslationSource.refresh_segments: "7ff37186de01",
    models.TranslationSource.as_instance: "c1ca09905549",
    models.TranslationSource.update_or_create_from_instance: "02b315cefb35",
    models.TranslationSource.get_ephemeral_translated_instance: "c6a070c49067",
    models.TranslationSource.create_or_update_translation: "4c68c20a8ba2",
    models.Translation.save_target: "d63133399d2c",
    models.Translation.import_po: "d06f3927b1ee",
    models.Translation.export_po: "e061f0a99162",
    models.StringTranslation.save: "3e5d24e8b277",
    models.StringTranslation.get_error: "4519cdef67b9",
    models.StringSegmentQuerySet.annotate_translation: "f4a7af7fd344",
    models.String._get_data_hash: "44cb090c0ce2",
    models.TranslationContext._get_path_id: "1f67364f56a7",
    models.cleanup_translation_on_delete: "c939b913174c",
    operations.TranslationCreator: "ebca89438753",
    strings.validate_translation_links: "ab96ecbd4174",
    extract.extract_segments: "f813dac8aaef",
    edit_translation.edit_string_translation: "39d756fa3438",
    edit_translation.upload_pofile: "9cf1ffceecbb",
    update_translations.UpdateTranslationsView: "845d4ef84208",
    submit_translations.SubmitTranslationView: "8c48a67a530a",
}

HOOKS = (
    "register_admin_urls",
    "register_admin_viewset",
    "construct_homepage_panels",
    "construct_translated_pages_to_cascade_actions",
    "register_page_header_buttons",
    "construct_page_action_menu",
    "before_publish_page",
    "before_delete_page",
)


def digest(part):
    return hashlib.sha256(inspect.getsource(part).encode()).hexdigest()[:12]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__qualname__)
def test_the_parts_we_rely_on_are_as_they_were_read(part):
    assert digest(part) == PARTS[part], f"{part.__module__}.{part.__qualname__} has changed"


@pytest.mark.parametrize("name", HOOKS)
def test_our_hooks_are_registered(name):
    modules = {function.__module__ for function in hooks.get_hooks(name)}
    assert "pages.bilingual.hooks" in modules


def test_wagtail_still_publishes_by_the_button_we_stand_beside():
    assert PublishMenuItem.name == "action-publish"
    assert ExplorableIndexView.base_columns


def test_files_of_translators_come_in_by_our_view():
    address = reverse("wagtail_localize:upload_pofile", args=[1])
    assert resolve(address).func.__module__ == "pages.bilingual.catalogs"
