"""Pages not yet in English, and the way from one language to the other."""

import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page
from wagtail_localize.operations import translate_object

from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("made"),
]

JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
TITLE, SUMMARY, PROSE = "未訳の研修会", "未訳の概要の文です。", "未訳の本文です。"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A site in both languages with one training session that is not yet in English."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        events = factories.EventsIndexPageFactory(parent=home)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        body = [{"type": "paragraph", "value": f"<p>{PROSE}</p>", "id": "b1"}]
        training = factories.TrainingPageFactory(
            parent=trainings, title=TITLE, summary=SUMMARY, slug="training-1", body=body
        )
        for page in (home, events, trainings):
            factories.translate(page, said=f"English {page.slug}")
        alias = factories.alias(training)
        for _ in range(2):  # from the second time on, aliases carry a live revision
            Page.objects.get(pk=training.pk).specific.save_revision().publish()
        yield SimpleNamespace(training=training.pk, alias=alias.pk)


@pytest.fixture
def training(made):
    return Page.objects.get(pk=made.training).specific


@pytest.fixture
def alias(made):
    return Page.objects.get(pk=made.alias).specific


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def converted(training, alias):
    """The page after a click on "translate", before anything is published."""
    translate_object(training, [factories.english()])
    assert alias.live_revision_id
    converted = Page.objects.get(pk=alias.pk)
    assert converted.alias_of_id is None
    assert converted.live
    return converted.specific


@pytest.fixture(params=["alias", "converted"])
def untranslated(request):
    """The page in the English tree before its translation is published."""
    return request.getfixturevalue(request.param)


# --- What a reader of English sees of it -------------------------------------------------


def test_the_frame_is_english_and_the_prose_is_marked_as_japanese(client, untranslated):
    html = read(client, untranslated.url)
    assert html.html["lang"] == "en"
    for text in (TITLE, SUMMARY, PROSE):
        assert html.main.find(string=text).find_parent(lang=True)["lang"] == "ja", text
    assert html.find("h2", id="facts-h").get_text() in ("Key facts", "Record")
    html.find("nav", class_="lang").decompose()
    for marked in html.body.find_all(lang="ja"):
        marked.decompose()
    assert not JAPANESE.findall(html.body.get_text())


def test_its_facts_are_said_in_english(client, untranslated):
    facts = read(client, untranslated.url).find(class_="facts").get_text()
    assert "29\N{NO-BREAK SPACE}September 2022" in facts


def test_one_notice_says_why_the_text_is_japanese(client, untranslated):
    assert str(read(client, untranslated.url)).count("only in Japanese") == 1


def test_search_engines_are_sent_to_the_japanese_page(client, untranslated, training):
    html = read(client, untranslated.url)
    assert html.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert html.find("link", rel="canonical")["href"] == training.full_url


@pytest.mark.parametrize("tree", ["ja", "en"])
def test_it_is_not_offered_as_a_translation(client, untranslated, training, tree):
    page = training if tree == "ja" else untranslated
    assert not read(client, page.url).find_all("link", hreflang=True)


SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def path_of(address):
    return address.removeprefix("http://testserver")


def locations(client):
    """The addresses in the sitemap, each with its counterparts by language."""
    urls = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    return {
        path_of(url.findtext(f"{SITEMAP}loc")): {
            link.get("hreflang"): path_of(link.get("href")) for link in url.iter(f"{XHTML}link")
        }
        for url in urls
    }


def test_it_is_not_in_the_sitemap(client, untranslated, training):
    listed = locations(client)
    assert untranslated.url not in listed
    assert listed[training.url] == {}


def test_lists_of_the_english_tree_mark_its_title_as_japanese(client, untranslated):
    link = read(client, "/en/events/training/").find("a", href=untranslated.url)
    assert link["lang"] == "ja"


def test_menus_mark_its_title_as_japanese(client):
    council = factories.CouncilPageFactory(parent=Page.objects.get(slug="home").specific)
    alias = factories.alias(council)
    link = read(client, "/en/").find("a", href=alias.url)
    assert link.find_parent(lang=True)["lang"] == "ja" or link.get("lang") == "ja"


def test_it_follows_the_japanese_text_while_it_is_an_alias(client, training, alias):
    training.title = "改めた題名"
    training.save_revision().publish()
    assert read(client, alias.url).h1.get_text() == "改めた題名"


# --- Once translated ---------------------------------------------------------------------


@pytest.fixture
def translated(training, converted):
    return factories.translate(training)


def test_a_published_translation_is_a_page_of_its_own(client, translated, training):
    html = read(client, translated.url)
    assert "only in Japanese" not in str(html)
    assert not html.find("meta", attrs={"name": "robots"})
    assert not html.h1.has_attr("lang")
    assert html.find("link", rel="canonical")["href"] == translated.full_url


