"""Where the files that editors upload are kept: outside every folder that a web server serves.

A document is read through Wagtail's view, which asks for the rights of its collection; a picture
through the sizes made of it, which are public. Only the admin sees the original of a picture, as
one whose people have not agreed to be shown must not be had by guessing its name; nor may the sizes
that the admin makes of such a one, which are kept here, too. The same holds for what Wagtail keeps
by itself: files that still wait for their words, pictures of accounts.
"""

import os
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.http import FileResponse, Http404, HttpRequest
from wagtail.admin.auth import require_admin_access

HIDDEN_SIZES = "hidden_images/"  # of pictures that may not be shown
PICTURES = ("original_images/", "avatar_images/", HIDDEN_SIZES)


class OriginalsStorage(FileSystemStorage):
    """Files under `PRIVATE_MEDIA_ROOT`; their addresses are those of the admin's view."""

    @property
    def base_location(self) -> Any:
        """The folder, as the settings say."""
        return settings.PRIVATE_MEDIA_ROOT

    @property
    def location(self) -> str:
        """The folder as a whole path."""
        return os.path.abspath(self.base_location)

    @property
    def base_url(self) -> str:
        """Where the view `original` stands."""
        return "/admin/originals/"


def originals() -> Storage:
    """The storage that file fields name: a callable, so that migrations do not hold its folder."""
    storage: Storage = storages["originals"]
    return storage


class SizesStorage(FileSystemStorage):
    """The sizes of pictures: public ones below `MEDIA_ROOT`, hidden ones beside the originals."""

    def path(self, name: str) -> str:
        """Where a size lies."""
        return originals().path(name) if _is_hidden(name) else super().path(name)

    def url(self, name: str | None) -> str:
        """The address of a size; that of a hidden one answers in the admin alone."""
        return originals().url(name) if _is_hidden(name) else super().url(name)

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Keeps a size in its place."""
        if _is_hidden(name):
            return originals().save(name, content, max_length)
        return super().save(name, content, max_length)


def _is_hidden(name: str | None) -> bool:
    return bool(name and name.startswith(HIDDEN_SIZES))


@require_admin_access
def original(request: HttpRequest, name: str) -> FileResponse:
    """The original of a picture or a hidden size, for whoever may use the admin."""
    storage = originals()
    if not name.startswith(PICTURES) or ".." in name.split("/") or not storage.exists(name):
        raise Http404
    response = FileResponse(storage.open(name))
    response["Cache-Control"] = "private, no-store"
    return response
