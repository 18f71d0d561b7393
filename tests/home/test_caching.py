"""How long an answer may be kept: never beyond the next change of anything on it."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponse
from wagtail.models import Page, PageViewRestriction

from home.caching import CacheHintsMiddleware, may_be_kept
from portal import clock
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("made"),
]

ITEM = "/events/training/training-2/"
KEPT = [
    "/", "/events/", "/news/", ITEM, f"{ITEM}calendar.ics", "/events/calendar.ics", "/news/feed/",
]  # fmt: skip
BOTH = [*KEPT, *(f"/en{address}" for address in KEPT), "/data/events.json", "/data/events.csv"]


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.TOKYO)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A training session from 15:00 to 17:15 on 29 September, all places taken at 13:30 on 20th."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        news = factories.NewsIndexPageFactory(parent=home)
        events = factories.EventsIndexPageFactory(parent=home)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        training = factories.TrainingPageFactory(
            parent=trainings, slug="training-2", full_since=moment("2022-09-20T13:30")
        )
        for page in (home, news, events, trainings, training):
            factories.translate(page, said=f"English {page.slug}")
        yield SimpleNamespace(home=home.pk, training=training.pk, trainings=trainings.pk)


def hint(client, address, at):
    """The answer's hint as a dictionary, with numbers."""
    with clock.at(at):
        response = client.get(address)
    assert response.status_code == 200, address
    said = [part.strip().partition("=") for part in response["Cache-Control"].split(",")]
    return {name: int(value) if value else True for name, _, value in said}


def test_shared_caches_may_keep_what_is_public_for_five_minutes(client):
    for address in BOTH:
        said = {"public": True, "max-age": 0, "s-maxage": 300}
        assert hint(client, address, moment("2022-09-10T10:00")) == said, address


@pytest.mark.parametrize("change", ["2022-09-11T00:00", "2022-09-20T13:30", "2022-09-29T17:15"])
def test_nothing_is_kept_beyond_a_change_of_state_or_midnight_in_japan(client, change):
    at = moment(change)
    # The news do not tell that all places are taken.
    shown = [each for each in BOTH if "feed" not in each or "13:30" not in change]
    for address in shown:
        for before in (1, 299):
            kept = hint(client, address, at - timedelta(seconds=before))["s-maxage"]
            assert kept == before, (address, before)
        assert hint(client, address, at)["s-maxage"] == 300, address
        assert hint(client, address, at + timedelta(seconds=1))["s-maxage"] == 300, address


def test_a_part_of_a_second_is_not_rounded_up(client):
    at = moment("2022-09-29T17:15") - timedelta(milliseconds=1500)
    assert hint(client, ITEM, at)["s-maxage"] == 1


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        ("2022-09-10T23:54:59", 300),
        ("2022-09-10T23:55:00", 300),
        ("2022-09-10T23:55:01", 299),
        ("2022-09-10T23:59:59", 1),
        ("2022-09-11T00:00:00", 300),
    ],
)
@pytest.mark.parametrize("address", ["/join/", ITEM])
def test_every_page_is_kept_until_midnight_in_japan_at_most(client, made, address, at, kept):
    page = Page.objects.get(pk=made.home).specific
    factories.InformationPageFactory(parent=page, slug="join")
    assert hint(client, address, moment(at))["s-maxage"] == kept


def test_of_several_changes_the_first_counts(client, made):
    """The session ends at 17:15, another one two minutes before."""
    page = Page.objects.get(pk=made.trainings).specific
    factories.TrainingPageFactory(parent=page, start_time=time(15), end_time=time(17, 13))
    assert hint(client, "/events/", moment("2022-09-29T17:12:30"))["s-maxage"] == 30
    assert hint(client, "/events/", moment("2022-09-29T17:13"))["s-maxage"] == 120


def test_a_page_that_tells_nothing_of_it_is_not_bound_by_another_items_change(client, made):
    page = Page.objects.get(pk=made.home).specific
    factories.InformationPageFactory(parent=page, slug="join")
    assert hint(client, "/join/", moment("2022-09-29T17:14:59"))["s-maxage"] == 300


def test_for_how_long_is_a_setting(client, settings):
    settings.PORTAL_KEEP_SECONDS = 20
    assert hint(client, ITEM, moment("2022-09-10T10:00"))["s-maxage"] == 20
    assert hint(client, ITEM, moment("2022-09-29T17:14:50"))["s-maxage"] == 10


