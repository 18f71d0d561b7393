"""Reading every page: narrow and wide, on paper, in forced colours and without JavaScript."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 1280)
SMALLEST_TARGET = 24
SUMMIT = "/events/summits/summit-5/"
LONG_TITLES = ("全国の首長が語り合う学びの環境" * 8, "Llanfairpwllgwyngyll" * 8)
TITLES = ":is(h1, h2, h3, a, .crumbs span):not(.skip, .brand, .lang a, .map a, :has(a))"
WITH_TITLES = ("/", "/en/", "/news/", "/events/", SUMMIT, "/awards/award-2020/", "/proposals/")
WITH_CHIPS = ("/", "/events/", f"/en{SUMMIT}", "/en/awards/")

# What sticks out to the right, whether the page then scrolls sideways or cuts it off. Tables may,
# in their own region, and ornaments.
STICKING_OUT = """() => {
  const {scrollWidth, clientWidth} = document.documentElement;
  const scrolled = scrollWidth > clientWidth ? [`scrolls by ${scrollWidth - clientWidth} px`] : [];
  const ornament = "[aria-hidden=true], [aria-hidden=true] *, img[alt='']";
  const out = [...document.body.querySelectorAll(`:not(${ornament}, .table *)`)]
    .filter((element) => element.checkVisibility())
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .map((element) => element.outerHTML.slice(0, 120));
  return [...scrolled, ...out];
}"""

# WCAG 2.2, 2.5.8 excepts links in a line of text.
TARGETS_BELOW = """(smallest) => {
  const beside = (link) => [...link.parentElement.childNodes]
    .some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const inText = (element) => getComputedStyle(element).display === "inline" && beside(element);
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((element) => element.checkVisibility() && !inText(element))
    .map((element) => [element.getBoundingClientRect(), element])
    .filter(([{width, height}]) => width < smallest || height < smallest)
    .map(([{width, height}, element]) => `${width} × ${height}: ${element.outerHTML}`);
}"""

COLOURS = """
  const clear = "rgba(0, 0, 0, 0)";
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const {backgroundColor} = getComputedStyle(each);
      if (backgroundColor !== clear) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
"""
UNSEEN_TEXT = f"""() => {{
  {COLOURS}
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.checkVisibility() && hasText(element))
    .filter((element) => getComputedStyle(element).color === ground(element))
    .map((element) => element.outerHTML);
}}"""
CHIPS_WITHOUT_SHAPE = f"""(chips) => {{
  {COLOURS}
  return chips.filter((chip) => {{
    const shape = getComputedStyle(chip, "::before");
    const drawn = [shape.backgroundColor, shape.borderTopColor, shape.borderLeftColor];
    const seen = drawn.some((colour) => colour !== clear && colour !== ground(chip));
    return !seen || !parseFloat(shape.inlineSize) || !parseFloat(shape.blockSize);
  }}).map((chip) => chip.outerHTML);
}}"""


@dataclass
class Visit:
    """A page as its reader has it before them, what its console said and whom it asked."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Note a complaint; that a missing page is missing is none."""
        is_own_status = message.location["url"] == self.page.url and "404" in message.text
        if message.type in ("error", "warning") and not is_own_status:
            self.complaints.append(message.text)

    def forget(self) -> None:
        self.complaints.clear()
        self.requests.clear()


@pytest.fixture(scope="module")
def visitor(lasting_page):
    """A reader with an ordinary browser."""
    visit = Visit(lasting_page(reduced_motion="reduce"))
    visit.page.on("console", visit.hear)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    return visit


@pytest.fixture(scope="module")
def visit(visitor, portal, address):
    """The page at the address, in a browser that hears and sees everything."""
    visitor.forget()
    visitor.page.goto(portal.url + address)
    return visitor


@pytest.fixture
def opened(visit):
    """The page at the address."""
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    return visit.page


@pytest.fixture
def printed(opened):
    """The page at the address, as on paper."""
    opened.emulate_media(media="print")
    yield opened
    opened.emulate_media(media="screen")


@pytest.fixture
def in_forced_colours(opened):
    """The page at the address, in the colours of the reader's system."""
    opened.emulate_media(forced_colors="active")
    yield opened
    opened.emulate_media(forced_colors="none")


@pytest.fixture(scope="module")
def scriptless_browser(lasting_page):
    """A browser without JavaScript."""
    return lasting_page(java_script_enabled=False)


@pytest.fixture(scope="module")
def scriptless(scriptless_browser, portal, address):
    """The page at the address, without JavaScript."""
    scriptless_browser.goto(portal.url + address)
    return scriptless_browser


@pytest.fixture(scope="module")
def retitled(lasting_page):
    """A browser for pages that get other titles."""
    return lasting_page()


@pytest.fixture(scope="module")
def high_contrast(lasting_page):
    """A browser in the colours of its reader's system."""
    return lasting_page(forced_colors="active")


@pytest.fixture
def phone(window):
    """A phone without JavaScript."""
    return window(width=390, java_script_enabled=False)


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def lines(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines() if line.strip()}


# --- Every page -------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(opened, width):
    resize(opened, width)
    assert not opened.evaluate(STICKING_OUT), (opened.url, width)


