"""Who came is ticked at the door, and published as the event's facts by one step."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from pages.submissions.registrations.attendance import tick
from pages.submissions.registrations.models import Participant, Places
from portal import clock
from tests import factories
from tests.trainings import WHILE_OPEN, member_town, of_number, open_training, register
from tests.visitors import read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient", "member"),
]

ON_THE_DAY = datetime(2022, 9, 29, 14, 50, tzinfo=clock.TOKYO)


@pytest.fixture
def member():
    return member_town()


@pytest.fixture
def event(client):
    """Visitors 1 to 3 have places, 4 waits."""
    with clock.at(WHILE_OPEN):
        page = open_training()
        for number in range(1, 5):
            register(client, **of_number(number))
    with clock.at(ON_THE_DAY):
        yield page


@pytest.fixture
def at_the_door(client, event):
    """Somebody who may see and change participants, and publish nothing."""
    user = factories.UserFactory()
    names = ["access_admin", "view_participant", "change_participant"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def address(event, name="attendance"):
    return reverse(name, args=[event.pk])


def press(client, event, turn, came=1, query=""):
    return client.post(f"{address(event)}{query}", {"turn": f"{turn}:{came}"})


def shown(response):
    assert response.status_code == 200
    return read(response).find("main").get_text(" ", strip=True)


def who_came():
    rows = Participant.objects.exclude(attended_at=None).order_by("turn")
    return list(rows.values_list("turn", flat=True))


def test_a_press_notes_who_came_and_another_takes_a_slip_back(at_the_door, event):
    answer = press(at_the_door, event, 2)
    assert answer.url.endswith("#turn-2")
    assert who_came() == [2]
    press(at_the_door, event, 2)  # the other person at the door pressed it, too
    assert who_came() == [2]
    press(at_the_door, event, 2, came=0)
    assert who_came() == []


def test_the_list_says_how_many_came_of_how_many(at_the_door, event):
    for turn in (1, 4):  # who waited comes all the same
        press(at_the_door, event, turn)
    said = shown(at_the_door.get(address(event)))
    assert "出席 2名" in said
    assert "席のある方 3名" in said
    assert "1自治体" in said


@pytest.mark.parametrize(
    ("sought", "found"),
    [("見本 3", {3}), ("visitor-4", {4}), ("多久", {1, 2, 3, 4}), ("無い", set())],
)
def test_somebody_is_sought_by_name_address_or_municipality(at_the_door, event, sought, found):
    html = read(at_the_door.get(address(event), {"q": sought}))
    assert {int(row["id"].removeprefix("turn-")) for row in html.select("tbody tr")} == found
    assert press(at_the_door, event, 1, query="?q=%E8%A6%8B").url.startswith(
        f"{address(event)}?q=%E8%A6%8B#"
    )


@pytest.mark.parametrize("turn", ["", "x:1", "-1:1", "9" * 40 + ":1", "１:1", "5:1"])
def test_a_press_that_means_nobody_changes_nothing(at_the_door, event, turn):
    assert at_the_door.post(address(event), {"turn": turn}).status_code in (200, 302)
    assert who_came() == []


def test_the_figures_stand_on_the_pages_in_both_languages_by_one_step(client, event, admin_client):
    for turn in (1, 2, 4):
        tick(event.pk, turn, came=True)
    said = shown(admin_client.get(address(event, "publish_attendance")))
    assert "3" in said
    admin_client.post(address(event, "publish_attendance"), {"further": 2})
    page = type(event).objects.get(pk=event.pk)
    assert (page.attendance_people, page.attendance_municipalities) == (5, 1)
    with clock.at(datetime(2022, 10, 1, tzinfo=clock.TOKYO)):
        assert "5名" in shown(client.get(event.get_url()))
        assert "5 people" in shown(client.get(f"/en{event.get_url()}"))


def test_a_draft_stays_a_draft_with_the_figures_in_it(event, admin_client):
    page = type(event).objects.get(pk=event.pk)
    page.title = "まだ見せない題"
    page.save_revision()
    tick(event.pk, 1, came=True)
    admin_client.post(address(event, "publish_attendance"), {"further": 0})
    page = type(event).objects.get(pk=event.pk)
    draft = page.get_latest_revision_as_object()
    assert (page.title, page.attendance_people) == (event.title, 1)
    assert (draft.title, draft.attendance_people) == ("まだ見せない題", 1)
    assert page.has_unpublished_changes


@pytest.mark.parametrize("further", ["", "-1", "x", "100000"])
def test_a_number_that_cannot_be_is_refused_with_a_message(event, admin_client, further):
    answer = admin_client.post(address(event, "publish_attendance"), {"further": further})
    assert read(answer).find(class_="errorlist")
    assert type(event).objects.get(pk=event.pk).attendance_people is None


def test_who_may_not_publish_is_told_whom_to_ask(at_the_door, event):
    assert (
        address(event, "publish_attendance") not in at_the_door.get(address(event)).content.decode()
    )
    answer = at_the_door.post(address(event, "publish_attendance"), {"further": 0}, follow=True)
    assert "公開の権限を持つ担当者" in answer.content.decode()
    assert type(event).objects.get(pk=event.pk).attendance_people is None


@pytest.mark.parametrize("name", ["attendance", "publish_attendance"])
def test_nobody_else_sees_the_list(client, event, name):
    assert client.get(address(event, name)).status_code == 302
    translator = factories.UserFactory()
    translator.groups.add(Group.objects.get_or_create(name="Translators")[0])
    translator.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(translator)
    assert client.get(address(event, name)).status_code == 302
    assert client.post(address(event, name), {"turn": "1:1"}).status_code == 302
    assert who_came() == []


def test_an_event_without_registration_has_no_list(at_the_door, event):
    Places.objects.all().delete()
    assert at_the_door.get(address(event)).status_code == 404


def test_the_list_is_one_press_from_the_event_and_from_who_registered(admin_client, event):
    for where in (
        reverse("wagtailadmin_explore", args=[event.pk]),
        f"{reverse('wagtailsnippets_pages_participant:list')}?page={event.pk}",
        reverse("wagtailsnippets_pages_places:list"),
    ):
        assert address(event) in admin_client.get(where).content.decode(), where


# --- The editors' first screen --------------------------------------------------------------


def due_in(client):
    """Where the first screen leads to a list at the door."""
    html = read(client.get("/admin/"))
    return [link["href"] for link in html.select("[aria-labelledby=attendance-due-h] a")]


def test_from_the_day_of_the_event_on_the_first_screen_leads_to_its_list(event, admin_client):
    with clock.at(WHILE_OPEN):
        assert due_in(admin_client) == []
    assert due_in(admin_client) == [address(event)]
    with clock.at(datetime(2022, 10, 31, tzinfo=clock.TOKYO)):
        assert due_in(admin_client) == [address(event)]


def test_an_event_for_which_nobody_is_left_asks_for_no_figures(event, admin_client):
    Participant.objects.update(state=Participant.State.CANCELLED)
    assert due_in(admin_client) == []


def test_it_does_so_until_the_figures_are_published_or_the_event_is_called_off(event, admin_client):
    page = type(event).objects.get(pk=event.pk)
    page.cancellation_reason_ja, page.cancellation_reason_en = "台風", "A typhoon"
    page.outcome, page.outcome_announced_on = "cancelled", clock.today()
    page.save_revision().publish()
    assert due_in(admin_client) == []
    page.outcome = page.outcome_announced_on = None
    page.save_revision().publish()
    assert due_in(admin_client) == [address(event)]
    admin_client.post(address(event, "publish_attendance"), {"further": "0"})
    assert due_in(admin_client) == []


def test_the_first_screen_names_no_list_to_whoever_may_not_open_it(event, client):
    user = factories.UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    assert due_in(client) == []


def test_the_list_of_events_leads_to_a_copy_for_whoever_may_add_one(
    event, admin_client, at_the_door
):
    listed = reverse("wagtailsnippets_pages_places:list")
    copy = reverse("wagtailadmin_pages:copy", args=[event.pk])
    user = factories.UserFactory(is_superuser=True)
    admin_client.force_login(user)
    assert copy in [link["href"] for link in read(admin_client.get(listed)).select("a[href]")]
    some = factories.UserFactory()
    names = ["access_admin", "view_places", "change_places", "change_participant"]
    some.user_permissions.set(Permission.objects.filter(codename__in=names))
    at_the_door.force_login(some)
    assert copy not in at_the_door.get(listed).content.decode()
