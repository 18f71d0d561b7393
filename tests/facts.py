"""The facts in rows of the database, which only Japanese rows may hold."""

from wagtail.models import Page


def facts_held_by(page):
    """The facts in the row and the inline rows of a page, read from the database."""
    model = page.specific_class
    columns = [name for name in model.facts_fields if model._meta.get_field(name).concrete]
    row = model.objects.filter(pk=page.pk).values(*columns).get() if columns else {}
    held = {name: value for name, value in row.items() if value is not None}
    for name in set(model.facts_fields) - set(columns):
        count = model._meta.get_field(name).related_model.objects.filter(page=page.pk).count()
        held |= {name: count} if count else {}
    return held


def assert_only_japanese_rows_hold_facts():
    others = Page.objects.exclude(locale__language_code="ja").specific()
    with_facts = [page for page in others if page.facts_fields]
    assert {page.title: facts_held_by(page) for page in with_facts if facts_held_by(page)} == {}
