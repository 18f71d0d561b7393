"""Pictures in the sizes and formats a reader's screen can use."""

from typing import Any

from django import template
from django.template import Context

from pages.renditions import renditions_of
from pages.templatetags.block_links import surrounding_language
from pages.wording import is_japanese

register = template.Library()

# How wide a picture is shown. Running text is as wide as its measure (38em in Japanese, 34em in
# English: `--measure`), or as the window less its gutters; a gallery has two to a row where they
# fit.
SIZES = {
    "text": "(min-width: {wide}rem) {measure}rem, calc(100vw - 2rem)",
    "gallery": (
        "(min-width: {wide}rem) {half}rem, (min-width: 34rem) calc(50vw - 1.5rem), "
        "calc(100vw - 2rem)"
    ),
    "person": "8rem",
}
CUT_OF = {"text": "text", "whole": "whole", "gallery": "text", "person": "person"}


@register.simple_tag(takes_context=True)
def picture_of(context: Context, image: Any, place: str) -> dict[str, Any] | None:
    """The context of `components/picture.html`; nothing without a file or without consent."""
    if image is None or not image.may_be_shown:
        return None
    made = renditions_of(image, CUT_OF[place])
    if made is None:
        return None
    alternative, language = _alternative(image)
    return {
        "sources": [(kind, _srcset(files)) for kind, files in made.modern],
        "fallback": made.fallback,
        "sizes": _sizes(place),
        "alternative": alternative,
        "language": "" if language == surrounding_language(context) else language,
    }


def _srcset(files: list[Any]) -> str:
    """The files of one format with their widths, as a browser chooses among them."""
    return ", ".join(f"{file.url} {file.width}w" for file in files)


def _sizes(place: str) -> str:
    measure = 38 if is_japanese() else 34
    sizes = SIZES.get(place, SIZES["text"])
    return sizes.format(measure=measure, wide=measure + 4, half=(measure - 1) / 2)


def _alternative(image: Any) -> tuple[str, str]:
    """The text alternative and its language."""
    if image.alt_en and not is_japanese():
        return image.alt_en, "en"
    return image.alt_ja or "", "ja"