def test_a_published_translation_is_offered_from_both_sides(client, translated, training):
    expected = {
        "ja": training.full_url,
        "en": translated.full_url,
        "x-default": training.full_url,
    }
    for page in (training, translated):
        links = read(client, page.url).find_all("link", hreflang=True)
        assert {link["hreflang"]: link["href"] for link in links} == expected


def test_a_published_translation_is_in_the_sitemap(client, translated, training):
    listed = locations(client)
    expected = {"ja": training.url, "en": translated.url}
    assert listed[translated.url] == listed[training.url] == expected


def test_the_translation_keeps_the_slug(translated):
    assert translated.url == "/en/events/training/training-1/"


def test_a_draft_of_a_translation_is_previewed_in_english(training, converted):
    draft = factories.translate(training, publish=False).get_latest_revision_as_object()
    html = BeautifulSoup(draft.make_preview_request().render().content, "html.parser")
    assert not html.h1.has_attr("lang")
    assert html.h1.get_text().startswith("English text")


# --- The sitemap -------------------------------------------------------------------------


def test_the_sitemap_lists_both_trees_with_their_counterparts(client):
    listed = locations(client)
    assert set(listed) == {
        "/", "/en/", "/events/", "/en/events/", "/events/training/", "/en/events/training/",
        "/events/training/training-1/",
    }  # fmt: skip
    assert listed["/events/"] == listed["/en/events/"] == {"ja": "/events/", "en": "/en/events/"}


def test_the_sitemap_lists_no_page_that_is_not_public(client, training):
    training.unpublish()
    assert training.url not in locations(client)


def test_every_address_in_the_sitemap_answers(client):
    english = Page.objects.get(url_path__endswith="/events/", locale=factories.english()).specific
    english.copy(update_attrs={"slug": "copied-alone"})
    assert {address: client.get(address).status_code for address in locations(client)} == (
        dict.fromkeys(locations(client), 200)
    )


# --- From one language to the other ------------------------------------------------------


def switch(client, address):
    html = read(client, address)
    link = html.find("nav", class_="lang").a
    return link["hreflang"], link["href"]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/events/training/", ("en", "/en/events/training/")),
        ("/en/events/training/", ("ja", "/events/training/")),
        ("/?q=%E4%BB%A4%E5%92%8C&page=2", ("en", "/en/?q=%E4%BB%A4%E5%92%8C&page=2")),
        ("/en/events/?year=2022", ("ja", "/events/?year=2022")),
        ("/events/training/training-1/", ("en", "/en/events/training/training-1/")),
    ],
)
def test_the_switch_leads_to_the_same_page_with_the_query(client, here, there):
    assert switch(client, here) == there


def test_the_switch_leads_home_where_the_page_is_in_one_language_only(client):
    factories.CouncilPageFactory(parent=Page.objects.get(slug="home").specific)
    assert switch(client, "/council/") == ("en", "/en/")


def test_the_switch_on_a_missing_page_leads_home(client):
    html = BeautifulSoup(client.get("/en/nowhere/").content, "html.parser")
    assert html.find("nav", class_="lang").a["href"] == "/"


@pytest.mark.parametrize("wanted", ["en", "en-GB,en;q=0.9,ja;q=0.1", "ja", "fr"])
@pytest.mark.parametrize(("address", "lang"), [("/events/", "ja"), ("/en/events/", "en")])
def test_the_browser_s_language_changes_nothing(client, wanted, address, lang):
    client.cookies["django_language"] = "en" if lang == "ja" else "ja"
    response = client.get(address, headers={"accept-language": wanted})
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == lang


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/ja", "/"),
        ("/ja/", "/"),
        ("/ja/events/", "/events/"),
        ("/ja/events/?year=2022&q=%E4%BB%A4", "/events/?year=2022&q=%E4%BB%A4"),
        ("/ja//evil.example/", "/evil.example/"),
        ("/ja///evil.example", "/evil.example"),
        ("/ja/%5Cevil.example", "/evil.example"),
        ("/ja/%5C/evil.example", "/evil.example"),
        ("/ja/ja/", "/ja/"),
    ],
)
def test_the_prefix_ja_leads_to_the_same_address_without_it(client, address, target):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, target)


@pytest.mark.parametrize("address", ["/ja/%0d%0aSet-Cookie:x=1", "/ja/%09/evil.example"])
def test_the_prefix_ja_with_control_characters_leads_to_no_other_site(client, address):
    response = client.get(address)
    assert response.status_code in (301, 400, 404)
    location = response.get("Location", "/")
    assert re.match(r"/[^/\\\s]", location + "x"), location
    assert not response.cookies


@pytest.mark.parametrize("address", ["/japan/", "/jam"])
def test_other_words_that_begin_like_the_prefix_are_left_alone(client, address):
    assert client.get(address).get("Location", "") != "/" + address.removeprefix("/ja")


def test_a_japanese_page_is_only_at_its_own_address(client):
    assert client.get("/en/en/events/").status_code == 404
    assert client.get("/home/events/").status_code == 404
