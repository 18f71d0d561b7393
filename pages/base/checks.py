"""System checks: the rules of facts, told to a developer before a reader sees a wrong date."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, register
from wagtail.admin.panels import Panel
from wagtail.models import get_page_models

from pages.base.facts import FactsMixin, FactsPanel


@register("facts")
def check_facts(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Every fact may be absent, is hidden from the translator, and every fact panel shows facts."""
    models = [model for model in get_page_models() if issubclass(model, FactsMixin)]
    return [error for model in models for error in _errors(model)]


def _errors(model: Any) -> Iterator[Error]:
    for name in model.facts_fields:
        field = model._meta.get_field(name)
        if not field.one_to_many and not field.null:
            yield Error(
                f"{model.__name__}.{name} is a fact but not nullable.",
                hint="The English row holds no facts: add null=True.",
                obj=model,
                id="pages.E001",
            )
        if field.concrete and field.has_default() and field.get_default() is not None:
            yield Error(
                f"{model.__name__}.{name} is a fact with a default.",
                hint="A default in the English row would look like a fact: use null=True instead.",
                obj=model,
                id="pages.E002",
            )
    untold = set(model.facts_fields) - _hidden_from_translators(model)
    if untold:
        yield Error(
            f"{model.__name__}: wagtail-localize would handle {', '.join(sorted(untold))}.",
            hint="Set override_translatable_fields = translation_rules(*facts_fields).",
            obj=model,
            id="pages.E003",
        )
    strangers = set(_names_in_fact_panels(model)) - set(model.facts_fields)
    if strangers:
        yield Error(
            f"{model.__name__}: {', '.join(sorted(strangers))} stands in a FactsPanel.",
            hint="Name it in facts_fields, or move it to another panel.",
            obj=model,
            id="pages.E004",
        )


def _hidden_from_translators(model: Any) -> set[str]:
    rules = getattr(model, "override_translatable_fields", [])
    return {rule.field_name for rule in rules if not rule.is_translated(None)}


def _names_in_fact_panels(model: Any, panels: list | None = None, inside: bool = False) -> Iterator:
    for panel in model.content_panels if panels is None else panels:
        facts = inside or isinstance(panel, FactsPanel)
        children = getattr(panel, "children", None)
        if children is not None:
            yield from _names_in_fact_panels(model, children, facts)
        elif facts and isinstance(panel, Panel):
            name = getattr(panel, "field_name", None) or getattr(panel, "relation_name", None)
            if name:
                yield name
