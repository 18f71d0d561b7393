"""Every view of the admin opens, of every kind of object and in every role: nothing breaks."""

import os

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import resolve, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.contrib.settings.registry import registry
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import OverridableSegment, Translation, TranslationSource

from home.sample_content.accounts import DEMO_ACCOUNTS, create_account
from pages.media import PortalDocument, PortalImage, Recording
from pages.submissions.entries.models import AwardEntry, EntryFile
from pages.submissions.mail_texts.models import MailText
from pages.submissions.memberships.models import MembershipRequest
from pages.submissions.questionnaires.page import QuestionnairePage
from pages.submissions.registrations.models import Participant, Places
from tests import databases, factories
from tests.admin_views import named_views

pytestmark = pytest.mark.django_db

# Views that are no pages: they take what a form or a script sends, or belong to a state that the
# sample content does not have (a task of a workflow, an upload that was not finished).
NO_PAGES = {
    "wagtailadmin_api:pages:action", "wagtailadmin_logout", "wagtailadmin_error_test",
    "wagtailadmin_password_reset_confirm", "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release", "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:collect_workflow_action_data", "wagtailadmin_pages:workflow_preview",
    "wagtailadmin_pages:workflow_history_detail", "wagtailadmin_workflows:add_task",
    "wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:delete_upload_multiple",
    "wagtailimages:create_multiple_from_uploaded_image", "wagtailimages:delete_upload_multiple",
    "wagtail_localize:edit_string_translation", "wagtail_localize:submit_snippet_translation",
    "wagtail_localize:snippets_api_listing", "wagtail_localize:snippets_api_detail",
    "take_care_of_mail",
}  # fmt: skip
# Those that every role meets; the administrators try all of them.
OF_EVERY_ROLE = {
    "edit", "history", "usage", "delete", "copy", "move", "set_privacy", "view_draft", "unpublish",
    "revisions_view", "revisions_compare", "submit_page_translation", "document_usage", "review",
    "image_usage", "index", "list",
}  # fmt: skip
# What can be done with an object that is no page, and with a page.
OF_AN_OBJECT = ("edit", "history", "usage", "document_usage", "image_usage", "delete", "copy")
OF_A_PAGE = (
    *("edit", "history", "usage", "delete", "copy", "move", "set_privacy", "view_draft"),
    *("unpublish", "workflow_history"),
)
NO_LISTS = {"chooser", "api:documents", "api:images", "wagtailsnippetchoosers"}
FORMS = "pages.submissions."
MODELS = {
    "wagtaillocales": Locale,
    "wagtailsites": Site,
    "wagtailusers_users": get_user_model(),
    "wagtailusers_groups": Group,
    "wagtailadmin_collections": Collection,
    "wagtailredirects": Redirect,
    "wagtailsearchpromotions": Query,
    "wagtaildocs": PortalDocument,
    "wagtaildocs_chooser": PortalDocument,
    "wagtailadmin_api:documents": PortalDocument,
    "wagtailimages": PortalImage,
    "wagtailimages_chooser": PortalImage,
    "wagtailadmin_api:images": PortalImage,
}
MODELS |= {
    f"{prefix}_{model._meta.app_label}_{model._meta.model_name}": model
    for model in get_snippet_models()
    for prefix in ("wagtailsnippets", "wagtailsnippetchoosers")
}
IDS = {"pk", "redirect_id", "query_id", "document_id", "doc_id", "image_id", "collection_id"}
PAGE_IDS = {"page_id", "parent_page_id", "page_to_move_id", "page_pk", "pk"}


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """The content, with an account of each role, a picture, a query and what visitors sent."""
    with databases.content(django_db_blocker):
        factories.PortalImageFactory(collection=Collection.get_first_root_node())
        Query.get("研修会")
        factories.enquiry()
        factories.participant()
        factories.membership_request()
        factories.mail_text()
        factories.award_entry()
        factories.questionnaire_reply()
        for name in DEMO_ACCOUNTS:
            create_account(name, "password")
        yield


