"""Who is on record: municipalities and people that a public page, or an office, names.

This is the only list of the reasons. A section whose rows name a municipality or a person adds a
line here by the row's `related_name`: records know no section.
"""

from typing import Any, Self

from django.db.models import Q, QuerySet

# Rows that count stand under a page that is public.
MUNICIPALITY_ROWS = ("awards", "finals", "talks")
PERSON_ROWS = ("talks", "proposaladdressee_rows", "proposaldeliverer_rows")

# Founders and officers: the content gives their office with the council and, as another office of
# the same person and not always of the same day, the one with their municipality.
COUNCIL = "council"
OF_COUNCIL = Q(offices__organisation__kind=COUNCIL)
MUNICIPALITY_OF_COUNCIL = Q(offices__person__offices__organisation__kind=COUNCIL)


class OnRecord(QuerySet[Any]):
    """Adds `on_record()`; a subclass names the reasons."""

    reasons: tuple[Q, ...] = ()

    def on_record(self) -> Self:
        """Those for which there is any reason, each once.

        Every reason is a subquery of its own: joined together they would multiply the rows.
        """
        found = Q()
        for reason in self.reasons:
            found |= Q(pk__in=self.model._base_manager.filter(reason).values("pk"))
        return self.filter(found)


def named_on_public_pages(rows: tuple[str, ...]) -> tuple[Q, ...]:
    """One reason for each kind of row."""
    return tuple(Q(**{f"{name}__page__live": True}) for name in rows)


class MunicipalityQuerySet(OnRecord):
    """Municipalities named as winner or speaker, by a founder or officer, or confirmed members."""

    reasons = (
        *named_on_public_pages(MUNICIPALITY_ROWS),
        MUNICIPALITY_OF_COUNCIL,
        Q(member_confirmed=True),
    )


class PersonQuerySet(OnRecord):
    """People who spoke, handed over or received a proposal, or held an office of the council."""

    reasons = (*named_on_public_pages(PERSON_ROWS), OF_COUNCIL)
