"""Date fields of the admin that are filled in as dates are written in Japan."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import DateField
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.telepath import register
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.datetime import AdminDateInputAdapter

from pages import wording


class JapaneseDateInput(AdminDateInput):
    """Wagtail's calendar, which leaves alone what was typed: 令和4年9月26日, R4.9.26."""

    def get_config(self) -> dict[str, Any]:
        """Without this the calendar would put today's date in place of what it cannot read."""
        return {**super().get_config(), "validateOnBlur": False}


class JapaneseDateField(forms.DateField):
    """A day in the western calendar or by era; explains why one that does not exist is refused."""

    widget = JapaneseDateInput

    def to_python(self, value: Any) -> date | None:
        """The day, as `pages.wording` reads it."""
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return wording.parse_date(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


register(AdminDateInputAdapter(), JapaneseDateInput)
register_form_field_override(
    DateField, override={"form_class": JapaneseDateField, "widget": JapaneseDateInput}
)
