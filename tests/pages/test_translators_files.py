"""PO files: they come back whole from the tools of translators, or the reason is said."""

import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import polib
import pytest
from babel.messages.pofile import read_po, write_po
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TWICE = "くりかえし"
ONE = "申込は<b>事務局</b>へ。"
TABLE = {
    "columns": [{"type": "text", "heading": "年 度"}, {"type": "text", "heading": "“会員”"}],
    "rows": [{"values": ["初年", TWICE]}],
    "caption": "会員の 数",
}
HEADER = "X-WagtailLocalize-TranslationID"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A page with a text in two places, a sentence that stands twice in one, and a table."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        factories.translate(home)
        page = factories.InformationPageFactory(
            parent=home,
            slug="guide",
            title=TWICE,
            summary="改行の\nある文",
            body=[
                {
                    "type": "paragraph",
                    "value": f"<p>{ONE}</p><p>同文。</p><p>同文。</p>",
                    "id": "p1",
                },
                {"type": "table", "value": TABLE, "id": "t1"},
            ],
        )
        page.save_revision().publish()
        factories.translate(page)
        yield Translation.objects.get(source__object_id=page.translation_key).pk


@pytest.fixture
def translation(made):
    return Translation.objects.get(pk=made)


@pytest.fixture
def translator(admin_client):
    admin_client.cookies["django_language"] = "ja"
    return admin_client


def download(client, translation):
    address = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    response = client.get(address)
    assert response.status_code == 200
    return response


def upload(client, translation, raw):
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    file = SimpleUploadedFile("a.po", raw if isinstance(raw, bytes) else str(raw).encode())
    response = client.post(address, {"file": file}, follow=True)
    assert response.status_code == 200
    return " ".join(str(message) for message in response.context["messages"])


def english(translation):
    """The English by path and Japanese, as it would go live now."""
    return {(each.msgctxt, each.msgid): each.msgstr for each in translation.export_po()}


@pytest.fixture
def catalog(translator, translation):
    """The downloaded file with a new translation of every text."""
    found = polib.pofile(download(translator, translation).content.decode())
    for number, each in enumerate(found):
        each.msgstr = f"<b>New</b> {number}" if "<b>" in each.msgid else f"New\n“{number}” \\n"
    return found


def said_by(catalog):
    return {(each.msgctxt, each.msgid): each.msgstr for each in catalog}


# --- Through the tools --------------------------------------------------------------------


def program(name):
    """Where a program is: beside this Python, as translate-toolkit is, or on the machine."""
    beside = str(Path(sys.executable).parent)
    return shutil.which(name, path=os.pathsep.join([beside, os.environ["PATH"]]))


def run(name, *arguments):
    command = [program(name), *arguments]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - ours, no shell


def msgcat(folder, source, fresh):
    run("msgcat", "--width=60", "--sort-output", source, "-o", folder / "out.po")


def msgconv(folder, source, fresh):
    run("msgconv", "--to-code=EUC-JP", source, "-o", folder / "out.po")


def msgmerge(folder, source, fresh):
    run("msgmerge", "--previous", source, fresh, "-o", folder / "out.po")


def by_polib(folder, source, fresh):
    found = polib.pofile(str(source), wrapwidth=40)
    found.sort(reverse=True)
    found.save(str(folder / "out.po"))


def by_babel(folder, source, fresh):
    out = BytesIO()
    write_po(out, read_po(BytesIO(source.read_bytes())), width=50, sort_output=True)
    (folder / "out.po").write_bytes(out.getvalue())


def xliff(folder, source, fresh):
    run("po2xliff", source, folder / "a.xlf")
    run("xliff2po", folder / "a.xlf", folder / "out.po")


def xliff_in_lines(folder, source, fresh):
    by_babel(folder, source, fresh)
    xliff(folder, folder / "out.po", fresh)


def pofilter(folder, source, fresh):
    run("pofilter", source, folder / "out.po")


