"""The app of the front door."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The home page, site settings, navigation and the initial content."""

    name = "home"
    verbose_name = "サイト"
    default_auto_field = "django.db.models.BigAutoField"
