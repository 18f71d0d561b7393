"""The form of a document, with a warning when the search cannot read the file."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from search.models import PdfText


class PaperForm(BaseDocumentForm):
    """Shows under the title the problem with the PDF."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = PdfText.objects.filter(document_id=self.instance.pk).exclude(problem="").first()
        if known and "title" in self.fields:
            warning = _("The search cannot find this document by all of its text. %(problem)s")
            self["title"].help_text = warning % {"problem": known.get_problem_display()}
