"""Files of documents that the initial content brings along."""

import shutil
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from home.sample_content.content import FOLDER
from home.sample_content.pdfs.documents import SAMPLES
from pages.media import PortalDocument, Recording
from tests import databases

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGES = {
    "/resources/documents/": SAMPLES,
    "/proposals/proposal-2017/": ["doc-proposal-2017"],
    "/proposals/proposal-hs-2021/": ["doc-proposal-hs-2021"],
    "/awards/award-5/": ["doc-award-5-guidelines"],
    "/events/assemblies/assembly-2022/": ["doc-assembly-2022"],
    "/events/summits/summit-5/": ["doc-summit-5-press"],
    "/events/training/training-2/": ["doc-training-2"],
}


def load(folder=FOLDER):
    out = StringIO()
    call_command("load_content", content=folder, stdout=out)
    return out.getvalue()


def shown(client, address):
    """The text of links to documents, by the number of the document."""
    html = BeautifulSoup(client.get(address).content, "html.parser").main
    links = html.select('a.file[href^="/documents/"]')
    return {int(a["href"].split("/")[2]): a.small.get_text().replace("\xa0", " ") for a in links}


@pytest.mark.usefixtures("content")
def test_as_many_files_are_added_as_there_are_samples():
    recordings = Recording.objects.exclude(file="").count()
    assert f"Files: {len(SAMPLES) + recordings} added" in databases.said_by_the_loader()


@pytest.mark.usefixtures("content")
def test_only_documents_with_a_sample_have_a_file_with_its_size_and_pages():
    found = PortalDocument.objects.exclude(file="")
    sizes = {document.key: (document.file_size, document.page_count) for document in found}
    assert set(sizes) == set(SAMPLES)
    assert all(size and pages for size, pages in sizes.values())
    assert (sizes["doc-proposal-2017"][1], sizes["doc-assembly-2022"][1]) == (3, 1)


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("tree", ["", "/en"])
def test_pages_say_what_the_file_is_before_the_click(client, address, tree):
    keys = dict(PortalDocument.objects.values_list("pk", "key"))
    said = {keys[number]: note for number, note in shown(client, tree + address).items()}
    assert set(said) == set(PAGES[address])
    for note in said.values():
        assert "[PDF" in note
        assert ("in Japanese" in note and " page" in note) if tree else "ページ]" in note


@pytest.mark.usefixtures("content")
def test_documents_without_a_file_say_that_it_follows(client):
    html = BeautifulSoup(client.get("/resources/documents/").content, "html.parser")
    for document in PortalDocument.objects.filter(file=""):
        row = html.find(id=document.key)
        assert row.select("a.file") == []
        assert "掲載準備中" in row.get_text()


@pytest.mark.usefixtures("content")
def test_loading_again_adds_no_file():
    before = dict(PortalDocument.objects.values_list("key", "file"))
    assert "Files: 0 added" in load()
    assert dict(PortalDocument.objects.values_list("key", "file")) == before


def test_a_file_that_is_missing_is_named_and_none_is_stored(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(FOLDER, folder)
    (folder / "files/doc-training-2.pdf").unlink()
    PortalDocument.objects.all().delete()
    Recording.objects.all().delete()
    before = default_storage.listdir("")
    with pytest.raises(CommandError) as caught:
        load(folder)
    assert "(doc-training-2): 'file' names 'doc-training-2.pdf', which is not in" in str(
        caught.value
    )
    assert default_storage.listdir("") == before
    assert not PortalDocument.objects.exists()
