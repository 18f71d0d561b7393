"""Sample documents: they restate facts of the content, nothing else and nothing in doubt."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from home.sample_content.cards import cards
from home.sample_content.content import FOLDER, read_content
from home.sample_content.pdfs.documents import SAMPLES, sheets
from home.sample_content.pdfs.sheet import MARK, NOTICE
from pages.pdf import opened_pdf

FILES = FOLDER / "files"
LISTS = ("events", "awards", "proposals", "surveys", "people", "documents", "organisations")
LIST_OF = {"proposal": "proposals", "award": "awards"}
BOOKLETS = {"doc-proposal-2017", "doc-award-2017-guidelines", "doc-award-5-guidelines"}
RECORDINGS = {"video-training-1-interview", "video-training-1-practice"}


def plain(text):
    """BilingualText as it is compared: one form of every character, no space and no line break."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="module")
def content():
    """The content files as they are written, doubts and notes included."""
    found = {}
    for name in LISTS:
        data = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
        found[name] = {row["key"]: row for row in data[name]}
        if name == "documents":
            found["recordings"] = {row["key"]: row for row in data["recordings"]}
    return found


@pytest.fixture(scope="module")
def printed():
    """The text of each page of the PDFs as they lie in the repository."""
    found = {}
    for path in sorted(FILES.glob("*.pdf")):
        with opened_pdf(path.read_bytes()) as document:
            found[path.stem] = [page.get_textpage().get_text_range() for page in document]
    return found


def item_of(content, document):
    _make, key = SAMPLES[document]
    return content[LIST_OF.get(key.split("-")[0], "events")][key]


def whole(printed, document):
    return plain("".join(printed[document]))


# --- The files ------------------------------------------------------------------------------


def test_there_is_one_file_for_each_sample_and_no_other(content, printed):
    named = {key: row["file"] for key, row in content["documents"].items() if row.get("file")}
    assert set(printed) == set(SAMPLES) == set(named)
    assert named == {key: f"{key}.pdf" for key in named}
    assert len(printed) == 14


def test_there_is_one_film_for_each_sample_recording(content):
    named = {key: row["file"] for key, row in content["recordings"].items() if row.get("file")}
    assert {path.stem for path in FILES.glob("*.webm")} == RECORDINGS == set(named)
    for name, lines in cards(read_content()).items():
        assert name == f"{Path(name).stem}.webm"
        assert any("見本" in line for line in lines)
        assert any("Sample" in line for line in lines)
        data = (FILES / name).read_bytes()
        assert data[:4] == b"\x1aE\xdf\xa3"  # EBML, as WebM begins
        assert len(data) < 100 * 1024


@pytest.mark.parametrize("document", SAMPLES)
def test_a_sample_is_a_tagged_pdf_with_a_title_in_japanese(content, document):
    data = (FILES / f"{document}.pdf").read_bytes()
    with opened_pdf(data) as pdf:
        assert pdf.is_tagged()
        title = pdf.get_metadata_dict()["Title"]
        assert title == f"{content['documents'][document]['title']['ja']}（見本）"
        assert (len(pdf) > 1) == (document in BOOKLETS)
    assert b"/Lang (ja)" in data
    assert len(data) < 250 * 1024


@pytest.mark.parametrize("document", SAMPLES)
def test_every_page_is_marked_as_a_sample(printed, document):
    assert [MARK in page for page in printed[document]] == [True] * len(printed[document])
    assert plain(NOTICE) in whole(printed, document)


def test_booklets_have_two_columns():
    for document in BOOKLETS:
        with opened_pdf((FILES / f"{document}.pdf").read_bytes()) as pdf:
            page = pdf[1]
            text = page.get_textpage()
            starts = [text.get_rect(i)[0] for i in range(text.count_rects())]
            middle = page.get_width() / 2
            assert min(starts) < middle * 0.5
            assert any(middle < start < middle * 1.2 for start in starts)


# --- What they say --------------------------------------------------------------------------


@pytest.mark.parametrize("document", SAMPLES)
def test_a_sample_is_up_to_date_with_the_content(printed, document):
    """When this fails, the content has changed: `manage.py print_samples` prints it anew."""
    sheet = sheets(read_content())[document]
    text = whole(printed, document)
    assert [said for said in sheet.texts() if plain(said) not in text] == []


@pytest.mark.parametrize("document", SAMPLES)
def test_a_sample_says_nothing_else(printed, document):
    sheet = sheets(read_content())[document]
    left = "".join(plain(page).replace(plain(MARK), "", 1) for page in printed[document])
    for said in sorted(sheet.texts(), key=len, reverse=True):
        left = left.replace(plain(said), "|")
    left = re.sub(r"\d/\d", "", left)  # page numbers
    assert re.sub(r"[|\d.•]", "", left) == ""


