"""Permissions of the four groups on a pair of pages, checked by a request for every action."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringSegment, Translation

from home.sample_content.accounts import DEMO_ACCOUNTS, create_account, ensure_groups
from home.sample_content.workflow import ensure_workflow
from pages.bilingual.glossary import GlossaryTerm
from tests import factories

pytestmark = pytest.mark.django_db

EDITOR, TRANSLATOR, MODERATOR, ADMIN = DEMO_ACCOUNTS
ALL = set(DEMO_ACCOUNTS)
JAPANESE = {EDITOR, MODERATOR, ADMIN}
ENGLISH = {TRANSLATOR, MODERATOR, ADMIN}
BOTH = {MODERATOR, ADMIN}

# Action: who may do it.
MATRIX = {
    "wagtailadmin_pages:edit japanese": JAPANESE,
    "wagtailadmin_pages:unpublish japanese": JAPANESE,
    "wagtailadmin_pages:delete japanese": JAPANESE,
    "wagtailadmin_pages:move japanese": JAPANESE,
    "wagtailadmin_pages:edit english": ENGLISH,
    "wagtailadmin_pages:unpublish english": ENGLISH,
    # Whoever may publish a page may take it away; the Japanese one then stands in.
    "wagtailadmin_pages:delete english": ENGLISH,
    "wagtailadmin_explore japanese": JAPANESE,
    "wagtailadmin_explore english": ENGLISH,
    "bilingual:review english": ALL,
    "bilingual:side_by_side japanese": ALL,
    "bilingual:preview japanese": ALL,
    "bilingual:preview english": ALL,
    "bilingual:report": ALL,
    "wagtailsnippets_pages_glossaryterm:list": ENGLISH,
    "wagtailsnippets_pages_glossaryterm:add": ENGLISH,
    "wagtailsnippets_pages_glossaryterm:edit term": ENGLISH,
    "wagtailsnippets_pages_glossaryterm:delete term": ENGLISH,
    # Facts are the editors' business, also where they have an English column.
    "wagtailsnippets_pages_venue:edit venue": JAPANESE,
    "wagtail_localize:submit_page_translation untranslated": ALL,
    "wagtail_localize:download_pofile translation": ENGLISH,
    "POST wagtail_localize:upload_pofile translation": ENGLISH,
    "POST wagtail_localize:stop_translation translation": ENGLISH,
    "POST bilingual:review english": ENGLISH,
    "POST bilingual:review english publish": ENGLISH,
    "POST bilingual:review english submit": ENGLISH,
    "POST bilingual:release english bring_in": ENGLISH,
    "POST bilingual:release english now": BOTH,
    "POST wagtailadmin_pages:set_page_position japanese": JAPANESE,
    "PUT wagtail_localize:edit_string_translation translation": ENGLISH,
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A pair with a draft in Japanese, a page nobody has translated, and the four accounts."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        english_home = factories.translate(home)
        page = factories.InformationPageFactory(parent=home, slug="guide")
        page.save_revision().publish()
        english = factories.translate(page)
        page.save_revision()
        other = factories.InformationPageFactory(parent=home, slug="other")
        ensure_groups(home, english_home)
        ensure_workflow(english_home, tuple(role.name for role in DEMO_ACCOUNTS.values())[1:3])
        for name in DEMO_ACCOUNTS:
            create_account(name, "password")
        translation = Translation.objects.get(source__object_id=page.translation_key)
        yield SimpleNamespace(
            japanese=page.pk,
            english=english.pk,
            untranslated=other.pk,
            translation=translation.pk,
            term=GlossaryTerm.objects.create(japanese="事務局", english="Secretariat").pk,
            venue=factories.VenueFactory().pk,
        )


def ask(client, made, action):
    """Whether a request is answered and not refused or led away; it leaves nothing behind."""
    verb, _space, rest = action.partition(" ") if action[0] == "P" else ("GET", "", action)
    name, subject, button = [*rest.split(), "", ""][:3]
    args = [getattr(made, subject)] if subject else []
    with factories.undone():
        if verb == "PUT":
            return put_string(client, made, name, args)
        if verb == "GET":
            return client.get(reverse(name, args=args)).status_code == 200
        fields = {button: "1", "next": reverse("bilingual:report")}
        if "pofile" in name:
            catalog = Translation.objects.get(pk=made.translation).export_po()
            fields["file"] = SimpleUploadedFile("a.po", str(catalog).encode())
        response = client.post(reverse(name, args=args), fields)
        return response.status_code == 200 or response.get("Location", "/admin/") != "/admin/"


def put_string(client, made, name, args):
    """As the translation editor saves a text."""
    segment = StringSegment.objects.filter(source__translations=made.translation).first()
    address = reverse(name, args=[*args, segment.pk])
    response = client.put(address, "value=x", "application/x-www-form-urlencoded")
    return response.status_code in (200, 201)


@pytest.mark.parametrize("account", sorted(ALL))
def test_every_action_is_open_to_those_groups_alone(client, made, account):
    client.login(username=account, password="password")
    may = {action for action in MATRIX if ask(client, made, action)}
    assert may == {action for action, accounts in MATRIX.items() if account in accounts}
