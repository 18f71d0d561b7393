"""A phone, and text twice as large: what must stay in sight, on one line, and a table."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHROMIUM, CHROMIUM_OPTIONS, PATIENCE
from tests.browser.measures import PARTED, STICKING_OUT, holds

pytestmark = pytest.mark.browser

PHONES = (320, 390)
TWICE_THE_TEXT = "--blink-settings=defaultFontSize=32"
LARGE = (
    "/",
    "/council/members/",
    "/council/history/",
    "/events/",
    "/events/summits/",
    "/events/summits/summit-5/",
    "/events/training/training-2/",
    "/awards/award-2020/",
    "/awards/winners/",
    "/news/",
    "/contact/",
    "/join/",
    "/join/apply/",
    "/search/?q=ICT",
    "/search/?q=zzqq",
    "/sitemap/",
    "/data/",
    "/_util/login/",
)
DATED = (
    "/",
    "/council/people/",
    "/events/",
    "/events/summits/",
    "/events/training/training-2/",
    "/awards/",
    "/awards/award-5/",
    "/awards/winners/",
    "/news/",
    "/proposals/",
    "/sitemap/",
)
STACKED = ("/council/members/", "/awards/award-2020/", "/data/")
LANGUAGES = ("", "/en")


@pytest.fixture(scope="module")
def large_text(browser):
    """A window of a reader who has set the text of the browser to twice its size."""
    options = [*CHROMIUM_OPTIONS, TWICE_THE_TEXT]
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=options)
    page = chromium.new_page(locale="ja-JP")
    page.set_default_timeout(PATIENCE)
    yield page
    chromium.close()


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", LARGE)
def test_nothing_sticks_out_when_the_text_is_twice_as_large(large_text, portal, address, language):
    large_text.goto(f"{portal.url}{language}{address}")
    assert large_text.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    for width in PHONES:
        resize(large_text, width)
        assert large_text.evaluate(STICKING_OUT) == [], width


@pytest.mark.parametrize("home", ["/", "/en/"])
@pytest.mark.parametrize("width", PHONES)
def test_the_masthead_can_be_read_and_used_when_the_text_is_twice_as_large(
    large_text, portal, home, width
):
    resize(large_text, width)
    large_text.goto(portal.url + home)
    name = large_text.locator(".head .brand b")
    assert name.bounding_box()["width"] > width / 3, "a column of single letters"
    large_text.locator(".menu > summary").click()
    expect(large_text.locator(".menu-panel [type=search]")).to_be_visible()
    assert large_text.evaluate(STICKING_OUT) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", DATED)
def test_no_line_ends_within_a_date_a_state_or_a_number_with_its_unit(
    window, portal, address, language
):
    reader = window()
    reader.goto(f"{portal.url}{language}{address}")
    for width in (*PHONES, 768, 1280):
        resize(reader, width)
        assert reader.evaluate(PARTED) == [], width


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", STACKED)
def test_the_rows_of_a_table_are_read_without_moving_it_sideways(window, portal, address, language):
    phone = window()
    phone.goto(f"{portal.url}{language}{address}")
    for width in PHONES:
        resize(phone, width)
        hidden = phone.locator(".table").evaluate_all(
            "all => all.map((each) => each.scrollWidth - each.clientWidth)"
        )
        assert hidden
        assert not any(hidden), width


@pytest.mark.parametrize("address", STACKED)
def test_a_stacked_table_is_still_a_table_to_assistive_technology(window, portal, address):
    phone = window(width=390)
    phone.goto(f"{portal.url}{address}")
    expected = phone.locator("table").evaluate_all(
        """all => ({
          table: all.length,
          row: all.reduce((sum, each) => sum + each.rows.length, 0),
          columnheader: all.reduce((sum, each) => sum + each.tHead.rows[0].cells.length, 0),
        })"""
    )
    nodes = phone.context.new_cdp_session(phone).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node["ignored"]]
    assert {role: roles.count(role) for role in expected} == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_what_leads_back_points_back_and_what_leads_on_points_on(window, portal, language, width):
    reader = window(width=width)
    reader.goto(f"{portal.url}{language}/events/training/training-2/")
    points = """link => {
      const {left, right} = getComputedStyle(link, "::after");
      const {rotate} = getComputedStyle(link, "::after");
      return [rotate, parseFloat(left) < parseFloat(right) ? "before" : "after"];
    }"""
    links = reader.locator(".turn .go")
    assert links.nth(0).get_attribute("rel") == "prev"
    assert links.nth(0).evaluate(points) == ["-135deg", "before"]
    assert links.nth(1).evaluate(points) == ["45deg", "after"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address", ["/search/?q=ICT", "/search/?q=ICT&page=2", "/data/", "/sitemap/", "/join/"]
)
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_without_a_page_of_the_tree_hold(window, portal, address, language, width):
    reader = window(width=width)
    reader.goto(f"{portal.url}{language}{address}")
    holds(reader)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sign_in_that_failed_is_seen_as_an_error(window, portal, language):
    reader = window(width=390)
    reader.goto(f"{portal.url}{language}/_util/login/")
    reader.fill("[name=username]", "nobody")
    reader.fill("[name=password]", "guess")
    reader.locator("main [type=submit]").click()
    alert = reader.locator("main [role=alert]")
    expect(alert).to_be_focused()
    assert alert.evaluate("each => getComputedStyle(each).borderInlineStartWidth") == "8px"
    edges = reader.locator("main [aria-invalid=true]").evaluate_all(
        "all => all.map((each) => getComputedStyle(each).borderTopColor)"
    )
    assert edges == ["rgb(206, 0, 0)"] * 2
    holds(reader)
    alert.get_by_role("link").click()
    expect(reader.locator("[name=username]")).to_be_focused()
