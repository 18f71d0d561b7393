"""Nothing typed is lost when the sign-in ends before a form of the admin is sent."""

import json
from html import unescape
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield
from wagtail_localize.models import StringSegment, Translation

from home.models import SiteSettings
from home.promotions import Promotion
from pages.bilingual.glossary import GlossaryTerm
from pages.media import Recording
from pages.records.models import Municipality, Organisation, Person, Prize, Venue
from pages.submissions.entries.models import AwardEntry
from pages.submissions.mail_texts.models import MailText
from pages.submissions.memberships.models import MembershipRequest
from pages.submissions.models import ContactSubject, Enquiry
from pages.submissions.registrations.models import Participant, Places
from portal.kept_forms import SIGNED_OUT_VIEWS
from search.models import Synonym
from tests import factories
from tests.admin_views import named_views

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TYPED = "打ちかけの文章です。\r\n二行目 <b>&amp;</b> “quoted”"
# Browsers differ in what they say of a form that another site has sent; each of it is enough.
OTHERS = [
    {"HTTP_ORIGIN": "https://elsewhere.example"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_REFERER": "https://elsewhere.example/admin/"},
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "same-site"},
]
ARGUMENTS = {"IntConverter": 1, "UUIDConverter": "6f1d0f6e-0f0f-4f0f-8f0f-0f0f0f0f0f0f"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """One object of each kind that has a form, and whoever may open all of them."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        events = factories.EventsIndexPageFactory(parent=home)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        training = factories.TrainingPageFactory(parent=trainings, slug="training-1")
        training.save_revision().publish()
        users = get_user_model().objects
        users.create_superuser("admin", password="password")
        users.create_user("reader", password="password")
        yield SimpleNamespace(training=training, trainings=trainings, home=home)


@pytest.fixture
def admin(made):
    """A browser of an administrator, whose forms are checked as in production."""
    client = Client(enforce_csrf_checks=True)
    client.login(username="admin", password="password")
    return client


def read(response):
    return BeautifulSoup(response.content, "html.parser")


def end_session(client):
    """The session is gone from the server and from the browser."""
    client.session.flush()


def sent_of(html):
    """The fields that the kept form sends, as a browser reads them from the page."""
    form = html.find("input", {"name": "kept-form"}).find_parent("form")
    return {field["name"]: field.get("value", "") for field in form.select("input[name]")}


# --- Every form -----------------------------------------------------------------------------


def admin_addresses():
    for name, pattern in named_views():
        arguments = {
            key: ARGUMENTS.get(type(each).__name__, "x") for key, each in pattern.converters.items()
        }
        try:
            yield name, reverse(name, kwargs=arguments or None)
        except NoReverseMatch:
            continue  # a comparison of versions, which sends nothing


def test_whatever_address_of_the_admin_a_form_is_sent_to_it_is_kept(client, made):
    addresses = [pair for pair in admin_addresses() if pair[0] not in SIGNED_OUT_VIEWS]
    assert len(addresses) > 250
    for name, address in addresses:
        response = client.post(address, {"title": TYPED, "action-publish": "1"})
        assert response.status_code == 403, name
        said = unescape(response.content.decode())
        kept = json.dumps([["title", [TYPED]], ["action-publish", ["1"]]], ensure_ascii=False)
        assert f'name="kept-form" value="{kept}"' in said, name
        assert "readonly>打ちかけ" in said, name
        assert "ここでサインインすると" in said, name
        assert 'name="username"' in said, name
        assert "no-store" in response["Cache-Control"], name


def test_where_editors_sign_in_every_label_is_in_their_language(client, made):
    kept = client.post(reverse("wagtailadmin_home"), {"title": TYPED})
    for page in (kept, client.get(reverse("wagtailadmin_login"))):
        labels = [label.get_text(strip=True) for label in read(page).select(".login-form label")]
        assert any(label.startswith("パスワード") for label in labels)
        assert not any("Password" in label for label in labels)


# --- A form of each kind, to its end -----------------------------------------------------------


def paper():
    """A document with its file: without one the form asks for it."""
    return factories.PortalDocumentFactory(file=ContentFile(b"%PDF-1.4", "paper.pdf"))


# The object, the field that is typed into, and the address of the form by name.
FORMS = {
    "page": lambda made: (made.training, "summary", "wagtailadmin_pages:edit"),
    "document": lambda made: (paper(), "title", "wagtaildocs:edit"),
    "picture": lambda made: (factories.PortalImageFactory(), "title", "wagtailimages:edit"),
    "user": lambda made: (
        factories.UserFactory(first_name="a", last_name="b"),
        "first_name",
        "wagtailusers_users:edit",
    ),
    "group": lambda made: (
        Group.objects.create(name="circle"), "name", "wagtailusers_groups:edit"
    ),
    "redirect": lambda made: (
        Redirect.objects.create(old_path="/a", redirect_link="/b"),
        "redirect_link",
        "wagtailredirects:edit",
    ),
    "site": lambda made: (Site.objects.get(), "site_name", "wagtailsites:edit"),
    "collection": lambda made: (
        Collection.get_first_root_node().add_child(name="papers"),
        "name",
        "wagtailadmin_collections:edit",
    ),
}  # fmt: skip
SNIPPETS = {
    Person: (factories.PersonFactory, "name_ja"),
    Municipality: (factories.MunicipalityFactory, "name_en"),
    Organisation: (factories.OrganisationFactory, "name_ja"),
    Venue: (factories.VenueFactory, "name_ja"),
    Prize: (factories.PrizeFactory, "name_ja"),
    Recording: (factories.RecordingFactory, "title_ja"),
    GlossaryTerm: (lambda: GlossaryTerm.objects.create(japanese="首長", english="m"), "english"),
    Promotion: (
        lambda: factories.PromotionFactory(document=factories.PortalDocumentFactory()),
        "text_ja",
    ),
    Enquiry: (factories.enquiry, "note"),
    Participant: (factories.participant, "note"),
    Places: (lambda: factories.participant().page.places, "joining_note_ja"),
    MembershipRequest: (factories.membership_request, "note"),
    MailText: (factories.mail_text, "subject_ja"),
    AwardEntry: (factories.award_entry, "note"),
    ContactSubject: (lambda: factories.enquiry().subject, "name_ja"),
    Synonym: (lambda: Synonym.objects.create(words="a,b"), "words"),
}


def snippet(model):
    make, name = SNIPPETS[model]
    return lambda made: (make(), name, model.snippet_viewset.get_url_name("edit"))


# Where a field does not take just anything.
TEXTS = {"redirect": "https://example.org/typed", "Synonym": "打ちかけ,草稿"}
FORMS |= {model.__name__: snippet(model) for model in SNIPPETS}


def test_every_kind_of_snippet_is_tried():
    assert set(get_snippet_models()) == set(SNIPPETS)


def filled(html, name, text):
    """The fields of the form that has a field of this name, with a text typed into it."""
    form = html.find(attrs={"name": name}).find_parent("form")
    form["id"] = "form-to-be-read"
    sent = querydict_from_html(str(form), form_id="form-to-be-read")
    sent[name] = text
    # Running text comes into the form by script; here it has none.
    return {"body-count": "0"} | {key: sent.getlist(key) for key in sent}


def stored(thing, name):
    """The value in the database, of a page in its draft."""
    fresh = type(thing)._base_manager.get(pk=thing.pk)
    return getattr(fresh.get_latest_revision_as_object() if name == "summary" else fresh, name)


@pytest.mark.parametrize("kind", FORMS)
def test_after_signing_in_the_form_is_saved_as_it_was_sent(admin, made, kind):
    (thing, name, view), text = FORMS[kind](made), TEXTS.get(kind, "打ちかけ")
    address = reverse(view, args=[thing.pk])
    sent = filled(read(admin.get(address)), name, text)
    end_session(admin)
    kept = read(admin.post(address, sent))
    assert stored(thing, name) != text
    wrong = admin.post(address, sent_of(kept) | {"username": "admin", "password": "wrong"})
    assert wrong.status_code == 403
    html = read(wrong)
    assert html.find(role="alert")
    answer = admin.post(address, sent_of(html) | {"username": "admin", "password": "password"})
    assert answer.status_code in (200, 302)
    assert stored(thing, name) == text
    assert admin.get(reverse("wagtailadmin_home")).status_code == 200


@pytest.mark.parametrize("kind", ["page", "Person", "document"])
def test_whoever_has_signed_in_beside_it_sends_the_form_once_more(admin, made, kind):
    """Signing in anew, in another tab, replaces the token that the open form holds."""
    thing, name, view = FORMS[kind](made)
    address = reverse(view, args=[thing.pk])
    sent = filled(read(admin.get(address)), name, "打ちかけ")
    end_session(admin)
    admin.cookies["csrftoken"] = "b" * 32
    admin.login(username="admin", password="password")
    answer = admin.post(address, sent)
    assert answer.status_code == 403
    html = read(answer)
    assert "もう一度送信" in html.main.get_text()
    assert "打ちかけ" in html.find("textarea", readonly=True).get_text()
    assert not html.find("input", {"name": "username"})
    assert admin.post(address, sent_of(html)).status_code in (200, 302)
    assert stored(thing, name) == "打ちかけ"


def test_settings_are_kept_as_well(admin, made):
    address = reverse("wagtailsettings:edit", args=["home", "sitesettings"])
    address = admin.get(address).url
    sent = filled(read(admin.get(address)), "name_en", "A name half typed")
    end_session(admin)
    kept = sent_of(read(admin.post(address, sent)))
    admin.post(address, kept | {"username": "admin", "password": "password"})
    assert SiteSettings.objects.get().name_en == "A name half typed"


def test_a_new_page_with_running_text_is_published_as_it_was_sent(admin, made):
    address = reverse("wagtailadmin_pages:add", args=["pages", "trainingpage", made.trainings.pk])
    block = {"key": "a", "text": "本文です。", "type": "unstyled", "depth": 0}
    typed = {"blocks": [{**block, "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}
    body = nested_form_data({"body": streamfield([("paragraph", json.dumps(typed))])})
    sent = filled(read(admin.get(address)), "summary", "要約です。") | body
    sent |= {"title": "新しい研修会", "slug": "new", "action-publish": "1"}
    end_session(admin)
    kept = read(admin.post(address, sent))
    assert "本文です。" in kept.find("textarea", readonly=True).get_text()
    admin.post(address, sent_of(kept) | {"username": "admin", "password": "password"})
    page = Page.objects.get(slug="new", locale__language_code="ja").specific
    assert page.live
    assert "本文です。" in page.body[0].value.source


def test_an_account_that_may_not_enter_is_told_so_and_nothing_is_lost(client, made):
    address = reverse("wagtailadmin_pages:edit", args=[made.training.pk])
    client.login(username="reader", password="password")
    kept = sent_of(read(client.post(address, {"summary": TYPED})))
    answer = client.post(address, kept | {"username": "reader", "password": "password"})
    assert answer.status_code == 403
    assert json.loads(sent_of(read(answer))["kept-form"]) == [["summary", [TYPED]]]
    assert "管理画面を利用できません" in answer.content.decode()


def test_files_are_named_that_have_to_be_chosen_again(client, made):
    address = reverse("wagtaildocs:add")
    file = SimpleUploadedFile("会議の資料.pdf", b"%PDF-1.4")
    answer = client.post(address, {"title": "資料", "file": file})
    assert "会議の資料.pdf" in read(answer).main.get_text()


def test_passwords_are_not_written_into_the_page(client, made):
    answer = client.post(reverse("wagtailusers_users:add"), {"password1": "secret-word", "a": "b"})
    assert "secret-word" not in answer.content.decode()


@pytest.mark.parametrize("kept", ["", "{", "[1]", "[[1, 2]]", '["a"]', "null", '{"a": 1}'])
def test_a_kept_form_that_somebody_has_changed_breaks_nothing(client, made, kept):
    address = reverse("wagtailadmin_pages:edit", args=[made.training.pk])
    assert client.post(address, {"kept-form": kept}).status_code == 403
    client.login(username="admin", password="password")
    assert client.post(address, {"kept-form": kept}).status_code == 302


def test_a_kept_form_may_hold_any_text(client, made):
    """Half a character, as a script could send it, is written into no database."""
    address = reverse("wagtailadmin_collections:add")
    client.login(username="admin", password="password")
    root = Collection.get_first_root_node().pk
    kept = f'[["name", ["a\\ud800\\u0000b"]], ["parent", ["{root}"]]]'
    assert client.post(address, {"kept-form": kept}).status_code == 302
    assert Collection.objects.filter(name="a?b").exists()


# --- Who gets no such page -----------------------------------------------------------------------


@pytest.mark.parametrize("headers", OTHERS)
def test_what_another_site_sends_is_kept_by_nobody(admin, made, headers):
    address = reverse("wagtailadmin_pages:edit", args=[made.training.pk])
    for client in (admin, Client(enforce_csrf_checks=True), Client()):
        answer = client.post(address, {"summary": TYPED}, **headers)
        assert answer.status_code in (302, 403)
        assert "打ちかけ" not in answer.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ACCEPT": "application/json"},
        {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
        {"HTTP_SEC_FETCH_MODE": "cors"},
    ],
)
def test_a_script_of_the_admin_gets_the_sentence(admin, made, headers):
    """A draft that saves itself, and windows within the page."""
    address = reverse("wagtailadmin_pages:edit", args=[made.training.pk])
    stale = admin.post(address, {"summary": TYPED}, **headers)
    end_session(admin)
    for answer in (stale, Client().post(address, {"summary": TYPED}, **headers)):
        assert answer.status_code == 403
        said = answer.json()
        assert not said["success"]
        assert "別のタブでサインイン" in said["error_message"]
        assert said["error_code"] == "locked"  # the only one whose sentence the editor repeats


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_the_editor_of_translations_gets_the_sentence_as_well(admin, made, method):
    english = factories.translate(made.training, publish=False)
    translation = Translation.objects.get(source__object_id=english.translation_key)
    segment = StringSegment.objects.filter(source=translation.source).first()
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    end_session(admin)
    for client in (admin, Client(), Client(enforce_csrf_checks=True)):
        answer = getattr(client, method)(address, {"value": TYPED}, "application/json")
        assert answer.status_code == 403
        assert "別のタブでサインイン" in answer.json()["error_message"]


@pytest.mark.parametrize("headers", OTHERS)
def test_what_another_site_sends_by_a_script_gets_no_sentence(admin, made, headers):
    end_session(admin)
    address = reverse("wagtailadmin_pages:edit", args=[made.training.pk])
    assert admin.put(address, {}, "application/json", **headers).status_code in (302, 403)


# --- A refusal elsewhere --------------------------------------------------------------------------


@pytest.mark.parametrize("cookie", [True, False])
@pytest.mark.parametrize(
    ("address", "language", "sentence"),
    [
        ("/_util/login/", "ja", "ページを再読み込みして"),
        ("/en/_util/login/", "en", "load the page again"),
        ("/_util/authenticate_with_password/1/1/", "ja", "ページを再読み込みして"),
        ("/en/_util/authenticate_with_password/1/1/", "en", "load the page again"),
        ("/admin/login/", "ja", "ページを再読み込みして"),
        ("/admin/password_reset/", "ja", "ページを再読み込みして"),
    ],
)
def test_a_form_without_its_token_is_refused_in_the_frame_of_the_site(
    made, address, language, sentence, cookie
):
    client = Client(enforce_csrf_checks=True)
    if cookie:
        client.cookies["csrftoken"] = "c" * 32
    answer = client.post(address, {"username": "somebody"})
    html = read(answer)
    assert answer.status_code == 403
    assert html.html["lang"] == language
    assert html.find("header")
    assert html.find("footer")
    assert len(html.select("h1")) == 1
    assert sentence in html.main.get_text()
    assert ("Cookie" in html.main.get_text() or "cookie" in html.main.get_text()) != cookie
    assert "no-store" in answer["Cache-Control"]
