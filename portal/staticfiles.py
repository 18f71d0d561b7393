"""How static files are prepared for real use: one style sheet is served instead of its parts."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLE_SHEET = "css/site.css"

_IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\(([\w-]+)\);')
# A string is matched so that nothing inside it is taken for a comment or for spare space.
_STRING_OR_GAP = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?:\s|/\*.*?\*/)+""", re.DOTALL
)
_RELATIVE_URL = re.compile(r"""url\(\s*["']?(?!data:|/|#)""")


def strip(css: str) -> str:
    """Drop comments and indentation; no token is touched, so `calc(1px + 2px)` and strings stay."""
    return _STRING_OR_GAP.sub(_shortened, css).strip()


def _shortened(match: re.Match[str]) -> str:
    if match["string"] is not None:
        return match["string"]
    gap = re.sub(r"/\*.*?\*/", "", match[0], flags=re.DOTALL)
    if not gap:
        return "/**/"  # a comment alone still keeps two tokens apart
    return "\n" if "\n" in gap else " "


def bundle(name: str, read: Callable[[str], str]) -> str:
    """Return the style sheet `name` with the files it imports in their place, in their layers.

    `read` returns the text of a static file by name. A part may neither import nor hold a relative
    address, which would point elsewhere once the part has moved: either raises a ValueError.
    """

    def part(match: re.Match[str]) -> str:
        path = posixpath.join(posixpath.dirname(name), match[1])
        css = strip(read(path))
        if "@import" in css or _RELATIVE_URL.search(css):
            raise ValueError(f"{path}: @import and relative url() cannot be bundled; move them")
        return f"@layer {match[2]} {{\n{css}\n}}"

    css = _IMPORT.sub(part, strip(read(name)))
    if "@import" in css:
        raise ValueError(f'{name}: write every import as @import url("…") layer(…);')
    return css + "\n"


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed static files; the site's style sheet leaves `collectstatic` whole.

    In development the browser follows the imports of `css/site.css` instead.
    """

    def post_process(
        self, paths: Mapping[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[Any, ...]]:
        """Bundle the style sheet, then let Django and WhiteNoise hash and compress every file.

        `paths` maps names to (storage, path) of the originals, which is where Django reads again:
        so the bundle replaces the collected copy and takes the original's place in `paths`.
        """
        if STYLE_SHEET in paths and not dry_run:
            css = bundle(STYLE_SHEET, lambda name: _read(paths, name))
            self.delete(STYLE_SHEET)
            self.save(STYLE_SHEET, ContentFile(css.encode()))
            paths = {**paths, STYLE_SHEET: (self, STYLE_SHEET)}
        return super().post_process(paths, dry_run=dry_run, **options)


def _read(paths: Mapping[str, Any], name: str) -> str:
    if name not in paths:
        raise ValueError(f"{STYLE_SHEET} imports {name}, which does not exist")
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
