"""Missing, broken or impossible input: a page, a 404 or a sentence; never an error."""

import json
from datetime import date
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made")]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A summit and an award round in both languages, and a council page for running text."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        council = factories.CouncilPageFactory(parent=home)
        events = factories.EventsIndexPageFactory(parent=home)
        summits = factories.SummitsIndexPageFactory(parent=events)
        awards = factories.AwardsIndexPageFactory(parent=home)
        summit = factories.SummitPageFactory(
            parent=summits, slug="summit-1", venue=factories.VenueFactory(key="hall")
        )
        award = factories.AwardRoundPageFactory(
            parent=awards, slug="award-1", ceremony_event=summit
        )
        for page in (home, council, events, summits, awards, summit, award):
            page.save_revision().publish()
            factories.translate(page, said=f"English {page.slug}")
        made = {"home": home, "council": council, "summit": summit, "award": award}
        yield {name: page.pk for name, page in made.items()}


@pytest.fixture
def pages(made):
    """The Japanese pages, fetched again."""
    return SimpleNamespace(**{name: Page.objects.get(pk=pk).specific for name, pk in made.items()})


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def both(address):
    return (address, f"/en{address}")


# --- Addresses that lead nowhere ---------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere/",
        "/council/nowhere/",
        "/events/summits/summit-99/",
        "/%E6%8F%90%E8%A8%80/",
        "/a.b",
    ],
)
def test_an_unknown_address_is_not_found_in_the_language_of_its_tree(client, address):
    japanese, english = (read(client, each, 404) for each in both(address))
    assert (japanese.html["lang"], english.html["lang"]) == ("ja", "en")
    assert japanese.h1.get_text() == "ページが見つかりません"
    assert english.h1.get_text() == "Page not found"


def test_a_page_not_found_shows_the_way_on(client):
    for address, home in (("/nowhere/", "/"), ("/en/nowhere/", "/en/")):
        html = read(client, address, 404)
        targets = [link["href"] for link in html.main.find_all("a")]
        assert home in targets
        assert {client.get(target).status_code for target in targets} == {200}
        assert html.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_an_address_without_its_last_slash_leads_to_the_page(client):
    for address in both("/council"):
        response = client.get(f"{address}?q=1", follow=True)
        assert response.redirect_chain == [(f"{address}/?q=1", 301)]
        assert response.status_code == 200


# --- Pictures and files that are lost or broken -------------------------------------------


def show(page, *blocks):
    """Publishes running text on the Japanese page."""
    page.body = json.dumps(
        [{"type": kind, "value": value, "id": f"b{n}"} for n, (kind, value) in enumerate(blocks)]
    )
    page.save_revision().publish()


def entries(*values):
    return [
        {"type": "item", "value": value, "id": f"i{number}"} for number, value in enumerate(values)
    ]


REST = ("paragraph", "<p>残りの文</p>")


def assert_rest_is_shown(client, page):
    assert "残りの文" in read(client, page.url).main.get_text()


def test_a_page_survives_an_image_whose_file_is_lost(client, pages):
    image = factories.PortalImageFactory()
    image.file.storage.delete(image.file.name)
    show(pages.council, ("image", {"image": image.pk, "caption": ""}), REST)
    assert_rest_is_shown(client, pages.council)


def test_a_page_survives_an_image_whose_file_is_no_image(client, pages):
    image = factories.PortalImageFactory()
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(b"this is no picture")
    show(pages.council, ("image", {"image": image.pk, "caption": ""}), REST)
    assert_rest_is_shown(client, pages.council)


