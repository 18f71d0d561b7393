from django.apps import AppConfig


class ItemTypesConfig(AppConfig):
    """A room that a council of its own might add: installed by one test only."""

    name = "tests.item_types"
    label = "item_types"
    default_auto_field = "django.db.models.BigAutoField"
