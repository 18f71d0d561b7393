"""Originals lie where no web server reaches, and of pictures only what may be shown is public."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from pages.media import PortalDocument
from tests import factories

pytestmark = pytest.mark.django_db
THUMBNAIL = "max-165x165"  # the size that the admin makes for its lists


def editor():
    return factories.UserFactory(is_superuser=True, is_staff=True)


def test_originals_lie_outside_the_folder_that_a_web_server_serves(client, db, settings):
    document = PortalDocument(title="議事録", key="minutes")
    document.file.save("minutes.pdf", ContentFile(b"%PDF-1.4 secret"))
    picture = factories.PortalImageFactory(consent="missing")
    for stored in (document.file, picture.file):
        assert not stored.path.startswith(str(settings.MEDIA_ROOT))
        assert client.get(f"/media/{stored.name}").status_code == 404
        assert client.get(f"/admin/originals/{stored.name}").status_code == 302  # to sign in
    collection = Collection.get_first_root_node().add_child(name="closed")
    PortalDocument.objects.filter(pk=document.pk).update(collection=collection)
    assert client.get(document.url).status_code == 200
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert client.get(document.url).status_code == 302


def test_editors_see_the_original_of_a_picture_and_of_nothing_else(client, db):
    picture = factories.PortalImageFactory(consent="missing")
    client.force_login(editor())
    assert client.get(picture.file.url).status_code == 200
    for name in (
        "documents/minutes.pdf",
        "original_images/../../portal.sqlite3",
        "original_images",
    ):
        assert client.get(f"/admin/originals/{name}").status_code == 404


def is_public(size, settings):
    return Path(size.file.path).is_relative_to(settings.MEDIA_ROOT)


def test_sizes_of_a_picture_that_may_not_be_shown_are_for_editors_alone(client, settings):
    size = factories.PortalImageFactory(consent="missing").get_rendition(THUMBNAIL)
    assert Path(size.file.path).exists()
    assert not is_public(size, settings)
    assert client.get(size.url).status_code == 302  # to sign in
    client.force_login(editor())
    assert client.get(size.url).status_code == 200


def test_sizes_go_where_the_consent_says_when_it_is_given_or_taken_back(
    settings, django_capture_on_commit_callbacks
):
    picture = factories.PortalImageFactory(consent="missing")
    for consent in ("given", "missing", "nobody"):
        before = picture.get_rendition(THUMBNAIL)
        picture.consent = consent
        with django_capture_on_commit_callbacks(execute=True):
            picture.save()
        assert not Path(before.file.path).exists()
        size = picture.get_rendition(THUMBNAIL)
        assert is_public(size, settings) == (consent != "missing")
