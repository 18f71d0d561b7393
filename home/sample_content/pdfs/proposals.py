"""Sample documents of policy proposals."""

from __future__ import annotations

from home.sample_content.content import Content
from home.sample_content.entries import ContentEntry
from home.sample_content.pdfs.sheet import (
    Section,
    Sheet,
    ja,
    known,
    name_of,
    names_of,
    people,
    points,
    sheet,
    venue,
    when,
)
from pages.wording import format_date


def proposal(content: Content, document: str, key: str) -> Sheet:
    """A proposal: its parts in summary, and how it was handed over."""
    entry = content.lists["proposals"][key]
    return sheet(content, document, entry, *_parts(content, entry), booklet=False)


def proposal_with_background(content: Content, document: str, key: str) -> Sheet:
    """The same as a booklet, with the assembly and the surveys that it was drawn from."""
    entry = content.lists["proposals"][key]
    assembly = content.lists["events"][str(entry.needed("prepared_at"))]
    surveys = content.lists["surveys"].values()
    background = [
        _survey(survey) for survey in surveys if survey.value("linked_event") == assembly.key
    ]
    return sheet(
        content,
        document,
        entry,
        *_parts(content, entry),
        _assembly(content, assembly),
        *background,
        booklet=True,
    )


def _parts(content: Content, entry: ContentEntry) -> list[Section]:
    rows = entry.rows("parts")
    points = [f"{ja(row, 'title')}：{ja(row, 'summary')}" for row in rows]
    return [
        Section("提言の内容（要約）", points=points, numbered=True),
        Section("提出の記録", _handing_over(content, entry)),
        Section("提出した人（肩書は当時）", points=people(content, entry, "delivered_by")),
    ]


def _handing_over(content: Content, entry: ContentEntry) -> list[tuple[str, str]]:
    day = entry.day("date")
    return known(
        ("提出日", format_date(day, "ja") if day else ""),
        ("提出先", "、".join(people(content, entry, "addressees"))),
        ("場所", name_of(content, "organisations", entry, "place")),
        ("連名", "、".join(names_of(content, "organisations", entry, "co_signers"))),
    )


def _assembly(content: Content, entry: ContentEntry) -> Section:
    municipalities = entry.part("attendance").number("municipalities")
    facts = known(
        ("総会", ja(entry, "title")),
        ("期日", when(entry)),
        ("会場", venue(content, entry)),
        ("参加", f"{municipalities}自治体" if municipalities else ""),
    )
    summary = [ja(entry, "summary")]
    return Section("提言をまとめた総会", facts, summary, points(entry, "programme"))


def _survey(entry: ContentEntry) -> Section:
    replies = entry.number("respondents")
    facts = known(
        ("アンケート", ja(entry, "title")),
        ("対象", ja(entry, "target")),
        ("回答", f"{replies}自治体" if replies else ""),
    )
    return Section("もとになったアンケート", facts, [ja(entry, "summary")])
