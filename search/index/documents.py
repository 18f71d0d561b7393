"""From a page, a document or a recording to what the index holds of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from wagtail.models import Page, ReferenceIndex

from pages.base.fallback import has_own_text, own_text
from pages.base.items import DOCUMENT, ItemMixin
from pages.base.page import BasePage
from pages.media import PortalDocument, PublicationKind, Recording
from pages.public import public, public_on_its_day
from pages.resources.indexes import DocumentsPage, VideosPage, unrestricted_documents
from pages.wording import fiscal_year
from search.index.lists import add_listed
from search.index.texts import FactTexts, facts_of
from search.pdf.texts import pages_of

LANGUAGES = ("ja", "en")
# Prose that page types have besides title, summary and text.
MORE_PROSE = ("tagline", "theme")
DOCUMENT_WORDS = "資料 文書 document PDF"
RECORDING_WORDS = "動画 録画 アーカイブ配信 video recording archive"


@dataclass
class IndexDocument:
    """An entry before its terms are worked out."""

    source: str
    item: str
    lang: str
    key: str
    kind: str
    title: str
    url: str
    text: str
    other: str  # the text in the other language: indexed, never in a snippet
    around: str = ""  # the texts of the items it belongs to
    part: int = 0
    day: date | None = None
    year: int | None = None
    fiscal_year: int | None = None
    edition: int | None = None  # the fifth of its series
    texts: FactTexts = field(default_factory=FactTexts)
    papers_of: tuple[str, ...] = ()  # the items a document belongs to


def documents_of(source: str) -> list[IndexDocument]:
    """The documents to index for a page, document or recording; none when it is not public.

    What waits for its day is indexed, and under embargo until then (`search.query.embargo`).
    """
    kind, _colon, number = source.partition(":")
    return list({"page": _page, "document": _document, "recording": _recording}[kind](int(number)))


def all_sources() -> list[str]:
    """Everything that may be in the index."""
    readable = Page.objects.filter(public_on_its_day(), alias_of=None, depth__gte=2)
    pages = readable.values_list("pk", flat=True)
    documents = unrestricted_documents().values_list("pk", flat=True)
    recordings = Recording.objects.values_list("pk", flat=True)
    named = (("page", pages), ("document", documents), ("recording", recordings))
    return [f"{kind}:{number}" for kind, numbers in named for number in numbers]


# --- Pages --------------------------------------------------------------------------------


def _page(number: int) -> Iterator[IndexDocument]:
    readable = Page.objects.filter(public_on_its_day(), own_text())
    page = readable.select_related("locale").filter(pk=number).first()
    specific: Any = page and page.specific
    if not isinstance(specific, BasePage) or not specific.source_is_live:
        return
    texts = facts_of(specific)
    add_listed(specific, texts)
    lang = specific.locale.language_code
    other = "en" if lang == "ja" else "ja"
    dating = specific.dating
    yield IndexDocument(
        source=f"page:{number}",
        item=f"page:{specific.translation_key}",
        lang=lang,
        key="home" if specific.depth == 2 else specific.slug,
        kind=specific.own_type.key,
        title=specific.title,
        url=address_of(specific),
        text=_joined([*prose(specific), *texts.by_language[lang]]),
        other=_joined([*_prose_in(specific, other), *texts.by_language[other], *texts.unquoted]),
        day=dating.day,
        year=dating.year,
        fiscal_year=dating.fiscal_year,
        edition=dating.edition,
        texts=texts,
    )


def prose(page: Any) -> list[str]:
    """The prose of a page besides its title."""
    texts = [getattr(page, name, "") for name in ("summary", *MORE_PROSE)]
    return [*texts, *page.body.stream_block.get_searchable_content(page.body)]


def _prose_in(page: Any, lang: str) -> list[str]:
    versions = page.get_translations().filter(public_on_its_day(), locale__language_code=lang)
    original = versions.filter(alias_of=None).first()
    version: Any = original and original.specific
    if version is None or not has_own_text(version):
        return []
    return [version.title, *prose(version)]


def address_of(page: Page) -> str:
    """The path of a page, without the host it is read at."""
    parts = page.get_url_parts()
    return parts[2] or "" if parts else ""


def pages_naming(thing: Any) -> Any:
    """The public pages, be it from their day on, that name something, in both languages."""
    references = ReferenceIndex.get_references_to(thing)
    numbers = [
        int(number)
        for model, number in references.values_list("base_content_type__model", "object_id")
        if model == "page"
    ]
    keys = Page.objects.filter(pk__in=numbers).values("translation_key")
    return Page.objects.filter(public_on_its_day(), translation_key__in=keys, alias_of=None)


# --- Documents and recordings -----------------------------------------------------------------


def _document(number: int) -> Iterator[IndexDocument]:
    document = unrestricted_documents().filter(pk=number).first()
    if document is None:
        return
    kind = PublicationKind(document.kind).label if document.kind else ""
    label = f"{kind} {DOCUMENT_WORDS}"
    pages = pages_of(document)
    for entry in _in_both_languages(document, "document", label):
        yield entry
        for number, text in enumerate(pages, 1):
            yield replace(entry, part=number, text=text, other="", around="")


def _recording(number: int) -> Iterator[IndexDocument]:
    recording = Recording.objects.filter(pk=number).first()
    if recording is not None:
        yield from _in_both_languages(recording, "recording", RECORDING_WORDS)


def _in_both_languages(thing: Any, name: str, label: str) -> Iterator[IndexDocument]:
    """One document per language, as titles and the lists they stand in differ."""
    day = thing.published_on
    titles = {"ja": thing.title_ja or "", "en": thing.title_en or thing.title_ja or ""}
    texts, belongs_to, around, items = _from_its_items(thing)
    for lang, other in (LANGUAGES, LANGUAGES[::-1]):
        yield IndexDocument(
            source=f"{name}:{thing.pk}",
            item=f"{name}:{thing.pk}",
            lang=lang,
            key=thing.anchor,
            kind=DOCUMENT.key,
            title=titles[lang],
            url=address_in_lists(thing, lang),
            text="",
            other=_joined([titles[other], label, *belongs_to]),
            around=around,
            day=day,
            year=day.year if day else None,
            fiscal_year=fiscal_year(day) if day else None,
            texts=texts,
            papers_of=items,
        )


def _from_its_items(thing: Any) -> tuple[FactTexts, list[str], str, tuple[str, ...]]:
    """The facts, titles, texts and keys of the items that name a document."""
    together, titles, around, items = FactTexts(), [], [], {}
    for page in pages_naming(thing).filter(public()).specific():
        if not isinstance(page, ItemMixin):
            continue
        texts = facts_of(page)
        titles.append(page.title)
        items[f"page:{page.translation_key}"] = True
        around += [page.summary, *texts.by_language[page.locale.language_code]]
        together.prefectures |= texts.prefectures
    return together, titles, _joined(around), tuple(items)


def address_in_lists(thing: Any, lang: str) -> str:
    """The file itself, or the row of the list that says that it follows.

    Without a list that anybody may read, the first page that names it; empty without one.
    """
    is_document = isinstance(thing, PortalDocument)
    if is_document and thing.has_file:
        return str(thing.url)
    lists: Any = DocumentsPage if is_document else VideosPage
    page = lists.objects.filter(public(), locale__language_code=lang).first()
    if page:
        return f"{address_of(page)}#{thing.anchor}"
    naming = pages_naming(thing).filter(public(), locale__language_code=lang)
    return "".join(address_of(each) for each in naming.order_by("path")[:1])


def _joined(texts: list[str]) -> str:
    return "\n".join(text.strip() for text in texts if text and text.strip())
