"""The council's glossary: names and terms with their English."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.records.models import Municipality, Organisation, Person, Prize, Venue

NAMED = (Municipality, Organisation, Person, Prize, Venue)
SHORTEST = 2
LONG = 5


class GlossaryTerm(models.Model):
    """A term that has one fixed translation in English."""

    japanese = models.CharField(_("Japanese"), max_length=120, unique=True)
    english = models.CharField(
        _("English"),
        max_length=200,
        help_text=_("Several ways to say it are separated by |: “municipality|municipalities”."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    panels = [FieldPanel("japanese"), FieldPanel("english"), FieldPanel("note")]

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["japanese"]

    def __str__(self) -> str:
        return f"{self.japanese} = {self.english}"


Vocabulary = list[tuple[str, str]]


def vocabulary() -> Vocabulary:
    """All terms and recorded names with their English: read once for a whole page."""
    terms: Vocabulary = list(GlossaryTerm.objects.values_list("japanese", "english"))
    for model in NAMED:
        names = model._default_manager.values_list("name_ja", "name_en")
        terms += [(name, latin) for name, latin in names if latin and len(name or "") >= SHORTEST]
    return sorted(terms, key=lambda pair: -len(pair[0]))


def offered_terms(words: Vocabulary, japanese: str) -> Vocabulary:
    """The terms in a text with their English; of overlapping ones the longest."""
    chosen: Vocabulary = []
    for term, translation in words:
        if term in japanese and not any(term in longer for longer, _english in chosen):
            chosen.append((term, translation))
    return chosen


def missing_terms(words: Vocabulary, japanese: str, english: str) -> Vocabulary:
    """The terms of a text whose translation its English does not use."""
    return [
        (term, translation)
        for term, translation in offered_terms(words, japanese)
        if not any(_occurs(variant, english) for variant in translation.split("|"))
    ]


def _occurs(term: str, english: str) -> bool:
    """Whether a term occurs, be it in the plural: municipality, Municipalities."""
    stems = [word[:-1] if len(word) > LONG else word for word in term.casefold().split()]
    return all(stem in english.casefold() for stem in stems)
