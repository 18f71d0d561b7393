"""Documents: their pages are counted from the file, said before the click, and they open."""

import json
from datetime import date
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdfium2 import PdfDocument
from wagtail.models import PageViewRestriction

from home.promotions import Promotion
from pages import pdf
from pages.media import PortalDocument
from search.index.store import rebuild
from search.query.snapshot import forget
from tests import factories
from tests.marked import Marks, found_by_search

pytestmark = pytest.mark.one_database

ENCRYPTED = b"""%%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 99 99]>> endobj
4 0 obj <</Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s>>> endobj
trailer <</Root 1 0 R /Size 5 /Encrypt 4 0 R /ID [<00> <00>]>>
""" % (b"1f" * 32, b"2e" * 32)
UNREADABLE = {
    "broken": b"%PDF-1.4\nthis is not the rest of a PDF",
    "empty": b"",
    "encrypted": ENCRYPTED,
    "of another kind": b"GIF89a",
}


def made_pdf(pages: int) -> bytes:
    """A PDF of empty pages."""
    made, document = BytesIO(), PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    document.save(made)
    document.close()
    return made.getvalue()


# --- Reading the file ------------------------------------------------------------------------


def test_the_pages_of_a_pdf_are_counted():
    assert [pdf.count_pages(made_pdf(count)) for count in (1, 24)] == [1, 24]


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_has_no_number_of_pages(content):
    assert pdf.count_pages(content) is None


def test_without_its_encryption_the_encrypted_file_could_be_read():
    assert pdf.count_pages(ENCRYPTED.replace(b"/Encrypt 4 0 R", b"")) == 1


@pytest.mark.parametrize("content", [made_pdf(1), *UNREADABLE.values()])
def test_one_at_a_time_asks_pdfium(content):
    with pdf.opened_pdf(content):
        assert pdf._pdfium.locked()
    assert not pdf._pdfium.locked()


# --- Uploading -------------------------------------------------------------------------------


@pytest.fixture
def editor(client):
    """A signed-in editor of everything."""
    client.force_login(factories.UserFactory(is_superuser=True))
    return client


def upload(editor, content, name="counted.pdf", **to):
    view = reverse("wagtaildocs:edit", args=[to["document"].pk]) if to else "/admin/documents/add/"
    file = SimpleUploadedFile(name, content, "application/pdf")
    fields = {"title": "事業計画", "file": file, "collection": 1}
    response = editor.post(view, fields)
    assert response.status_code == 302, response.content.decode()
    return PortalDocument.objects.get()


@pytest.mark.django_db
def test_an_uploaded_pdf_brings_its_size_and_pages(editor):
    content = made_pdf(3)
    document = upload(editor, content)
    assert (document.page_count, document.file_size) == (3, len(content))


@pytest.mark.django_db
def test_a_new_file_replaces_the_number_of_pages(editor):
    document = upload(editor, made_pdf(3))
    assert upload(editor, made_pdf(5), document=document).page_count == 5
    assert upload(editor, b"a,b", "counted.csv", document=document).page_count is None


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["broken", "encrypted"])
def test_a_file_that_cannot_be_read_is_kept_without_a_number_of_pages(editor, name):
    document = upload(editor, UNREADABLE[name])
    assert document.page_count is None
    assert document.file.read() == UNREADABLE[name]


@pytest.mark.django_db
def test_an_empty_file_is_refused_with_a_message(editor):
    file = SimpleUploadedFile("counted.pdf", b"", "application/pdf")
    fields = {"title": "事業計画", "file": file, "collection": 1}
    response = editor.post("/admin/documents/add/", fields)
    assert response.status_code == 200
    errors = BeautifulSoup(response.content, "html.parser").select(".error-message")
    assert "空" in errors[0].get_text()
    assert not PortalDocument.objects.exists()


