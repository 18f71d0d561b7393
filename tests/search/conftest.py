"""What the tests of the search start from."""

import pytest
from django.core.management import call_command

from search.index.store import rebuild
from search.query.memory import forget
from tests import factories


@pytest.fixture(autouse=True)
def _forget_index():
    forget()
    yield
    forget()


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker, tmp_path_factory):
    """The initial content in both languages, with its index."""
    with (
        factories.shared(django_db_blocker),
        (tmp_path_factory.mktemp("said") / "load").open("w") as said,
    ):
        call_command("load_content", stdout=said)
        rebuild()
        yield
