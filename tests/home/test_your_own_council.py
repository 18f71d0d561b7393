"""The steps of docs/your-own-council.md: a folder of content makes a portal without samples."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from search.index.store import rebuild
from search.query.snapshot import forget

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).parents[2] / "docs/your-own-council.md"
EXAMPLE = re.compile(r"```yaml\n# (\S+)\n(.*?)```", re.DOTALL)
EMPTY = (
    "municipalities", "organisations", "people", "venues", "prizes", "events", "news", "awards",
    "proposals", "surveys",
)  # fmt: skip


@pytest.fixture
def own_council(tmp_path):
    """The files of the document, loaded into an empty database."""
    (tmp_path / "files").mkdir()
    for name in EMPTY:
        (tmp_path / f"{name}.yaml").write_text(f"{name}: []\n")
    (tmp_path / "documents.yaml").write_text("documents: []\nrecordings: []\n")
    (tmp_path / "legacy_urls.csv").write_text("old_path,key,file,confidence,note\n")
    examples = EXAMPLE.findall(DOCUMENT.read_text())
    assert {name for name, _text in examples} == {"site.yaml", "council.yaml", "pages.yaml"}
    for name, text in examples:
        (tmp_path / name).write_text(text)
    call_command("load_content", content=tmp_path, stdout=StringIO())
    rebuild()
    forget()
    yield
    forget()


def test_a_folder_of_ones_own_makes_a_portal_in_both_languages(client, own_council):
    for path in ("", "events/", "events/training/", "news/", "news/feed/", "contact/", "sitemap/"):
        for prefix, name in (("/", "見本広域市長会"), ("/en/", "Sample Association of Mayors")):
            response = client.get(f"{prefix}{path}")
            body = response.content.decode()
            assert response.status_code == 200, path
            assert name in body, path
            assert "首長協議会" not in body, path


def test_its_pages_are_found(client, own_council):
    found = client.get("/api/search/", {"q": "事務局"}).json()
    assert [row["key"] for row in found["results"]] == ["contact"]
