"""Loads the project's own templates without the white space that only makes them readable.

A template has one element or tag to a line; a page needs none of those line breaks. They are taken
out once, when a template is compiled. The rules are those of JSX:

- White space that holds a line break and touches a tag (of HTML, `{% … %}`, a comment, the start
  or end of the file) vanishes. Where a blank is wanted there, it is written: `{{ " " }}`.
- Within text, or between text and `{{ … }}`, it becomes one blank.
- Between the attributes of an element it becomes one blank, before the closing bracket none.
- White space on one line stays as it is.
- `<pre>`, `<textarea>`, `<script>`, `<style>`, values of attributes, HTML comments, and the bodies
  of `{% verbatim %}` and `{% blocktranslate %}` (whose text is a key of the catalog) stay as they
  are. A `{% blocktranslate trimmed %}` may be spread over lines.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise
from typing import Any

from django.template import Engine, Origin, Template, TemplateDoesNotExist
from django.template.base import DebugLexer, Lexer, NodeList, Parser, Token, TokenType
from django.template.loaders import base, cached, filesystem

DJANGO_LOADERS = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
WHOLE_BLOCKS = {"verbatim", "comment", "blocktranslate", "blocktrans"}
WHOLE_ELEMENTS = {"pre", "textarea", "script", "style"}

# ASCII only: an ideographic or a no-break space is text. A lone `<` at the end stands before a tag
# whose name is a variable.
SPACE = r"(?P<space>[ \t\r\n\f]+)"
IN_TEXT = re.compile(
    rf"{SPACE}|(?P<comment><!--)|(?P<tag></?(?P<name>[a-zA-Z][\w-]*)|</?$|<[!?])|[^ \t\r\n\f<]+|<"
)
IN_TAG = re.compile(rf"{SPACE}|(?P<end>/?>)|(?P<quote>[\"'])|[^ \t\r\n\f/>\"']+|/")


class Region(Enum):
    """Where in the HTML a piece of a template stands."""

    TEXT = auto()
    TAG = auto()
    VALUE = auto()
    COMMENT = auto()
    WHOLE_ELEMENT = auto()


class Compactor:
    """Reads the texts of a template in order and writes them without line breaks of layout."""

    def __init__(self) -> None:
        self.region = Region.TEXT
        self.touches_tag = True
        self.element = ""
        self.ending = ""

    def passed(self, token: Token) -> None:
        """Takes note of a tag or variable of the template between two texts."""
        self.touches_tag = token.token_type != TokenType.VAR

    def text(self, text: str, following: TokenType | None) -> str:
        """A text as it is sent; `following` is the kind of token behind it, None at the end."""
        return "".join(self._pieces(text, following != TokenType.VAR))

    def _pieces(self, text: str, tag_follows: bool) -> Iterator[str]:
        position = 0
        while position < len(text):
            if self.region == Region.TEXT:
                piece, position = self._in_text(text, position, tag_follows)
            elif self.region == Region.TAG:
                piece, position = self._in_tag(text, position)
            else:
                piece, position = self._until_ending(text, position)
            yield piece

    def _in_text(self, text: str, position: int, tag_follows: bool) -> tuple[str, int]:
        match = IN_TEXT.match(text, position)
        assert match is not None
        piece, end = match[0], match.end()
        if match["space"]:
            return self._space(piece, self.touches_tag or _is_tag(text, end, tag_follows)), end
        self.touches_tag = False
        if match["comment"]:
            self.region, self.ending = Region.COMMENT, "-->"
        elif match["tag"]:
            self.region = Region.TAG
            self.element = "" if piece.startswith("</") else (match["name"] or "").lower()
        return piece, end

    def _in_tag(self, text: str, position: int) -> tuple[str, int]:
        match = IN_TAG.match(text, position)
        assert match is not None
        piece, end = match[0], match.end()
        if match["space"]:
            return self._space(piece, text.startswith((">", "/>"), end)), end
        if match["end"]:
            self._close_tag()
        elif match["quote"]:
            self.region, self.ending = Region.VALUE, piece
        return piece, end

    def _close_tag(self) -> None:
        self.touches_tag = True
        self.region = Region.TEXT
        if self.element in WHOLE_ELEMENTS:
            self.region, self.ending = Region.WHOLE_ELEMENT, f"</{self.element}"

    def _until_ending(self, text: str, position: int) -> tuple[str, int]:
        found = text.lower().find(self.ending, position)
        if found < 0:
            return text[position:], len(text)
        end = found + len(self.ending)
        if self.region == Region.WHOLE_ELEMENT:
            self.element = ""
        self.touches_tag = self.region == Region.COMMENT
        self.region = Region.TEXT if self.region == Region.COMMENT else Region.TAG
        return text[position:end], end

    def _space(self, run: str, vanishes: bool) -> str:
        if "\n" not in run:
            return run
        return "" if vanishes else " "


def _is_tag(text: str, position: int, tag_follows: bool) -> bool:
    """Whether a tag begins at a position of a text, or follows where the text ends there."""
    if position == len(text):
        return tag_follows
    match = IN_TEXT.match(text, position)
    return match is not None and bool(match["tag"] or match["comment"])


def compact(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens of a template, their texts without line breaks of layout."""
    compactor, whole_until = Compactor(), ""
    for token, following in pairwise([*tokens, None]):
        assert token is not None
        if whole_until:
            whole_until = "" if token.contents == whole_until else whole_until
        elif token.token_type == TokenType.TEXT:
            kind = following.token_type if following else None
            token.contents = compactor.text(token.contents, kind)
        elif token.token_type == TokenType.BLOCK:
            whole_until = _end_of_whole_block(token)
        if token.token_type != TokenType.TEXT:
            compactor.passed(token)
        if token.contents or token.token_type != TokenType.TEXT:
            yield token


