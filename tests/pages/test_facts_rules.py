"""The system check tells a developer which rule of facts a page class breaks."""

import pytest
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import pages

from pages.base import checks
from pages.base.facts import FactsMixin, FactsPanel, not_translated
from pages.base.page import translation_rules
from pages.events.models import SummitPage


@pytest.fixture(autouse=True)
def _classes_of_tests_are_forgotten(monkeypatch):
    monkeypatch.setattr(pages, "PAGE_MODEL_CLASSES", pages.PAGE_MODEL_CLASSES.copy())


@pytest.fixture
def found(monkeypatch):
    """Return a call that gives the ids of the errors found in one class."""

    def call(model):
        monkeypatch.setattr(checks, "get_page_models", lambda: [model])
        return [error.id for error in checks.check_facts(None)]

    return call


def test_the_pages_of_the_portal_keep_the_rules():
    assert run_checks(tags=["facts"]) == []


@isolate_apps("pages")
def test_facts_that_may_be_absent_and_are_hidden_from_translators_are_right(found):
    class Fake(FactsMixin):
        closes_on = models.DateField(null=True)
        facts_fields = ("closes_on",)
        override_translatable_fields = not_translated(*facts_fields)
        content_panels = [FactsPanel([FieldRowPanel([FieldPanel("closes_on")])])]

        class Meta:
            app_label = "pages"

    assert found(Fake) == []


@isolate_apps("pages")
def test_a_fact_that_must_have_a_value_is_refused(found):
    class Fake(FactsMixin):
        closes_on = models.DateField()
        facts_fields = ("closes_on",)
        override_translatable_fields = not_translated(*facts_fields)
        content_panels = []

        class Meta:
            app_label = "pages"

    assert found(Fake) == ["pages.E001"]


@isolate_apps("pages")
def test_a_fact_with_a_default_is_refused(found):
    class Fake(FactsMixin):
        capacity = models.IntegerField(null=True, default=100)
        facts_fields = ("capacity",)
        override_translatable_fields = not_translated(*facts_fields)
        content_panels = []

        class Meta:
            app_label = "pages"

    assert found(Fake) == ["pages.E002"]


@isolate_apps("pages")
@pytest.mark.parametrize("rules", [[], translation_rules("opens_on")])
def test_a_fact_that_a_translator_would_be_offered_is_refused(found, rules):
    class Fake(FactsMixin):
        closes_on = models.DateField(null=True)
        facts_fields = ("closes_on",)
        override_translatable_fields = rules
        content_panels = []

        class Meta:
            app_label = "pages"

    assert found(Fake) == ["pages.E003"]


@isolate_apps("pages")
def test_prose_among_the_facts_of_a_form_is_refused(found):
    """The editor of an English page would not find it: fact panels are not shown there."""

    class Fake(FactsMixin):
        theme = models.CharField(max_length=10)
        content_panels = [FactsPanel([FieldRowPanel([FieldPanel("theme")])])]

        class Meta:
            app_label = "pages"

    assert found(Fake) == ["pages.E004"]


def test_a_row_of_facts_left_out_of_the_list_is_refused(found, monkeypatch):
    monkeypatch.setattr(
        SummitPage,
        "facts_fields",
        tuple(name for name in SummitPage.facts_fields if name != "speakers"),
    )
    assert found(SummitPage) == ["pages.E004"]


def test_the_message_names_the_class_the_field_and_the_remedy(monkeypatch):
    monkeypatch.setattr(SummitPage, "facts_fields", (*SummitPage.facts_fields, "theme"))
    messages = {error.id: f"{error.msg} {error.hint}" for error in run_checks(tags=["facts"])}
    assert "SummitPage.theme" in messages["pages.E001"]
    assert "null=True" in messages["pages.E001"]
    assert "theme" in messages["pages.E003"]
