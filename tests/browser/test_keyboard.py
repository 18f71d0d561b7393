"""The portal by keyboard alone: every stop in order and in sight, nothing out of reach."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

SUMMIT = "/events/summits/summit-5/"
AWARD = "/awards/award-2020/"
PAGES = ("/", "/en/", SUMMIT, AWARD)
MOST_STOPS = 40

PLAYER = "https://www.youtube-nocookie.com/embed/abcdefghijk"
MAKE_VIDEO = """
from wagtail.models import Page
from pages.information.models import InformationPage
from pages.media import Recording
home = Page.objects.get(depth=2, locale__language_code="ja")
recording = Recording.objects.create(
    key="to-play", title_ja="見本の動画", url="https://www.youtube.com/watch?v=abcdefghijk"
)
page = InformationPage(
    title="動画の見本", slug="with-a-video", body=[("video", {"recording": recording})]
)
home.add_child(instance=page)
page.save_revision().publish()
"""
REMOVE_VIDEO = """
from wagtail.models import Page
from pages.media import Recording
for page in Page.objects.filter(slug="with-a-video", locale__language_code="ja"):
    page.delete()  # its English page goes with it
Recording.objects.filter(key="to-play").delete()
"""

STOPS = """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
  .filter((element) => element.checkVisibility())
  .map((element) => element.outerHTML)"""

# The element with the focus, and what keeps its reader from seeing that it has it.
FOCUS = """() => {
  const element = document.activeElement;
  const {outlineStyle, outlineWidth} = getComputedStyle(element);
  const {left, top, width, height} = element.getClientRects()[0];
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return {
    element: element.outerHTML,
    ring: outlineStyle === "none" ? 0 : parseFloat(outlineWidth),
    onTop: element.contains(there),
  };
}"""


@pytest.fixture
def reader(window):
    """A reader at a desk whose browser does not glide from stop to stop."""
    return window(reduced_motion="reduce")


@pytest.fixture
def phone(window):
    """A phone with a keyboard."""
    return window(width=390, reduced_motion="reduce")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("target => target === document.activeElement"):
            return
    pytest.fail(f"{MOST_STOPS} stops did not lead to {target}")


@pytest.mark.parametrize("address", PAGES)
def test_every_stop_comes_in_order_is_in_sight_and_wears_a_ring(reader, portal, address):
    reader.goto(portal.url + address)
    stops = reader.evaluate(STOPS)
    assert len(stops) > 20
    for stop in stops:
        reader.keyboard.press("Tab")
        focus = reader.evaluate(FOCUS)
        assert focus["element"] == stop
        assert focus["ring"] >= 2, stop
        assert focus["onTop"], stop


@pytest.mark.parametrize(
    ("address", "words"), [("/", "本文へ移動"), (f"/en{SUMMIT}", "Skip to the text")]
)
def test_the_first_stop_skips_to_the_text(reader, portal, address, words):
    reader.goto(portal.url + address)
    skip, main = reader.get_by_role("link", name=words), reader.locator("main")
    expect(skip).not_to_be_in_viewport()
    reader.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    reader.keyboard.press("Enter")
    expect(main).to_be_focused()
    reader.keyboard.press("Tab")
    expect(main.locator("a, button, [tabindex='0']").first).to_be_focused()


def test_a_section_is_opened(reader, portal):
    reader.goto(portal.url)
    tab_to(reader, reader.locator("nav.nav a[href='/proposals/']"))
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(f"{portal.url}/proposals/")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_language_is_switched(window, portal, width):
    reader = window(width=width, reduced_motion="reduce")
    reader.goto(portal.url + SUMMIT)
    tab_to(reader, reader.get_by_role("link", name="English", exact=True))
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(f"{portal.url}/en{SUMMIT}")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_opens_and_leads_on(phone, portal, key):
    phone.goto(portal.url)
    summary, links = phone.locator(".menu > summary"), phone.locator(".menu a")
    tab_to(phone, summary)
    phone.keyboard.press(key)
    expect(links.first).to_be_visible()
    phone.keyboard.press("Tab")
    expect(phone.locator(".menu input[type=search]")).to_be_focused()
    tab_to(phone, links.first)
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(f"{portal.url}/council/")


def test_escape_closes_the_menu_and_returns_the_focus(phone, portal):
    phone.goto(portal.url)
    summary, links = phone.locator(".menu > summary"), phone.locator(".menu a")
    tab_to(phone, summary)
    phone.keyboard.press("Enter")
    tab_to(phone, links.last)
    phone.keyboard.press("Escape")
    expect(links.last).to_be_hidden()
    expect(summary).to_be_focused()
    assert phone.evaluate(FOCUS)["ring"] >= 2


def test_escape_for_the_input_method_leaves_the_menu_open(phone, portal):
    phone.goto(portal.url)
    phone.locator(".menu > summary").press("Enter")
    links = phone.locator(".menu a")
    links.first.dispatch_event("keydown", {"key": "Escape", "isComposing": True})
    expect(links.first).to_be_visible()
    links.first.dispatch_event("keydown", {"key": "Escape", "isComposing": False})
    expect(links.first).to_be_hidden()


def test_a_table_too_wide_is_scrolled_in_its_own_region(phone, portal):
    phone.goto(portal.url + AWARD)
    region = phone.get_by_role("region", name="賞と受賞自治体")
    expect(region).to_have_attribute("tabindex", "0")
    region.locator("td").evaluate_all("cells => cells.forEach(c => c.style.whiteSpace = 'nowrap')")
    tab_to(phone, region)
    assert phone.evaluate(FOCUS)["ring"] >= 2
    phone.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_a_list_is_narrowed(reader, portal):
    reader.goto(f"{portal.url}/awards/winners/")
    year = reader.get_by_label("年", exact=True)
    tab_to(reader, year)
    reader.keyboard.type("2019")
    tab_to(reader, reader.locator("main form [type=submit]"))
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/awards/winners/?*year=2019*")
    expect(reader.locator("tbody th").first).to_contain_text("2019")


def test_a_filter_is_opened_and_used(phone, portal):
    phone.goto(f"{portal.url}/news/")
    kinds = phone.locator("details.filters summary")
    tab_to(phone, kinds)
    phone.keyboard.press("Enter")
    first = phone.locator("details.filters input[type=checkbox]").first
    tab_to(phone, first)
    phone.keyboard.press("Space")
    tab_to(phone, phone.locator("details.filters [type=submit]"))
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/news/?*")
    expect(phone.locator("details.filters input:checked")).to_be_visible()


def test_the_archive_is_looked_into_by_name(phone, portal):
    phone.goto(f"{portal.url}/events/summits/")
    speakers = phone.locator("details.found-by").first
    tab_to(phone, speakers.locator("summary"))
    phone.keyboard.press("Enter")
    chair = speakers.get_by_role("link", name="横尾 俊彦")
    tab_to(phone, chair)
    assert phone.evaluate(FOCUS)["ring"] >= 2
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(portal.url + SUMMIT)


@pytest.fixture
def video(portal):
    """A page with a video of our own."""
    portal.run(MAKE_VIDEO)
    yield f"{portal.url}/with-a-video/"
    portal.run(REMOVE_VIDEO)


def test_a_video_is_played_and_only_then_asked_for(reader, video):
    asked = []
    reader.route("https://*/**", lambda route: (asked.append(route.request.url), route.abort()))
    reader.goto(video)
    tab_to(reader, reader.get_by_role("button", name="動画を再生"))
    assert not asked
    reader.keyboard.press("Enter")
    player = reader.locator(".video iframe[title='見本の動画']")
    expect(player).to_be_focused()
    assert asked == [PLAYER]


@pytest.mark.database
def test_titles_are_suggested_while_typing_and_chosen_by_arrow_keys(reader, portal):
    reader.goto(portal.url + "/search/")
    field, titles = reader.locator("#q"), reader.locator("#q-list [role=option]")
    expect(field).to_have_role("combobox")
    field.press_sequentially("首長サ")
    expect(titles.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("ArrowDown")
    expect(titles.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "q-list-1")
    expect(field).to_be_focused()
    reader.keyboard.press("Escape")
    expect(titles).to_have_count(0)
    expect(field).to_have_value("首長サ")
    field.press_sequentially("ミ")
    expect(titles.first).to_be_visible()
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("Enter")
    expect(reader).not_to_have_url(re.compile("/search/"))


@pytest.mark.database
def test_words_are_searched_for_unless_a_title_was_chosen(reader, portal):
    reader.goto(portal.url + "/en/search/")
    field = reader.locator("#q")
    field.press_sequentially("Tsukub")
    expect(reader.locator("#q-list [role=option]").first).to_contain_text("Tsukuba")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile(r"/en/search/\?q=Tsukub$"))
