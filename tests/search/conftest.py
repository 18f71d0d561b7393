"""Fixtures of the tests of the search."""

import pytest

from search.query.snapshot import forget


@pytest.fixture(autouse=True)
def _forget_index():
    forget()
    yield
    forget()
