"""An event in other programs: its calendar file, its title and description elsewhere."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages import wording
from pages.base.subpages import SubpageMixin
from pages.events.calendar import calendar_response


class CalendarExportMixin(SubpageMixin):
    """Gives an event a calendar file, and a title that shows a cancellation or postponement."""

    part = "calendar.ics"

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        status: Any
        content_language: str
        title: str

    @property
    def has_part(self) -> bool:
        """Whether there is a date to put into a calendar."""
        return bool(self.facts and self.facts.start_date)

    def serve_part(self, request: HttpRequest) -> HttpResponse:
        """The event alone, as a calendar."""
        name = f"{self.slug}-{get_language()}"
        return calendar_response(self.title, [self], request, name)

    @property
    def title_with_state(self) -> str:
        """The title, after 【中止】 or “Cancelled:” where it does not take place as planned."""
        return self._marked(self.title)

    @property
    def meta_description(self) -> str:
        """The description for search engines, marked where the event does not take place."""
        description: str = super().meta_description
        return self._marked(description) if self.facts else description

    def _marked(self, text: str) -> str:
        if not self.status.is_cancelled_or_postponed:
            return text
        label = wording.state_label(self.status.state, "event")
        return _("%(state)s: %(title)s") % {"state": label, "title": text}