@pytest.mark.django_db
def test_the_uploader_of_many_files_counts_pages_too(editor):
    file = SimpleUploadedFile("counted.pdf", made_pdf(2), "application/pdf")
    view = reverse("wagtaildocs:add_multiple")
    response = editor.post(view, {"files[]": file}, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.json()["success"]
    assert PortalDocument.objects.get().page_count == 2


@pytest.mark.django_db
def test_saving_other_fields_does_not_read_the_file_again(monkeypatch):
    document = factories.PortalDocumentFactory(file=ContentFile(made_pdf(2), "counted.pdf"))
    document = PortalDocument.objects.get(pk=document.pk)
    monkeypatch.setattr("pages.media.count_pages", lambda content: pytest.fail("read again"))
    document.title = "新しい題名"
    document.save()
    document.refresh_from_db()
    assert document.page_count == 2


# --- Reading and downloading ---------------------------------------------------------------


@pytest.fixture
def listed():
    """The list of documents in both trees."""
    resources = factories.ResourcesIndexPageFactory(parent=factories.site())
    page = factories.DocumentsPageFactory(parent=resources)
    factories.translate(page, said="Documents")
    return page


def rows(client, address):
    html = BeautifulSoup(client.get(address).content, "html.parser")
    return {row["id"]: row for row in html.main.select("ul.docs > li")}


@pytest.mark.django_db
def test_a_link_says_type_size_pages_and_language_before_the_click(client, listed):
    file = ContentFile(made_pdf(24), "counted.pdf")
    factories.PortalDocumentFactory(key="plan", title="計画", title_en="Plan", file=file)
    japanese = rows(client, listed.url)["plan"].a
    assert japanese.get_text(" ", strip=True).endswith("・24ページ]")
    assert "計画 [PDF:" in japanese.get_text(" ", strip=True)
    assert not japanese.has_attr("hreflang")
    english = rows(client, "/en" + listed.url)["plan"].a
    said = english.get_text(" ", strip=True).replace("\xa0", " ")
    assert said.startswith("Plan (in Japanese) [PDF, ")
    assert said.endswith(", 24 pages]")
    assert english["hreflang"] == "ja"


@pytest.mark.django_db
@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_offered_without_a_number_of_pages(client, listed, content):
    factories.PortalDocumentFactory(key="plan", file=ContentFile(content, "counted.pdf"))
    said = rows(client, listed.url)["plan"].a.small.get_text()
    assert said in ("[PDF:0KB]", "[PDF:1KB]")


@pytest.mark.django_db
def test_a_download_is_a_pdf_that_no_browser_takes_for_something_else(client):
    content = made_pdf(1)
    document = factories.PortalDocumentFactory(file=ContentFile(content, "counted.pdf"))
    response = client.get(document.url)
    assert b"".join(response.streaming_content) == content
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response["Content-Disposition"].startswith("attachment")
    assert not response.has_header("Content-Encoding")
    assert client.get(document.url, headers={"if-none-match": response["ETag"]}).status_code == 304


# --- What a document belongs to --------------------------------------------------------------


def links(row):
    return [(link["href"], link.get_text(), link.get("lang")) for link in row.select("p a")]


def document_of_everything(home):
    """A document that one item of each kind names, and a report about it in the news."""
    document = factories.PortalDocumentFactory(key="plan")
    resources = home.get_children().get(slug="resources")
    council = factories.CouncilPageFactory(parent=home)
    bylaws = factories.BylawsPageFactory(parent=council, document=document)
    activities = factories.ActivitiesPageFactory(parent=council)
    factories.ActivityPlanFactory(page=activities, document=document)
    items = [
        council,
        factories.AssemblyPageFactory(parent=assemblies(home), title="総会"),
        factories.AwardRoundPageFactory(parent=factories.AwardsIndexPageFactory(parent=home)),
        factories.ProposalPageFactory(parent=factories.ProposalsIndexPageFactory(parent=home)),
        factories.SurveyPageFactory(parent=factories.SurveysIndexPageFactory(parent=resources)),
    ]
    for item in items[1:]:
        item.documents.create(document=document)
        item.save()
    council.pamphlet = document
    council.save()
    news = factories.NewsIndexPageFactory(parent=home)
    factories.NewsPageFactory(parent=news, document=document)
    return [*items, bylaws, activities]


def assemblies(home):
    events = factories.EventsIndexPageFactory(parent=home)
    return factories.AssembliesIndexPageFactory(parent=events)


@pytest.mark.django_db
def test_a_document_leads_to_whatever_names_it_but_not_to_news(client, listed):
    items = document_of_everything(listed.get_parent().get_parent())
    found = links(rows(client, listed.url)["plan"])
    assert sorted(found) == sorted((item.url, item.title, None) for item in items)


@pytest.mark.django_db
def test_items_are_named_in_the_readers_language(client, listed):
    home = listed.get_parent().get_parent()
    document, parent = factories.PortalDocumentFactory(key="plan"), assemblies(home)
    for slug, title in (("assembly-1", "総会一"), ("assembly-2", "総会二")):
        page = factories.AssemblyPageFactory(parent=parent, slug=slug, title=title)
        page.documents.create(document=document)
        page.save()
    factories.translate(parent.get_parent())
    factories.translate(parent)
    factories.translate(parent.get_children().first(), said="Assembly")
    factories.alias(parent.get_children().last())
    one, two = links(rows(client, "/en" + listed.url)["plan"])
    assert one[0] == "/en/events/assemblies/assembly-1/"
    assert (one[1].startswith("Assembly"), one[2]) == (True, None)
    assert two == ("/en/events/assemblies/assembly-2/", "総会二", "ja")


@pytest.mark.django_db
def test_an_item_that_is_not_public_is_not_named(client, listed):
    home = listed.get_parent().get_parent()
    page = factories.AssemblyPageFactory(parent=assemblies(home), title="総会")
    page.documents.create(document=factories.PortalDocumentFactory(key="plan"))
    page.save()
    assert len(links(rows(client, listed.url)["plan"])) == 1
    page.unpublish()
    assert links(rows(client, listed.url)["plan"]) == []


@pytest.fixture
def of_a_closed_page(listed):
    """A document that a page names which only those may read who have signed in."""
    page = factories.AssemblyPageFactory(parent=assemblies(listed.get_parent().get_parent()))
    marks = Marks("of a closed page")
    document = factories.PortalDocumentFactory(
        key="plan",
        title=marks.text,
        title_en=marks.text,
        file=ContentFile(made_pdf(1), "counted.pdf"),
    )
    page.documents.create(document=document)
    page.save()
    rebuild()
    forget()
    return page, document, marks


@pytest.mark.django_db
def test_a_document_that_only_closed_pages_name_is_as_private_as_they_are(
    client, listed, of_a_closed_page, django_capture_on_commit_callbacks
):
    page, document, marks = of_a_closed_page
    other = factories.AssemblyPageFactory(parent=page.get_parent(), slug="other")

    def open_to(reader):
        shown = [tree for tree in ("", "/en") if "plan" in rows(reader, tree + listed.url)]
        opens = reader.get(document.url).status_code == 200
        return shown, opens, bool(found_by_search(reader, marks))

    assert open_to(client) == (["", "/en"], True, True)
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert open_to(client) == ([], False, False)
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()  # closed still, and named by a draft besides
        other.live = False
        other.documents.create(document=document)
        other.save()
    assert open_to(client) == ([], False, False)
    with django_capture_on_commit_callbacks(execute=True):
        other.save_revision().publish()
    assert open_to(client) == (["", "/en"], True, True)


@pytest.mark.django_db
@pytest.mark.parametrize("days", [{}, {"shown_from": date(2100, 1, 1)}])
def test_a_link_on_the_front_page_opens_no_document_of_a_closed_page(
    client, listed, of_a_closed_page, days
):
    page, document, _marks = of_a_closed_page
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    Promotion.objects.create(document=document, text_ja="計画", text_en="Plan", **days)
    assert client.get(document.url).status_code == 404
    for home in ("/", "/en/"):
        assert document.url not in client.get(home).content.decode()


@pytest.mark.django_db
def test_whoever_may_read_a_closed_page_opens_its_document(client, listed, of_a_closed_page):
    page, document, marks = of_a_closed_page
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(document.url).status_code == 404
    client.force_login(factories.UserFactory())
    assert document.url in client.get(page.url).content.decode()
    response = client.get(document.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_document_in_the_text_of_a_page_does_not_belong_to_it(client, listed):
    document = factories.PortalDocumentFactory(key="plan")
    item = {"type": "item", "value": document.pk, "id": "d"}
    block = {"type": "documents", "value": {"documents": [item]}, "id": "b"}
    parent = assemblies(listed.get_parent().get_parent())
    page = factories.AssemblyPageFactory(parent=parent, body=json.dumps([block]))
    assert page.body[0].value["documents"][0] == document
    assert links(rows(client, listed.url)["plan"]) == []


@pytest.mark.django_db
@pytest.mark.parametrize("tree", ["", "/en"])
def test_fifty_documents_of_items_ask_no_more_often_than_five(client, listed, tree):
    parent = assemblies(listed.get_parent().get_parent())
    factories.translate(parent.get_parent())
    factories.translate(parent)

    def add(numbers):
        for number in numbers:
            page = factories.AssemblyPageFactory(parent=parent, slug=f"assembly-{number}")
            document = factories.PortalDocumentFactory(
                key=f"plan-{number}", file=ContentFile(made_pdf(1), "counted.pdf")
            )
            page.documents.create(document=document)
            page.save()
            factories.alias(page)

    def asked():
        client.get(tree + listed.url)  # what a process remembers
        with CaptureQueriesContext(connection) as captured:
            assert all(links(row) for row in rows(client, tree + listed.url).values())
        return len(captured)

    add(range(5))
    few = asked()
    add(range(5, 50))
    assert asked() == few <= 15
