"""Characters that no file format can carry: gone when a text is saved, and again on the way out."""

import contextlib
import io
import json
import xml.etree.ElementTree as ElementTree
from datetime import datetime
from types import SimpleNamespace

import openpyxl
import polib
import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.urls import Resolver404, get_resolver, resolve, reverse
from icalendar import Calendar
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision, Site
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield
from wagtail_localize.models import StringTranslation, Translation

from home.models import SiteSettings
from home.municipalities import read_register
from home.sitemaps import Address, BilingualSitemap
from pages.base import exports
from pages.characters import portable
from pages.events.models import EventSpeaker
from pages.media import PortalDocument
from pages.records.models import Municipality, Person
from portal import clock
from search.models import Synonym
from tests import factories
from tests.surfaces import ATOM, calendar, feed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("made"),
]

# The controls of C0 and C1, surrogates alone, and what is no character at all.
FORBIDDEN = [
    *(chr(n) for n in range(0x20) if chr(n) not in "\t\n\r"),
    *(chr(n) for n in range(0x7F, 0xA0)),
    *("\ud800", "\udbff", "\udc00", "\udfff", "\ufffe", "\uffff"),
]
# One of each kind; every way in is tried with all of them at once.
SAMPLE = "\x00\x01\x08\x0b\x0c\x0e\x1f\x7f\x80\x85\x9f\udfff\ud83d\ufffe\uffff"
DIRTY, CLEAN = f"第5{SAMPLE}回「集い」", "第5回「集い」"
TYPED = DIRTY.encode("utf-8", "ignore").decode()  # a browser sends UTF-8
# What editors and translators do write stays, whatever it is made of.
KEPT = "𠮷野家 髙橋 ガイド　①㈱ 👩‍👩‍👧 葛󠄀城市 \t é ‘quoted’ – \u200b\u200f\u2028\ufeff"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A training session in both languages, news, and an administrator."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        news = factories.NewsIndexPageFactory(parent=home)
        events = factories.EventsIndexPageFactory(parent=home)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        training = factories.TrainingPageFactory(parent=trainings, slug="training-1")
        training.save_revision().publish()
        for page in (home, news, events, trainings, training):
            factories.translate(page, said=f"English {page.slug}")
        get_user_model().objects.create_superuser("admin", password="password")
        yield SimpleNamespace(training=training.pk, home=home.pk, events=events.pk)


@pytest.fixture
def training(made):
    return Page.objects.get(pk=made.training).specific


@pytest.fixture
def admin(client):
    client.login(username="admin", password="password")
    return client


def row(model, pk, *columns):
    """The values in the database."""
    return model.objects.filter(pk=pk).values_list(*columns).get()


# --- The rule -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", FORBIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_character_that_xml_and_icalendar_forbid_is_taken_out(sign):
    assert portable(f"首{sign}長") == "首長"
    escaped = json.dumps([{"value": f"首{sign}長"}])
    assert json.loads(portable(escaped)) == [{"value": "首長"}]


def test_everything_else_stays():
    assert portable(KEPT) == KEPT
    assert portable("一行目\r\n二行目\n") == "一行目\r\n二行目\n"
    assert portable(json.dumps([KEPT])) == json.dumps([KEPT])
    assert portable("[見本] \\u0001 という表記") == "[見本] \\u0001 という表記"
    assert portable({"a": [1, None, f"x{SAMPLE}"]}) == {"a": [1, None, "x"]}


def test_what_is_left_is_xml():
    """Asked of a parser, not of our own list."""
    every = "".join(map(chr, range(0x110000)))
    left = portable(every).replace("&", "").replace("<", "").replace("]]>", "")
    root = ElementTree.fromstring(f"<a>{left}</a>")  # noqa: S314 - made by ourselves
    assert len(root.text) > 1_000_000


# --- Ways in ------------------------------------------------------------------------------------


