"""The admin of the search: records, reports and messages."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import Phrase, PlainText

from home.sample_content.accounts import EDITORS, ensure_groups
from pages.media import PortalDocument, PortalImage
from pages.records.models import Municipality, Person
from portal.settings.search import search_backend
from search.counting import count_search
from search.index.store import rebuild
from search.models import SearchCount, Synonym
from tests import factories
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db
ODD = [
    '"',
    "'",
    'a"b',
    '""',
    "、。",
    "-",
    "*",
    " ",
    "　",
    "(",
    "AND",
    "\x00",
    "\ud800",
    "🎌",
    "あ" * 300,
]


def found(model, text, how="autocomplete"):
    return [str(thing) for thing in getattr(get_search_backend(), how)(text, model)]


@pytest.fixture
def editor(client):
    """Somebody with the rights of an editor, signed in."""
    ensure_groups(factories.site(), None)
    user = factories.UserFactory()
    user.groups.add(Group.objects.get(name=EDITORS.name))
    client.force_login(user)
    return client


# --- Wagtail's own search -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        (PlainText("首長"), {"both", "mayors"}),
        (Phrase("首長サミット"), {"both"}),
        (PlainText("首長") & PlainText("サミット"), {"both"}),
        (PlainText("首長") | PlainText("サミット"), {"both", "mayors", "summit"}),
        (PlainText("首長") & ~PlainText("サミット"), {"mayors"}),
    ],
    ids=["text", "phrase", "and", "or", "and not"],
)
def test_wagtail_combines_what_our_terms_find(query, slugs):
    home = factories.site()
    for slug, title in {"both": "首長サミット", "mayors": "首長の会", "summit": "サミット"}.items():
        factories.InformationPageFactory(parent=home, slug=slug, title=title)
    rebuild()
    pages = Page.objects.child_of(home)
    assert {page.slug for page in get_search_backend().search(query, pages)} == slugs


# --- Explorers and choosers ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["首長", "首長サ", "さみっと", "ｻﾐｯﾄ", "samitto", "第5回", "サミット 首長"]
)
def test_pages_are_found_by_words_readings_and_latin_letters(text):
    factories.SummitsIndexPageFactory(parent=factories.site(), title="第5回首長サミット")
    assert "第5回首長サミット" in found(Page, text)
    assert found(Page, "総会") == []


@pytest.mark.parametrize("text", ["湖山", "こや", "コヤマタロウ", "koya", "Koyama Taro"])
def test_people_are_found_while_their_name_is_typed(text):
    factories.PersonFactory(name_ja="湖山太郎", name_en="Koyama Taro", kana="こやま たろう")
    assert found(Person, text) == ["湖山太郎"]


@pytest.mark.parametrize("text", ["湖南", "こなん", "konan", "Konan"])
def test_municipalities_are_found_by_name_kana_and_english(text):
    factories.MunicipalityFactory(name_ja="湖南市", name_en="Konan City", kana="こなんし")
    assert found(Municipality, text) == ["湖南市"]


def test_pictures_and_documents_are_found_by_words_of_their_titles():
    factories.PortalImageFactory(title="研修会のようす")
    factories.PortalDocumentFactory(title="水質の報告書")
    assert found(PortalImage, "けんしゅう") == ["研修会のようす"]
    assert found(PortalDocument, "報告") == ["水質の報告書"]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("how", ["search", "autocomplete"])
def test_signs_alone_find_nothing_and_break_nothing(text, how):
    factories.site()
    assert found(Page, text, how) == []


def test_the_explorer_and_the_page_chooser_take_japanese(editor):
    factories.SummitsIndexPageFactory(parent=Page.objects.get(depth=2), title="琵琶湖の集い")
    for address in (
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_choose_page_search"),
    ):
        assert "琵琶湖の集い" in editor.get(address, {"q": "びわこ"}).content.decode()
        assert editor.get(address, {"q": '"'}).status_code == 200


@pytest.mark.parametrize("name", ["elasticsearch", "opensearch"])
def test_a_search_server_is_asked_with_kuromoji(name):
    backend = search_backend(f"{name}+https://user:word@host:9200/council")
    assert backend["BACKEND"].startswith(f"wagtail.search.backends.{name}")
    assert backend["URLS"] == ["https://user:word@host:9200"]
    analysis = backend["INDEX_SETTINGS"]["settings"]["analysis"]
    assert analysis["tokenizer"]["japanese"]["type"] == "kuromoji_tokenizer"


@pytest.mark.parametrize("address", ["http://host:9200", "elasticsearch:///portal"])
def test_an_address_of_no_search_server_is_refused(address):
    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL"):
        search_backend(address)


# --- What visitors search for ---------------------------------------------------------------------


def test_searches_are_counted_by_day_without_anything_personal():
    for text in ("琵琶湖", " 琵琶湖 ", "taro@example.jp", "090-1234-5678", "あ" * 101):
        count_search(text, "ja", 3)
    assert [(count.query, count.times, count.found) for count in SearchCount.objects.all()] == [
        ("琵琶湖", 2, 3)
    ]


def test_the_report_leads_from_a_search_in_vain_to_a_synonym_and_a_recommendation(editor):
    count_search("淡海", "ja", 0)
    count_search("琵琶湖", "ja", 2)
    report = editor.get(reverse("search_report"), {"found": "none"}).content.decode()
    assert "淡海" in report
    assert "琵琶湖" not in report
    for words in ("words=%E6%B7%A1%E6%B5%B7", "query_string=%E6%B7%A1%E6%B5%B7"):
        address = report.split(words)[0].rpartition('"')[2] + words
        assert 'value="淡海"' in editor.get(address).content.decode()


def test_the_report_shows_the_most_frequent_first(editor):
    for text in ("琵琶湖", "淡海", "淡海"):
        count_search(text, "ja", 1)
    report = editor.get(reverse("search_report")).content.decode()
    assert report.index("淡海") < report.index("琵琶湖")


def test_reports_of_the_search_are_for_editors_only(client):
    factories.site()
    client.force_login(factories.UserFactory())
    for name in ("search_report", "unread_report"):
        assert client.get(reverse(name)).status_code == 302


def test_a_recommended_page_stands_above_the_results_of_its_language(client):
    home = factories.site()
    page = factories.SummitsIndexPageFactory(parent=home, title="淡海の集い")
    rebuild()
    query = Query.get("びわこ")
    query.editors_picks.create(page=page, description="まずこちら")
    shown = client.get("/search/", {"q": "ビワコ"}).content.decode()
    assert "淡海の集い" in shown
    assert "おすすめのページ" in shown
    assert "淡海の集い" not in client.get("/en/search/", {"q": "びわこ"}).content.decode()
    page.unpublish()
    assert "淡海の集い" not in client.get("/search/", {"q": "びわこ"}).content.decode()


# --- PDF files ------------------------------------------------------------------------------------


def test_a_pdf_without_text_is_told_of_on_its_form_and_in_the_report(
    editor, django_capture_on_commit_callbacks
):
    rebuild()
    with django_capture_on_commit_callbacks(execute=True):
        paper = factories.PortalDocumentFactory(
            title="絵だけの資料", file=ContentFile(pdf("", ""), "pictures.pdf")
        )
    form = editor.get(reverse("wagtaildocs:edit", args=[paper.pk])).content.decode()
    report = editor.get(reverse("unread_report")).content.decode()
    problem = str(paper.pdf_text.get_problem_display())
    assert problem in form
    assert problem in report
    assert "絵だけの資料" in report


def test_synonyms_are_editors_own_to_change(editor):
    address = reverse(Synonym.snippet_viewset.get_url_name("add"))
    editor.post(address, {"words": "淡海, 琵琶湖", "only_finds": ""})
    assert Synonym.objects.get().words == "淡海, 琵琶湖"
