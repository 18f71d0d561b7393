"""Who may do what: groups of the portal and the accounts of the demonstration."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail.users.models import UserProfile

from home.models import HomePage
from home.sample_content.accounts import (
    ADMINISTRATORS,
    DEMO_ACCOUNTS,
    EDITORS,
    MODERATORS,
    ROLES,
    TRANSLATORS,
    ensure_groups,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def homes():
    """Both home pages, and the groups that belong to them."""
    root = Page.get_first_root_node()
    english, _ = Locale.objects.get_or_create(language_code="en")
    japanese = Locale.objects.get(language_code="ja")
    pages = {
        "ja": root.add_child(instance=HomePage(title="ホーム", slug="start", locale=japanese)),
        "en": root.add_child(instance=HomePage(title="Home", slug="start-en", locale=english)),
    }
    ensure_groups(pages["ja"], pages["en"])
    return pages


def create_accounts():
    out = StringIO()
    call_command("create_demo_accounts", stdout=out)
    return out.getvalue()


@pytest.fixture
def users(homes, monkeypatch):
    """The accounts of the demonstration by name."""
    monkeypatch.setenv("DEMO_PASSWORD", "a password for tests")
    create_accounts()
    return {user.username: user for user in get_user_model().objects.all()}


def may(user, page):
    """The permissions of a user on a page."""
    tester = page.permissions_for_user(user)
    checks = {
        "add": tester.can_add_subpage(),
        "change": tester.can_edit(),
        "publish": tester.can_publish(),
        "delete": tester.can_delete(),
        "lock": tester.can_lock(),
    }
    return {name for name, allowed in checks.items() if allowed}


def test_editors_write_japanese_pages_and_no_english_ones(users, homes):
    assert may(users["editor"], homes["ja"]) >= {"add", "change", "publish", "lock"}
    assert may(users["editor"], homes["en"]) == set()


def test_translators_write_english_pages_and_no_japanese_ones(users, homes):
    # Wagtail lets whoever may publish a page also delete it, unless others stand below it.
    assert may(users["translator"], homes["en"]) - {"delete"} == {"change", "publish"}
    assert may(users["translator"], homes["ja"]) == set()
    assert users["translator"].has_perm("wagtail_localize.submit_translation")


def test_moderators_may_do_everything_with_pages_of_both_languages(users, homes):
    everything = {"change", "publish", "delete", "lock"}
    assert may(users["moderator"], homes["ja"]) == {"add", *everything}
    # Nobody adds a page in English: it comes from translation.
    assert may(users["moderator"], homes["en"]) == everything


@pytest.mark.parametrize(
    ("name", "granted", "refused"),
    [
        (
            "editor",
            ["pages.add_venue", "pages.change_person", "wagtailadmin.access_admin"],
            ["pages.delete_person", "home.change_sitesettings", "auth.change_user"],
        ),
        (
            "translator",
            ["pages.view_person", "wagtailadmin.access_admin"],
            ["pages.change_person", "home.change_sitesettings", "auth.change_user"],
        ),
        (
            "moderator",
            [
                "pages.delete_person",
                "home.change_sitesettings",
                "wagtailredirects.add_redirect",
                "wagtailadmin.access_admin",
            ],
            ["auth.change_user", "auth.change_group"],
        ),
        ("admin", ["auth.change_user", "auth.change_group", "home.change_sitesettings"], []),
    ],
)
def test_permissions_beside_pages(users, name, granted, refused):
    assert [permission for permission in granted if not users[name].has_perm(permission)] == []
    assert [permission for permission in refused if users[name].has_perm(permission)] == []


def test_files(users):
    assert image_policy.user_has_permission(users["editor"], "add")
    assert image_policy.user_has_permission(users["translator"], "choose")
    assert not image_policy.user_has_permission(users["translator"], "add")
    assert get_image_model().objects.count() == 0


def test_administrators_need_no_superuser_flag(homes):
    user = get_user_model().objects.create_user("office")
    user.groups.add(Group.objects.get(name=ADMINISTRATORS.name))
    assert user.has_perms(["auth.change_user", "auth.add_group", "wagtailcore.change_locale"])
    # Nobody adds a page in English: it comes from translation.
    assert may(user, homes["en"]) == {"change", "publish", "delete", "lock"}


def test_wagtails_own_groups_become_ours(homes):
    assert set(Group.objects.values_list("name", flat=True)) == {role.name for role in ROLES}
    root = Page.get_first_root_node()
    assert not GroupPagePermission.objects.filter(page=root).exists()


def test_groups_that_are_there_stay_as_administrators_set_them(homes):
    group = Group.objects.get(name=EDITORS.name)
    group.permissions.clear()
    assert ensure_groups(homes["ja"], homes["en"]) == 0
    assert not group.permissions.exists()
    assert Group.objects.count() == len(ROLES)


def test_accounts_are_marked_as_samples_and_read_japanese(users):
    assert set(users) == set(DEMO_ACCOUNTS)
    for user in users.values():
        assert user.last_name == "（見本）"
        assert user.check_password("a password for tests")
        profile = UserProfile.get_for_user(user)
        assert (profile.preferred_language, profile.current_time_zone) == ("ja", "Asia/Tokyo")
    assert [name for name, user in users.items() if user.is_superuser] == ["admin"]


def test_a_given_password_is_not_printed(homes, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "a secret of somebody")
    assert "a secret of somebody" not in create_accounts()


def test_a_random_password_is_printed_once(homes, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    password = create_accounts().rsplit("password: ")[1].strip()
    editor = get_user_model().objects.get(username="editor")
    assert editor.check_password(password)
    assert "password" not in create_accounts()


def test_running_again_changes_nothing(users, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "another password")
    create_accounts()
    editor = get_user_model().objects.get(username="editor")
    assert editor.check_password("a password for tests")
    assert editor.groups.get().name == EDITORS.name
    assert get_user_model().objects.count() == len(DEMO_ACCOUNTS)


def test_accounts_before_the_content_are_refused():
    with pytest.raises(CommandError, match="load_content"):
        create_accounts()
    assert not get_user_model().objects.exists()


def test_roles_have_names_of_their_own():
    names = [role.name for role in (EDITORS, TRANSLATORS, MODERATORS, ADMINISTRATORS)]
    assert len(set(names)) == len(names)
