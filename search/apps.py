"""The app of the site's search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Connects the signals by which the index follows the pages."""

    name = "search"
    verbose_name = "検索"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Imported here because signals need loaded models."""
        from search.index import signal_handlers  # noqa: F401, PLC0415
