"""Files of an entry: checked by their content, and pictures freed of their metadata.

A name is only a claim: a file is taken where its content is of the kind that its name says.
"""

from collections.abc import Callable
from io import BytesIO
from unicodedata import normalize
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from pages.characters import portable
from pages.pdf import opened_pdf
from pages.pictures import UNREADABLE, cleaned

MEGABYTE = 1024 * 1024
LARGEST, LARGEST_MEGABYTES = 10 * MEGABYTE, 10
MOST = 5
LONGEST_NAME = 120
# The folder within the file (ECMA-376) by which one program's files differ from another's.
OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
MACROS = "vbaproject.bin"
# What zipfile raises for a broken package; the last for one of a version that it cannot read.
UNREADABLE_ZIP = (BadZipFile, ValueError, OSError, NotImplementedError)
PICTURES = {"jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
# Of a picture it takes some twelve bytes a pixel to free it of its metadata.
MOST_PIXELS = 60_000_000
EXTENSIONS = ("pdf", *OFFICE, *PICTURES)


def checked(upload: UploadedFile) -> ContentFile:
    """A file as it may be stored, under the visitor's name for it.

    Raises a ValidationError that names the file, and says what is wrong with it.
    """
    name = _name_of(upload)
    extension = name.rpartition(".")[2].lower()
    if extension not in EXTENSIONS:
        said = _("“%(name)s” is of a kind that we do not take. Send it as PDF.")
        raise ValidationError(said % {"name": name})
    if (upload.size or 0) > LARGEST:
        said = _("“%(name)s” is larger than %(size)s MB.")
        raise ValidationError(said % {"name": name, "size": LARGEST_MEGABYTES})
    content = upload.read()
    if not content:
        raise ValidationError(_("“%(name)s” is empty.") % {"name": name})
    if extension in PICTURES and _pixels_of(content) > MOST_PIXELS:
        said = _("“%(name)s” has more than %(number)s million pixels. Make it smaller.")
        raise ValidationError(said % {"name": name, "number": MOST_PIXELS // 1_000_000})
    kept = _reader(extension)(content, extension)
    if kept is None:
        said = _(
            "“%(name)s” is not the kind of file that its name says, cannot be read, or is locked"
            " by a password. Save it again and send that."
        )
        raise ValidationError(said % {"name": name})
    return ContentFile(kept, name)


def too_many(names: list[str]) -> str:
    """That an entry has no room for files of these names."""
    said = _("An entry has at most %(number)s files. Not added: %(names)s.")
    listed = _(", ").join(_("“%(name)s”") % {"name": name} for name in names)
    return said % {"number": MOST, "names": listed}


def _name_of(upload: UploadedFile) -> str:
    """The name in composed letters, shortened before its extension."""
    name = portable(normalize("NFC", upload.name or "")).replace("\n", " ").strip()
    stem, dot, extension = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(extension) - 1]}{dot}{extension[:LONGEST_NAME]}"


Reader = Callable[[bytes, str], bytes | None]


def _reader(extension: str) -> Reader:
    if extension in OFFICE:
        return _office
    return _picture if extension in PICTURES else _pdf


def _pdf(content: bytes, extension: str) -> bytes | None:
    """The file itself, where it opens without a password."""
    if not content.lstrip().startswith(b"%PDF-"):
        return None
    with opened_pdf(content) as document:
        return content if document and len(document) else None


def _picture(content: bytes, extension: str) -> bytes | None:
    """The picture upright, without the place where it was taken or its owner."""
    if not content.startswith(PICTURES[extension]):
        return None
    try:
        return bytes(cleaned(BytesIO(content)).read())
    except UNREADABLE:
        return None


def _pixels_of(content: bytes) -> int:
    """How many it would have, read without them; none of what is no picture."""
    try:
        with Image.open(BytesIO(content)) as picture:
            return picture.width * picture.height
    except UNREADABLE:
        return 0


def _office(content: bytes, extension: str) -> bytes | None:
    """The file itself, where it is of its program and brings no program of its own."""
    names = _names_within(content)
    if "[content_types].xml" not in names:
        return None
    if any(name.endswith(MACROS) for name in names):
        return None
    return content if any(name.startswith(OFFICE[extension]) for name in names) else None


def _names_within(content: bytes) -> set[str]:
    if not content.startswith(b"PK\x03\x04"):
        return set()
    try:
        with ZipFile(BytesIO(content)) as package:
            return {name.lower() for name in package.namelist()}
    except UNREADABLE_ZIP:
        return set()
