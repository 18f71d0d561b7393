"""The files of pictures as they are kept: upright, in sRGB, without metadata.

A camera's metadata (the place, its owner, a thumbnail of the uncut picture) is removed before the
file is stored, so no size or format made of it later can hold any of that.
"""

from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile
from PIL import Image, ImageCms, ImageOps
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

# The errors Pillow raises for a file that is no picture, is cut off, or would fill the memory.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    ImageCms.PyCMSError,
)
QUALITY = 92  # of the kept original, in formats that lose something
SRGB = ImageCms.createProfile("sRGB")


def cleaned(content: IO[bytes], name: str = "") -> ContentFile:
    """The same picture, turned as the camera held it, in sRGB, without metadata.

    Raises one of `UNREADABLE`.
    """
    content.seek(0)
    with Image.open(content) as source:
        kind = "JPEG" if source.format == "MPO" else source.format  # phones write two pictures
        picture = _in_srgb(ImageOps.exif_transpose(source))
    picture.info = {}
    kept = BytesIO()
    picture.save(kept, kind, quality=QUALITY)
    return ContentFile(kept.getvalue(), name)


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    see_through = picture.has_transparency_data
    if picture.mode == "P":
        picture = picture.convert("RGBA" if see_through else "RGB")
    if profile:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if see_through else "RGB"
        return ImageCms.profileToProfile(picture, source, SRGB, outputMode=mode) or picture
    return picture.convert("RGB") if picture.mode in ("CMYK", "YCbCr", "LAB") else picture


class CleanImageFile(WagtailImageFieldFile):
    """A file that is cleaned whenever it is stored, by whatever form it came."""

    @property
    def is_new(self) -> bool:
        """Whether the file was handed over and is not stored yet."""
        return not self._committed

    def save(self, name: str, content: Any, save: bool = True) -> None:
        """Stores the cleaned picture."""
        super().save(name, cleaned(content, name), save)


class CleanImageField(WagtailImageField):
    """A picture without metadata."""

    attr_class = CleanImageFile
