"""What the admin offers for all sections."""

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from pages.bilingual import hooks as bilingual_hooks  # noqa: F401
from pages.bilingual.viewsets import GlossaryViewSet
from pages.media import PortalDocument
from pages.records.protection import PROTECTED, naming
from pages.records.viewsets import RecordsGroup

register_snippet(RecordsGroup)
register_snippet(GlossaryViewSet)


@hooks.register("before_delete_snippet")
def keep_named_records(request: HttpRequest, records: list[Model]) -> HttpResponse | None:
    """Says which record pages still name, instead of deleting it."""
    named = [record for record in records if isinstance(record, PROTECTED) and naming(record)]
    if not named:
        return None
    for record in named:
        said = _("“%(name)s” is named on pages. Remove it from them first; “usage” lists them.")
        messages.error(request, said % {"name": record})
    return redirect(type(named[0]).snippet_viewset.get_url_name("list"))


@hooks.register("before_serve_document")
def no_file_is_not_found(document: PortalDocument, request: HttpRequest) -> None:
    """A document without its file, or whose file is lost, is a 404 and not an error."""
    if not document.file.name or not document.file.storage.exists(document.file.name):
        raise Http404