def _end_of_whole_block(token: Token) -> str:
    """The tag that ends a block whose body stays as it is; empty for other tags."""
    name, *_arguments = token.contents.split() or [""]
    if name not in WHOLE_BLOCKS:
        return ""
    return f"end{token.contents}" if name == "verbatim" else f"end{name}"


class CompactTemplate(Template):
    """A template compiled without line breaks of layout; errors name the lines of its file."""

    def compile_nodelist(self) -> NodeList:
        """As Django compiles a template, from compacted tokens."""
        lexer = DebugLexer if self.engine.debug else Lexer
        parser = Parser(
            list(compact(lexer(self.source).tokenize())),
            self.engine.template_libraries,
            self.engine.template_builtins,
            self.origin,
        )
        try:
            nodelist = parser.parse()
        except Exception as error:
            if self.engine.debug:
                error.template_debug = self.get_exception_info(error, error.token)  # type: ignore[attr-defined]
            raise
        self.extra_data = parser.extra_data
        return nodelist


class CompactingLoader(base.Loader):
    """Compiles the HTML of the folders of `DIRS` compactly; templates of packages as they are."""

    def get_template(self, template_name: str, skip: Sequence[Origin] | None = None) -> Template:
        """The first template of this name, those of `skip` passed over, as Django's own does it."""
        tried = []
        sources: Iterable[Any] = self.get_template_sources(template_name)
        for origin in sources:
            if origin in (skip or ()):
                tried.append((origin, "Skipped to avoid recursion"))
                continue
            try:
                source = origin.loader.get_contents(origin)
            except TemplateDoesNotExist:
                tried.append((origin, "Source does not exist"))
                continue
            kind = CompactTemplate if _is_own_html(origin) else Template
            return kind(source, origin, template_name, self.engine)
        raise TemplateDoesNotExist(template_name, tried=tried)


def _is_own_html(origin: Origin) -> bool:
    own = type(origin.loader) is filesystem.Loader  # that of packages is a subclass
    return own and str(origin.template_name).endswith(".html")


class Loader(cached.Loader, CompactingLoader):
    """Django's cached loader of the folders and of the packages; the class behind it compiles."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, DJANGO_LOADERS)