def test_targets_are_large_enough_for_a_finger(opened):
    resize(opened, 390)
    menu = opened.locator("details.menu")
    menu.evaluate("menu => menu.open = true")
    too_small = opened.evaluate(TARGETS_BELOW, SMALLEST_TARGET)
    menu.evaluate("menu => menu.open = false")
    assert not too_small, opened.url


def test_the_demonstration_bar_is_first_and_shows_the_date(opened):
    bar = opened.locator("body > :not(.skip)").first
    assert bar.bounding_box() | {"height": 0} == {"x": 0, "y": 0, "width": 1280, "height": 0}
    expect(bar.locator("[lang=ja]")).to_have_text("見本サイト（非公式）・2022年9月22日時点の表示")
    expect(bar.locator("[lang=en]")).to_have_text(
        "Unofficial demonstration, shown as of 22 September 2022"
    )


def test_paper_carries_the_text_and_no_navigation(printed):
    expect(printed.locator("h1")).to_be_visible()
    expect(printed.locator(":is(nav, button, .menu summary, .skip):visible")).to_have_count(0)
    assert not printed.evaluate(UNSEEN_TEXT), printed.url


def test_forced_colours_leave_all_text_to_be_seen(in_forced_colours):
    assert not in_forced_colours.evaluate(UNSEEN_TEXT), in_forced_colours.url


def test_a_page_says_the_same_without_javascript(opened, scriptless):
    copy_link = lines("\n".join(opened.locator("[data-copy]").all_inner_texts()))
    with_script = lines(opened.locator("body").inner_text())
    assert lines(scriptless.locator("body").inner_text()) == with_script - copy_link


def test_a_button_that_needs_javascript_is_hidden_without_it(scriptless):
    expect(scriptless.locator("main button:not([type=submit]):visible")).to_have_count(0)


def test_a_page_loads_in_silence_and_asks_nobody_but_the_portal(visit, portal, address):
    assert portal.url + address in visit.requests
    assert {urlsplit(url).netloc for url in visit.requests} == {urlsplit(portal.url).netloc}
    assert not visit.complaints


# --- Some pages -------------------------------------------------------------------------


@pytest.mark.parametrize("page", WITH_TITLES)
def test_long_titles_wrap(retitled, portal, page):
    retitled.goto(portal.url + page)
    titles = retitled.locator(TITLES)
    for title in LONG_TITLES:
        titles.evaluate_all("(all, title) => all.forEach((one) => one.textContent = title)", title)
        for width in WIDTHS:
            resize(retitled, width)
            assert not retitled.evaluate(STICKING_OUT), width


@pytest.mark.parametrize("page", WITH_CHIPS)
def test_forced_colours_keep_the_word_and_the_shape_of_a_state(high_contrast, portal, page):
    high_contrast.goto(portal.url + page)
    chips = high_contrast.locator(".chip")
    assert chips.count()
    assert all(text.strip() for text in chips.all_inner_texts())
    assert not chips.evaluate_all(CHIPS_WITHOUT_SHAPE)


def test_the_link_of_a_page_is_copied_and_it_is_said(window, portal):
    reader = window(permissions=["clipboard-read", "clipboard-write"])
    reader.goto(f"{portal.url}{SUMMIT}#main")
    reader.locator("[data-copy]").click()
    expect(reader.get_by_role("status")).to_have_text("リンクをコピーしました")
    assert reader.evaluate("navigator.clipboard.readText()") == portal.url + SUMMIT


@pytest.mark.parametrize(("home", "menu"), [("/", "メニュー"), ("/en/", "Menu")])
def test_the_menu_of_a_phone_works_without_javascript(phone, portal, home, menu):
    phone.goto(portal.url + home)
    links = phone.get_by_role("navigation", name=menu).get_by_role("link")
    expect(links.first).to_be_hidden()
    phone.get_by_text(menu, exact=True).click()
    assert links.count() >= 5
    for link in links.all():
        expect(link).to_be_visible()
    phone.locator(f".menu a[href='{home}events/']").click()
    expect(phone).to_have_url(f"{portal.url}{home}events/")
    expect(links.first).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_language_is_switched_without_javascript(window, portal, width):
    reader = window(width=width, java_script_enabled=False)
    reader.goto(portal.url + SUMMIT)
    reader.get_by_role("link", name="English", exact=True).click()
    expect(reader).to_have_url(f"{portal.url}/en{SUMMIT}")
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    reader.get_by_role("link", name="日本語", exact=True).click()
    expect(reader).to_have_url(portal.url + SUMMIT)


def test_sections_and_the_way_back_work_without_javascript(window, portal):
    reader = window(java_script_enabled=False)
    reader.goto(portal.url)
    reader.locator("nav.nav a[href='/awards/']").click()
    expect(reader).to_have_url(f"{portal.url}/awards/")
    reader.locator("main a[href='/awards/award-2020/']").first.click()
    expect(reader).to_have_url(f"{portal.url}/awards/award-2020/")
    reader.locator(".crumbs a[href='/awards/']").click()
    expect(reader).to_have_url(f"{portal.url}/awards/")