def of_each_type():
    """The first page of each type in each language."""
    pages = Page.objects.filter(depth__gt=1).order_by("content_type", "locale", "path")
    first = {(page.content_type_id, page.locale_id): page for page in pages.reverse()}
    return [page.specific for page in first.values()]


def first(model, number=1):
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True)[:number])


class Addresses:
    """Every view of the admin, with an object of each kind and pages of both trees."""

    def __init__(self):
        self.two = list(Page.objects.filter(slug="training-1").order_by("path").specific())
        self.special = self._special()

    def all(self):
        """The name of each view with its addresses."""
        for name, pattern in named_views():
            if name not in NO_PAGES:
                yield name, [reverse(name, args=args) for args in self._arguments(name, pattern)]

    def _arguments(self, name, pattern):
        keys = list(pattern.converters)
        namespace = name.rpartition(":")[0]
        if name in self.special:
            return [args for args in self.special[name] if len(args) == len(keys) or not keys]
        if not keys:
            return [()]
        if namespace in MODELS and set(keys) <= IDS:
            return [(pk,) for pk in first(MODELS[namespace])]
        if len(keys) == 1 and keys[0] in PAGE_IDS:
            return [(page.pk,) for page in self.two]
        return []

    def _special(self):
        """Views with arguments of their own, by their names."""
        models = [("pages", "trainingpage"), ("pages", "winnerspage")]
        ids = [page.pk for page in self.two]
        translations = first(Translation)
        segment = OverridableSegment.objects.first()
        settings = [(model._meta.app_label, model._meta.model_name) for model in registry]
        sites = [(*names, pk) for names in settings for pk in first(Site)]
        return {
            "cancel_participant": [(pk,) for pk in first(Participant)],
            "write_to_registrants": [(pk,) for pk in first(Places)],
            "resend_registration": [(pk,) for pk in first(Participant)],
            "attendance": [(pk,) for pk in first(Places)],
            "certificate": [(pk, 1) for pk in first(Places)],
            "publish_attendance": [(pk,) for pk in first(Places)],
            "reset_mail_text": [(pk,) for pk in first(MailText)],
            "questionnaire_answers": [(pk,) for pk in first(QuestionnairePage)],
            "publish_counts": [(pk,) for pk in first(QuestionnairePage)],
            "questionnaire_export": [(pk,) for pk in first(QuestionnairePage)],
            "decide_membership": [
                (pk, after)
                for pk in first(MembershipRequest)
                for after in MembershipRequest.State.values
            ],
            "decide_entry": [
                (pk, after) for pk in first(AwardEntry) for after in AwardEntry.State.values
            ],
            "list_entry": [
                (pk, kind) for pk in first(AwardEntry) for kind in AwardEntry.Listed.values
            ],
            "resend_entry_link": [(pk,) for pk in first(AwardEntry)],
            "entry_file": [(pk,) for pk in first(EntryFile)],
            "remind_drafts": [(entry.page_id,) for entry in AwardEntry.objects.all()[:1]],
            "wagtailadmin_pages:add": [("pages", "trainingpage", self.two[0].get_parent().pk)],
            "wagtailadmin_pages:preview_on_add": [("pages", "trainingpage", ids[0])],
            "wagtailadmin_pages:type_use": models,
            "wagtailadmin_pages:type_use_results": models,
            "wagtailadmin_pages:choose_parent": models,
            "wagtailadmin_pages:move_confirm": [
                (page.pk, page.get_parent().pk) for page in self.two
            ],
            "wagtailadmin_pages:revisions_view": self._revisions(self.two),
            "wagtailadmin_pages:revisions_revert": self._revisions(self.two),
            "wagtailadmin_pages:revisions_unschedule": self._revisions(self.two),
            "wagtailadmin_pages:revisions_compare": [
                (pk, first, last)
                for pk in ids
                for first, last in (("earliest", "latest"), ("live", "latest"))
            ],
            "wagtailadmin_tag_model_autocomplete": [("taggit", "tag")],
            "wagtailadmin_workflows:remove": [(pk,) for pk in ids] + [(ids[0], first(Workflow)[0])],
            "wagtailadmin_workflows:edit_task": [(pk,) for pk in first(Task)],
            "wagtailadmin_workflows:disable_task": [(pk,) for pk in first(Task)],
            "wagtailadmin_workflows:enable_task": [(pk,) for pk in first(Task)],
            "wagtailadmin_workflows:task_chosen": [(pk,) for pk in first(Task)],
            **{
                f"wagtailadmin_workflows:{name}": [(pk,) for pk in first(Workflow)]
                for name in ("enable", "disable", "edit", "usage", "usage_results")
            },
            "wagtail_bulk_action": [
                ("wagtailcore", "page", action)
                for action in ("delete", "move", "publish", "unpublish")
            ],
            "wagtailsettings:edit": settings + sites,
            "wagtailsettings:preview_on_edit": sites[:1],
            "wagtailimages:preview": [(first(PortalImage)[0], "width-100")],
            "wagtail_localize:update_translations": [(pk,) for pk in first(TranslationSource)],
            "wagtail_localize:edit_override": [(pk, segment.pk) for pk in translations if segment],
            "wagtail_localize:preview_translation": [(pk,) for pk in translations],
            **{
                f"wagtail_localize:{name}": [(pk,) for pk in translations]
                for name in (
                    *("download_pofile", "upload_pofile", "machine_translate"),
                    "stop_translation",
                )
            },
            "announcements:word": [("summitpage", "opens")],
            "announcements:change": [(self.two[0].translation_key, "opens", "2022-09-01")],
        }

    @staticmethod
    def _revisions(pages):
        return [(page.pk, page.latest_revision_id) for page in pages if page.latest_revision_id]


