"""Reading some pages: long titles, states in forced colours, and the way on without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.measures import CHIPS_WITHOUT_SHAPE, STICKING_OUT, WIDTHS

pytestmark = pytest.mark.browser

SUMMIT = "/events/summits/summit-5/"
LONG_TITLES = ("全国の首長が語り合う学びの環境" * 8, "Llanfairpwllgwyngyll" * 8)
TITLES = ":is(h1, h2, h3, a, .crumbs span):not(.skip, .brand, .lang a, .map a, :has(a))"
WITH_TITLES = ("/", "/en/", "/news/", "/events/", SUMMIT, "/awards/award-2020/", "/proposals/")
WITH_CHIPS = ("/", "/events/", f"/en{SUMMIT}", "/en/awards/")


@pytest.fixture
def phone(window):
    """A phone without JavaScript."""
    return window(width=390, java_script_enabled=False)


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


@pytest.mark.parametrize("page", WITH_TITLES)
def test_long_titles_wrap(window, portal, page):
    retitled = window()
    retitled.goto(portal.url + page)
    titles = retitled.locator(TITLES)
    for title in LONG_TITLES:
        titles.evaluate_all("(all, title) => all.forEach((one) => one.textContent = title)", title)
        for width in WIDTHS:
            resize(retitled, width)
            assert not retitled.evaluate(STICKING_OUT), width


@pytest.mark.parametrize("page", WITH_CHIPS)
def test_forced_colours_keep_the_word_and_the_shape_of_a_state(window, portal, page):
    high_contrast = window(forced_colors="active")
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