def body(text):
    """Running text with the text in a heading, rich text, a list and a table."""
    stream = [
        {"type": "heading", "value": {"text": text, "level": "h2"}, "id": "b1"},
        {"type": "paragraph", "value": f"<p>{text}</p>", "id": "b2"},
    ]
    return json.dumps(stream)


def test_code_saves_texts_without_them(training):
    training.title = training.summary = DIRTY
    training.body = body(DIRTY)
    training.save()
    title, draft, summary = row(type(training), training.pk, "title", "draft_title", "summary")
    assert (title, summary) == (CLEAN, CLEAN)
    saved = Page.objects.get(pk=training.pk).specific
    assert saved.body.raw_data[0]["value"]["text"] == CLEAN
    assert saved.body.raw_data[1]["value"] == f"<p>{CLEAN}</p>"


def test_blocks_set_one_by_one_are_saved_without_them(training):
    training.body.append(("paragraph", RichText(f"<p>{DIRTY}</p>")))
    training.save()
    assert Page.objects.get(pk=training.pk).specific.body[-1].value.source == f"<p>{CLEAN}</p>"


def test_a_draft_holds_none_in_its_fields_rows_and_running_text(training):
    training.title, training.body = DIRTY, body(DIRTY)
    training.speakers.add(EventSpeaker(person=factories.PersonFactory(), role_ja=DIRTY))
    revision = training.save_revision(clean=False)
    content = Revision.objects.get(pk=revision.pk).content
    assert content["title"] == CLEAN
    assert content["speakers"][-1]["role_ja"] == CLEAN
    assert json.loads(content["body"])[1]["value"] == f"<p>{CLEAN}</p>"
    assert portable(json.loads(json.dumps(content))) == content
    revision.publish()
    published = Page.objects.get(pk=training.pk).specific
    assert (published.title, published.draft_title) == (CLEAN, CLEAN)
    assert published.speakers.last().role_ja == CLEAN


def test_a_title_of_nothing_else_is_empty_and_refused(training):
    training.title = SAMPLE
    with pytest.raises(Exception, match="title|タイトル|必須"):
        training.save()


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (
            lambda: factories.MunicipalityFactory(name_ja=DIRTY, name_en=DIRTY),
            ["name_ja", "name_en"],
        ),
        (lambda: factories.PersonFactory(name_ja=DIRTY), ["name_ja"]),
        (
            lambda: factories.VenueFactory(name_ja=DIRTY, address_ja=DIRTY),
            ["name_ja", "address_ja"],
        ),
        (lambda: factories.PrizeFactory(name_ja=DIRTY), ["name_ja"]),
        (lambda: factories.OrganisationFactory(name_ja=DIRTY), ["name_ja"]),
        (lambda: factories.RecordingFactory(title_ja=DIRTY), ["title_ja"]),
        (
            lambda: factories.PortalDocumentFactory(title=DIRTY, title_en=DIRTY),
            ["title", "title_en"],
        ),
        (lambda: factories.PortalImageFactory(title=DIRTY, alt_ja=DIRTY), ["title", "alt_ja"]),
        (lambda: Synonym.objects.create(words=f"{DIRTY},b"), ["words"]),
        (
            lambda: Redirect.objects.create(old_path="/a", redirect_link=f"/{DIRTY}"),
            ["redirect_link"],
        ),
        (lambda: get_user_model().objects.create_user("u", first_name=DIRTY), ["first_name"]),
    ],
    ids=lambda value: "",
)
def test_every_model_is_saved_without_them(make, names):
    thing = make()
    saved = row(type(thing), thing.pk, *names)
    assert all(CLEAN in text and portable(text) == text for text in saved), saved


def test_settings_are_saved_without_them():
    factories.change_settings(name_ja=DIRTY, name_en=DIRTY)
    assert SiteSettings.objects.values_list("name_ja", "name_en").get() == (CLEAN, CLEAN)


