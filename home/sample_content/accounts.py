"""Groups and what they may do, and the accounts of the demonstration.

A group that has its name is left as it is: its permissions are the administrators' business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission
from wagtail.users.models import UserProfile

from home.models import HomePage

RECORDS = ("municipality", "organisation", "person", "venue", "prize", "recording")
WHOLE_APPS = (
    "auth",
    "home",
    "pages",
    "search",
    "wagtail_localize",
    "wagtailadmin",
    "wagtailcore",
    "wagtaildocs",
    "wagtailimages",
    "wagtailredirects",
    "wagtailusers",
)


@dataclass(frozen=True)
class Role:
    """A group: what it may do to pages of either language, to files, to records and elsewhere."""

    name: str
    replaces: str = ""  # the group of Wagtail's own that becomes this one
    japanese: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    files: tuple[str, ...] = ("choose",)
    records: tuple[str, ...] = ("view",)
    others: tuple[str, ...] = ()
    everything: bool = False


TRANSLATING = "wagtail_localize.submit_translation"
FINDING = (
    *("search.add_synonym", "search.change_synonym", "search.view_synonym"),
    *(
        "wagtailsearchpromotions.add_searchpromotion",
        "wagtailsearchpromotions.change_searchpromotion",
    ),
    "wagtailsearchpromotions.delete_searchpromotion",
)
PROMOTING = ("home.add_promotion", "home.change_promotion", "home.delete_promotion")
ALL_PAGES = ("add", "change", "publish", "bulk_delete", "lock", "unlock")

ANSWERING = (
    *("pages.view_enquiry", "pages.change_enquiry"),
    *("pages.view_participant", "pages.change_participant"),
    *("pages.view_places", "pages.change_places"),
    *("pages.view_membershiprequest", "pages.change_membershiprequest"),
    *("pages.view_awardentry", "pages.change_awardentry"),
    "pages.view_questionnairereply",
)
SUBJECTS = tuple(f"pages.{action}_contactsubject" for action in ("add", "change", "delete", "view"))
WORDING = ("pages.view_mailtext", "pages.change_mailtext")

EDITORS = Role(
    "編集者",
    replaces="Editors",
    japanese=("add", "change", "publish", "lock", "unlock"),
    files=("add", "change", "choose"),
    records=("add", "change", "view"),
    others=(TRANSLATING, *PROMOTING, *FINDING, *ANSWERING, "pages.change_announcementchange"),
)
GLOSSARY = tuple(f"pages.{action}_glossaryterm" for action in ("add", "change", "delete", "view"))
TRANSLATORS = Role("翻訳者", english=("change", "publish"), others=(TRANSLATING, *GLOSSARY))
MODERATORS = Role(
    "承認者",
    replaces="Moderators",
    japanese=ALL_PAGES,
    english=ALL_PAGES,
    files=("add", "change", "choose"),
    records=("add", "change", "delete", "view"),
    others=(
        TRANSLATING,
        *PROMOTING,
        *GLOSSARY,
        *ANSWERING,
        *SUBJECTS,
        *WORDING,
        "home.change_sitesettings",
        "pages.change_announcementchange",
        "pages.change_announcementwording",
        "pages.change_newssettings",
        *FINDING,
        "search.delete_synonym",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
    ),
)
ADMINISTRATORS = Role(
    "管理者",
    japanese=ALL_PAGES,
    english=ALL_PAGES,
    files=("add", "change", "choose"),
    everything=True,
)
ROLES = (EDITORS, TRANSLATORS, MODERATORS, ADMINISTRATORS)

# Sign-in names of the demonstration, a contract with its readers.
DEMO_ACCOUNTS = {
    "editor": EDITORS,
    "translator": TRANSLATORS,
    "moderator": MODERATORS,
    "admin": ADMINISTRATORS,
}


def ensure_groups(japanese: HomePage | None, english: HomePage | None) -> int:
    """Make the groups that are not there yet; how many were made."""
    missing = [role for role in ROLES if not Group.objects.filter(name=role.name).exists()]
    for role in missing:
        group = Group.objects.filter(name=role.replaces).first() or Group()
        group.name = role.name
        group.save()
        _grant_pages(group, role, {"ja": japanese, "en": english})
        _grant_files(group, role.files)
        group.permissions.set(_permissions(role))
    return len(missing)


def _grant_pages(group: Group, role: Role, homes: dict[str, HomePage | None]) -> None:
    GroupPagePermission.objects.filter(group=group).delete()
    for language, names in (("ja", role.japanese), ("en", role.english)):
        home = homes[language]
        if home is None:
            continue
        for name in names:
            GroupPagePermission.objects.create(
                group=group, page=home.page_ptr, permission=_named(f"wagtailcore.{name}_page")
            )


def _grant_files(group: Group, actions: tuple[str, ...]) -> None:
    GroupCollectionPermission.objects.filter(group=group).delete()
    root = Collection.get_first_root_node()
    for name in actions:
        for kind in ("wagtailimages.{}_image", "wagtaildocs.{}_document"):
            permission = _named(kind.format(name))
            GroupCollectionPermission.objects.create(
                group=group, collection=root, permission=permission
            )


def _permissions(role: Role) -> Iterable[Permission]:
    if role.everything:
        return Permission.objects.filter(content_type__app_label__in=WHOLE_APPS)
    records = [f"pages.{action}_{name}" for name in RECORDS for action in role.records]
    return [_named(name) for name in ("wagtailadmin.access_admin", *records, *role.others)]


def _named(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def missing_accounts() -> list[str]:
    """Sign-in names of the demonstration that do not exist yet."""
    users = get_user_model().objects.filter(username__in=DEMO_ACCOUNTS)
    there = set(users.values_list("username", flat=True))
    return [name for name in DEMO_ACCOUNTS if name not in there]


def create_account(name: str, password: str) -> None:
    """A demonstration account, marked 見本, with its admin in Japanese.

    Raises Group.DoesNotExist before the initial content has been loaded.
    """
    role = DEMO_ACCOUNTS[name]
    group = Group.objects.get(name=role.name)
    user = get_user_model().objects.create_user(
        username=name,
        password=password,
        last_name="（見本）",
        first_name=role.name,
        is_superuser=role is ADMINISTRATORS,
    )
    user.groups.add(group)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language, profile.current_time_zone = "ja", "Asia/Tokyo"
    profile.save()
