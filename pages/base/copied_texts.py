"""The texts that a copy has from its original: none of them goes public unread.

Last year's event is the usual start for this year's, so a copy keeps the texts, as a suggestion.
But they tell of another day: who came, what was held. The copy is therefore a draft, and is
published once each text was changed, or somebody has said that it holds for the new page, too.
Emptied texts would be as safe, and would have every editor type the invitation anew; to find out by
its words which text tells of what was is a guess. What came along, and who said that it holds,
stands in the page's history, which Wagtail keeps as long as the page.

Code that asks Wagtail for a live copy answers for its texts itself.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

TAKEN_OVER, HOLD = "pages.texts_taken_over", "pages.texts_hold"
SHOWN, LETTERS = 5, 30
TYPED_ANEW = ("title", "slug")  # in the form for copying


def texts_of(page: Page) -> list[str]:
    """The texts of a page as its readers see them, paragraph by paragraph."""
    parts = extract_segments(page)
    written = [
        strip_tags(part.string.data).strip()
        for part in parts
        if isinstance(part, StringSegmentValue) and part.path not in TYPED_ANEW
    ]
    return [text for text in dict.fromkeys(written) if text]


def note_copied_texts(original: Page, copy: Page) -> None:
    """Writes into the history of a copy which texts it has from its original."""
    version: Any = copy.get_latest_revision_as_object()
    if not (version.tells_of_its_time and version.is_own_source):
        return
    texts = texts_of(version)
    if texts:
        log(instance=version, action=TAKEN_OVER, data={"texts": texts, "from": original.title})


def asks_whether_texts_hold(page: Page) -> bool:
    """Whether a page is a copy that nobody has published, nor said that its texts hold."""
    if not page.pk or page.first_published_at:
        return False
    noted = PageLogEntry.objects.filter(page=page.pk, action__in=[TAKEN_OVER, HOLD])
    return set(noted.values_list("action", flat=True)) == {TAKEN_OVER}


def texts_left(page: Page) -> list[str]:
    """The texts of such a copy that are still those of its original."""
    if not asks_whether_texts_hold(page):
        return []
    entry = PageLogEntry.objects.filter(page=page.pk, action=TAKEN_OVER).latest("pk")
    taken_over = set(entry.data["texts"])
    return [text for text in texts_of(page) if text in taken_over]


def refuse_unread_texts(page: Any) -> None:
    """Raises a ValidationError that names the texts nobody has looked at since the copying."""
    left = [] if page.texts_hold else texts_left(page)
    if not left:
        return
    named = "".join(f"「{Truncator(text).chars(LETTERS)}」" for text in left[:SHOWN])
    sentence = _(
        "This page is a copy, and these texts are still those of the original: %(texts)s. They may"
        " tell of what was then. Change them, or tick “The texts hold for this page, too”."
    )
    more = "…" if len(left) > SHOWN else ""
    raise ValidationError({CopiedTextsForm.TICK: sentence % {"texts": named + more}})


class CopiedTextsForm(WagtailAdminPageForm):
    """The editor's form: of a copy it asks whether the texts of the original hold."""

    TICK = "texts_hold"

    texts_hold = forms.BooleanField(
        label=gettext_lazy("The texts hold for this page, too"),
        help_text=gettext_lazy(
            "This page is a copy, with the texts of its original as a suggestion. Tick this once"
            " you have read them all; until then the page is only published when each was changed."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_whether_texts_hold(self.instance):
            self.fields.pop(self.TICK, None)

    def _post_clean(self) -> None:
        """Has the page know of the tick before it is asked whether it may be published."""
        instance: Any = self.instance
        instance.texts_hold = bool(self.cleaned_data.get(self.TICK))
        super()._post_clean()

    def save(self, commit: bool = True) -> Any:
        """Takes the tick with what is to be published; in a draft it may stand by chance."""
        page: Any = super().save(commit)
        if page.texts_hold and not self.is_deferred_validation:
            log(instance=page, action=HOLD, user=self.for_user)
        return page


TEXTS_PANEL = FieldPanel(CopiedTextsForm.TICK)
