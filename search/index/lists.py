"""The pages that list what other pages and records hold."""

from typing import Any

from django.apps import apps

from pages.base.page import BasePage
from search.index.texts import FactTexts


def list_page_models() -> list[type[BasePage]]:
    """The page classes that show what others hold, and so are indexed again with them."""
    models = (model for model in apps.get_models() if issubclass(model, BasePage))
    return [model for model in models if model.lists_others]


def add_listed(page: Any, texts: FactTexts) -> None:
    """Adds what a list page shows: names of records, and bilingual fields of rows."""
    for listed in page.listed():
        if isinstance(listed, tuple):
            texts.add_pair(*listed)
        else:
            texts.add_record(listed)
