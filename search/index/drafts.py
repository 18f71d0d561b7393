"""From a page, a document or a recording to what the index holds of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from wagtail.models import Page, ReferenceIndex

from pages.awards.models import AwardRoundPage
from pages.base.fallback import has_own_text
from pages.base.page import BasePage
from pages.events.event import EventPage
from pages.media import PortalDocument, PublicationKind, Recording
from pages.news.models import NewsPage
from pages.proposals.models import ProposalPage
from pages.resources.indexes import DocumentsPage, VideosPage, unrestricted_documents
from pages.resources.surveys import SurveyPage
from pages.wording import fiscal_year
from search.index.lists import add_listed
from search.index.texts import Texts, facts_of
from search.pdf.texts import pages_of

LANGUAGES = ("ja", "en")
# Prose that page types have besides title, summary and text.
MORE_PROSE = ("tagline", "theme")
DOCUMENT_WORDS = "資料 文書 document PDF"
RECORDING_WORDS = "動画 録画 アーカイブ配信 video recording archive"


@dataclass
class Draft:
    """An entry before its terms are worked out."""

    source: str
    item: str
    lang: str
    key: str
    kind: str
    title: str
    url: str
    text: str
    other: str  # the same thing in the other language: found, but not quoted
    around: str = ""  # what is said of it elsewhere
    part: int = 0
    day: date | None = None
    year: int | None = None
    fiscal_year: int | None = None
    edition: int | None = None  # the fifth of its series
    texts: Texts = field(default_factory=Texts)
    papers_of: tuple[str, ...] = ()  # the items a document belongs to


def drafts_of(source: str) -> list[Draft]:
    """What can be found of a page, document or recording now; nothing when it is not public."""
    kind, _colon, number = source.partition(":")
    return list({"page": _page, "document": _document, "recording": _recording}[kind](int(number)))


def all_sources() -> list[str]:
    """Everything that may be in the index."""
    pages = Page.objects.live().filter(alias_of=None, depth__gte=2).values_list("pk", flat=True)
    documents = unrestricted_documents().values_list("pk", flat=True)
    recordings = Recording.objects.values_list("pk", flat=True)
    named = (("page", pages), ("document", documents), ("recording", recordings))
    return [f"{kind}:{number}" for kind, numbers in named for number in numbers]


# --- Pages --------------------------------------------------------------------------------


def _page(number: int) -> Iterator[Draft]:
    page = Page.objects.select_related("locale").filter(pk=number, live=True).first()
    specific: Any = page and page.specific
    if not isinstance(specific, BasePage) or not is_public(specific):
        return
    texts = facts_of(specific)
    add_listed(specific, texts)
    lang = specific.locale.language_code
    other = "en" if lang == "ja" else "ja"
    day, year, fiscal = when(specific)
    yield Draft(
        source=f"page:{number}",
        item=f"page:{specific.translation_key}",
        lang=lang,
        key="home" if specific.depth == 2 else specific.slug,
        kind=kind_of(specific),
        title=specific.title,
        url=address_of(specific),
        text=_joined([*prose(specific), *texts.said[lang]]),
        other=_joined([*_prose_in(specific, other), *texts.said[other], *texts.behind]),
        day=day,
        year=year,
        fiscal_year=fiscal,
        edition=_edition(specific),
        texts=texts,
    )


def is_public(page: Any) -> bool:
    """Whether anybody may read a page, in words of its own language."""
    return (
        page.live
        and has_own_text(page)
        and page.source_is_live
        and not page.get_view_restrictions().exists()
    )


def prose(page: Any) -> list[str]:
    """What a page says besides its title."""
    said = [getattr(page, name, "") for name in ("summary", *MORE_PROSE)]
    return [*said, *page.body.stream_block.get_searchable_content(page.body)]


def _prose_in(page: Any, lang: str) -> list[str]:
    versions = page.get_translations().live().filter(locale__language_code=lang)
    found = versions.filter(alias_of=None).first()
    version: Any = found and found.specific
    if version is None or not has_own_text(version):
        return []
    return [version.title, *prose(version)]


def kind_of(page: Any) -> str:
    """The type under which a result is shown."""
    if isinstance(page, NewsPage):
        return "news"
    return getattr(page, "kind", "") or "page"


def when(page: Any) -> tuple[date | None, int | None, int | None]:
    """The day, year and fiscal year of a page, as far as they are known."""
    facts, day, year, fiscal = page.facts, None, None, None
    if isinstance(page, EventPage):
        day, fiscal = facts.start_date, facts.fiscal_year
    elif isinstance(page, AwardRoundPage):
        day, year = facts.ceremony_on or facts.results_on or facts.closes_on, facts.year
    elif isinstance(page, ProposalPage):
        day = facts.handed_over_on or facts.published_on
    elif isinstance(page, NewsPage):
        day = facts.published_on
    elif isinstance(page, SurveyPage):
        fiscal = facts.fiscal_year
    year = year or (day.year if day else fiscal)
    return day, year, fiscal or (fiscal_year(day) if day else None)


def _edition(page: Any) -> int | None:
    """Which of its series an event or round is, as far as it is counted."""
    name = {EventPage: "edition", AwardRoundPage: "number"}
    found = (getattr(page.facts, field) for kind, field in name.items() if isinstance(page, kind))
    return next(found, None)


def address_of(page: Page) -> str:
    """The path of a page, without the host it is read at."""
    parts = page.get_url_parts()
    return parts[2] or "" if parts else ""


def pages_naming(thing: Any) -> Any:
    """The public pages whose text, facts or rows name something, in both languages."""
    references = ReferenceIndex.get_references_to(thing)
    numbers = [
        int(number)
        for model, number in references.values_list("base_content_type__model", "object_id")
        if model == "page"
    ]
    keys = Page.objects.filter(pk__in=numbers).values("translation_key")
    return Page.objects.live().filter(translation_key__in=keys, alias_of=None)


# --- Documents and recordings -----------------------------------------------------------------


def _document(number: int) -> Iterator[Draft]:
    document = unrestricted_documents().filter(pk=number).first()
    if document is None:
        return
    kind = PublicationKind(document.kind).label if document.kind else ""
    label = f"{kind} {DOCUMENT_WORDS}"
    pages = pages_of(document)
    for draft in _in_both_languages(document, "document", DocumentsPage, label):
        yield draft
        for number, text in enumerate(pages, 1):
            yield replace(draft, part=number, text=text, other="", around="")


def _recording(number: int) -> Iterator[Draft]:
    recording = Recording.objects.filter(pk=number).first()
    if recording is not None:
        yield from _in_both_languages(recording, "recording", VideosPage, RECORDING_WORDS)


def _in_both_languages(thing: Any, name: str, list_page: Any, label: str) -> Iterator[Draft]:
    """A row for each language, as titles and the lists they stand in differ."""
    day = thing.published_on
    titles = {"ja": thing.title_ja or "", "en": thing.title_en or thing.title_ja or ""}
    texts, belongs_to, around, items = _said_of_its_items(thing)
    for lang, other in (LANGUAGES, LANGUAGES[::-1]):
        yield Draft(
            source=f"{name}:{thing.pk}",
            item=f"{name}:{thing.pk}",
            lang=lang,
            key=thing.key or f"{name}-{thing.pk}",
            kind="document",
            title=titles[lang],
            url=_address_in_list(thing, list_page, lang),
            text="",
            other=_joined([titles[other], label, *belongs_to]),
            around=around,
            day=day,
            year=day.year if day else None,
            fiscal_year=fiscal_year(day) if day else None,
            texts=texts,
            papers_of=items,
        )


def _said_of_its_items(thing: Any) -> tuple[Texts, list[str], str, tuple[str, ...]]:
    """The titles of the items that name a document, what else they say of it, and their names."""
    together, titles, said, items = Texts(), [], [], {}
    for page in pages_naming(thing).specific():
        if kind_of(page) in ("page", "news"):
            continue
        texts = facts_of(page)
        titles.append(page.title)
        items[f"page:{page.translation_key}"] = True
        said += [page.summary, *texts.said[page.locale.language_code]]
        together.prefectures |= texts.prefectures
    return together, titles, _joined(said), tuple(items)


def _address_in_list(thing: Any, list_page: Any, lang: str) -> str:
    """The file itself, or the row of the list that says that it follows."""
    if isinstance(thing, PortalDocument) and thing.has_file:
        return str(thing.url)
    pages = list_page.objects.live().filter(locale__language_code=lang)
    page = pages.first()
    return f"{address_of(page)}#{thing.key}" if page else ""


def _joined(texts: list[str]) -> str:
    return "\n".join(text.strip() for text in texts if text and text.strip())
