"""PO files of translators: what comes in is looked at before it is kept."""

import tempfile
from pathlib import Path
from typing import Any

import polib
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail_localize.models import Translation

from pages.bilingual.difference import plain
from pages.bilingual.gate import quoted
from pages.bilingual.glossary import missing_terms, vocabulary
from pages.bilingual.texts import check_markup

PAGE = "X-WagtailLocalize-TranslationID"


@require_POST
def take_in(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Stands at the address of wagtail-localize's view, which says nothing about broken texts."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = translation.get_target_instance()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    try:
        catalog = _catalog_for(translation, request.FILES.get("file"))
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("wagtailadmin_pages:edit", page.pk)
    broken = _leave_out_broken(catalog)
    warnings = translation.import_po(catalog, user=request.user, tool_name="PO File")
    _report(request, catalog, broken, [catalog[warning.index].msgid for warning in warnings])
    return redirect(reverse("bilingual:review", args=[page.pk]))


def _catalog_for(translation: Translation, file: Any) -> polib.POFile:
    """Raises ValidationError for what is no PO file of this page."""
    if file is None:
        raise ValidationError(_("Choose a PO file."))
    with tempfile.TemporaryDirectory() as folder:
        # Given text, polib would open a file of that name.
        path = Path(folder) / "catalog.po"
        path.write_bytes(file.read())
        try:
            catalog = polib.pofile(str(path))
        except (OSError, ValueError) as error:
            raise ValidationError(_("This is not a PO file. Nothing was changed.")) from error
    if catalog.metadata.get(PAGE) != str(translation.uuid):
        raise ValidationError(
            _("This PO file belongs to another page. Nothing was changed: download this page's.")
        )
    return catalog


def _leave_out_broken(catalog: polib.POFile) -> list[str]:
    """The Japanese of texts whose tags are broken; their English so far is kept."""
    broken = []
    for entry in catalog:
        try:
            check_markup(entry.msgstr, entry.msgid)
        except ValidationError:
            broken.append(entry.msgid)
            entry.msgstr = ""
    return broken


def _report(
    request: HttpRequest, catalog: polib.POFile, broken: list[str], unknown: list[str]
) -> None:
    texts = sum(bool(entry.msgstr) for entry in catalog) - len(unknown)
    said = ngettext("%(count)d text was read.", "%(count)d texts were read.", texts)
    messages.success(request, said % {"count": texts})
    if broken:
        said = _("Not taken over, because the tags differ from the Japanese: %(texts)s.")
        messages.error(request, said % {"texts": quoted(broken)})
    if unknown:
        said = _("No longer on the Japanese page: %(texts)s.")
        messages.warning(request, said % {"texts": quoted(unknown)})
    words = vocabulary()
    other = [
        entry.msgid
        for entry in catalog
        if entry.msgstr and missing_terms(words, plain(entry.msgid), plain(entry.msgstr))
    ]
    if other:
        said = _("Other words than in the glossary: %(texts)s.")
        messages.warning(request, said % {"texts": quoted(other)})
