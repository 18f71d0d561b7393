"""An editor sees the site as of another moment; a visitor never does."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core import signing
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import Page

from home import as_of
from portal import clock
from tests import factories
from tests.surfaces import entries, entry, stated

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("made"),
]

ITEM = "/events/training/training-2/"
PUBLIC = [
    "/", "/en/", "/events/", "/news/", ITEM, f"/en{ITEM}", f"{ITEM}calendar.ics", "/news/feed/",
    "/data/events.json",
]  # fmt: skip
CHOICE = "2022-09-26T23:00"
PRESENT = datetime(2022, 9, 10, 10, tzinfo=clock.TOKYO)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A training session one can apply for from 6 to 26 September."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        news = factories.NewsIndexPageFactory(parent=home)
        events = factories.EventsIndexPageFactory(parent=home)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        training = factories.TrainingPageFactory(parent=trainings, slug="training-2")
        for page in (home, news, events, trainings, training):
            factories.translate(page, said=f"English {page.slug}")
        yield SimpleNamespace(training=training.pk)


@pytest.fixture(autouse=True)
def _present():
    with clock.at(PRESENT):
        yield


@pytest.fixture
def editor(client):
    """The client of a user who may enter the admin, and nothing else."""
    user = factories.UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    client.user = user
    return client


def choose(client, moment=CHOICE, **fields):
    return client.post(reverse("as_of"), {"moment": moment, **fields})


def state(client, address=ITEM):
    (found,) = {(state, closes) for key, state, closes in stated(client, address)}
    return found


# --- What the editor sees -----------------------------------------------------------------


def test_state_lists_feed_calendar_and_data_follow_the_moment(editor):
    assert state(editor)[0] == "open"
    response = choose(editor, next=ITEM)
    assert (response.status_code, response["Location"]) == (302, ITEM)
    for address in (ITEM, f"/en{ITEM}", "/events/", "/en/events/", "/", "/news/"):
        assert state(editor, address) == ("last_day", "2022-09-26"), address
    assert "本日まで" in entries(editor)[0]["title"]
    assert "本日締切" in entry(editor, f"{ITEM}calendar.ics")["DESCRIPTION"]
    data = editor.get("/data/events.json").json()
    assert (data["as_of"], data["events"][0]["state"]) == ("2022-09-26", "last_day")


def test_the_seconds_before_and_after_midnight_can_be_compared(editor):
    choose(editor, "2022-09-26T23:59:59")
    assert state(editor)[0] == "last_day"
    choose(editor, "2022-09-27T00:00:00")
    assert state(editor)[0] == "closed"


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_shown_is_kept_by_nobody(editor, address):
    choose(editor)
    response = editor.get(address)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("address", ["/", "/en/", ITEM, f"/en{ITEM}", "/nowhere/"])
def test_every_page_says_in_both_languages_what_it_shows(editor, address):
    choose(editor)
    html = BeautifulSoup(editor.get(address).content, "html.parser")
    said = {tag["lang"]: tag.get_text() for tag in html.select("aside strong[lang]")}
    assert said["ja"].startswith("2022年9月26日（月）23:00時点の表示")
    assert said["en"].endswith("shown as of Monday 26 September 2022, 23:00 JST")
    assert html.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert html.select_one("aside a")["href"].startswith(f"{reverse('as_of')}?next=%2F")


def test_a_draft_is_previewed_as_of_the_moment(client, made):
    client.force_login(factories.UserFactory(is_superuser=True))
    choose(client)
    page = Page.objects.get(pk=made.training).specific
    page.title = "下書きの題"
    page.save_revision()
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    html = response.content.decode()
    assert "下書きの題" in html
    assert 'data-state="last_day"' in html
    assert "時点の表示（プレビュー）" in html


def test_the_preview_ends_when_the_editor_says_so_or_leaves(editor):
    choose(editor)
    response = editor.post(reverse("as_of"), {"end": "1", "next": "/news/"})
    assert response["Location"] == "/news/"
    assert state(editor)[0] == "open"
    choose(editor)
    editor.logout()
    assert state(editor)[0] == "open"


def test_the_admin_and_what_is_sent_stay_in_the_present(editor):
    choose(editor)
    seen = []
    middleware = as_of.AsOfMiddleware(lambda request: seen.append(clock.now()) or SimpleResponse())
    for method, path in (("GET", "/admin/pages/"), ("POST", "/contact/"), ("GET", "/contact/")):
        middleware(request_of(editor, method, path))
    assert seen[:2] == [PRESENT, PRESENT]
    assert seen[2] == datetime(2022, 9, 26, 23, tzinfo=clock.TOKYO)


class SimpleResponse(dict):
    """Enough of a response to carry headers."""


def request_of(client, method, path, user=None):
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    user = user or client.user
    request = RequestFactory().generic(method, path)
    request.COOKIES, request.session, request.user = cookies, client.session, user
    return request


def test_the_clock_goes_on_after_an_error(editor):
    choose(editor)

    def fail(request):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        as_of.AsOfMiddleware(fail)(request_of(editor, "GET", "/"))
    assert clock.now() == PRESENT


# --- The choice ---------------------------------------------------------------------------


NEVER = ["", "soon", "2022-13-01T10:00", "1999-12-31T23:59", "2100-01-01T00:01"]


@pytest.mark.parametrize("moment", [*NEVER, "9999-12-31T23:59"])
def test_a_moment_that_cannot_be_is_refused_with_a_reason(editor, moment):
    response = choose(editor, moment)
    assert response.status_code == 200
    (message,) = response.context["form"].errors["moment"]
    assert message
    assert state(editor)[0] == "open"


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "javascript:x", ""])
def test_the_way_back_stays_on_the_site(editor, address):
    assert choose(editor, next=address)["Location"] == "/"


def test_the_form_knows_what_was_chosen(editor):
    choose(editor)
    html = BeautifulSoup(editor.get(f"{reverse('as_of')}?next={ITEM}").content, "html.parser")
    assert html.find(attrs={"name": "moment"})["value"] == f"{CHOICE}:00"
    assert html.find("input", attrs={"name": "next"})["value"] == ITEM
    assert html.find("button", attrs={"name": "end"})


def test_the_admin_menu_and_the_bar_on_pages_lead_there(editor):
    assert reverse("as_of") in editor.get(reverse("wagtailadmin_home")).content.decode()
    assert f"{reverse('as_of')}?next=%2Fevents%2F" in editor.get("/events/").content.decode()


# --- Visitors -----------------------------------------------------------------------------


def signed(user_pk, moment=f"{CHOICE}+09:00", salt=as_of.SALT, key=None):
    return signing.dumps([user_pk, moment], salt=salt, key=key)


def put_into_session(client, value):
    session = client.session
    session[as_of.KEY] = value
    session.save()
    client.cookies["sessionid"] = session.session_key


def test_a_visitor_cannot_choose(client):
    assert choose(client).status_code == 403
    assert as_of.KEY not in client.session
    assert state(client)[0] == "open"


def test_a_user_without_the_admin_cannot_choose(client):
    client.force_login(factories.UserFactory())
    choose(client)
    assert state(client)[0] == "open"


def test_no_query_header_or_cookie_moves_the_clock(client):
    value = signed(1)
    for name in (as_of.KEY, "as_of", "moment", "PORTAL_CLOCK"):
        client.cookies[name] = value
    response = client.get(
        ITEM, {"as_of": CHOICE, as_of.KEY: value, "moment": CHOICE}, HTTP_X_AS_OF=CHOICE
    )
    assert b'data-state="open"' in response.content
    assert state(client)[0] == "open"


@pytest.mark.parametrize(
    "value",
    [
        f"{CHOICE}+09:00",
        5,
        ["x"],
        signed(None),
        signed(1, salt="another"),
        signed(1, key="another key"),
        signed(1)[:-1] + "x",
        signing.dumps("no pair", salt=as_of.SALT),
        signed(1, moment="never"),
    ],
    ids=[
        "not signed",
        "a number",
        "a list",
        "nobody",
        "another salt",
        "another key",
        "a changed signature",
        "no pair",
        "no moment",
    ],
)
def test_a_forged_session_counts_for_nothing(client, value):
    put_into_session(client, value)
    assert state(client)[0] == "open"
    user = factories.UserFactory(is_superuser=True)
    client.force_login(user)
    put_into_session(client, value)
    assert state(client)[0] == "open"


def test_another_editors_choice_counts_for_nothing(editor):
    put_into_session(editor, signed(factories.UserFactory(is_superuser=True).pk))
    assert state(editor)[0] == "open"


def test_whoever_may_no_longer_enter_the_admin_sees_the_present(editor):
    choose(editor)
    assert state(editor)[0] == "last_day"
    editor.user.user_permissions.clear()
    assert state(editor)[0] == "open"


@pytest.mark.parametrize("address", PUBLIC)
def test_readers_get_the_present_while_an_editor_previews(editor, address, client_class):
    reader = client_class()
    before = reader.get(address)
    choose(editor)
    assert editor.get(address).content != before.content
    after = reader.get(address)
    assert after.content == before.content
    assert "as-of" not in after.content.decode()
    assert after["Cache-Control"] == before["Cache-Control"]
    assert "public" in after["Cache-Control"]


@pytest.fixture
def client_class(client):
    return type(client)


def test_a_reader_without_a_session_costs_no_query_for_it(client, django_assert_num_queries):
    request = SimpleNamespace(method="GET", path="/", COOKIES={})
    with django_assert_num_queries(0):
        as_of.AsOfMiddleware(lambda request: SimpleResponse())(request)


def test_the_portals_own_shift_of_the_clock_goes_on_working(editor, settings):
    settings.PORTAL_CLOCK_OFFSET = PRESENT - clock.real_now()
    choose(editor)
    assert state(editor)[0] == "last_day"
    editor.post(reverse("as_of"), {"end": "1"})
    assert clock.is_shifted()
    assert state(editor)[0] == "open"
