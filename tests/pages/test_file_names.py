"""Names of files: composed, in ASCII, as Japanese reads."""

from unicodedata import normalize
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pages.file_names import ascii_file_name, content_disposition
from pages.media import PortalDocument, PortalImage
from tests import factories

NAMES = [
    ("写真.jpg", "shashin.jpg"),
    ("ガイド.pdf", "gaido.pdf"),
    ("ガイドブック.PDF", "gaidobukku.pdf"),
    ("パンフレット_ver2.pdf", "panfuretto_ver2.pdf"),
    ("第5回サミット資料.pdf", "dai-5-kai-samitto-shiryo.pdf"),
    ("入会届（様式）.docx", "nyukai-todoke-yoshiki.docx"),
    ("東京.pdf", "tokyo.pdf"),
    ("竜ヶ崎市.pdf", "ryugasaki-shi.pdf"),
    ("髙橋市長挨拶.pdf", "takahashi-shicho-aisatsu.pdf"),
    ("𠮷田さん.pdf", "yoshida-san.pdf"),
    ("栁田村.pdf", "yanagida-mura.pdf"),
    ("庄原市.pdf", "shobarashi.pdf"),
    ("ｶﾞｲﾄﾞ．ＰＤＦ", "gaido.pdf"),
    ("ヴァイオリン・フェスティバル.pdf", "vaiorin-fesutibaru.pdf"),
    ("report_2022.pdf", "report_2022.pdf"),
    ("café menü.pdf", "cafe-menu.pdf"),
    ("한국어.pdf", "file.pdf"),
    ("价格.pdf", "file.pdf"),
    ("。。。.pdf", "file.pdf"),
    ("../../etc/passwd", "etc passwd"),
    ("a\u202egnp.pdf", "a gnp.pdf"),
    ("a\x00b\r\n.pdf", "a b.pdf"),
]


@pytest.mark.parametrize(("name", "kept"), NAMES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_kept_in_ascii_as_japanese_reads(name, kept, form):
    assert " ".join(ascii_file_name(normalize(form, name)).split()) == kept


@pytest.mark.parametrize("name", ["", ".", "..", "/", "\x00", "東" * 255, "x" * 400 + ".pdf"])
def test_any_name_gives_one_that_can_be_stored(name):
    kept = ascii_file_name(name)
    assert kept.isascii()
    assert 0 < len(kept) <= 91
    assert not kept.startswith(".")


def test_a_download_has_an_ascii_name_and_the_title():
    header = content_disposition("attachment", "写真.pdf", normalize("NFD", "記録ガイド/\n写真"))
    ascii_part, title = header.split("; ")[1:]
    assert ascii_part == 'filename="shashin.pdf"'
    assert unquote(title.removeprefix("filename*=UTF-8''")) == "記録ガイド  写真.pdf"
    assert "\n" not in header
    assert content_disposition("inline", "a.pdf", "A title") == 'inline; filename="a.pdf"'
    assert content_disposition("inline", "a.pdf", "資料.pdf").count(".pdf") == 2


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_uploaded_document_keeps_its_voicing_marks(admin_client, form):
    factories.site()
    name = normalize(form, "ガイドの写真.pdf")
    data = {
        "title": normalize(form, "ガイドの写真"),
        "file": SimpleUploadedFile(name, b"%PDF-1.4 guide"),
        "collection": 1,
    }
    answer = admin_client.post(reverse("wagtaildocs:add"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    document = PortalDocument.objects.get()
    assert document.title == "ガイドの写真"
    assert document.file.name.startswith("documents/gaido-no-shashin")
    assert document.url.isascii()
    assert "%" not in document.url


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_picture_is_stored_under_its_japanese_reading(form):
    picture = factories.PortalImageFactory(
        title=normalize(form, "ガイド"), file__filename=normalize(form, "ガイドの写真.png")
    )
    stored = PortalImage.objects.get(pk=picture.pk)
    assert stored.file.name.startswith("original_images/gaido-no-shashin")
    assert stored.title == "ガイド"
    assert "gaido-no-shashin" in stored.get_rendition("width-20").file.name


@pytest.fixture
def stored():
    """A document whose file was stored under its Japanese name."""
    document = factories.PortalDocumentFactory(
        title="第5回の資料", file=ContentFile(b"%PDF-1.4", "any.pdf")
    )
    storage = document.file.storage
    name = storage.save("documents/写真.csv", ContentFile(b"a"))
    PortalDocument.objects.filter(pk=document.pk).update(file=name)
    yield PortalDocument.objects.get(pk=document.pk)
    storage.delete(name)


@pytest.mark.django_db
def test_a_file_stored_under_a_japanese_name_has_an_ascii_address_and_name(client, stored):
    assert stored.url.isascii()
    assert "%" not in stored.url
    assert "shashin" in stored.url
    answer = client.get(stored.url)
    assert answer.status_code == 200
    header = answer["Content-Disposition"]
    assert 'filename="shashin' in header
    assert "xie" not in header.lower()
    assert unquote(header.split("UTF-8''")[1]) == "第5回の資料.csv"


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_its_old_address_leads_to_the_new_one(client, stored, form):
    old = normalize(form, stored.file.name.rsplit("/", 1)[1])
    answer = client.get(f"/documents/{stored.pk}/{old}")
    assert (answer.status_code, answer["Location"]) == (301, stored.url)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["other.csv", "", "写真2.csv"])
def test_another_name_is_not_found(client, stored, name):
    assert client.get(f"/documents/{stored.pk}/{name}").status_code == 404
    assert client.get(f"/documents/{'9' * 40}/{name}").status_code == 404
