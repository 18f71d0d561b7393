"""The index follows what editors do."""

import io
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.models import Collection, Page, PageViewRestriction

from pages.awards.models import AwardWinner
from pages.events.models import EventRecording, EventSpeaker
from pages.media import PortalDocument
from portal import clock
from search.index.store import rebuild
from search.models import Entry, IndexState, Synonym
from search.query.engine import search
from search.query.filters import Filters
from search.query.snapshot import NoIndexError
from search.request import read_query
from search.suggestions import suggestions_for
from tests import factories
from tests.marked import Marks, found_by_search
from tests.pdfs import locked_pdf, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """A site with its index, and sections to put pages in."""
    home = factories.site()
    events = factories.EventsIndexPageFactory(parent=home)
    site = type("Site", (), {})()
    site.home, site.summits = home, factories.SummitsIndexPageFactory(parent=events)
    site.trainings = factories.TrainingIndexPageFactory(parent=events)
    resources = factories.ResourcesIndexPageFactory(parent=home)
    site.documents = factories.DocumentsPageFactory(parent=resources)
    rebuild()
    return site


@pytest.fixture
def saved(django_capture_on_commit_callbacks):
    """Run the callbacks that follow the end of a transaction in the real portal."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def keys(text, lang="ja"):
    return [each.entry.key for each in search(read_query(text), Filters(lang=lang)).results]


def publish(page):
    page.save_revision().publish()
    return page


def test_a_published_page_is_found_and_an_unpublished_one_is_not(site, saved):
    with saved():
        page = publish(factories.SummitPageFactory(parent=site.summits, title="琵琶湖の集い"))
    assert keys("琵琶湖") == [page.slug]
    with saved():
        page.unpublish()
    assert keys("琵琶湖") == []


def test_what_is_published_later_is_found_from_its_day_on_without_being_read_again(site, saved):
    day = clock.start_of_day(date(2022, 9, 20))
    event = factories.SummitPageFactory(
        parent=site.summits, start_date=date(2022, 9, 1), recordings_from=date(2022, 9, 20)
    )
    with clock.at(day - timedelta(days=2)), saved():
        factories.PortalDocumentFactory(key="paper", title="琵琶湖の資料", published_on=day.date())
        factories.RecordingFactory(key="talk", title_ja="琵琶湖の話", published_on=day.date())
        kept_back = factories.RecordingFactory(key="film", title_ja="琵琶湖の映像")
        EventRecording.objects.create(page=event, recording=kept_back)
        publish(event)
    for lang in ("ja", "en"):
        with clock.at(day - timedelta(seconds=1)):
            assert keys("琵琶湖", lang) == []
            assert suggestions_for(read_query("琵琶"), lang) == []
        with clock.at(day):
            assert set(keys("琵琶湖", lang)) == {"paper", "talk", "film"}


def test_a_draft_is_not_found(site, saved):
    with saved():
        page = publish(factories.SummitPageFactory(parent=site.summits, title="琵琶湖の集い"))
    page.title = "富士山の集い"
    with saved():
        page.save_revision()
    assert keys("富士山") == []


def test_a_deleted_page_is_not_found(site, saved):
    with saved():
        page = publish(factories.SummitPageFactory(parent=site.summits, title="琵琶湖の集い"))
    with saved():
        page.delete()
    assert keys("琵琶湖") == []


def test_a_page_that_was_given_another_address_is_found_there(site, saved):
    with saved():
        page = publish(factories.SummitPageFactory(parent=site.summits, title="琵琶湖の集い"))
    page.slug = "biwako"
    with saved():
        publish(page)
    (entry,) = Entry.objects.filter(title="琵琶湖の集い")
    assert entry.url.endswith("/biwako/")


def test_pages_below_follow_a_section_that_moves(site, saved):
    with saved():
        publish(factories.SummitPageFactory(parent=site.summits, title="琵琶湖の集い"))
    summits = Page.objects.get(pk=site.summits.pk)
    with saved():
        summits.move(Page.objects.get(pk=site.home.pk), pos="last-child")
    (entry,) = Entry.objects.filter(title="琵琶湖の集い")
    assert entry.url.startswith("/summits/")


def test_a_page_for_some_readers_only_is_not_found(site, saved):
    with saved():
        page = publish(factories.SummitPageFactory(parent=site.summits, title="琵琶湖の集い"))
    with saved():
        restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert keys("琵琶湖") == []
    with saved():
        restriction.delete()
    assert keys("琵琶湖") == [page.slug]


def test_a_renamed_record_is_found_under_its_new_name_on_the_pages_that_name_it(site, saved):
    person = factories.PersonFactory(name_ja="湖山太郎", name_en="", kana="こやまたろう")
    with saved():
        page = factories.SummitPageFactory(parent=site.summits)
        EventSpeaker.objects.create(page=page, person=person, role_ja="講師", role_en="Speaker")
        publish(page)
    assert page.slug in keys("湖山太郎")
    person.name_ja = "海野太郎"
    with saved():
        person.save()
    assert page.slug in keys("海野太郎")


def test_a_person_is_found_by_kana_and_in_latin_letters(site, saved):
    person = factories.PersonFactory(name_ja="湖山太郎", name_en="Koyama Taro", kana="こやまたろう")
    with saved():
        page = factories.SummitPageFactory(parent=site.summits)
        EventSpeaker.objects.create(page=page, person=person, role_ja="講師", role_en="Speaker")
        publish(page)
    for text in ("こやまたろう", "Koyama", "コヤマタロウ"):
        assert page.slug in keys(text), text


def test_a_page_not_yet_in_english_is_in_the_index_once(site, saved):
    with saved():
        page = publish(factories.SummitPageFactory(parent=site.summits, title="琵琶湖の集い"))
        factories.alias(page)
    assert Entry.objects.filter(title="琵琶湖の集い").count() == 1


def test_an_alias_is_not_found_beside_its_original(site, saved, client):
    with saved():
        page = publish(factories.SummitPageFactory(parent=site.summits, title="琵琶湖の集い"))
        page.create_alias(parent=site.trainings, update_slug="again")
        publish(page)
    assert keys("琵琶湖") == [page.slug]
    assert client.get("/healthz").json()["status"] == "ok"


def test_a_translated_page_is_found_in_both_languages(site, saved):
    with saved():
        page = publish(factories.SummitPageFactory(parent=site.summits, title="琵琶湖の集い"))
        factories.translate(page)
    assert keys("琵琶湖", "ja") == [page.slug]
    assert keys("琵琶湖", "en") == [page.slug]


def test_a_fact_changed_on_the_japanese_page_counts_in_english(site, saved):
    prize = factories.PrizeFactory(name_ja="琵琶湖賞", name_en="Lake Prize")
    awards = factories.AwardsIndexPageFactory(parent=site.home)
    award = factories.AwardRoundPageFactory(parent=awards)
    with saved():
        publish(award)
        factories.translate(award)
    assert keys("琵琶湖賞", "en") == []
    with saved():
        row = AwardWinner(prize=prize, municipality=factories.MunicipalityFactory())
        award.winners.add(row)
        publish(award)
    assert keys("琵琶湖賞", "en") == [award.slug]


def test_a_document_is_found_by_a_sentence_of_its_second_page(site, saved):
    file = ContentFile(pdf("表紙", "琵琶湖の水質を児童が調べました"), "lake.pdf")
    with saved():
        document = factories.PortalDocumentFactory(title="報告書", file=file)
    (found,) = search(read_query("琵琶湖の水質"), Filters()).results
    assert found.entry.source == f"document:{document.pk}"
    assert found.entry.part == 2


def test_an_upload_in_the_admin_is_found_a_moment_later_by_its_second_page(site, saved, client):
    client.force_login(factories.UserFactory(is_superuser=True))
    file = ContentFile(pdf("表紙", "琵琶湖の水質を児童が調べました"), "lake.pdf")
    fields = {"title": "報告書", "title_ja": "報告書", "title_en": "Report", "file": file}
    with saved():
        client.post("/admin/documents/add/", {**fields, "collection": "1", "language": "ja"})
    document = PortalDocument.objects.get()
    page = BeautifulSoup(client.get("/search/", {"q": "児童が調べました"}).content, "html.parser")
    (link,) = page.select("main .hit a")
    assert link["href"] == f"{document.url}#page=2"
    assert "2ページ" in page.select_one("main .hit").get_text()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "broken"),
        (b"not a PDF at all", "broken"),
        (pdf("頁")[:150], "broken"),
        (locked_pdf(), "locked"),
        (pdf("", ""), "no_text"),
        (pdf(*["頁"] * 500), "cut"),
    ],
    ids=["empty", "no PDF", "torn", "locked", "without text", "500 pages"],
)
def test_a_strange_file_does_no_harm(site, saved, content, problem):
    with saved():
        document = factories.PortalDocumentFactory(
            title="琵琶湖の報告", file=ContentFile(content, "odd.pdf")
        )
    assert "琵琶湖の報告" in {each.title for each in Entry.objects.all()}
    if content:
        assert document.pdf_text.problem == problem


def test_synonyms_count_at_once_and_in_the_direction_given(site, saved):
    with saved():
        page = publish(factories.SummitPageFactory(parent=site.summits, title="琵琶湖の集い"))
        other = publish(factories.SummitPageFactory(parent=site.summits, title="淡海の会"))
    assert keys("淡海") == [other.slug]
    Synonym.objects.create(words="淡海", only_finds="琵琶湖")
    assert set(keys("淡海")) == {other.slug, page.slug}
    assert keys("琵琶湖") == [page.slug]


def test_searching_goes_on_while_the_index_is_built_anew(site, saved, monkeypatch):
    with saved():
        page = publish(factories.SummitPageFactory(parent=site.summits, title="琵琶湖の集い"))
    seen = []
    rebuild(lambda done, total: seen.append(keys("琵琶湖")))
    assert seen
    assert all(found == [page.slug] for found in seen)
    assert Entry.objects.values("generation").distinct().count() == 1


def test_what_is_published_during_a_rebuild_is_in_the_new_index(site, saved):
    def publish_one(done, total):
        if not Page.objects.filter(title="琵琶湖の集い").exists():
            with saved():
                publish(factories.SummitPageFactory(parent=site.summits, title="琵琶湖の集い"))

    rebuild(publish_one)
    assert len(keys("琵琶湖")) == 1


def test_the_command_tells_how_far_it_is_and_leaves_a_good_index_alone(site):
    out = io.StringIO()
    call_command("rebuild_search", stdout=out)
    assert "entries" in out.getvalue()
    before = IndexState.objects.get().current
    call_command("rebuild_search", if_needed=True, stdout=out)
    assert IndexState.objects.get().current == before


def test_without_an_index_readers_are_asked_to_wait(client):
    factories.site()
    with pytest.raises(NoIndexError):
        keys("琵琶湖")
    assert client.get("/search/", {"q": "琵琶湖"}).status_code == 503
    assert client.get("/api/search/", {"q": "琵琶湖"}).status_code == 503


# --- Collections ------------------------------------------------------------------------------


def move_the_collection(admin, document, parent):
    collection = document.collection
    fields = {"name": collection.name, "parent": parent.pk}
    admin.post(f"/admin/collections/{collection.pk}/", fields)


def move_the_document(admin, document, parent):
    address = "/admin/bulk/pages/portaldocument/add_to_collection/"
    admin.post(f"{address}?id={document.pk}", {"collection": parent.pk})


@pytest.mark.parametrize("move", [move_the_collection, move_the_document])
def test_a_document_moved_among_private_ones_is_gone_at_once_and_comes_back_at_once(
    site, saved, client, admin_client, move
):
    root, marks = Collection.get_first_root_node(), Marks("moved")
    private, public = root.add_child(name="非公開"), root.add_child(name="公開")
    private.view_restrictions.create(restriction_type="login")
    papers = public.add_child(name="資料")
    with saved():
        document = factories.PortalDocumentFactory(
            title=marks.text,
            title_en=marks.text,
            file=ContentFile(pdf("表紙"), "paper.pdf"),
            collection=papers,
        )
    found = found_by_search(client, marks)
    assert len(found) == 16  # whatever is asked
    for parent, told in ((private, set()), (public, found)):
        with saved():
            move(admin_client, document, Collection.objects.get(pk=parent.pk))
        assert found_by_search(client, marks) == told
        assert client.get("/healthz").json()["status"] == "ok"


def test_a_look_at_a_later_day_puts_no_title_of_that_day_into_the_hints(site, saved, client):
    day, marks = clock.start_of_day(date(2022, 9, 20)), Marks("embargoed")
    with clock.at(day - timedelta(days=2)), saved():
        factories.PortalDocumentFactory(title=marks.text, published_on=day.date())
    with clock.at(day):
        assert found_by_search(client, marks)
    with clock.at(day - timedelta(days=1)):
        assert found_by_search(client, marks) == set()
    with clock.at(day):
        assert found_by_search(client, marks)
