"""Sample documents of summits, general assemblies and training sessions."""

from __future__ import annotations

from collections.abc import Iterator

from home.sample_content.blocks import published_blocks
from home.sample_content.content import Content
from home.sample_content.entries import ContentEntry
from home.sample_content.pdfs.sheet import (
    Section,
    Sheet,
    ja,
    known,
    name_of,
    people,
    points,
    sheet,
    venue,
    when,
    window,
)
from pages.wording.lines import format_yen


def summit(content: Content, document: str, key: str) -> Sheet:
    """The press release of a summit."""
    entry = content.lists["events"][key]
    heads = entry.part("attendance").number("heads")
    outline = known(
        ("テーマ", ja(entry, "theme")),
        *_place(content, entry),
        ("対象", ja(entry, "eligibility")),
        ("参加した首長", f"{heads}名" if heads else ""),
    )
    return sheet(
        content,
        document,
        entry,
        Section("開催概要", outline),
        Section("登壇者（肩書は当時）", points=people(content, entry, "speakers")),
        Section("プログラム", points=points(entry, "programme")),
        *_body(entry),
        booklet=False,
    )


def assembly(content: Content, document: str, key: str) -> Sheet:
    """The materials of a general assembly, with the officers it elected."""
    entry = content.lists["events"][key]
    terms = content.council.part("officers").rows("terms")
    return sheet(
        content,
        document,
        entry,
        Section("開催概要", known(*_place(content, entry))),
        Section("次第", points=points(entry, "programme")),
        Section("登壇者（肩書は当時）", points=people(content, entry, "speakers")),
        *_body(entry),
        *(_officers(content, term) for term in terms if term.value("elected_at") == key),
        booklet=False,
    )


def training(content: Content, document: str, key: str) -> Sheet:
    """The programme of a training session."""
    entry = content.lists["events"][key]
    capacity, application = entry.part("capacity"), entry.part("application")
    number = capacity.number("number")
    rule = "（先着順）" if capacity.value("order") == "first_come" else ""
    taking_part = known(
        ("対象", ja(entry, "eligibility")),
        ("定員", f"{number}名{rule}" if number else ""),
        *((ja(row, "who"), _fee(row)) for row in entry.rows("fees")),
        *window(application),
        ("申込方法", ja(application, "method")),
    )
    return sheet(
        content,
        document,
        entry,
        Section("開催概要", known(*_place(content, entry))),
        Section("プログラム", points=points(entry, "programme")),
        Section("参加と申込み", taking_part),
        booklet=False,
    )


def _place(content: Content, entry: ContentEntry) -> list[tuple[str, str]]:
    online = entry.part("online")
    how = [online.value("platform") or "", ja(online, "mode")]
    return [
        ("日時" if entry.moment("start")[1] else "期日", when(entry)),
        ("会場", venue(content, entry)),
        ("会場の催し", name_of(content, "organisations", entry, "within")),
        ("参加形式", "、".join(filter(None, how))),
        ("主催", name_of(content, "organisations", entry, "organiser")),
    ]


def _fee(row: ContentEntry) -> str:
    amount = row.number("amount_jpy")
    return "" if amount is None else format_yen(amount, bool(row.value("tax_included")), "ja")


def _officers(content: Content, term: ContentEntry) -> Section:
    rows = [
        (ja(row, "post"), name_of(content, "people", row, "person")) for row in term.rows("members")
    ]
    heading = f"{ja(term, 'term')}の役員"
    return Section(heading if term.value("complete") else f"{heading}（確認できた方のみ）", rows)


def _body(entry: ContentEntry) -> Iterator[Section]:
    """The running text, a section per heading."""
    heading = ""
    paragraphs: list[str] = []
    listed: list[str] = []
    for block in published_blocks(entry.rows("body")):
        if block["type"] == "heading":
            yield Section(heading, paragraphs=paragraphs, points=listed)
            heading, paragraphs, listed = ja(block, "text"), [], []
        elif block["type"] == "list":
            listed = points(block, "items")
        elif block["type"] == "paragraph":
            paragraphs = [*paragraphs, ja(block, "text")]
    yield Section(heading, paragraphs=paragraphs, points=listed)