def test_a_page_survives_an_image_cut_off_in_the_middle(client, pages):
    image = factories.PortalImageFactory(file__width=800, file__height=600)
    with image.file.storage.open(image.file.name) as file:
        half = file.read()[: image.file.size // 2]
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(half)
    show(pages.council, ("image", {"image": image.pk, "caption": ""}), REST)
    assert_rest_is_shown(client, pages.council)


@pytest.mark.parametrize("filename", ["", "any.pdf"])
def test_a_document_without_its_file_is_not_found(client, filename):
    document = factories.PortalDocumentFactory()
    address = reverse("wagtaildocs_serve", args=[document.pk, filename])
    assert client.get(address).status_code == 404


@pytest.fixture
def lost_document():
    document = factories.PortalDocumentFactory(
        title="失われた資料", file=ContentFile(b"%PDF-1.4", "lost.pdf")
    )
    document.file.storage.delete(document.file.name)
    return document


def test_a_document_whose_file_is_lost_is_not_found(client, lost_document):
    assert client.get(lost_document.url).status_code == 404


def test_a_page_says_that_a_lost_file_is_to_follow(client, pages, lost_document):
    pages.summit.documents.create(document=lost_document)
    pages.summit.save_revision().publish()
    row = read(client, pages.summit.url).find("ul", class_="docs").li
    assert "失われた資料" in row.get_text()
    assert not row.find("a")


def test_a_document_that_never_was_is_not_found(client):
    assert client.get("/documents/99999/any.pdf").status_code == 404


# --- Choosers to what has been deleted ----------------------------------------------------


@pytest.mark.parametrize(
    "block",
    [
        ("image", {"image": 99999, "caption": "説明"}),
        ("documents", {"documents": entries(99999)}),
        ("video", {"recording": 99999}),
        ("paragraph", '<p><a linktype="page" id="99999">頁</a></p>'),
        ("paragraph", '<p><a linktype="document" id="99999">資料</a></p>'),
    ],
)
def test_running_text_survives_what_was_deleted(client, pages, block):
    show(pages.council, block, REST)
    assert_rest_is_shown(client, pages.council)


@pytest.mark.parametrize(
    "block",
    [
        ("unknown_block", {"text": "昔の塊"}),
        ("heading", {"text": "見出し", "level": "h9"}),
        ("heading", {}),
        ("image", {}),
        ("table", None),
        ("quote", {"text": None}),
    ],
)
def test_running_text_survives_blocks_that_are_not_whole(client, pages, block):
    show(pages.council, block, REST)
    assert_rest_is_shown(client, pages.council)


def test_an_award_round_survives_the_deletion_of_its_summit(client, pages):
    assert all(
        read(client, address).find(href=f"{prefix}/events/summits/summit-1/")
        for prefix, address in zip(("", "/en"), both("/awards/award-1/"), strict=True)
    )
    pages.summit.delete()
    for address in both("/awards/award-1/"):
        html = read(client, address)
        assert not html.main.find("a", href=lambda href: href and "summit-1" in href)


def test_lists_survive_the_deletion_of_an_event(client, pages):
    pages.summit.delete()
    for address in (*both("/"), *both("/events/"), *both("/events/summits/")):
        assert "summit-1" not in str(read(client, address).main)


def test_a_related_event_that_is_deleted_or_taken_down_is_left_out(client, pages):
    other = factories.SummitPageFactory(parent=pages.summit.get_parent(), slug="summit-2")
    pages.summit.related_events.create(event=other)
    pages.summit.save_revision().publish()
    assert read(client, pages.summit.url).find(id="related-h")
    other.unpublish()
    assert not read(client, pages.summit.url).find(id="related-h")
    other.delete()
    assert not read(client, pages.summit.url).find(id="related-h")


def test_news_survives_the_deletion_of_what_it_is_about(client, pages):
    index = factories.NewsIndexPageFactory(parent=pages.home)
    document = factories.PortalDocumentFactory()
    news = factories.NewsPageFactory(parent=index, item=pages.summit, document=document)
    assert read(client, news.url).find(id="item-h")
    pages.summit.delete()
    document.delete()
    html = read(client, news.url)
    assert not html.find(id="item-h")
    assert not html.find(id="document-h")


# --- The same in the editor ---------------------------------------------------------------


@pytest.fixture
def editor(client):
    client.force_login(factories.editor_in_japanese())
    return client


def edit_page(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_venue_in_use_is_not_deleted_and_the_editor_is_told_why(editor, pages):
    venue = pages.summit.venue
    address = reverse(venue.snippet_viewset.get_url_name("delete"), args=[venue.pk])
    answer = editor.post(address, follow=True)
    assert answer.status_code == 200
    told = [str(message) for message in answer.context["messages"]]
    assert [text for text in told if venue.name_ja in text and is_japanese(text)], told
    assert type(venue).objects.filter(pk=venue.pk).exists()


@pytest.mark.parametrize("state", ["draft", "older version"])
def test_a_page_can_be_edited_whose_draft_names_a_deleted_venue(editor, pages, state):
    gone, stays = factories.VenueFactory(), pages.summit.venue
    pages.summit.venue = gone
    draft = pages.summit.save_revision()
    if state == "older version":
        pages.summit.venue = stays
        pages.summit.save_revision().publish()
    gone.delete()
    assert editor.get(edit_page(pages.summit)).status_code == 200
    for name in ("revisions_view", "revisions_revert"):
        address = reverse(f"wagtailadmin_pages:{name}", args=[pages.summit.pk, draft.pk])
        assert editor.get(address).status_code == 200, name


def test_a_page_can_be_edited_whose_draft_names_a_deleted_speaker(editor, pages):
    person = factories.PersonFactory()
    row = factories.EventSpeakerFactory(page=pages.summit, person=person)
    pages.summit.refresh_from_db()
    pages.summit.save_revision()
    row.delete()
    person.delete()
    assert editor.get(edit_page(pages.summit)).status_code == 200


def test_a_page_can_be_edited_whose_summit_was_deleted(editor, pages):
    pages.summit.delete()
    assert editor.get(edit_page(pages.award)).status_code == 200


# --- What cannot be saved -----------------------------------------------------------------


def submit(client, page, changes):
    """Presses "publish" with these changes; gives the answer and the errors by field."""
    html = client.get(edit_page(page)).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form").dict()
    data = {**form, "body-count": "0", "action-publish": "1", **changes}
    return told(client.post(edit_page(page), data))


def told(response):
    """The errors a form was given back with, by field; empty when it was saved."""
    if response.status_code == 302:
        return {}
    assert response.status_code == 200
    form = response.context["form"]
    return {
        **{name: list(errors) for name, errors in form.errors.items()},
        **{
            name: [str(error) for row in formset.errors for error in row.values()]
            for name, formset in form.formsets.items()
            if formset.total_error_count()
        },
    }


def test_the_form_of_these_tests_saves_when_nothing_is_wrong(editor, pages):
    assert submit(editor, pages.summit, {"slug": "summit-one"}) == {}
    assert Page.objects.get(pk=pages.summit.pk).slug == "summit-one"
    assert submit(editor, pages.award, {}) == {}


@pytest.mark.parametrize(
    "slug",
    ["第6回サミット", "summit_6", "Summit-6", "summit--6", "-summit", "summit-", "a b", "６"],
)
def test_a_slug_that_does_not_read_in_both_languages_is_refused(editor, pages, slug):
    errors = submit(editor, pages.summit, {"slug": slug})
    assert set(errors) == {"slug"}
    assert all(is_japanese(error) for error in errors["slug"]), errors
    assert Page.objects.get(pk=pages.summit.pk).slug == "summit-1"


def is_japanese(text):
    return any("\u3040" <= letter <= "\u30ff" for letter in text)


def test_a_missing_slug_is_refused(editor, pages):
    errors = submit(editor, pages.summit, {"slug": ""})
    assert set(errors) == {"slug"}
    assert all(is_japanese(error) for error in errors["slug"]), errors


def test_a_new_page_with_a_japanese_title_needs_a_slug(editor, pages):
    index = pages.summit.get_parent()
    address = reverse("wagtailadmin_pages:add", args=["pages", "summitpage", index.pk])
    html = editor.get(address).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form").dict()
    data = {**form, "body-count": "0", "title": "第6回サミット", "slug": "", "theme": ""}
    errors = told(editor.post(address, {**data, "action-publish": "1"}))
    assert set(errors) == {"slug"}
    assert told(editor.post(address, {**data, "slug": "summit-6", "action-publish": "1"})) == {}
    assert Page.objects.get(slug="summit-6", locale=factories.japanese()).live


def test_a_slug_that_another_page_has_is_refused(editor, pages):
    factories.SummitPageFactory(parent=pages.summit.get_parent(), slug="summit-2")
    errors = submit(editor, pages.summit, {"slug": "summit-2"})
    assert set(errors) == {"slug"}


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("summit", {"end_date": "2022-06-01"}, "end_date"),
        (
            "summit",
            {"start_time": "15:00", "end_time": "14:00"},
            "end_date",
        ),
        ("summit", {"opens_on": "2022-05-10", "closes_on": "2022-05-09"}, "closes_on"),
        ("summit", {"opens_on": "2022-06-03"}, "opens_on"),
        ("summit", {"closes_on": "2022-06-03"}, "closes_on"),
        ("summit", {"recordings_from": "2022-06-01"}, "recordings_from"),
        ("award", {"opens_on": "2022-09-15"}, "closes_on"),
        ("award", {"ceremony_on": "2022-09-14"}, "ceremony_on"),
        ("award", {"results_on": "2022-09-14"}, "results_on"),
    ],
)
def test_dates_that_cannot_be_true_are_refused_at_their_field(editor, pages, kind, changes, field):
    page = getattr(pages, kind)
    errors = submit(editor, page, changes)
    assert set(errors) == {field}
    assert all(is_japanese(error) for error in errors[field]), errors
    fresh = Page.objects.get(pk=page.pk).specific
    assert getattr(fresh, field) == getattr(page, field)


