"""Uploads of editors lie outside every folder that a web server serves, at every step."""

import importlib.util
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField
from django.urls import reverse
from PIL import Image
from wagtail.images.models import AbstractRendition
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from portal.settings import base
from tests import factories

ROOT = Path(__file__).parents[2]


def file_fields():
    """Every field that holds a file, and whether its files are sizes made of pictures."""
    return [
        pytest.param(
            field, issubclass(model, AbstractRendition), id=f"{model._meta.label}.{field.name}"
        )
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, FileField)
    ]


@pytest.mark.parametrize(("field", "is_public"), file_fields())
def test_only_sizes_of_pictures_are_kept_where_a_web_server_serves(settings, field, is_public):
    path = Path(field.storage.path("name.pdf"))
    assert path.is_relative_to(settings.MEDIA_ROOT) == is_public
    assert path.is_relative_to(settings.PRIVATE_MEDIA_ROOT) == (not is_public)


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["wagtailimages:add_multiple", "wagtaildocs:add_multiple"])
def test_a_file_that_waits_for_its_words_is_not_public(client, admin_client, settings, view):
    factories.site()
    picture = BytesIO()
    Image.new("RGB", (600, 400)).save(picture, "JPEG")
    files = {"images": ("hall.jpg", picture.getvalue()), "docs": ("minutes.pdf", b"%PDF-1.4 x")}
    name, data = next(file for kind, file in files.items() if kind in view)
    sent = {"title": "見本", "files[]": SimpleUploadedFile(name, data)}
    assert admin_client.post(reverse(view), sent).json()["success"]
    public = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert [path for path in public if path.read_bytes() == data] == []
    waiting_files = UploadedFile.objects.all()
    assert waiting_files or "docs" in view
    for waiting in waiting_files:
        for address in (f"/media/{waiting.file.name}", f"/admin/originals/{waiting.file.name}"):
            assert admin_client.get(address).status_code == 404
            assert client.get(address).status_code in (302, 404)


@pytest.mark.django_db
def test_the_picture_of_an_account_is_for_those_who_use_the_admin(client, admin_client, settings):
    profile = UserProfile.get_for_user(get_user_model().objects.get())
    profile.avatar.save("me.png", ContentFile(factories.PortalImageFactory().file.read()))
    assert not Path(profile.avatar.path).is_relative_to(settings.MEDIA_ROOT)
    assert admin_client.get(profile.avatar.url).status_code == 200
    assert client.get(profile.avatar.url).status_code == 302


# --- The chapter on production and the demonstration ----------------------------------------


def production_chapter():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return " ".join(text.partition("## Production")[2].partition("\n## ")[0].split())


def test_the_chapter_on_production_names_the_folders_of_the_settings():
    chapter = production_chapter()
    served, private = (
        folder.relative_to(base.VAR_DIR) for folder in (base.MEDIA_ROOT, base.PRIVATE_MEDIA_ROOT)
    )
    assert f"serves `{base.MEDIA_URL}` from `var/{served}` itself" in chapter
    assert f"lie in `var/{private}`, which no web server may serve" in chapter
    assert not base.PRIVATE_MEDIA_ROOT.is_relative_to(base.MEDIA_ROOT)
    assert not base.MEDIA_ROOT.is_relative_to(base.PRIVATE_MEDIA_ROOT)


@pytest.fixture
def demonstration(settings, monkeypatch):
    """The addresses as `make run` has them."""
    settings.PORTAL_DEMO = True
    spec = importlib.util.spec_from_file_location("demonstration_urls", ROOT / "portal" / "urls.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setitem(sys.modules, spec.name, module)
    settings.ROOT_URLCONF = spec.name


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(("folder", "status"), [("MEDIA_ROOT", 200), ("PRIVATE_MEDIA_ROOT", 404)])
def test_the_demonstration_serves_the_folder_of_the_chapter_and_no_other(
    client, settings, folder, status
):
    """It answers at /media/ as the web server in production does."""
    factories.site()
    path = Path(getattr(settings, folder)) / "probe.txt"
    path.write_bytes(b"probe")
    answer = client.get("/media/probe.txt")
    path.unlink()
    assert answer.status_code == status