TOLD = {
    "doc-proposal-2017": ["2017年7月11日", "2017年5月18日", "52自治体", "59自治体", "全加盟自治体"],
    "doc-proposal-2021": ["2021年4月7日", "文部科学省"],
    "doc-proposal-hs-2021": ["2021年12月16日", "デジタル庁", "一般社団法人 ICT CONNECT 21"],
    "doc-award-5-guidelines": [
        *("2022年8月1日", "2022年9月14日", "2022年9月5日", "2022年9月6日", "2022年11月17日"),
        *("国際ファッションセンタービル", "文部科学大臣賞", "総務大臣賞", "経済産業大臣賞"),
        *("全国ICT教育首長協議会会長賞", "後援（予定）", "文部科学省、総務省、経済産業省"),
    ],
    "doc-launch-2016": ["2016年8月3日"],
    "doc-assembly-2016": ["2016年10月19日"],
    "doc-summit-1-notice": ["2017年2月22日"],
    "doc-award-2017-guidelines": ["2017年2月22日"],
    "doc-assembly-2020": ["令和2年度", "総会資料", "全国ICT教育首長協議会", "見本"],
    "doc-assembly-2021": ["令和3年度", "総会資料", "全国ICT教育首長協議会", "見本"],
    "doc-assembly-2022": ["2022年6月2日", "東京ファッションタウンビル", "New Education Expo"],
    "doc-summit-4-press": ["2021年6月4日", "22名", "首長はオンラインで参加"],
    "doc-summit-5-press": ["2022年6月2日", "東京ファッションタウンビル"],
    "doc-training-2": [
        "2022年9月29日",
        "15:00",
        "17:15",
        "300名",
        "先着順",
        "Zoom",
        "2022年9月26日",
    ],
}
FIELDS = ("summary", "theme", "eligibility", "selection")
ROWS = ("programme", "criteria", "parts", "speakers", "delivered_by", "addressees")


def told_by(item, content):
    """Names, titles and texts of an item that its document must restate."""
    for name in FIELDS:
        yield item.get(name, {}).get("ja", "")
    for row in (row for name in ROWS for row in item.get(name, [])):
        yield from (row.get("ja", ""), row.get("role", {}).get("ja", ""))
        yield from (row.get("title", {}).get("ja", ""), row.get("summary", {}).get("ja", ""))
        if "person" in row:
            yield content["people"][row["person"]]["name"]["ja"]


@pytest.mark.parametrize("document", SAMPLES)
def test_a_sample_restates_its_item_in_full(content, printed, document):
    expected = [*told_by(item_of(content, document), content), *TOLD[document]]
    text = whole(printed, document)
    assert len([said for said in expected if said]) > 4
    assert [said for said in expected if plain(said) not in text] == []


def in_doubt(value):
    """Texts that may not be published: doubtful rows and fields, and notes for editors."""
    if isinstance(value, list):
        for part in value:
            yield from in_doubt(part)
    if not isinstance(value, dict):
        return
    for name, part in value.items():
        if name == "note" or name.endswith("_note") or value.get(f"{name}_uncertain"):
            yield from strings(part)
        else:
            yield from in_doubt(part)
    if value.get("reading_uncertain") or value.get("name_completed"):
        yield from (value["kana"], value["name"]["en"])


def strings(value):
    if isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, str) and not re.fullmatch(r"[\d-]+|[a-z0-9-]+", value):
        yield value


# Words of notes that facts say as well: the rule of a capacity, what is planned.
SAID_ANYWAY = ("先着順", "予定", "後援（予定）")


@pytest.mark.parametrize("document", SAMPLES)
def test_nothing_in_doubt_is_in_a_sample(content, printed, document):
    doubts = {plain(text) for name in LISTS for text in in_doubt([*content[name].values()])}
    doubts -= {plain(word) for word in SAID_ANYWAY}
    assert plain("うちやま けいじ") in doubts
    assert [text for text in doubts if text in whole(printed, document)] == []


# Whom an assembly elected.
OFFICERS = {
    "doc-assembly-2022": {"yokoo-toshihiko", "shinagawa-masato"},
    "doc-assembly-2016": {
        "yokoo-toshihiko",
        "nishikawa-taiichiro",
        "hosoe-shigemitsu",
        "hashikawa-wataru",
        "uchiyama-keiji",
    },
}


@pytest.mark.parametrize("document", SAMPLES)
def test_a_sample_names_nobody_but_the_people_of_its_item(content, printed, document):
    text = whole(printed, document)
    people = content["people"]
    named = {key for key in people if plain(people[key]["name"]["ja"]) in text}
    item = item_of(content, document)
    own = {row["person"] for name in ROWS for row in item.get(name, []) if "person" in row}
    assert named == own | OFFICERS.get(document, set())
    for person in people.values():
        assert plain(person["name"]["en"]) not in text
        assert plain(person["kana"]) not in text


# --- Making them ------------------------------------------------------------------------------


def test_the_portal_runs_without_the_library_that_prints():
    code = (
        "import sys; sys.modules['playwright'] = None\n"
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('check', verbosity=0)\n"
        "import home.sample_content.load, home.sample_content.pdfs.documents\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=FOLDER.parents[1], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.browser
def test_printing_anew_says_the_same_as_the_files_in_the_repository(tmp_path, printed):
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    call_command("print_samples", to=tmp_path, chromium=chromium, verbosity=0)
    assert {path.stem for path in tmp_path.iterdir()} == {*printed, *RECORDINGS}
    for path in tmp_path.glob("*.pdf"):
        with opened_pdf(path.read_bytes()) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        assert plain("".join(pages)) == whole(printed, path.stem)
