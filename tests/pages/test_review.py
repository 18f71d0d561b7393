"""Reviewing English by request: what is shown, kept, refused, and what readers then see."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import GroupPagePermission, Page, Revision
from wagtail.test.utils.form_data import querydict_from_html
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation

from home.sample_content.accounts import DEMO_ACCOUNTS, create_account, ensure_groups
from home.sample_content.workflow import ensure_workflow
from pages.bilingual.glossary import GlossaryTerm
from pages.bilingual.models import LedgerEntry, PagePair
from pages.wording.script import written_in_japanese
from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OLD = "<p>申込は事務局へ。</p><p>参加は無料です。</p>"
NEW = "<p>申込は協議会の事務局へ。</p><p>参加は無料です。</p>"
CHANGED = "申込は協議会の事務局へ。"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A page in both languages whose Japanese has changed since, and the four accounts."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        english_home = factories.translate(home)
        body = [{"type": "paragraph", "value": OLD, "id": "p1"}]
        page = factories.InformationPageFactory(parent=home, slug="guide", body=body)
        page.save_revision().publish()
        english = factories.translate(page)
        ensure_groups(home, english_home)
        for name in DEMO_ACCOUNTS:
            create_account(name, "password")
        publish(page, body=NEW)
        yield SimpleNamespace(japanese=page.pk, english=english.pk, home=english_home.pk)


def fresh(pk):
    return Page.objects.get(pk=pk).specific


def publish(page, body):
    draft = fresh(page.pk).get_latest_revision_as_object()
    stream = [{"type": "paragraph", "value": body, "id": "p1"}]
    draft.body = draft.body.stream_block.to_python(stream)
    draft.save_revision().publish()


@pytest.fixture
def translator(client):
    return signed_in(client, "translator")


def signed_in(client, name):
    client.login(username=name, password="password")
    return client


def review(made):
    return reverse("bilingual:review", args=[made.english])


def form_on(client, made, query=""):
    """The fields of the review as a browser would send them back."""
    html = BeautifulSoup(client.get(review(made) + query).content, "html.parser")
    fields = html.find_all(["textarea", "input"], attrs={"name": True})
    data = {}
    for field in fields:
        if field.get("type") == "checkbox":
            if field.has_attr("checked"):
                data[field["name"]] = "on"
        elif field.name == "textarea":
            data[field["name"]] = field.get_text().removeprefix("\n")
        else:
            data[field["name"]] = field.get("value", "")
    return data


def entry(made, text=CHANGED):
    key = fresh(made.japanese).translation_key
    return LedgerEntry.objects.get(pair=key, japanese=text)


def name(made, field, text=CHANGED):
    return f"t{entry(made, text).pk}-{field}"


def send(client, made, publish=True, on_commit=None, **changes):
    data = form_on(client, made) | changes | ({"publish": "1"} if publish else {})
    if on_commit is None:
        return client.post(review(made), data, follow=True)
    with on_commit(execute=True):
        return client.post(review(made), data, follow=True)


def said(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def on_page(client, made):
    return BeautifulSoup(client.get(fresh(made.english).url).content, "html.parser").main


def test_the_dashboard_leads_to_the_page(translator, made):
    shown = translator.get("/admin/").content.decode()
    assert review(made) in shown
    assert "要更新（1件・本日から）" in shown


def test_the_review_shows_the_difference_and_the_english_kept(translator, made):
    html = BeautifulSoup(translator.get(review(made)).content, "html.parser")
    assert [mark.get_text() for mark in html.find_all("ins")] == ["協議会の"]
    assert len(html.find_all("textarea", lang="en")) == 1
    assert html.find("textarea", lang="en").get_text().strip().startswith("English text")


def test_a_new_translation_is_published(translator, made, django_capture_on_commit_callbacks):
    text = "Apply to the Council's Secretariat."
    response = send(
        translator,
        made,
        on_commit=django_capture_on_commit_callbacks,
        **{name(made, "english"): text},
    )
    assert response.status_code == 200
    assert text in on_page(translator, made).get_text()
    assert (entry(made).reviewed, entry(made).pending) == (CHANGED, False)
    assert entry(made).reviewed_by.username == "translator"


def test_the_old_translation_may_be_right_as_it_is(
    translator, made, django_capture_on_commit_callbacks
):
    before = str(fresh(made.english).body)
    on_commit = django_capture_on_commit_callbacks
    send(translator, made, on_commit=on_commit, **{name(made, "right"): "on"})
    assert not entry(made).pending
    assert str(fresh(made.english).body) == before


def test_nothing_decided_is_refused_with_the_text_named(
    translator, made, django_capture_on_commit_callbacks
):
    response = send(translator, made, on_commit=django_capture_on_commit_callbacks)
    assert "申込は協議会の事務局へ" in said(response)
    assert "公開していません" in said(response)
    assert entry(made).pending


def test_a_text_released_in_japanese_is_marked_and_the_page_says_so(
    translator, made, django_capture_on_commit_callbacks
):
    on_commit = django_capture_on_commit_callbacks
    send(translator, made, on_commit=on_commit, **{name(made, "in_japanese"): "on"})
    page = on_page(translator, made)
    marked = page.find(string=CHANGED).find_parent(lang=True)
    assert (marked["lang"], marked.get_text()) == ("ja", CHANGED)
    assert page.get_text().count("Parts of this text are only in Japanese") == 1
    other = page.find(string=lambda text: text.startswith("English text"))
    assert other.find_parent(lang=True)["lang"] == "en"


def test_titles_cannot_be_released(translator, made):
    html = translator.get(review(made) + "?all").content.decode()
    title = LedgerEntry.objects.get(pair=entry(made).pair, path="title")
    assert f"t{title.pk}-english" in html
    assert f"t{title.pk}-in_japanese" not in html


def test_two_people_on_one_text_lose_nothing(translator, made):
    data = form_on(translator, made) | {name(made, "english"): "Mine."}
    kept = StringTranslation.objects.get(
        translation_of__data=CHANGED, context__object_id=entry(made).pair_id
    )
    kept.data, kept.has_error = "Theirs.", False
    kept.save()
    response = translator.post(review(made) + "?all", data | {"publish": "1"})
    assert "Theirs." in said(response)
    assert "Mine." in response.content.decode()
    assert StringTranslation.objects.get(pk=kept.pk).data == "Theirs."


def test_japanese_changed_meanwhile_is_said_and_the_words_typed_stay(translator, made):
    data = form_on(translator, made) | {name(made, "english"): "My words."}
    publish(fresh(made.japanese), NEW.replace("事務局", "本部"))
    response = translator.post(review(made), data)
    assert "もう一度確認" in said(response)
    assert "My words." in response.content.decode()
    html = BeautifulSoup(response.content, "html.parser")
    now = {field["name"]: field.get("value", "") for field in html.find_all(type="hidden")}
    translator.post(review(made), data | now)
    text = CHANGED.replace("事務局", "本部")
    assert not entry(made, text).pending, "sent once more it is kept"


def test_the_glossary_is_offered_and_checked(translator, made):
    GlossaryTerm.objects.create(japanese="事務局", english="Secretariat")
    assert "事務局 = Secretariat" in said(translator.get(review(made)))
    words = {name(made, "english"): "Apply to the office."}
    assert "Secretariat" in said(send(translator, made, publish=False, **words))
    assert entry(made).pending
    send(translator, made, publish=False, **words, **{name(made, "other_words"): "on"})
    assert not entry(made).pending


def test_broken_tags_are_refused_and_kept_on_the_screen(translator, made):
    publish(fresh(made.japanese), "<p>申込は<b>事務局</b>へ。</p>")
    text = "申込は<b>事務局</b>へ。"
    response = send(translator, made, publish=False, **{name(made, "english", text): "To <b>us"})
    assert "タグ" in said(response)
    assert "To &lt;b&gt;us" in response.content.decode()


def test_a_deleted_page_is_said_and_what_was_typed_for_it_is_shown(translator, made):
    data = form_on(translator, made) | {name(made, "english"): "My words."}
    address = review(made)
    fresh(made.japanese).delete()
    response = translator.post(address, data)
    assert response.status_code == 404
    assert "このページは削除されています" in said(response)
    assert "My words." in said(response)


def test_an_expired_session_asks_to_sign_in_and_changes_nothing(translator, made):
    data = form_on(translator, made) | {name(made, "english"): "Typed."}
    translator.logout()
    response = translator.post(review(made), data)
    assert response.status_code == 403
    asked = BeautifulSoup(response.content, "html.parser")
    assert asked.find("input", type="password")
    assert "Typed." in asked.get_text()
    assert entry(made).pending


# --- Files for translators ---------------------------------------------------------------


def upload(client, made, catalog):
    translation = Translation.objects.get(source__object_id=entry(made).pair_id)
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    return client.post(
        address, {"file": SimpleUploadedFile("a.po", str(catalog).encode())}, follow=True
    )


def test_a_po_file_goes_out_and_in_without_loss(translator, made):
    translation = Translation.objects.get(source__object_id=entry(made).pair_id)
    catalog = translation.export_po()
    assert next(each for each in catalog if each.msgid == CHANGED).msgstr.startswith("English text")
    upload(translator, made, catalog)
    assert entry(made).pending, "an unchanged text is not a reviewed one"
    for each in catalog:
        if each.msgid == CHANGED:
            each.msgstr = "From a file."
    upload(translator, made, catalog)
    assert not entry(made).pending


def catalog_saying(made, text):
    """The PO file of the page with one text for the sentence that changed."""
    catalog = Translation.objects.get(source__object_id=entry(made).pair_id).export_po()
    for each in catalog:
        if each.msgid == CHANGED:
            each.msgstr = text
    return catalog


@pytest.mark.parametrize("owner", ["another", None])
def test_a_po_file_of_another_page_changes_nothing_and_says_so(translator, made, owner):
    catalog = catalog_saying(made, "Wrong.")
    del catalog.metadata["X-WagtailLocalize-TranslationID"]
    if owner:
        catalog.metadata["X-WagtailLocalize-TranslationID"] = owner
    assert "別のページのもの" in said(upload(translator, made, catalog))
    assert not StringTranslation.objects.filter(data="Wrong.").exists()


def test_what_is_no_po_file_is_said(translator, made):
    assert "読み取れませんでした" in said(upload(translator, made, "Not a catalog at all."))
    translation = Translation.objects.get(source__object_id=entry(made).pair_id)
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    assert "POファイルを選んで" in said(translator.post(address, follow=True))


def test_broken_tags_in_a_po_file_are_said_and_the_english_so_far_is_kept(translator, made):
    kept = StringTranslation.objects.filter(translation_of__data=CHANGED).values_list("data")
    before = list(kept)
    response = upload(translator, made, catalog_saying(made, "To <b>us"))
    assert "タグが日本語と異なる" in said(response)
    assert list(kept) == before
    assert entry(made).pending


def test_a_po_file_is_checked_against_the_glossary(translator, made):
    GlossaryTerm.objects.create(japanese="事務局", english="Secretariat")
    response = upload(translator, made, catalog_saying(made, "Apply to the office."))
    assert "用語集と異なる訳語" in said(response)
    assert not entry(made).pending


# --- What a machine writes ---------------------------------------------------------------

DUMMY = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}


def translate_by_machine(client, made):
    translation = Translation.objects.get(source__object_id=entry(made).pair_id)
    address = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    return client.post(address, {"next": review(made)}, follow=True).status_code


def test_machines_are_off_unless_somebody_names_one(translator, made):
    assert translate_by_machine(translator, made) == 404


def test_what_a_machine_wrote_waits_for_review_also_when_its_japanese_comes_back(
    translator, made, settings
):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    new = "全く別の案内文です。"
    body = f"{NEW}<p>{new}</p>"
    publish(fresh(made.japanese), body)
    assert translate_by_machine(translator, made) == 200
    assert entry(made, new).pending
    publish(fresh(made.japanese), body.replace("全く", "もう全く"))
    publish(fresh(made.japanese), body)
    assert entry(made, new).pending
    send(translator, made, publish=False, **{name(made, "english", new): "A person's words."})
    assert not entry(made, new).pending


# --- Before publication somebody may look -------------------------------------------------


def test_english_is_submitted_to_its_step_and_approving_publishes_it(
    client, made, mailoutbox, django_capture_on_commit_callbacks
):
    ensure_workflow(fresh(made.home), ("翻訳者", "承認者"))
    for language, account in (("en", "moderator"), ("ja", "translator")):
        user = get_user_model().objects.get(username=account)
        user.email = f"{account}@example.org"
        user.save()
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = language
        profile.save()
    signed_in(client, "admin")
    text = "Apply to the Council's Secretariat."
    fields = {name(made, "english"): text, "submit": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        send(client, made, publish=False, **fields)
    assert text not in str(fresh(made.english).body)
    subjects = {mail.to[0].partition("@")[0]: mail.subject for mail in mailoutbox}
    assert set(subjects) == {"moderator", "translator"}
    assert not written_in_japanese(subjects["moderator"].replace("英語ページの公開", ""))
    assert written_in_japanese(subjects["translator"].replace("英語ページの公開", ""))
    state = fresh(made.english).current_workflow_task_state
    assert state.task.name == "英語確認"
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[made.english, "approve", state.pk]
    )
    signed_in(client, "moderator").post(address, {"next": "/admin/"})
    assert text in str(fresh(made.english).body)


# --- Both languages next to each other ---------------------------------------------------


@pytest.mark.parametrize(("account", "own"), [("editor", "japanese"), ("translator", "english")])
def test_side_by_side_is_one_click_from_either_editor_and_shows_both(client, made, account, own):
    signed_in(client, account)
    page = getattr(made, own)
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[page])).content.decode()
    address = reverse("bilingual:side_by_side", args=[page])
    head = BeautifulSoup(editor, "html.parser").find("a", class_="button", href=address)
    assert head.find_parent(attrs={"data-controller": "w-dropdown"}) is None
    frames = BeautifulSoup(client.get(address).content, "html.parser").find_all("iframe")
    shown = [client.get(frame["src"]) for frame in frames]
    assert [response.status_code for response in shown] == [200, 200]
    languages = [BeautifulSoup(each.content, "html.parser").html["lang"] for each in shown]
    assert languages == ["ja", "en"]


# --- Who may do what ---------------------------------------------------------------------

MINOR_OR_NOT = [("action-publish", True), ("action-publish-minor", False)]
MATRIX = {"editor": False, "translator": True, "moderator": True, "admin": True}


@pytest.mark.parametrize("account", MATRIX)
def test_who_may_review_publish_and_look(client, made, account):
    signed_in(client, account)
    data = form_on(client, made) | {name(made, "english"): "Apply to the Secretariat."}
    version = fresh(made.english).latest_revision_id
    client.post(review(made), data)
    assert entry(made).pending is not MATRIX[account]
    client.post(review(made), data | {"publish": "1"})
    assert (fresh(made.english).latest_revision_id != version) is MATRIX[account]
    side = reverse("bilingual:side_by_side", args=[made.japanese])
    for address in (review(made), reverse("bilingual:report"), side):
        assert client.get(address).status_code == 200


def allowed(client, page, action):
    """Whether the admin lets somebody do something to a page; refused ones are led away."""
    address = reverse(f"wagtailadmin_pages:{action}", args=[page])
    response = client.get(address)
    return response.status_code == 200


PAGES_MATRIX = {
    ("editor", "ja"): {"edit", "unpublish", "delete", "move"},
    ("editor", "en"): set(),
    ("translator", "ja"): set(),
    ("translator", "en"): {"edit", "unpublish"},
    ("moderator", "ja"): {"edit", "unpublish", "delete", "move"},
    ("moderator", "en"): {"edit", "unpublish", "delete", "move"},
    ("admin", "ja"): {"edit", "unpublish", "delete", "move"},
    ("admin", "en"): {"edit", "unpublish", "delete", "move"},
}


@pytest.mark.parametrize(("account", "language"), PAGES_MATRIX)
def test_who_may_do_what_to_pages_of_which_language(client, made, account, language):
    signed_in(client, account)
    page = made.japanese if language == "ja" else made.english
    actions = {"edit", "unpublish", "delete", "move"}
    may = {action for action in actions if allowed(client, page, action)}
    expected = PAGES_MATRIX[account, language]
    # Whoever may publish a page may delete and move it, too, while nothing stands below it.
    assert may - {"delete", "move"} == expected - {"delete", "move"}
    assert expected <= may


def test_somebody_without_either_page_sees_nothing(client, made):
    user = factories.UserFactory(username="outsider")
    GroupPagePermission.objects.filter(group__user=user).delete()
    client.force_login(user)
    assert client.get(review(made)).status_code in (302, 403)


# --- Publishing Japanese -----------------------------------------------------------------


def to_contentstate(html):
    return ContentstateConverter(["bold", "link", "ol", "ul"]).from_database_format(html)


def publish_in_editor(client, made, button):
    address = reverse("wagtailadmin_pages:edit", args=[made.japanese])
    html = client.get(address).content.decode()
    assert f'name="{button}"' in html
    form = querydict_from_html(html, form_id="page-edit-form")
    form["body-count"], form["body-0-type"], form["body-0-id"] = "1", "paragraph", "p1"
    form["body-0-order"], form["body-0-deleted"] = "0", ""
    form["body-0-value"] = to_contentstate(f"<p>{CHANGED}</p><p>参加の費用は無料です。</p>")
    return client.post(address, form | {button: "1"})


@pytest.mark.parametrize(("button", "flagged"), MINOR_OR_NOT)
def test_the_editor_chooses_at_publication(client, made, button, flagged):
    signed_in(client, "editor")
    assert publish_in_editor(client, made, button).status_code == 302
    text = "参加の費用は無料です。"
    assert entry(made, text).pending is flagged


def test_the_plain_editor_of_english_is_no_way_around(translator, made):
    Translation.objects.filter(source__object_id=entry(made).pair_id).update(enabled=False)
    before = str(fresh(made.english).body)
    address = reverse("wagtailadmin_pages:edit", args=[made.english])
    html = translator.get(address).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form")
    form["body-count"], form["title"] = "0", "A new title"
    response = translator.post(address, form | {"action-publish": "1"}, follow=True)
    assert response.redirect_chain[0][0] == review(made)
    assert "公開していません" in said(response)
    assert str(fresh(made.english).body) == before
    assert fresh(made.english).get_latest_revision_as_object().title == "A new title"


# --- By schedule -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "未訳または未確認"), ("en", "not reviewed")]
)
def test_english_not_ready_at_its_time_stays_and_a_mail_says_why(made, language, words, mailoutbox):
    user = get_user_model().objects.get(username="translator")
    user.email = "translator@example.org"
    user.save()
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    page, before = fresh(made.english), str(fresh(made.english).body)
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=clock.now())
    home = Revision.objects.filter(pk=fresh(made.home).save_revision().pk)
    home.update(approved_go_live_at=clock.now())
    call_command("publish_scheduled")
    assert str(fresh(made.english).body) == before
    assert fresh(made.home).live_revision_id == home.get().pk, "the next one is published"
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    (mail,) = mailoutbox
    assert words in mail.body
    assert review(made) in mail.body


# --- Many pages --------------------------------------------------------------------------


def queries(client, address, captured):
    """How often the ledger is asked for one screen: wagtail-localize asks more for each row."""
    client.get(address)
    with captured(400) as found:
        assert b"".join(client.get(address)).strip()
    return sum("pages_pagepair" in query["sql"] for query in found.captured_queries)


@pytest.mark.parametrize("where", ["explorer", "report", "csv"])
def test_queries_do_not_grow_with_the_pairs(client, made, where, django_assert_max_num_queries):
    signed_in(client, "admin")
    home = fresh(made.japanese).get_parent()
    addresses = {
        "explorer": reverse("wagtailadmin_explore", args=[home.pk]) + "?p=1",
        "report": reverse("bilingual:report"),
        "csv": reverse("bilingual:report") + "?export=csv",
    }
    factories.pairs_as_rows(home, 2)
    few = queries(client, addresses[where], django_assert_max_num_queries)
    factories.pairs_as_rows(home, 40)
    assert queries(client, addresses[where], django_assert_max_num_queries) == few <= 2


def test_the_explorer_shows_the_state_and_filters_by_it(client, made):
    signed_in(client, "admin")
    address = reverse("wagtailadmin_explore", args=[fresh(made.japanese).get_parent().pk])
    assert 'data-english="update"' in client.get(address).content.decode()
    assert "guide" in client.get(address + "?english=update").content.decode()
    shown = BeautifulSoup(client.get(address + "?english=current").content, "html.parser")
    assert not shown.find(attrs={"data-english": "update"})


def test_the_report_is_also_a_csv_file(client, made):
    signed_in(client, "translator")
    response = client.get(reverse("bilingual:report") + "?export=csv")
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert any("/guide/" in line and ",update,1," in line for line in lines)
    assert PagePair.objects.count() == 2
