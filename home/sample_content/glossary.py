"""The words that English pages keep to, from the site's content."""

from __future__ import annotations

from home.sample_content.content import Content
from pages.bilingual.glossary import GlossaryTerm


def load_glossary(content: Content) -> int:
    """Add the terms that are not there yet; how many were added."""
    there = set(GlossaryTerm.objects.values_list("japanese", flat=True))
    terms = [
        GlossaryTerm(japanese=term["ja"], english=term["en"], note=term.get("note") or "")
        for term in content.site.get("vocabulary") or []
        if term["ja"] not in there
    ]
    return len(GlossaryTerm.objects.bulk_create(terms))
