"""A record that a page names is not deleted: the page would lose a fact without a word.

Not Django's PROTECT: a draft or an older version that names a deleted record could then not be
opened at all (modelcluster knows CASCADE and SET_NULL only).
"""

from typing import Any

from django.db.models import Model
from django.db.models.deletion import ProtectedError
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from pages.records.models import Municipality, Organisation, Person, Prize, Venue

PROTECTED = (Municipality, Organisation, Person, Prize, Venue)


def naming(record: Model) -> list[Model]:
    """The pages and rows that name a record; its own rows, such as a person's offices, are not."""
    rows_naming: list[Model] = []
    for relation in record._meta.related_objects:
        own = isinstance(record, Person) and relation.name in ("offices", "former_addresses")
        if relation.one_to_many and not own:
            rows = relation.related_model._base_manager
            rows_naming += rows.filter(**{relation.field.name: record})
    # Blocks of running text name records without a row.
    rows_naming += ReferenceIndex.get_references_to(record).filter(model_path__startswith="body.")
    return rows_naming


def refuse_named(sender: type, instance: Model, **kwargs: Any) -> None:
    """Raises ProtectedError for a record that something names."""
    rows = naming(instance)
    if rows:
        message = _("“%(name)s” is named on pages and cannot be deleted.") % {"name": instance}
        raise ProtectedError(message, set(rows))


for model in PROTECTED:
    pre_delete.connect(refuse_named, sender=model, dispatch_uid=f"named-{model.__name__}")
