"""How an event is told outside its own page: in calendars, by search engines."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages import wording
from pages.base.parts import HasPart
from pages.events.calendar import calendar_response
from pages.lifecycle import State

CALLED_OFF = (State.CANCELLED, State.POSTPONED)


class ToldElsewhere(HasPart):
    """Gives an event its calendar file, and a title that says when it does not take place."""

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
    def is_called_off(self) -> bool:
        """Whether it was cancelled or postponed."""
        return self.status.state in CALLED_OFF

    @property
    def told_title(self) -> str:
        """The title, after 【中止】 or “Cancelled:” where it does not take place as planned."""
        return self._marked(self.title)

    @property
    def meta_description(self) -> str:
        """What search engines show; it does not invite to what does not take place."""
        said: str = super().meta_description
        return self._marked(said) if self.facts else said

    def _marked(self, text: str) -> str:
        if not self.is_called_off:
            return text
        label = wording.state_label(self.status.state, "event")
        return _("%(state)s: %(title)s") % {"state": label, "title": text}
