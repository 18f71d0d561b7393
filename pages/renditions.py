"""The sizes and formats of a picture that pages show, cut around its focal point."""

from typing import Any, NamedTuple

from wagtail.images.models import SourceImageIOError

FORMATS = ("avif", "webp")
WIDTHS = (480, 960, 1600)
FALLBACK_WIDTH = 960


class Cut(NamedTuple):
    """How wide a picture comes, and across : down of its shape; without one it is whole."""

    widths: tuple[int, ...]
    ratio: tuple[int, int] | None


CUTS = {"text": Cut(WIDTHS, (3, 2)), "whole": Cut(WIDTHS, None), "person": Cut((480,), (1, 1))}


class Renditions(NamedTuple):
    """The files of a picture in one cut."""

    modern: list[tuple[str, list[Any]]]  # by media type, the smallest first
    fallback: Any


def renditions_of(image: Any, cut: str) -> Renditions | None:
    """The files, made where they are not there yet; nothing where the original is lost."""
    specs = _specs(image, CUTS[cut])
    try:
        made = image.get_renditions(*(spec for of_format in specs.values() for spec in of_format))
    except SourceImageIOError:
        return None
    modern = [(f"image/{name}", [made[spec] for spec in specs[name]]) for name in FORMATS]
    return Renditions(modern, made[specs["jpeg"][0]])


def _specs(image: Any, how: Cut) -> dict[str, list[str]]:
    """Wagtail's names of the sizes, by format; none is larger than the picture itself."""
    across, down = how.ratio or (0, 0)
    most = min(image.width, image.height * across // down) if how.ratio else image.width
    smaller = [width for width in how.widths if width < most]
    widths = how.widths[: len(smaller) + 1]
    names = {
        width: f"fill-{width}x{round(width * down / across)}" if how.ratio else f"width-{width}"
        for width in widths
    }
    modern = {kind: [f"{name}|format-{kind}" for name in names.values()] for kind in FORMATS}
    middle = max(width for width in widths if width <= FALLBACK_WIDTH)
    return {**modern, "jpeg": [f"{names[middle]}|format-jpeg"]}
