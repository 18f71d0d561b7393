"""Every page type in both languages, on a phone and on a desk, without a finding by axe."""

from importlib.resources import files

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 1280)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
RUN_AXE = """async ([part, tags]) => {
  const {violations} = await axe.run(part, {runOnly: tags, resultTypes: ["violations"]});
  return violations.flatMap(({id, nodes}) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


@pytest.fixture(scope="module")
def examined(lasting_page):
    """A page that has axe in it wherever it goes."""
    page = lasting_page(bypass_csp=True, reduced_motion="reduce")
    page.add_init_script(AXE)
    return page


@pytest.fixture(scope="module")
def opened(examined, portal, address):
    """The page at the address."""
    examined.goto(portal.url + address)
    return examined


def violations(page: Page, part: str = "html") -> list[str]:
    """What axe finds: rule, node and what would mend it."""
    return page.evaluate(RUN_AXE, [part, TAGS])


def report(page: Page, found: list[str]) -> str:
    return "\n".join([f"{page.url} at {page.viewport_size['width']} px:", *found])


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_violates_a_rule(opened, width):
    opened.set_viewport_size({"width": width, "height": 900})
    found = violations(opened)
    assert not found, report(opened, found)


def test_no_open_menu_violates_a_rule(opened):
    opened.set_viewport_size({"width": 390, "height": 900})
    menu = opened.locator("details.menu")
    menu.evaluate("menu => menu.open = true")
    found = violations(opened, "header.head")
    menu.evaluate("menu => menu.open = false")
    assert not found, report(opened, found)


def test_nothing_that_opens_violates_a_rule(opened):
    opened.set_viewport_size({"width": 390, "height": 900})
    closed = opened.locator("main details:not([open])")
    if closed.count() == 0:
        return
    closed.evaluate_all("all => all.forEach((each) => { each.open = true; })")
    found = violations(opened, "main")
    assert not found, report(opened, found)


def test_every_page_type_is_among_the_pages(portal, pages):
    types = portal.page_types()
    examined_types = {types[page] for page in pages if page in types}
    assert examined_types == set(types.values())


def test_axe_would_find_a_fault(examined, portal):
    examined.goto(portal.url)
    examined.locator("html").evaluate("html => html.removeAttribute('lang')")
    assert [found for found in violations(examined) if found.startswith("html-has-lang: html")]
