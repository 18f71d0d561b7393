"""The rule who is on record: municipalities and people that a public page or an office names.

This is the only list of the reasons. A section whose rows name a municipality or a person adds a
line here by the row's `related_name`: records know no section.
"""

from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Page, ReferenceIndex

from pages.public import public
from portal import clock

# Rows that count stand under a page that is public.
MUNICIPALITY_ROWS = ("awards", "finals", "talks")
PERSON_ROWS = ("talks", "proposaladdressee_rows", "proposaldeliverer_rows")

# Founders and officers: the content gives their office with the council and, as another office of
# the same person and not always of the same day, the one with their municipality.
COUNCIL = "council"
OF_COUNCIL = Q(offices__organisation__kind=COUNCIL)
MUNICIPALITY_OF_COUNCIL = Q(offices__person__offices__organisation__kind=COUNCIL)


def nameable(model: Any) -> QuerySet[Any]:
    """The records whose names anybody may learn: all but those that closed pages alone name."""
    hidden = _named_by_closed_pages_alone(model)
    if hidden and issubclass(type(model.objects.all()), OnRecordQuerySet):
        known = model.objects.filter(pk__in=hidden).on_record()
        hidden -= set(known.values_list("pk", flat=True))
    records: QuerySet[Any] = model.objects.exclude(pk__in=hidden)
    return records


def _named_by_closed_pages_alone(model: Any) -> set[int]:
    """In two queries, as Wagtail's index of references knows what every page names."""
    kinds: Any = ContentType.objects.get_for_models(model, Page)
    closed = set(Page.objects.exclude(public()).values_list("pk", flat=True))
    references = ReferenceIndex.objects.filter(to_content_type=kinds[model])
    named: dict[bool, set[int]] = {True: set(), False: set()}
    for base, number, record in references.values_list(
        "base_content_type", "object_id", "to_object_id"
    ):
        named[base == kinds[Page].pk and int(number) in closed].add(int(record))
    return named[True] - named[False]


def members_today() -> Q:
    """The condition for members: confirmed, and from the day on from which they are."""
    has_begun = Q(member_since=None) | Q(member_since__lte=clock.today())
    return Q(member_confirmed=True) & has_begun


class OnRecordQuerySet(QuerySet[Any]):
    """Adds `on_record()`; a subclass names the rows that count, and other reasons."""

    rows: tuple[str, ...] = ()

    def reasons(self) -> tuple[Q, ...]:
        """The conditions besides those rows, as they hold today."""
        return ()

    def on_record(self) -> Self:
        """The records for which there is any reason, without duplicates.

        Every reason is a subquery of its own: joined together they would multiply the rows.
        """
        condition = Q()
        for reason in (*(public(f"{name}__page__") for name in self.rows), *self.reasons()):
            condition |= Q(pk__in=self.model._base_manager.filter(reason).values("pk"))
        return self.filter(condition)


class MunicipalityQuerySet(OnRecordQuerySet):
    """Municipalities named as winner or speaker, by a founder or officer, or confirmed members."""

    rows = MUNICIPALITY_ROWS

    def reasons(self) -> tuple[Q, ...]:
        """An office in the council, and membership."""
        return MUNICIPALITY_OF_COUNCIL, members_today()

    def members(self) -> Self:
        """Those that are members today."""
        return self.filter(members_today())


class PersonQuerySet(OnRecordQuerySet):
    """People who spoke, handed over or received a proposal, or held an office of the council."""

    rows = PERSON_ROWS

    def reasons(self) -> tuple[Q, ...]:
        """An office in the council."""
        return (OF_COUNCIL,)