TOOLS = (msgcat, msgconv, msgmerge, by_polib, by_babel, xliff, xliff_in_lines, pofilter)
NEEDED = {"xliff": "po2xliff", "xliff_in_lines": "po2xliff", "pofilter": "pofilter"}


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.__name__)
def test_every_text_comes_back_from_a_tool(tool, translator, translation, catalog, tmp_path):
    name = tool.__name__
    needed = NEEDED.get(name, name if name.startswith("msg") else sys.executable)
    if program(needed) is None:
        pytest.skip(f"{needed} is not installed")
    fresh, source = tmp_path / "fresh.po", tmp_path / "in.po"
    fresh.write_bytes(download(translator, translation).content)
    catalog.save(str(source))
    tool(tmp_path, source, fresh)
    came_back = polib.pofile(str(tmp_path / "out.po"))
    said = upload(translator, translation, (tmp_path / "out.po").read_bytes())
    assert f"{len(came_back)}件を読み取りました" in said
    assert "取り込んでいません" not in said
    wanted = said_by(catalog)
    if tool is pofilter:  # it gives back only what it found fault with
        wanted = {place: wanted[place] for place in said_by(came_back)}
    now = english(translation)
    assert {place: now[place] for place in wanted} == wanted
    assert len(wanted) == len(came_back)


def without_contexts(catalog, references):
    """As XLIFF and back leaves a file: contexts gone, of two equal texts the first alone."""
    kept = {}
    for each in catalog:
        each.msgctxt = None
        each.occurrences = each.occurrences if references else []
        kept.setdefault((each.msgid, str(each.occurrences)), each)
    catalog[:] = kept.values()
    return catalog


def test_lost_contexts_are_found_again_by_reference(translator, translation, catalog):
    wanted = said_by(catalog)
    upload(translator, translation, without_contexts(catalog, references=True))
    assert english(translation) == wanted


@pytest.mark.parametrize("context", [None, "", "lost"])
def test_a_text_without_its_context_is_matched_where_it_is_the_only_one(
    translator, translation, catalog, context
):
    before, wanted = english(translation), said_by(catalog)
    lost = without_contexts(catalog, references=False)
    for each in lost:
        each.msgctxt = context
    said = upload(translator, translation, lost)
    assert f"{len(lost) - 1}件を読み取りました" in said
    assert "複数の箇所" in said
    assert TWICE in said
    now = english(translation)
    for place, text in wanted.items():
        assert now[place] == (before[place] if place[1] == TWICE else text)


def test_a_text_of_two_places_needs_no_context_when_both_say_the_same(
    translator, translation, catalog
):
    for each in catalog:
        each.msgstr = "Same" if each.msgid == TWICE else each.msgstr
    upload(translator, translation, catalog)
    said = upload(translator, translation, without_contexts(catalog, references=False))
    assert "複数の箇所" not in said


def test_a_merged_entry_that_refers_to_two_places_changes_neither(translator, translation, catalog):
    before = english(translation)
    twice = [each for each in catalog if each.msgid == TWICE]
    twice[0].occurrences += twice[1].occurrences
    twice[0].msgctxt = None
    catalog[:] = twice[:1]
    assert "複数の箇所" in upload(translator, translation, catalog)
    assert english(translation) == before


def test_a_text_that_changed_in_its_place_is_not_taken_by_its_words(
    translator, translation, catalog
):
    """The context names a place where other Japanese stands now."""
    before = english(translation)
    title = next(each for each in catalog if each.msgctxt == "title")
    title.msgid = "改行の\nある文"
    catalog[:] = [title]
    assert "日本語ページにない" in upload(translator, translation, catalog)
    assert english(translation) == before


def test_decomposed_japanese_is_the_same_text(translator, translation, catalog):
    wanted = said_by(catalog)
    upload(translator, translation, normalize("NFD", str(catalog)).encode())
    assert english(translation) == wanted


# --- Unfinished, obsolete, contradictory ---------------------------------------------------


@pytest.mark.parametrize("form", ["flag", "merged", "conflict"])
def test_what_is_marked_as_unfinished_is_never_taken(
    translator, translation, catalog, tmp_path, form
):
    before = english(translation)
    if form == "flag":
        for each in catalog:
            each.flags.append("fuzzy")
    elif form == "merged":
        fresh, old = tmp_path / "fresh.po", tmp_path / "old.po"
        fresh.write_bytes(download(translator, translation).content)
        for each in catalog:
            each.msgid = each.msgid.replace("申込は", "お申込は").replace("改行", "改頁")
        catalog.save(str(old))
        if shutil.which("msgmerge") is None:
            pytest.skip("gettext is not installed")
        run("msgmerge", old, fresh, "-o", tmp_path / "out.po")
        catalog = polib.pofile(str(tmp_path / "out.po"))
        assert [each for each in catalog if each.fuzzy]
    else:
        if shutil.which("msgcat") is None:
            pytest.skip("gettext is not installed")
        one, two = tmp_path / "one.po", tmp_path / "two.po"
        catalog.save(str(one))
        for each in catalog:
            each.msgstr += "?"
        catalog.save(str(two))
        run("msgcat", one, two, "-o", tmp_path / "out.po")
        catalog = polib.pofile(str(tmp_path / "out.po"))
    unfinished = {(each.msgctxt, each.msgid) for each in catalog if each.fuzzy}
    assert "未完成" in upload(translator, translation, catalog)
    now = english(translation)
    assert {place: now[place] for place in unfinished} == {
        place: before[place] for place in unfinished
    }


