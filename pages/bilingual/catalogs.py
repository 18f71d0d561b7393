"""PO files of translators: export, and import after a check of every text."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page
from wagtail_localize.models import Translation

from pages.bilingual.difference import plain
from pages.bilingual.glossary import missing_terms, vocabulary
from pages.bilingual.po_export import exported
from pages.bilingual.po_import import Matched, check_language, check_owner, matched, read_catalog
from pages.bilingual.publish_checks import quoted
from pages.bilingual.texts import check_markup


@require_safe
def hand_out(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Takes the place of wagtail-localize's view, whose header common tools refuse."""
    translation, page = _editable(request, translation_id)
    name = slugify(page.slug) or "page"
    language = translation.target_locale.language_code
    response = HttpResponse(
        str(exported(translation, name=name)), content_type="text/x-gettext-translation"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}-{language}.po"'
    return response


@require_POST
def take_in(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Takes the place of wagtail-localize's view, which does not report broken texts."""
    translation, page = _editable(request, translation_id)
    try:
        result = _read(translation, request.FILES.get("file"))
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("wagtailadmin_pages:edit", page.pk)
    broken = _leave_out_broken(result)
    translation.import_po(result.catalog(), user=request.user, tool_name="PO File")
    _report(request, result, broken)
    return redirect(reverse("bilingual:review", args=[page.pk]))


def _editable(request: HttpRequest, translation_id: int) -> tuple[Translation, Page]:
    """A translation and its English page; PermissionDenied for who may not edit that."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = translation.get_target_instance()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return translation, page


def _read(translation: Translation, file: Any) -> Matched:
    """Raises ValidationError for what is no PO file of this page."""
    if file is None:
        raise ValidationError(_("Choose a PO file."))
    catalog = read_catalog(file.read())
    check_owner(catalog, translation)
    check_language(catalog, translation)
    return matched(catalog, translation)


def _leave_out_broken(result: Matched) -> list[str]:
    """The Japanese of texts whose tags are broken; their English so far is kept."""
    broken = []
    for place, english in list(result.english.items()):
        try:
            check_markup(english, place.text)
        except ValidationError:
            broken.append(place.text)
            del result.english[place]
    return broken


def _report(request: HttpRequest, result: Matched, broken: list[str]) -> None:
    count = len(result.english)
    message = ngettext("%(count)d text was read.", "%(count)d texts were read.", count)
    messages.success(request, message % {"count": count})
    if broken:
        message = _("Not taken over, because the tags differ from the Japanese: %(texts)s.")
        messages.error(request, message % {"texts": quoted(broken)})
    reasons = [(reason, texts) for reason, texts in _reasons(result) if texts]
    for reason, texts in reasons:
        messages.warning(request, reason % {"texts": quoted(texts)})
    if not (count or broken or reasons):
        messages.warning(request, _("Nothing is translated in this file: every msgstr is empty."))


def _reasons(result: Matched) -> Iterator[tuple[str, list[str]]]:
    """Why texts were left out, or should be looked at."""
    yield (
        _("Not taken over, because the file marks them as unfinished (fuzzy): %(texts)s."),
        result.unfinished,
    )
    yield (
        _("Not taken over, because their English is the Japanese text itself: %(texts)s."),
        result.untranslated,
    )
    yield (
        _(
            "Not taken over, because the same Japanese stands in several places of the page and "
            "the file no longer says which is meant (msgctxt): %(texts)s."
        ),
        result.ambiguous,
    )
    yield (
        _("Not taken over, because the file has two different translations: %(texts)s."),
        result.contradictory,
    )
    yield _("No longer on the Japanese page: %(texts)s."), result.unknown
    words = vocabulary()
    yield (
        _("Other words than in the glossary: %(texts)s."),
        [
            place.text
            for place, english in result.english.items()
            if missing_terms(words, plain(place.text), plain(english))
        ],
    )