def test_a_browser_asks_again_and_is_told_that_nothing_changed(client):
    with clock.at(moment("2022-09-10T10:00")):
        first = client.get(ITEM)
        again = client.get(ITEM, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/events/", f"/en{ITEM}", f"{ITEM}calendar.ics", "/news/feed/"]
)
def test_a_browser_that_asks_again_sees_a_publication_at_once(client, made, address):
    with clock.at(moment("2022-09-10T10:00")):
        first = client.get(address)
        page = Page.objects.get(pk=made.training).specific
        page.title, page.closes_on = "改めた題", date(2022, 9, 28)
        page.save_revision().publish()
        again = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 200


def test_nobody_else_is_given_what_an_editor_got(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    for address in BOTH:
        response = client.get(address)
        assert response["Cache-Control"] == "private, no-store", address
        assert "Cookie" in response["Vary"], address
        assert not response.has_header("ETag"), address


def test_a_public_answer_depends_on_the_address_and_the_session_alone(client):
    for address in BOTH:
        with clock.at(moment("2022-09-10T10:00")):
            response = client.get(address)
            other = client.get(address, HTTP_ACCEPT_LANGUAGE="en")
        assert response["Vary"] == "Cookie", address
        assert other.content == response.content, address


def test_a_page_behind_a_password_is_not_kept(client, made):
    page = Page.objects.get(pk=made.trainings)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    cache.clear()
    response = client.get(ITEM)
    assert "public" not in response.get("Cache-Control", "")


def answer_to(request, get_response):
    """Pass a cacheable response through the middleware, as on its way to a reader."""
    request.resolver_match = SimpleNamespace(func=may_be_kept(lambda request: None))
    with clock.at(moment("2022-09-10T10:00")):
        return CacheHintsMiddleware(get_response)(request)


def test_an_answer_that_brings_a_cookie_is_for_one_reader(rf):
    def get_response(request):
        response = HttpResponse("text")
        response.set_cookie("language", "ja")
        return response

    assert not answer_to(rf.get("/"), get_response).has_header("Cache-Control")


def test_what_a_view_says_of_keeping_its_answer_stands(rf):
    def get_response(request):
        return HttpResponse("text", headers={"Cache-Control": "private"})

    assert answer_to(rf.get("/"), get_response)["Cache-Control"] == "private"


@pytest.mark.parametrize("status", [201, 301, 302, 404, 410, 500, 503])
def test_an_answer_without_what_was_asked_for_is_not_kept(rf, status):
    response = answer_to(rf.get("/"), lambda request: HttpResponse("text", status=status))
    assert not response.has_header("Cache-Control")


@pytest.mark.parametrize(("method", "is_kept"), [("get", True), ("head", True), ("post", False)])
def test_the_answer_to_something_sent_is_not_kept(rf, method, is_kept):
    response = answer_to(getattr(rf, method)("/"), lambda request: HttpResponse("text"))
    assert response.has_header("Cache-Control") is is_kept


def test_only_what_is_marked_may_be_kept(rf):
    request = rf.get("/")
    request.resolver_match = SimpleNamespace(func=lambda request: None)
    response = CacheHintsMiddleware(lambda request: HttpResponse("text"))(request)
    assert not response.has_header("Cache-Control")


def test_an_answer_that_took_until_after_the_change_is_not_kept(rf):
    def get_response(request):
        clock.note_change(moment("2022-09-10T09:59"))
        return HttpResponse("text")

    assert "s-maxage=0" in answer_to(rf.get("/"), get_response)["Cache-Control"]


def test_an_answer_begun_before_midnight_is_not_kept_after_it(rf):
    with time_machine.travel(moment("2022-09-10T23:59:59"), tick=False) as travel:
        request = rf.get("/")
        request.resolver_match = SimpleNamespace(func=may_be_kept(lambda request: None))

        def get_response(request):
            travel.move_to(moment("2022-09-11T00:00:01"))
            return HttpResponse("4 days left")

        response = CacheHintsMiddleware(get_response)(request)
    assert "s-maxage=0" in response["Cache-Control"]


def test_answers_still_depend_on_what_else_they_depend_on(rf):
    def get_response(request):
        return HttpResponse("text", headers={"Vary": "Accept-Language, Accept"})

    assert answer_to(rf.get("/"), get_response)["Vary"] == "Cookie, Accept"


@pytest.mark.parametrize("address", ["/nowhere/", "/healthz", "/admin/login/", "/data/none.csv"])
def test_what_is_no_public_page_has_no_such_hint(client, address):
    assert "public" not in client.get(address).get("Cache-Control", "")


def test_what_a_request_noted_does_not_bind_the_next(client, made):
    at = moment("2022-09-29T17:14:59")
    assert hint(client, ITEM, at)["s-maxage"] == 1
    Page.objects.get(pk=made.training).specific.unpublish()
    assert hint(client, "/events/", at)["s-maxage"] == 300
