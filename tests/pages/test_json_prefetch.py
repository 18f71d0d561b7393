"""Rows that `pages.base.json_prefetch` gives a page stand where Django looks for prefetched ones.

It puts them into private parts of Django's querysets: an upgrade that changes those shows here.
"""

import pytest
from django.db import connection

from pages.base.facts import sources
from pages.base.json_prefetch import fetch_rows
from pages.events.models import TrainingPage
from tests import factories

pytestmark = pytest.mark.django_db
ROWS = {"speakers": ("person",), "extensions": ()}


@pytest.fixture
def training():
    assert connection.features.supports_json_field  # Django asks the database once per process
    factories.site()
    page = factories.TrainingPageFactory()
    for order, role in ((3, "third"), (1, "first"), (2, "second")):
        factories.EventSpeakerFactory(page=page, sort_order=order, role_ja=role)
    return TrainingPage.objects.get(pk=page.pk)


def is_complete(page):
    speakers = page.speakers.all()
    assert [row.role_ja for row in speakers] == ["first", "second", "third"]
    assert all(row.person.name_ja for row in speakers)
    assert all(row.page is page for row in speakers)
    assert speakers.count() == len(speakers) == 3
    assert speakers.exists()
    assert list(page.extensions.all()) == []


def test_a_page_given_its_rows_asks_for_none(training, django_assert_num_queries):
    with django_assert_num_queries(1):
        fetch_rows(training, ROWS)
    with django_assert_num_queries(0):
        is_complete(training)


def test_a_list_brings_the_rows_in_its_own_query(training, django_assert_num_queries):
    with django_assert_num_queries(1):
        pages = list(sources(TrainingPage).with_rows(ROWS))
    with django_assert_num_queries(0):
        is_complete(pages[0])


def test_rows_survive_what_is_done_to_a_queryset(training, django_assert_num_queries):
    pages = sources(TrainingPage).with_rows(ROWS).filter(live=True).order_by("-pk")
    with django_assert_num_queries(1):
        first = pages.first()
    with django_assert_num_queries(0):
        is_complete(first)


def test_a_queryset_read_twice_keeps_its_rows(training):
    pages = sources(TrainingPage).with_rows(ROWS)
    once, again = list(pages), list(pages)
    assert once[0].speakers.all()[0] is again[0].speakers.all()[0]


def test_dictionaries_are_given_no_rows(training):
    assert list(sources(TrainingPage).with_rows(ROWS).values("slug")) == [{"slug": training.slug}]


def test_a_choice_among_the_rows_is_asked_of_the_database(training):
    fetch_rows(training, ROWS)
    training.speakers.filter(role_ja="first").delete()
    fresh = TrainingPage.objects.get(pk=training.pk)
    assert [row.role_ja for row in fresh.speakers.all()] == ["second", "third"]