def test_the_message_stands_in_the_page_at_its_field(editor, pages):
    html = editor.get(edit_page(pages.summit)).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form").dict()
    data = {**form, "body-count": "0", "action-publish": "1", "end_date": "2022-06-01"}
    answer = BeautifulSoup(editor.post(edit_page(pages.summit), data).content, "html.parser")
    field = answer.find("input", attrs={"name": "end_date"}).find_parent(class_="w-field")
    assert is_japanese(field.find(class_="error-message").get_text())


def extension(announced, old, new):
    return {"announced_on": announced, "old_closes_on": old, "new_closes_on": new}


def with_extensions(*rows, closes_on):
    formset = {f"extensions-{number}": row for number, row in enumerate(rows)}
    data = nested_form_data(formset)
    for number in range(len(rows)):
        data |= {f"extensions-{number}-ORDER": str(number + 1), f"extensions-{number}-id": ""}
    return {
        **data,
        "extensions-TOTAL_FORMS": str(len(rows)),
        "extensions-INITIAL_FORMS": "0",
        "opens_on": "2022-04-01",
        "closes_on": closes_on,
    }


def test_an_extension_is_saved(editor, pages):
    row = extension("2022-05-01", "2022-05-09", "2022-05-20")
    assert submit(editor, pages.summit, with_extensions(row, closes_on="2022-05-20")) == {}
    assert Page.objects.get(pk=pages.summit.pk).specific.closes_on == date(2022, 5, 20)


def test_an_extension_entered_by_mistake_can_be_taken_back_together_with_its_date(editor, pages):
    row = extension("2022-05-01", "2022-05-09", "2022-05-20")
    submit(editor, pages.summit, with_extensions(row, closes_on="2022-05-20"))
    changes = {"extensions-0-DELETE": "on", "closes_on": "2022-05-09"}
    assert submit(editor, pages.summit, changes) == {}
    fresh = Page.objects.get(pk=pages.summit.pk).specific
    assert fresh.closes_on == date(2022, 5, 9)
    assert not fresh.extensions.exists()