@pytest.mark.parametrize("first", [True, False])
def test_obsolete_entries_never_win_over_good_ones(translator, translation, catalog, first):
    wanted = said_by(catalog)
    obsolete = [
        polib.POEntry(msgid=each.msgid, msgctxt=each.msgctxt, msgstr="Obsolete.", obsolete=True)
        for each in catalog
    ]
    header = str(catalog).split("\n\n")[0]
    entries = [*obsolete, *catalog] if first else [*catalog, *obsolete]
    raw = "\n\n".join([header, *(str(each).strip() for each in entries)])
    assert raw.count("#~ msgstr") == len(obsolete)
    upload(translator, translation, raw)
    assert english(translation) == wanted


def test_a_file_in_which_nothing_is_translated_says_so(translator, translation, catalog):
    before = english(translation)
    for each in catalog:
        each.msgstr = ""
    assert "何も翻訳されていません" in upload(translator, translation, catalog)
    assert english(translation) == before
    catalog[0].msgstr = "New"
    assert "何も翻訳されていません" not in upload(translator, translation, catalog)


def test_the_japanese_text_itself_is_no_english(translator, translation, catalog):
    wanted = said_by(catalog)
    upload(translator, translation, catalog)
    copied = [each for each in catalog if each.msgid in (ONE, "会員の 数")]
    for each in copied:
        each.msgstr = each.msgid.replace(" ", "\n")
    said = upload(translator, translation, catalog)
    assert "英語の欄が日本語のまま" in said
    assert "「申込は" in said
    assert "「会員の" in said
    assert english(translation) == wanted


def test_what_was_released_in_japanese_may_come_back_so(translator, translation, catalog):
    entry = next(each for each in catalog if each.msgid == ONE)
    StringTranslation.objects.filter(translation_of__data=ONE).update(data=ONE)
    entry.msgstr = ONE
    assert "英語の欄が日本語のまま" not in upload(translator, translation, catalog)
    assert english(translation)[entry.msgctxt, ONE] == ONE


def test_names_and_numbers_may_be_the_same_in_both_languages(client, translator):
    page = factories.InformationPageFactory(
        parent=Page.objects.get(slug="home", depth=2), title="GIGA 2022", summary="Zoom"
    )
    page.save_revision().publish()
    factories.translate(page)
    translation = Translation.objects.get(source__object_id=page.translation_key)
    catalog = polib.pofile(download(translator, translation).content.decode())
    for each in catalog:
        each.msgstr = each.msgid
    assert f"{len(catalog)}件を読み取りました" in upload(translator, translation, catalog)
    assert set(english(translation).values()) == {"GIGA 2022", "Zoom"}


def test_an_obsolete_entry_alone_changes_nothing(translator, translation, catalog):
    before = english(translation)
    for each in catalog:
        each.obsolete = True
    assert "0件を読み取りました" in upload(translator, translation, catalog)
    assert english(translation) == before


def test_two_translations_of_one_text_in_a_file_are_said(translator, translation, catalog):
    before = english(translation)
    first = next(each for each in catalog if each.msgid == ONE)
    other = polib.POEntry(msgid=first.msgid, msgctxt=first.msgctxt, msgstr="<b>Other</b>.")
    catalog[:] = [first, other]
    assert "異なる訳が二つ" in upload(translator, translation, catalog)
    assert english(translation) == before


# --- What goes out ------------------------------------------------------------------------


def test_the_file_passes_the_check_of_gettext_without_a_warning(translator, translation, tmp_path):
    if shutil.which("msgfmt") is None:
        pytest.skip("gettext is not installed")
    path = tmp_path / "a.po"
    path.write_bytes(download(translator, translation).content)
    checked = subprocess.run(  # noqa: S603 - ours, no shell
        ["msgfmt", "--check", str(path), "-o", str(tmp_path / "a.mo")],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    "field",
    [
        "Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date",
        "Last-Translator", "Language-Team", "Language", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding", "Plural-Forms", HEADER,
    ],
)  # fmt: skip
def test_the_header_has_every_standard_field(translator, translation, field):
    catalog = polib.pofile(download(translator, translation).content.decode())
    assert catalog.metadata[field]


