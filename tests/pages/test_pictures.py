"""Pictures: how they come in, what is kept of them, how they reach a reader."""

import json
import re
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageCms
from wagtail.models import Page, UploadedFile
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from pages.blocks import ContentStreamBlock
from pages.media import PortalImage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

WORDS = {
    "title": "見本", "alt_ja": "会場の様子", "credit_ja": "事務局", "consent": "nobody",
}  # fmt: skip
LATITUDE, ORIENTATION, GPS = 1, 0x0112, 0x8825
RED = (250, 20, 20)


def camera_file(kind="JPEG", size=(1200, 800), turned=False, **more):
    """A picture from a telephone: with its place and a thumbnail, perhaps on its side."""
    picture, data = Image.new("RGB", size, RED), Image.Exif()
    data.get_ifd(GPS)[LATITUDE] = "N"
    data[0x010F] = "MadeByCamera"
    if turned:
        data[ORIENTATION] = 6
    file = BytesIO()
    picture.save(file, kind, exif=data, **more)
    return SimpleUploadedFile(f"camera.{kind.lower()}", file.getvalue(), f"image/{kind.lower()}")


@pytest.fixture
def editor(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    return client


def upload(editor, file, **words):
    """A picture as it is after the form for one picture."""
    form = {**WORDS, **words, "file": file}
    return editor.post(reverse("wagtailimages:add"), {k: v for k, v in form.items() if v != ""})


def stored(name):
    """A stored file: an original as the admin keeps it, a rendition as anybody may fetch it."""
    field = PortalImage._meta.get_field("file")
    is_original = name.startswith("original_images/")
    return (field.storage if is_original else storages["sizes"]).open(name).read()


# --- The forms ---------------------------------------------------------------------------


def test_a_picture_comes_in_by_the_form_for_one(editor):
    assert upload(editor, camera_file()).status_code == 302
    image = PortalImage.objects.get()
    assert (image.alt_ja, image.credit_ja, image.consent) == ("会場の様子", "事務局", "nobody")
    assert (image.width, image.height) == (1200, 800)
    assert image.file_size == len(stored(image.file.name))


@pytest.mark.parametrize("name", ["alt_ja", "credit_ja", "consent"])
def test_a_picture_does_not_come_in_without(editor, name):
    response = upload(editor, camera_file(), **{name: ""})
    assert response.status_code == 200
    assert name in response.context["form"].errors
    assert not PortalImage.objects.exists()


def test_several_pictures_come_in_and_each_is_asked_for_its_words(editor):
    address = reverse("wagtailimages:add_multiple")
    answer = editor.post(address, {"title": "見本", "files[]": camera_file()}).json()
    assert answer["success"]
    assert not PortalImage.objects.exists()
    waiting = UploadedFile.objects.get()
    finish = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    prefix = f"uploaded-image-{waiting.pk}"
    missing = editor.post(finish, {f"{prefix}-title": "見本"}).json()
    assert not missing["success"]
    assert "必須" in missing["form"]
    assert editor.post(finish, {f"{prefix}-{k}": v for k, v in WORDS.items()}).json()["success"]
    image = PortalImage.objects.get()
    assert image.consent == "nobody"
    assert b"MadeByCamera" not in stored(image.file.name)


def test_a_picture_cut_off_in_the_middle_is_refused_with_a_reason(editor):
    whole = camera_file().read()
    half = SimpleUploadedFile("half.jpg", whole[: len(whole) // 2], "image/jpeg")
    response = upload(editor, half)
    assert "読み取れません" in str(response.context["form"].errors["file"])
    several = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x", "files[]": SimpleUploadedFile("half.jpg", whole[:1000], "image/jpeg")},
    ).json()
    assert not several["success"]
    assert not PortalImage.objects.exists()


def test_the_words_of_a_picture_are_changed_without_a_new_file(editor):
    upload(editor, camera_file())
    image = PortalImage.objects.get()
    before = stored(image.file.name)
    editor.post(reverse("wagtailimages:edit", args=[image.pk]), {**WORDS, "alt_ja": "舞台"})
    image.refresh_from_db()
    assert image.alt_ja == "舞台"
    assert stored(image.file.name) == before


def test_the_sizes_are_made_when_a_picture_comes_in(editor):
    upload(editor, camera_file())
    assert PortalImage.objects.get().renditions.count() == 7  # three each, and JPEG
    several = PortalImage.objects.get()
    words = {**WORDS, "focal_point_x": 9, "focal_point_y": 9}
    words |= {"focal_point_width": 9, "focal_point_height": 9}
    editor.post(reverse("wagtailimages:edit", args=[several.pk]), words)
    assert len(set(several.renditions.values_list("focal_point_key", flat=True))) == 2


# --- What is kept ------------------------------------------------------------------------


def every_file(image):
    """The original and each size and format that pages show."""
    picture_html(image)
    names = [image.file.name, *image.renditions.values_list("file", flat=True)]
    return {name: stored(name) for name in names}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_file_tells_where_or_with_what_a_picture_was_taken(editor, kind):
    upload(editor, camera_file(kind))
    files = every_file(PortalImage.objects.get())
    assert len(files) > 5
    for name, content in files.items():
        picture = Image.open(BytesIO(content))
        assert not picture.getexif(), name
        assert not {"exif", "xmp", "icc_profile"} & set(picture.info), name
        assert b"MadeByCamera" not in content, name


def test_a_picture_held_upright_is_kept_upright(editor):
    upload(editor, camera_file(turned=True))
    image = PortalImage.objects.get()
    assert (image.width, image.height) == (800, 1200)
    assert Image.open(BytesIO(stored(image.file.name))).size == (800, 1200)


def test_colours_are_turned_to_srgb(editor):
    """A profile without its numbers turned would show other colours."""
    file = camera_file(icc_profile=swapped_profile())
    upload(editor, file)
    image = PortalImage.objects.get()
    pixel = Image.open(BytesIO(stored(image.file.name))).convert("RGB").getpixel((9, 9))
    assert pixel[2] > 200
    assert pixel[0] < 60


def swapped_profile():
    """sRGB with its red and blue changed for each other, as no camera would have it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    entries = {}
    for number in range(int.from_bytes(profile[128:132], "big")):
        start = 132 + 12 * number
        entries[bytes(profile[start : start + 4])] = start + 4
    red, blue = entries[b"rXYZ"], entries[b"bXYZ"]
    profile[red : red + 8], profile[blue : blue + 8] = (
        profile[blue : blue + 8],
        profile[red : red + 8],
    )
    return bytes(profile)


# --- What reaches a reader ---------------------------------------------------------------


def image_block(image, **more):
    return {"type": "image", "id": "i1", "value": {"image": image.pk, "caption": "", **more}}


def picture_html(image, **more):
    stream = ContentStreamBlock().to_python([image_block(image, **more)])
    return BeautifulSoup(stream.render_as_block(), "html.parser")


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((2400, 1600), [480, 960, 1600]),
        ((1000, 1000), [480, 960, 1000]),
        ((960, 640), [480, 960]),
        ((300, 200), [300]),
    ],
)
def test_no_size_is_larger_than_the_picture_and_none_comes_twice(size, widths):
    image = factories.PortalImageFactory(file__width=size[0], file__height=size[1])
    html = picture_html(image)
    for source in html("source"):
        assert [int(width) for width in re.findall(r" (\d+)w", source["srcset"])] == widths
    assert int(html.img["width"]) <= size[0]


def test_pictures_in_a_text_are_cut_around_their_focal_point():
    """Left blue, right red: the focal point decides what remains."""
    file = BytesIO()
    wide = Image.new("RGB", (1500, 500), "blue")
    wide.paste("red", (750, 0, 1500, 500))
    wide.save(file, "PNG")
    image = factories.PortalImageFactory(file=SimpleUploadedFile("wide.png", file.getvalue()))
    colours = {}
    for side, x in (("left", 100), ("right", 1400)):
        image.focal_point_x, image.focal_point_y = x, 250
        image.focal_point_width = image.focal_point_height = 50
        image.save()
        html = picture_html(PortalImage.objects.get(pk=image.pk))
        assert int(html.img["width"]) * 2 == int(html.img["height"]) * 3
        shown = Image.open(BytesIO(stored(html.img["src"].removeprefix("/media/"))))
        colours[side] = shown.convert("RGB").getpixel((shown.width // 2, 5))
    assert colours["left"][2] > 200 > 60 > colours["left"][0]
    assert colours["right"][0] > 200 > 60 > colours["right"][2]


def test_a_picture_can_be_shown_whole():
    image = factories.PortalImageFactory(file__width=600, file__height=1200)
    assert picture_html(image, whole=True).img["height"] == "1200"
    assert picture_html(image).img["height"] == "400"


def test_a_lost_picture_leaves_no_empty_frame():
    image = factories.PortalImageFactory()
    image.file.storage.delete(image.file.name)
    assert not picture_html(image).find(["figure", "img"])


@pytest.fixture
def council():
    return factories.CouncilPageFactory(parent=factories.site())


def read(client, page):
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    return html.find(class_="prose")


def show(page, *blocks):
    page.body = json.dumps(list(blocks))
    page.save_revision().publish()


def test_only_the_first_picture_in_view_is_fetched_at_once(client, council):
    image = factories.PortalImageFactory()
    show(council, image_block(image), {**image_block(image), "id": "i2"})
    first, second = read(client, council)("img")
    assert not first.has_attr("loading")
    assert (second["loading"], second["decoding"]) == ("lazy", "async")


def test_an_alternative_only_in_japanese_is_marked_on_an_english_page(client, council):
    image = factories.PortalImageFactory(alt_ja="会場の様子", alt_en="")
    show(council, image_block(image))
    english = read(client, factories.translate(council)).img
    assert (english["alt"], english["lang"]) == ("会場の様子", "ja")
    assert not read(client, council).img.has_attr("lang")


def test_a_picture_says_who_took_it_and_when(client, council):
    image = factories.PortalImageFactory(taken_on="2016-08-03")
    show(council, image_block(image))
    translated = factories.translate(council)
    caption = read(client, council).figcaption
    assert caption.time["datetime"] == "2016-08-03"
    assert caption.find(class_="credit").get_text().strip() == "写真：事務局"
    english = read(client, translated).figcaption
    assert english.find(class_="credit").get_text().strip() == "Photo: Secretariat"


# --- Consent -----------------------------------------------------------------------------


def test_a_picture_without_consent_appears_on_no_page(client, council):
    image = factories.PortalImageFactory(consent="given")
    item = {"type": "item", "id": "g1", "value": {"image": image.pk, "caption": "説明"}}
    gallery = {"type": "gallery", "id": "g", "value": {"images": [item]}}
    show(council, image_block(image), gallery)
    assert len(read(client, council)("img")) == 2
    PortalImage.objects.update(consent="missing")  # withdrawn after publication
    text = read(client, Page.objects.get(pk=council.pk))
    assert not text("img")
    assert "説明" not in text.get_text()


@pytest.mark.parametrize("action", ["publish", "draft"])
def test_a_page_with_a_picture_without_consent_is_a_draft_only(editor, council, action):

    image = factories.PortalImageFactory(consent="missing")
    address = reverse("wagtailadmin_pages:edit", args=[council.pk])
    form = querydict_from_html(editor.get(address).content.decode(), form_id="page-edit-form")
    body = nested_form_data(
        {"body": streamfield([("image", {"image": image.pk, "caption": "", "whole": ""})])}
    )
    more = {"action-publish": "1"} if action == "publish" else {}
    response = editor.post(address, {**form.dict(), **body, **more})
    if action == "draft":
        assert response.status_code == 302
    else:
        assert "同意".encode("unicode_escape").decode() in response.content.decode()
        assert not Page.objects.get(pk=council.pk).specific.body
