"""Who tells a date: each witness reads one place and reports what it says about the items.

A witness is a function of a reader and a language that yields sightings. To let another place
speak, write its function and name it in `WITNESSES` with the items it speaks of; where it says
neither chip nor line it leaves them None. What programs read stands in `programs`.
"""

import re
from dataclasses import dataclass, replace
from html import unescape

from tests.replay.table import ITEMS

ADDRESS = {
    "training-1": "/events/training/training-1/",
    "training-2": "/events/training/training-2/",
    "award-5": "/awards/award-5/",
    "summit-5": "/events/summits/summit-5/",
}
EVENTS = ("training-1", "training-2", "summit-5")
TRAININGS = ("training-1", "training-2")
OWN_PAGE = "the item's own page"

STATED = re.compile(r'data-item="([^"]*)" data-state="([^"]*)" data-closes="([^"]*)"')
CHIP = re.compile(r'<span class="chip [a-z]+">(.*?)</span>')
LINE = re.compile(r'<p class="(?:due|left)">(.*?)</p>|<span class="meta deadline">(.*?)</span>')
NEWS = re.compile(
    r'<li[^>]*><time datetime="([^"]+)">(?:(?!<li).)*?<a href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL
)


@dataclass(frozen=True)
class Sighting:
    """The statement of one place about one item."""

    place: str
    item: str
    state: str
    closes: str
    chip: str | None = None
    line: str | None = None


def text_of(html, language):
    """Visible text of a piece of a page; spaces mean nothing in Japanese."""
    words = unescape(re.sub(r"<[^>]+>", "", html)).split()
    return ("" if language == "ja" else " ").join(words)


def stated(html, place, language):
    """Every state in the markup of a page, with the chip and the line that follow it."""
    marks = list(STATED.finditer(html))
    ends = [mark.start() for mark in marks[1:]] + [len(html)]
    for mark, end in zip(marks, ends, strict=False):
        if mark[1] not in ITEMS:
            continue
        part = html[mark.end() : end]
        chip, line = CHIP.search(part), LINE.search(part)
        yield Sighting(
            place,
            *mark.groups(),
            chip=chip and text_of(chip[1], language),
            line=line and text_of(line[1] or line[2] or "", language),
        )


def item_page(item):
    """The item's own page: the panel of facts, and the chip above the title."""

    def witness(read, language):
        html = read(ADDRESS[item])
        head, _, below = html.partition("<h1")
        chip = CHIP.search(head)
        for sighting in stated(below, f"page of {item}", language):
            if sighting.item == item:  # below it stand others of the series, with their own chips
                word = chip and text_of(chip[1], language)
                yield replace(sighting, place=OWN_PAGE, chip=word)
            else:
                yield sighting

    return witness


def listing(address):
    """A list in which items stand with their state."""

    def witness(read, language):
        yield from stated(read(address), address, language)

    return witness


def headlines(read, language, address="/news/"):
    """The announcements in the news list about the items: item, day, headline."""
    items = {("" if language == "ja" else "/en") + ADDRESS[item]: item for item in ITEMS}
    return [
        (items[href], day, text_of(said, language))
        for day, href, said in NEWS.findall(read(address))
        if href in items
    ]


def front_page(read, language):
    """The front page: the call, the running round of the awards, past summits, the newest news."""
    yield from stated(read("/"), "home", language)


def call_of(read, language):
    """The item the front page calls for."""
    found = re.search(r'class="(?:call|strip)\b[^>]*data-item="([^"]*)"', read("/"))
    return found[1] if found else ""


SEARCHES = {"training": ("研修会", "training"), "summit": ("サミット", "summit"),
            "award": ("アワード", "awards")}  # fmt: skip


def found(kind):
    """The results of a search for one kind of items."""

    def witness(read, language):
        words = SEARCHES[kind][0 if language == "ja" else 1]
        yield from stated(read(f"/search/?q={words}&type={kind}"), f"search for {words}", language)

    return witness


# Each place with the items that stand there at every moment, in both languages.
WITNESSES = {
    **{f"page {item}": (item_page(item), (item,)) for item in ITEMS},
    "events": (listing("/events/"), EVENTS),
    "training": (listing("/events/training/"), TRAININGS),
    "summits": (listing("/events/summits/"), ("summit-5",)),
    "awards": (listing("/awards/"), ("award-5",)),
    "winners": (listing("/awards/winners/"), ("award-5",)),
    "home": (front_page, ()),
    "news": (listing("/news/"), ()),
    "search training": (found("training"), TRAININGS),
    "search summit": (found("summit"), ("summit-5",)),
    "search award": (found("award"), ("award-5",)),
}