def test_babel_reads_the_header(translator, translation):
    catalog = read_po(BytesIO(download(translator, translation).content))
    assert (str(catalog.locale), catalog.charset.lower()) == ("en", "utf-8")
    assert catalog.num_plurals == 2
    assert catalog.creation_date.tzinfo
    assert abs((catalog.revision_date - catalog.creation_date).total_seconds()) < 60


def test_a_sentence_that_stands_twice_is_one_entry_and_old_texts_are_not_in_it(
    translator, translation
):
    segment = translation.source.stringsegment_set.order_by("order").first()
    old = type(segment.string).from_value(
        segment.string.locale, type("V", (), {"data": "昔の文", "get_plaintext": str})()
    )
    StringTranslation.objects.create(
        translation_of=old, context=segment.context, locale=factories.english(), data="Old text"
    )
    catalog = polib.pofile(download(translator, translation).content.decode())
    assert [each.msgid for each in catalog].count("同文。") == 1
    assert "Old text" not in str(catalog)
    assert not catalog.obsolete_entries()


def test_the_name_of_the_file_is_the_page_s(translator, translation):
    disposition = download(translator, translation)["Content-Disposition"]
    assert disposition == 'attachment; filename="guide-en.po"'


def test_who_may_not_edit_the_page_gets_no_file(client, translation):
    address = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    assert client.get(address).status_code == 302


# --- What is refused ----------------------------------------------------------------------

UTF16 = 'msgid ""\nmsgstr ""\n'.encode("utf-16")
SJIS = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "申込"\nmsgstr "x"\n'


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "POファイルとして読み取れません"),
        (b"\x00\x01\x02\xff", "読み取れません"),
        (b"\xde\x12\x04\x95\x00\x00\x00\x00", "読み取れません"),
        (b"Not a catalog at all.", "読み取れません"),
        (b'msgid "a\nmsgstr', "読み取れません"),
        (b'msgstr "a"', "読み取れません"),
        (UTF16, "UTF-16"),
        (SJIS.encode("cp932"), "UTF-8で保存"),
        (b'<?xml version="1.0"?><xliff version="1.1"/>', "XLIFF"),
        (b'msgid "a"\nmsgstr "b"\n', "どのページのもの"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_true_reason(translator, translation, raw, reason):
    before = english(translation)
    said = upload(translator, translation, raw)
    assert reason in said
    assert "件を読み取りました" not in said
    assert english(translation) == before


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_files_saved_by_windows_are_read(translator, translation, catalog, mark, end):
    wanted = said_by(catalog)
    upload(translator, translation, mark + str(catalog).encode().replace(b"\n", end))
    assert english(translation) == wanted


@pytest.mark.parametrize("kept", [HEADER, "Project-Id-Version"])
def test_one_of_both_headers_is_enough_to_know_the_page(translator, translation, catalog, kept):
    wanted = said_by(catalog)
    catalog.metadata = {kept: catalog.metadata[kept], "Content-Type": "text/plain; charset=UTF-8"}
    upload(translator, translation, catalog)
    assert english(translation) == wanted


@pytest.mark.parametrize("language", ["fr", "ja", "JA_JP", "zh-Hant", "Deutsch"])
def test_a_file_in_another_language_is_refused(translator, translation, catalog, language):
    before = english(translation)
    catalog.metadata["Language"] = language
    said = upload(translator, translation, catalog)
    assert f"「{language}」" in said
    assert "件を読み取りました" not in said
    assert english(translation) == before


@pytest.mark.parametrize("language", ["en", "en_GB", "EN-us", "", None])
def test_english_of_whatever_country_is_taken(translator, translation, catalog, language):
    wanted = said_by(catalog)
    catalog.metadata["Language"] = language
    if language is None:
        del catalog.metadata["Language"]
    upload(translator, translation, catalog)
    assert english(translation) == wanted


def test_another_page_s_file_is_refused_in_either_header(translator, translation, catalog):
    before = english(translation)
    other = "00000000-0000-4000-8000-000000000000"
    for header in ({HEADER: other}, {"Project-Id-Version": f"guide {other}"}):
        catalog.metadata = {**header, "Content-Type": "text/plain; charset=UTF-8"}
        assert "別のページのもの" in upload(translator, translation, catalog)
    assert english(translation) == before
