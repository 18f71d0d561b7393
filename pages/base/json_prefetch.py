"""All fact rows of a page in one query.

A page type has up to nine kinds of rows, and prefetching costs a query per kind; nine tenths of a
query's time is Django building it. So the database groups the rows of a kind as JSON, and they
become instances here, standing where a prefetch would have put them.
"""

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any, Self

from django.db import models
from django.db.models import Aggregate, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from wagtail.query import PageQuerySet

# The kinds of rows a page shows, with the records that a row names.
RowSets = dict[str, tuple[str, ...]]


class JSONGroup(Aggregate):
    """The values of a group as a JSON array in a text, in any order."""

    function = "JSON_GROUP_ARRAY"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL calls it otherwise, and gives no text unless asked."""
        return self.as_sql(compiler, connection, template="JSON_AGG(%(expressions)s)::text")


def grouped_rows(rows: QuerySet, *names: str, **columns: Any) -> Subquery:
    """These rows, all in one, as a JSON text: for small tables that come with another query."""
    shape = JSONObject(**{name: F(name) for name in names}, **columns)
    one = rows.order_by().annotate(one=Value("all")).values("one")
    return Subquery(one.annotate(group=JSONGroup(shape)).values("group"))


class JSONPrefetchQuerySet(PageQuerySet):
    """Pages with their inline rows in the same query: `.with_rows({"extensions": ()})`."""

    _row_sets: RowSets = {}

    def with_rows(self, row_sets: RowSets) -> Self:
        """The same pages with these rows, and the records they name, in the same query."""
        pages = self.annotate(
            **{_text(name): _grouped(self.model, name, row_sets[name]) for name in row_sets}
        )
        pages._row_sets = row_sets
        return pages

    def _clone(self) -> Self:
        pages = super()._clone()
        pages._row_sets = self._row_sets
        return pages

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        if fresh and self._row_sets:
            for page in self._result_cache or ():
                if isinstance(page, self.model):  # not the dictionaries of `values()`
                    _attach(page, self._row_sets, vars(page))


def fetch_rows(page: Any, row_sets: RowSets) -> None:
    """Gives a page its rows and the records they name, in one query for all kinds."""
    if not row_sets:
        return
    # A plain queryset: modeltranslation's would turn `role` into `role_ja`.
    pages: Any = JSONPrefetchQuerySet(model=type(page)).filter(pk=page.pk).with_rows(row_sets)
    names = [_text(name) for name in row_sets]
    _attach(page, row_sets, pages.values(*names).first() or {})


def _text(name: str) -> str:
    return f"rows_of_{name}"


def _attach(page: Any, row_sets: RowSets, texts: dict[str, Any]) -> None:
    for name, records in row_sets.items():
        rows = json.loads(texts.get(_text(name)) or "[]")
        _give(page, name, [_row(page, name, records, text) for text in rows])


def _relation(page: Any, name: str) -> Any:
    return page._meta.get_field(name)


@cache  # a query takes its own copy
def _grouped(of: Any, name: str, records: tuple[str, ...]) -> Subquery:
    relation = _relation(of, name)
    model, parent = relation.related_model, relation.field.attname
    columns = _columns(model, "")
    for record in records:
        columns |= _columns(model._meta.get_field(record).related_model, f"{record}__")
    rows: Any = QuerySet(model=model).filter(**{parent: OuterRef("pk")}).order_by().values(parent)
    return Subquery(rows.annotate(group=JSONGroup(JSONObject(**columns))).values("group"))


def _columns(model: Any, path: str) -> dict[str, F]:
    names = [f"{path}{field.attname}" for field in model._meta.concrete_fields]
    return {name: F(name) for name in names}


def _row(page: Any, name: str, records: tuple[str, ...], text: dict[str, Any]) -> Any:
    relation = _relation(page, name)
    row = _instance(relation.related_model, "", text)
    relation.field.set_cached_value(row, page)
    for record in records:
        field = row._meta.get_field(record)
        known = getattr(row, field.attname) is not None
        named = _instance(field.related_model, f"{record}__", text) if known else None
        field.set_cached_value(row, named)
    return row


def _instance(model: Any, path: str, text: dict[str, Any]) -> Any:
    fields = model._meta.concrete_fields
    values = [_value(field, text[f"{path}{field.attname}"]) for field in fields]
    return model.from_db("default", [field.attname for field in fields], values)


def _value(field: Any, value: Any) -> Any:
    """A column's value as it is read from JSON."""
    if value is None or isinstance(field, models.FileField | models.ForeignKey):
        return value
    read = field.to_python(value)
    if isinstance(read, datetime) and read.tzinfo is None:
        return read.replace(tzinfo=UTC)  # SQLite keeps moments without their zone
    return read


def _give(page: Any, name: str, rows: list[Any]) -> None:
    held = getattr(page, name).get_queryset()
    held._result_cache = sorted(rows, key=lambda row: (row.sort_order or 0, row.pk))
    known = page.__dict__.setdefault("_prefetched_objects_cache", {})
    known[_relation(page, name).field.remote_field.cache_name] = held