def test_a_bilingual_name_is_freed_in_both_languages_and_mixed_in_neither():
    person = factories.PersonFactory(name_ja=DIRTY, name_en="")
    saved = Person.objects.filter(pk=person.pk).values_list("name_ja", "name_en").get()
    assert saved == (CLEAN, "")


def form_of(admin, address, form_id="w-editor-form"):
    response = admin.get(address)
    assert response.status_code == 200, address
    return querydict_from_html(response.content.decode(), form_id=form_id).dict()


def paragraph(text):
    """The fields of running text with one paragraph, as Wagtail's editor sends them."""
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0}
    typed = {"blocks": [{**block, "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}
    return nested_form_data({"body": streamfield([("paragraph", json.dumps(typed))])})


def test_the_page_form_saves_texts_and_rich_text_without_them(admin, training):
    address = reverse("wagtailadmin_pages:edit", args=[training.pk])
    sent = form_of(admin, address, "page-edit-form") | paragraph(DIRTY)
    sent["title"] = sent["summary"] = TYPED
    assert admin.post(address, sent).status_code == 302
    draft = Page.objects.get(pk=training.pk).get_latest_revision_as_object()
    assert (draft.title, draft.summary) == (CLEAN, CLEAN)
    assert CLEAN in draft.body[0].value.source


def test_the_snippet_form_saves_texts_without_them(admin):
    venue = factories.VenueFactory(name_ja="会館")
    address = reverse(type(venue).snippet_viewset.get_url_name("edit"), args=[venue.pk])
    sent = form_of(admin, address)
    sent["name_ja"] = TYPED
    assert admin.post(address, sent).status_code == 302
    assert row(type(venue), venue.pk, "name_ja") == (CLEAN,)


def test_the_title_of_an_upload_is_saved_without_them(admin):
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4")
    sent = {"title": TYPED, "file": file, "collection": 1}
    assert admin.post(reverse("wagtaildocs:add"), sent).status_code == 302
    assert PortalDocument.objects.latest("pk").title == CLEAN


def test_a_po_file_is_taken_in_without_them(admin, training):
    translation = Translation.objects.get(source__object_id=training.translation_key)
    catalog = translation.export_po()
    for entry in catalog:
        entry.msgstr = f"A{SAMPLE.encode('utf-8', 'ignore').decode()}B"
    file = SimpleUploadedFile("page.po", str(catalog).encode())
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    assert admin.post(address, {"file": file}).status_code == 302
    said = set(StringTranslation.objects.filter(context__object_id=training.translation_key)
               .exclude(context__path="slug").values_list("data", flat=True))  # fmt: skip
    assert said == {"AB"}


def test_code_that_takes_in_translations_keeps_none(training):
    translation = Translation.objects.get(source__object_id=training.translation_key)
    catalog = polib.POFile()
    catalog.metadata = translation.export_po().metadata
    for entry in translation.export_po():
        entry.msgstr = f"A{SAMPLE}B"
        catalog.append(entry)
    translation.import_po(catalog)
    assert "AB" in StringTranslation.objects.values_list("data", flat=True)
    assert all(portable(each.data) == each.data for each in StringTranslation.objects.all())
    translation.save_target(publish=False)
    page = Page.objects.get(translation_key=training.translation_key, locale__language_code="en")
    assert page.get_latest_revision_as_object().title == "AB"


def test_a_register_of_municipalities_is_read_without_them(tmp_path):
    register = tmp_path / "register.csv"
    header = "pref,city,citykana,lgcode"
    register.write_text(f"{header}\n東京都,府\x0b中市,ふちゅうし\x01,132063\n", encoding="utf-8")
    rows = read_register(register).rows
    assert [(each.name, each.kana) for each in rows] == [("府中市", "ふちゅうし")]


def test_a_dump_that_is_loaded_holds_none(tmp_path):
    municipality = factories.MunicipalityFactory(name_ja="府中市")
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "pages.municipality", output=str(dump))
    dirty = json.dumps(TYPED)
    dump.write_text(
        json.dumps(json.loads(dump.read_text())).replace('"\\u5e9c\\u4e2d\\u5e02"', dirty)
    )
    call_command("loaddata", str(dump), verbosity=0)
    assert row(Municipality, municipality.pk, "name_ja") == (CLEAN,)


# --- Ways out, for texts that were there before ---------------------------------------------------


@pytest.fixture
def dirty_titles(training):
    """Titles in the database that nobody has saved since; no database holds surrogates."""
    said = "第1\x01\x0b\x1f\x7f\x85\ufffe\uffff回"
    Page.objects.filter(depth__gt=1).update(title=said, draft_title=said)
    type(training).objects.update(venue_text_ja=said, title=said)
    SiteSettings.objects.update(name_ja=said, name_en=said)
    member = factories.MunicipalityFactory(member_confirmed=True)
    Municipality.objects.filter(pk=member.pk).update(name_ja=said)
    return "第1回"


@pytest.fixture(autouse=True)
def _in_september():
    """Applications have opened: there is news."""
    with clock.at(datetime(2022, 9, 7, 10, tzinfo=clock.TOKYO)):
        yield


@pytest.mark.parametrize("tree", ["", "/en"])
def test_the_feed_stays_xml_and_shows_the_titles(client, dirty_titles, tree):
    root = feed(client, f"{tree}/news/feed/")
    titles = [each.text for each in root.iter(f"{ATOM}title")]
    assert len(titles) > 1
    assert all(dirty_titles in title for title in titles)
    assert all(portable(title) == title for title in titles)


def test_the_sitemap_stays_xml(client, dirty_titles, training):
    response = client.get("/sitemap.xml")
    assert len(ElementTree.fromstring(response.content)) > 5  # noqa: S314 - made by ourselves
    address = BilingualSitemap(Site.objects.get()).location(Address(training, f"a{SAMPLE}b/"))
    assert address == "/events/training/training-1/ab/"


@pytest.mark.parametrize(
    "address", ["/events/calendar.ics", "/events/training/training-1/calendar.ics"]
)
@pytest.mark.parametrize("tree", ["", "/en"])
def test_calendars_hold_none(client, dirty_titles, tree, address):
    content = client.get(tree + address).content.decode()
    assert dirty_titles in content
    assert portable(content) == content


@pytest.mark.parametrize("kind", ["json", "csv"])
@pytest.mark.parametrize("name", ["events", "members"])
def test_open_data_holds_none(client, dirty_titles, name, kind):
    content = client.get(f"/data/{name}.{kind}").content.decode()
    assert dirty_titles in content
    assert "\\u00" not in content
    assert portable(content) == content


EXPORTS = ["wagtailadmin_reports:aging_pages", "bilingual:report", "wagtailredirects:index"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("report", EXPORTS)
def test_spreadsheets_of_the_admin_hold_none(admin, dirty_titles, training, report, kind):
    Redirect.objects.create(old_path="/old", redirect_page=training)
    Redirect.objects.update(old_path=Page.objects.get(pk=training.pk).title)
    Page.objects.update(last_published_at=clock.real_now())
    response = admin.get(reverse(report), {"export": kind})
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    if kind == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        said = "\n".join(str(cell.value) for line in sheet.iter_rows() for cell in line)
    else:
        said = content.decode()
    assert dirty_titles in said
    assert portable(said) == said


def test_every_spreadsheet_of_the_admin_is_written_by_a_view_of_ours(admin_client):
    """No list with an export is left out, whoever it comes from."""
    views = [view for view in views_of(get_resolver()) if view.func.view_class.list_export]
    assert len(views) >= len(EXPORTS)
    for view in views:
        made = view.func.view_class(**view.func.view_initkwargs)
        for kind in SpreadsheetExportMixin.FORMATS:
            said = made.preprocess_field_value("title", DIRTY, kind)
            assert said == CLEAN, (view.func.view_class, kind)


def views_of(resolver, address=""):
    """The views that answer at the addresses of all views with an export."""
    for each in resolver.url_patterns:
        whole = address + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from views_of(each, whole)
        elif issubclass(getattr(each.callback, "view_class", object), SpreadsheetExportMixin):
            with contextlib.suppress(Resolver404):
                yield resolve(f"/{whole}")


@pytest.mark.parametrize("address", [str(each.pattern) for each in exports.urlpatterns])
def test_spreadsheets_are_behind_the_door_of_the_admin(client, address):
    response = client.get(f"/admin/{address}", {"export": "csv"})
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("wagtailadmin_login"))


def test_wagtail_s_own_table_is_left_alone():
    """Others may read it, and a second portal in one process, too."""
    assert (str, Model) not in SpreadsheetExportMixin.custom_value_preprocess


# --- Line ends in calendars -----------------------------------------------------------------------

LINE_ENDS = ["\n", "\r\n", "\r", "\u2028", "\u2029"]


@pytest.mark.parametrize("end", LINE_ENDS, ids=[repr(end) for end in LINE_ENDS])
@pytest.mark.parametrize(
    "address", ["/events/calendar.ics", "/events/training/training-1/calendar.ics"]
)
def test_a_line_break_in_a_title_breaks_no_calendar(client, training, end, address):
    title = f"第1回{end}SUMMARY:偽; 名,\\n称"
    Page.objects.filter(pk__in=[training.pk]).update(title=title)
    Page.objects.filter(slug="events", locale__language_code="ja").update(title=title)
    for parent in ("", "/en"):
        assert client.get(f"{parent}{address}").status_code == 200
    content = client.get(address).content.decode()
    lines = content.split("\r\n")
    assert "\n" not in content.replace("\r\n", "")
    assert lines == content.splitlines() + [""]
    assert not [line for line in lines if line.startswith(("SUMMARY:偽", "偽", "称"))]
    (found,) = calendar(client, address).walk("VEVENT")
    assert str(found["SUMMARY"]) == "第1回\nSUMMARY:偽; 名,\\n称"


def unescaped(value):
    return value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")


@pytest.mark.parametrize("name", ["a,b;c\\d", "一行目\n二行目", "A: B, C", "x\r\nBEGIN:VEVENT"])
def test_the_name_of_a_calendar_is_escaped(client, name):
    Page.objects.filter(slug="events", locale__language_code="ja").update(title=name)
    content = client.get("/events/calendar.ics").content.decode().replace("\r\n ", "")
    lines = content.split("\r\n")
    whole = " | ".join(lines)
    for prefix in ("NAME:", "X-WR-CALNAME:"):
        (line,) = [line for line in lines if line.startswith(prefix)]
        assert name.replace("\r\n", "\n") in unescaped(line), whole
        assert not set(line.removeprefix(prefix).replace("\\\\", "").replace("\\,", "")
                       .replace("\\;", "")) & {",", ";"}  # fmt: skip
    assert lines.count("BEGIN:VEVENT") == 1
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 1


@pytest.mark.parametrize("tree", ["", "/en"])
def test_a_summary_has_no_parameter(client, tree):
    """Common parsers (node-ical) make an object of a summary that has one."""
    for address in ("/events/calendar.ics", "/events/training/training-1/calendar.ics"):
        content = client.get(tree + address).content.decode()
        assert "\r\nSUMMARY:" in content
        assert "SUMMARY;" not in content
        assert "NAME;" not in content


# --- NUL and PostgreSQL ---------------------------------------------------------------------


def test_a_nul_reaches_no_database(training):
    """PostgreSQL refuses it; SQLite would cut the text off for some readers."""
    training.title = training.summary = "a\x00b"
    training.body = body("a\x00b")
    training.save_revision().publish()
    PortalDocument.objects.create(title="a\x00b", file=ContentFile(b"%PDF-1.4", "a\x00b.pdf"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT title FROM wagtailcore_page WHERE id = %s", [training.pk])
        assert cursor.fetchone() == ("ab",)