def failures(client, addresses):
    """Those of some addresses that answer with an error of the server."""
    client.raise_request_exception = False
    return [address for address in addresses if client.get(address).status_code >= 500]


def sign_in(client, role):
    client.force_login(get_user_model().objects.get(username=role))


def test_every_view_is_tried(content):
    empty = {name for name, addresses in Addresses().all() if not addresses}
    tried = {name for name, addresses in Addresses().all() if addresses}
    assert empty - tried == set()


@pytest.mark.one_database
@pytest.mark.parametrize("role", DEMO_ACCOUNTS)
def test_every_view_opens_in_every_role(client, content, role):
    sign_in(client, role)
    addresses = [
        address
        for name, each in Addresses().all()
        for address in each
        if role == "admin" or name.rpartition(":")[2] in OF_EVERY_ROLE
    ]
    assert len(addresses) > (250 if role == "admin" else 80)
    assert failures(client, addresses) == []
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


@pytest.mark.one_database
def test_every_screen_of_the_forms_has_one_heading_of_the_first_level(client, content):
    sign_in(client, "admin")
    addresses = [address for name, each in Addresses().all() for address in each if ":" not in name]
    ours = [each for each in addresses if resolve(each).func.__module__.startswith(FORMS)]
    answers = {address: client.get(address) for address in ours}
    screens = {
        address: BeautifulSoup(answer.content, "html.parser").select("h1")
        for address, answer in answers.items()
        if answer.status_code == 200 and b"<html" in getattr(answer, "content", b"")
    }
    assert len(screens) > 9
    assert [address for address, headings in screens.items() if len(headings) != 1] == []


