"""A new Japanese page waits for the translators at once; what is taken down waits for nobody."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.sample_content.accounts import create_account
from pages.bilingual.states import states_of
from pages.information.models import InformationPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def loaded(content):
    """The whole content."""


@pytest.fixture
def page():
    home = Page.objects.get(depth=2, locale=factories.japanese())
    made = InformationPage(title="新しい案内", slug="new-page", summary="概要です。")
    return home.add_child(instance=made)


def sign_in(client, role):
    create_account(role, "a-password")
    assert client.login(username=role, password="a-password")


def home_screen(client):
    return client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("role", ["editor", "translator", "moderator"])
def test_a_new_page_waits_on_the_home_screen_at_once(client, page, role):
    sign_in(client, role)
    shown = home_screen(client)
    assert "新しい案内" in shown
    assert reverse("bilingual:begin", args=[page.pk]) in shown
    assert "英語はすべて最新です" not in shown
    assert states_of([page])[page.translation_key].label.startswith("未着手")


def test_a_translator_begins_with_one_click(client, page):
    sign_in(client, "translator")
    for _twice in range(2):
        response = client.post(reverse("bilingual:begin", args=[page.pk]))
        assert response["Location"] == reverse("bilingual:review", args=[page.pk])
    assert client.get(response["Location"]).status_code == 200
    assert Translation.objects.filter(source__object_id=page.translation_key).count() == 1
    assert reverse("bilingual:begin", args=[page.pk]) not in home_screen(client)


def test_beginning_needs_a_click_and_the_right_to_edit(client, page):
    address = reverse("bilingual:begin", args=[page.pk])
    client.force_login(factories.UserFactory(is_superuser=True))
    assert client.get(address).status_code == 405
    stranger = factories.UserFactory()
    rights = Permission.objects.filter(codename__in=("access_admin", "submit_translation"))
    stranger.user_permissions.add(*rights)
    for user in (factories.UserFactory(), stranger):  # one of them may translate, but not here
        client.force_login(user)
        assert client.post(address).status_code in (302, 403)
    assert not Translation.objects.filter(source__object_id=page.translation_key).exists()


@pytest.mark.parametrize("begun", [False, True])
def test_what_is_taken_down_waits_for_nobody(client, page, begun):
    if begun:
        factories.translate(page, publish=False)
    page.unpublish()
    client.force_login(factories.UserFactory(is_superuser=True))
    waiting = BeautifulSoup(home_screen(client), "html.parser").find(
        "section", attrs={"aria-labelledby": "waiting-h"}
    )
    assert waiting
    assert "新しい案内" not in waiting.get_text()
    report = client.get(reverse("bilingual:report") + "?english=progress").content.decode()
    assert "新しい案内" not in report
    assert not states_of([page]) or str(states_of([page])[page.translation_key]) == "非公開"
