"""Entering for a round on its own page: when it takes entries, and why not."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.url_routing import RouteResult

from pages import lifecycle
from pages.base.windows import ApplicationWindowMixin
from pages.submissions import steps
from pages.submissions.entries.entering import begin
from pages.submissions.entries.form import WhoForm
from pages.submissions.entries.mails import BELOW, MINE
from pages.submissions.entries.own import answer_own
from pages.wording.ways import ApplicationWay
from portal import clock


class EntriesMixin(ApplicationWindowMixin):
    """A round whose page has a form, where its editor says so."""

    takes_entries = models.BooleanField(
        _("entries on this site"),
        null=True,
        blank=True,
        help_text=_(
            "The page then has a form in both languages, from the day entries open until the day"
            " they close; an extension opens it again. Municipalities save drafts, attach files and"
            " send the entry; you find them under “Award entries”."
        ),
    )

    # The address of the form while it is shown: the other language leads to its own.
    path_below = ""
    title_below = pgettext_lazy("award round", "Entry")

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Leads the address of the form to this page."""
        if path_components != [BELOW.strip("/")]:
            return super().route(request, path_components)
        if not self.live or not self.facts:
            raise Http404
        # Whoever has begun an entry keeps the own page, also where nobody else can enter any more.
        if not self.facts.takes_entries and MINE not in request.GET:
            raise Http404
        return RouteResult(self, kwargs={"as_form": True})

    def serve(
        self, request: HttpRequest, *args: Any, as_form: bool = False, **kwargs: Any
    ) -> HttpResponse:
        """Answers with the form, with the entrant's own page, or with the page itself."""
        if not as_form or not self.source_is_live:
            return super().serve(request, *args, **kwargs)
        self.path_below = BELOW
        if MINE in request.GET:
            return answer_own(self, request)
        if self.takes_entries_now:
            return steps.answer(self, request, self.form_kind())
        response = render(
            request,
            "pages/submissions/entries/closed.html",
            {**self.get_context(request), "status": self.status},
            status=409 if request.method == "POST" else 200,
        )
        add_never_cache_headers(response)
        return response

    @property
    def takes_entries_now(self) -> bool:
        """Whether one can enter at this moment."""
        within = lifecycle.is_open(self.schedule, clock.now())
        return bool(self.facts.takes_entries) and within and not self.status.is_over

    def form_kind(self) -> steps.FormKind:
        """The form that begins an entry, and the service that takes it in."""
        template = "pages/submissions/entries/form.html"
        return steps.FormKind(partial(WhoForm, page=self), begin, BELOW, template)

    @property
    def way(self) -> ApplicationWay:
        """The form of its own page, in the language of the page."""
        way = super().way
        if not self.facts.takes_entries:
            return way
        return replace(way, form=f"{self.get_url() or ''}{BELOW}", is_here=True)

    def refuse_publication(self) -> None:
        """The form needs to know from when to when, and is the only form."""
        super().refuse_publication()
        if not self.is_own_source or not self.takes_entries:
            return
        errors: dict[str, Any] = {}
        if not self.opens_on or not self.closes_on:
            errors["opens_on"] = _("Say from when to when one can enter.")
        if self.entry_url:
            errors["entry_url"] = _(
                "Entries are sent on this site: take out the address of the other form."
            )
        if errors:
            raise ValidationError(errors)