def seeded():
    """Every object of the content, as the addresses of the views that it has."""
    known = {name for name, _pattern in named_views()}
    rooms = {room: model for room, model in MODELS.items() if not NO_LISTS & set(room.split("_"))}
    for page in Page.objects.filter(depth__gt=1).order_by("path"):
        yield [reverse(f"wagtailadmin_pages:{view}", args=[page.pk]) for view in OF_A_PAGE]
    for room, model in rooms.items():
        views = [name for name in (f"{room}:{view}" for view in OF_AN_OBJECT) if name in known]
        for pk in model._default_manager.order_by("pk").values_list("pk", flat=True):
            yield [reverse(name, args=[pk]) for name in views]


@pytest.mark.one_database
@pytest.mark.parametrize("role", DEMO_ACCOUNTS)
def test_every_view_of_every_object_of_the_content_opens(client, content, role):
    """Of neighbours each is opened in another role: all roles meet objects of every kind.

    With TESTS_EVERY_ROLE=1 in the environment all are opened in every role, for many minutes.
    """
    objects = list(seeded())
    assert len(objects) > 350
    if "TESTS_EVERY_ROLE" not in os.environ:
        objects = objects[list(DEMO_ACCOUNTS).index(role) :: len(DEMO_ACCOUNTS)]
    addresses = sum(objects, start=[])
    assert len(addresses) > 500
    sign_in(client, role)
    assert failures(client, addresses) == []


@pytest.mark.one_database
@pytest.mark.parametrize(("role", "language"), [("editor", "ja"), ("translator", "en")])
def test_the_form_of_a_page_of_every_type_opens(client, content, role, language):
    sign_in(client, role)
    pages = [page for page in of_each_type() if page.locale.language_code == language]
    assert len(pages) > 25
    for page in pages:
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert client.get(address).status_code == 200, page.slug
    for page in pages if role == "editor" else ():
        for child in type(page).creatable_subpage_models():
            # Another test's own type stays among the subpages of this process.
            if child._meta.app_config and child.can_create_at(page):
                names = (child._meta.app_label, child._meta.model_name)
                address = reverse("wagtailadmin_pages:add", args=[*names, page.pk])
                assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("view", "model"),
    [
        ("wagtaildocs:edit", PortalDocument),
        ("wagtailimages:edit", PortalImage),
        (Recording.snippet_viewset.get_url_name("edit"), Recording),
    ],
)
@pytest.mark.parametrize("role", ["editor", "admin"])
def test_every_file_can_be_opened_to_add_what_is_missing(client, content, role, view, model):
    sign_in(client, role)
    for pk in first(model, 100):
        assert client.get(reverse(view, args=[pk])).status_code == 200, pk


@pytest.mark.one_database
def test_files_that_are_lost_break_no_view(client, content, settings, tmp_path):
    """A disk is restored from an old backup: the rows are there, their files are not."""
    settings.PRIVATE_MEDIA_ROOT = settings.MEDIA_ROOT = tmp_path
    sign_in(client, "editor")
    rooms = {namespace for namespace, model in MODELS.items() if "wagtaildocs" in namespace}
    rooms |= {namespace for namespace, model in MODELS.items() if "wagtailimages" in namespace}
    addresses = [
        address
        for name, each in Addresses().all()
        for address in each
        if name.rpartition(":")[0] in rooms
    ]
    assert len(addresses) > 20
    assert failures(client, addresses) == []


def unsaved(data):
    """The data of a draft, none of whose rows has a number yet."""
    if isinstance(data, list):
        return [unsaved(each) for each in data]
    if isinstance(data, dict):
        return {key: None if key == "pk" else unsaved(value) for key, value in data.items()}
    return data


@pytest.mark.one_database
def test_a_draft_of_every_type_with_new_rows_can_be_looked_at(content):
    """An editor adds rows and looks at the preview before the page is saved."""
    rows = 0
    for page in of_each_type():
        data = page.serializable_data()
        drafted = {
            key: unsaved(value) if isinstance(value, list) else value for key, value in data.items()
        }
        draft = type(page).from_serializable_data(drafted)
        rows += drafted != data
        assert draft.make_preview_request().status_code == 200, page.slug
    assert rows > 8
