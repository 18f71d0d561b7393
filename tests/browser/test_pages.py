"""Every page in both languages, opened once: what must hold of each for all its readers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.conftest import PAGES
from tests.browser.measures import (
    SMALLEST_TARGET,
    STICKING_OUT,
    TARGETS_BELOW,
    UNSEEN_TEXT,
    WIDTHS,
    add_axe,
    violations,
)

pytestmark = pytest.mark.browser

ADDRESSES = (*PAGES, *(f"/en{page}" for page in PAGES))


@dataclass
class Visit:
    """A page as its reader has it before them, what its console said and whom it asked."""

    page: Page
    scriptless: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def hear(self, message: ConsoleMessage) -> None:
        """Note a complaint; that a missing page is missing is none."""
        is_own_status = message.location["url"] == self.page.url and "404" in message.text
        if message.type in ("error", "warning") and not is_own_status:
            self.complaints.append(message.text)

    def open(self, url: str) -> None:
        self.complaints.clear()
        self.requests.clear()
        self.resize(1280)
        self.page.goto(url)
        self.scriptless.goto(url)

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})


@pytest.fixture(scope="module")
def visit(browser):
    """A reader with an ordinary browser, and with one without JavaScript."""
    options = {"viewport": {"width": 1280, "height": 900}, "locale": "ja-JP"}
    ordinary = browser.new_context(**options, reduced_motion="reduce")
    scriptless = browser.new_context(**options, java_script_enabled=False)
    yield Visit(ordinary.new_page(), scriptless.new_page())
    ordinary.close()
    scriptless.close()


def lines(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines() if line.strip()}


# --- What must hold, in the order in which it is looked at ------------------------------


def it_does_not_scroll_sideways(visit: Visit) -> None:
    found = {}
    for width in WIDTHS:
        visit.resize(width)
        found[width] = visit.page.evaluate(STICKING_OUT)
    assert not any(found.values()), found


def its_targets_are_large_enough_for_a_finger(visit: Visit) -> None:
    visit.resize(390)
    menu = visit.page.locator("details.menu")
    menu.evaluate("menu => menu.open = true")
    too_small = visit.page.evaluate(TARGETS_BELOW, SMALLEST_TARGET)
    menu.evaluate("menu => menu.open = false")
    assert not too_small


def its_demonstration_bar_is_first_and_shows_the_date(visit: Visit) -> None:
    bar = visit.page.locator("body > :not(.skip)").first
    assert bar.bounding_box() | {"height": 0} == {"x": 0, "y": 0, "width": 1280, "height": 0}
    expect(bar.locator("[lang=ja]")).to_have_text("見本サイト（非公式）・2022年9月22日時点の表示")
    expect(bar.locator("[lang=en]")).to_have_text(
        "Unofficial demonstration, shown as of 22 September 2022"
    )


def on_paper_it_carries_its_text_and_no_navigation(visit: Visit) -> None:
    visit.page.emulate_media(media="print")
    try:
        expect(visit.page.locator("h1")).to_be_visible()
        navigation = visit.page.locator(":is(nav, button, .menu summary, .skip):visible")
        expect(navigation).to_have_count(0)
        assert not visit.page.evaluate(UNSEEN_TEXT)
    finally:
        visit.page.emulate_media(media="screen")


def forced_colours_leave_all_text_to_be_seen(visit: Visit) -> None:
    visit.page.emulate_media(forced_colors="active")
    try:
        assert not visit.page.evaluate(UNSEEN_TEXT)
    finally:
        visit.page.emulate_media(forced_colors="none")


def it_says_the_same_without_javascript(visit: Visit) -> None:
    copy_link = lines("\n".join(visit.page.locator("[data-copy]").all_inner_texts()))
    with_script = lines(visit.page.locator("body").inner_text())
    assert lines(visit.scriptless.locator("body").inner_text()) == with_script - copy_link


def a_button_that_needs_javascript_is_hidden_without_it(visit: Visit) -> None:
    buttons = visit.scriptless.locator("main button:not([type=submit]):visible")
    expect(buttons).to_have_count(0)


def it_loads_in_silence_and_asks_nobody_but_the_portal(visit: Visit) -> None:
    assert visit.page.url in visit.requests
    assert {urlsplit(url).netloc for url in visit.requests} == {urlsplit(visit.page.url).netloc}
    assert not visit.complaints


def it_violates_no_rule_of_accessibility(visit: Visit) -> None:
    add_axe(visit.page)
    found = {}
    for width in WIDTHS:
        visit.resize(width)
        found[width] = violations(visit.page)
    assert not any(found.values()), found


def its_open_menu_violates_no_rule_of_accessibility(visit: Visit) -> None:
    visit.resize(390)
    menu = visit.page.locator("details.menu")
    menu.evaluate("menu => menu.open = true")
    found = violations(visit.page, "header.head")
    menu.evaluate("menu => menu.open = false")
    assert not found


def nothing_that_opens_violates_a_rule_of_accessibility(visit: Visit) -> None:
    visit.resize(390)
    closed = visit.page.locator("main details:not([open])")
    if closed.count() == 0:
        return
    closed.evaluate_all("all => all.forEach((each) => { each.open = true; })")
    assert not violations(visit.page, "main")


CLAIMS: tuple[Callable[[Visit], None], ...] = (
    its_demonstration_bar_is_first_and_shows_the_date,
    it_says_the_same_without_javascript,
    a_button_that_needs_javascript_is_hidden_without_it,
    on_paper_it_carries_its_text_and_no_navigation,
    forced_colours_leave_all_text_to_be_seen,
    it_does_not_scroll_sideways,
    its_targets_are_large_enough_for_a_finger,
    it_loads_in_silence_and_asks_nobody_but_the_portal,
    it_violates_no_rule_of_accessibility,
    its_open_menu_violates_no_rule_of_accessibility,
    nothing_that_opens_violates_a_rule_of_accessibility,
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_claim_holds_of_the_page(visit, portal, address):
    """Looks at all of them, and names the page and each that does not hold."""
    visit.open(portal.url + address)
    assert visit.page.url == portal.url + address
    failed = []
    for claim in CLAIMS:
        try:
            claim(visit)
        except AssertionError as error:
            failed.append(f"{claim.__name__}: {error}")
    assert not failed, "\n".join([f"{address}:", *failed])


def test_every_page_type_is_among_the_pages(portal):
    types = portal.page_types()
    examined_types = {types[page] for page in PAGES if page in types}
    assert examined_types == set(types.values())


def test_axe_would_find_a_fault(visit, portal):
    visit.page.goto(portal.url)
    add_axe(visit.page)
    visit.page.locator("html").evaluate("html => html.removeAttribute('lang')")
    assert [found for found in violations(visit.page) if found.startswith("html-has-lang: html")]
