"""The Django app of all sections, which are its sub-packages."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Connects the checks and signals once all models are there."""

    name = "pages"
    verbose_name = "ページ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Imported here because checks and signals need loaded models."""
        from pages.base import checks, reindex_on_rename, signals  # noqa: F401, PLC0415
        from pages.bilingual import signals as bilingual_signals  # noqa: F401, PLC0415
        from pages.events import signals as event_signals  # noqa: F401, PLC0415
        from pages.records import protection  # noqa: F401, PLC0415
        from pages.submissions import checks as mail_checks  # noqa: F401, PLC0415
        from pages.work import content_version  # noqa: F401, PLC0415
