"""System checks of the rules of facts, for developers, before a reader sees a wrong date."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from wagtail.admin.panels import Panel
from wagtail.models import get_page_models

from pages.base.facts import FactsMixin, FactsPanel
from pages.base.items import ItemMixin, ItemType

LONGEST_KEY = 12  # letters, as the search index keeps the type


@register("facts")
def check_facts(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Facts are nullable and hidden from translators, and panels of facts hold facts only."""
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
    translatable = set(model.facts_fields) - _hidden_from_translators(model)
    if translatable:
        yield Error(
            f"{model.__name__}: wagtail-localize would handle {', '.join(sorted(translatable))}.",
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


@register("items")
def check_item_types(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Every item that editors can create names its type, and no two types share a key."""
    items = [model for model in get_page_models() if issubclass(model, ItemMixin)]
    untyped = [model for model in items if model.is_creatable and "item_type" not in vars(model)]
    undated = [model for model in items if model.has_state and not hasattr(model, "schedule")]
    return [*map(_untyped, untyped), *map(_undated, undated), *_shared_keys()]


def _untyped(model: Any) -> Error:
    return Error(
        f"{model.__name__} is an item without a type.",
        hint=(
            "Add item_type = ItemType(key, label, position=…, words=…) to the class: search, "
            "facets, news, feeds and open data name and find it by this (pages.base.items)."
        ),
        obj=model,
        id="pages.E005",
    )


def _undated(model: Any) -> Error:
    return Error(
        f"{model.__name__} has a state and no dates that it could follow from.",
        hint="Add a cached property `schedule` that reads the facts (pages.base.items).",
        obj=model,
        id="pages.E008",
    )


def _shared_keys() -> Iterator[Error]:
    declared: dict[str, set[ItemType]] = defaultdict(set)
    for model in apps.get_models():
        item_type = getattr(model, "item_type", None)
        if isinstance(item_type, ItemType):
            declared[item_type.key].add(item_type)
    for key, types in declared.items():
        if len(types) > 1:
            yield Error(
                f"Two item types have the key “{key}”.",
                hint="Give one of them another key, or let both classes name the same ItemType.",
                id="pages.E006",
            )
        if len(key) > LONGEST_KEY:
            yield Error(
                f"The key of the item type “{key}” is longer than {LONGEST_KEY} letters.",
                hint="Shorten it: the search index keeps no more of it.",
                id="pages.E007",
            )
