"""Asking for membership in a real browser: each step, without scripts, by keyboard, deciding."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.measures import follow, holds

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

LANGUAGES = {
    "ja": ("", "さいじょうし", "愛媛県西条市"),
    "en": ("/en", "saijo", "Saijo City, Ehime"),
}
QUICKEST = 3100  # milliseconds: whoever is quicker is taken for a machine
SUBMIT, SEND = "form[method=post] button", "button[value=send]"
ENTERED = {
    "mayor": "見本 太郎",
    "name": "見本 花子",
    "department": "企画課",
    "mail": "visitor@example.org",
}
LIST = "/admin/snippets/pages/membershiprequest/"


def fill_in(page: Page, municipality: str) -> None:
    page.fill("#id_f-municipality", municipality)
    for name, text in ENTERED.items():
        page.fill(f"#id_f-{name}", text)
    page.check("#id_f-agreed")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_can_be_read_and_operated_by_everybody(portal, window, language, width):
    prefix, typed, found = LANGUAGES[language]
    page = window(width=width)
    page.goto(f"{portal.url}{prefix}/join/")
    follow(page.locator(f'main a.btn[href="{prefix}/join/apply/"]'))
    holds(page)
    page.locator(SUBMIT).click()
    expect(page.locator("[role=alert]")).to_be_focused()
    holds(page)
    page.locator("[role=alert] a").first.click()
    expect(page.locator("#id_f-municipality")).to_be_focused()
    fill_in(page, typed)
    page.wait_for_timeout(QUICKEST)
    page.locator(SUBMIT).click()
    expect(page.locator("dl")).to_contain_text(found)
    holds(page)
    page.locator(SEND).click()
    expect(page.locator(".note.good")).to_contain_text("M-")
    holds(page)


def test_a_member_is_told_so_at_the_field_without_scripts(portal, window):
    page = window(width=390, java_script_enabled=False)
    page.goto(f"{portal.url}/join/apply/")
    fill_in(page, "多久市")
    page.locator(SUBMIT).click()
    expect(page.locator("#id_f-municipality_error")).to_contain_text("すでに会員です")
    page.fill("#id_f-municipality", "西条市")
    page.wait_for_timeout(QUICKEST)
    page.locator(SUBMIT).click()
    page.locator(SEND).click()
    expect(page.locator(".note.good")).to_contain_text("M-")


def test_by_keyboard_alone_one_asks_for_membership(portal, window):
    page = window()
    page.goto(f"{portal.url}/join/apply/")
    page.locator("#id_f-municipality").focus()
    typed = ("西条市", *ENTERED.values(), "", "令和99年4月1日", "")
    for text in typed:
        page.keyboard.insert_text(text)
        page.keyboard.press("Tab")
    expect(page.locator("#id_f-agreed")).to_be_focused()
    page.keyboard.press("Space")
    page.wait_for_timeout(QUICKEST)
    page.keyboard.press("Enter")
    expect(page.locator("dl")).to_contain_text("2117年4月1日")
    page.locator(SEND).press("Enter")
    expect(page.locator(".note.good")).to_contain_text("M-")


def test_the_secretariat_sees_what_a_decision_does_before_it_is_made(portal, window, sign_in):
    visitor = window()
    visitor.goto(f"{portal.url}/en/join/apply/")
    fill_in(visitor, "saijo")
    visitor.wait_for_timeout(QUICKEST)
    visitor.locator(SUBMIT).click()
    visitor.locator(SEND).click()
    number = visitor.locator(".note.good .nowrap").inner_text()
    page = sign_in("editor")
    page.goto(f"{portal.url}{LIST}")
    page.get_by_role("link", name=number).click()
    page.get_by_role("link", name="役員会に諮る").click()
    shown = page.locator(".w-panel[lang=en]")
    expect(shown).to_contain_text("is before the board")
    page.get_by_role("button", name="役員会に諮る").click()
    expect(page.locator(".messages")).to_contain_text("役員会で審議中")
    page.get_by_role("link", name=number).click()
    page.get_by_role("link", name="承認する").click()
    expect(page.locator("[lang=en]")).to_contain_text("is a member of the Council from")
    page.fill("#id_member_from", "令和4年10月1日")
    page.get_by_role("button", name="この日付での内容を表示する").click()
    expect(page.locator("[lang=en]")).to_contain_text("Saturday 1 October 2022")
    page.get_by_role("link", name="変更しない").click()
    expect(page.locator("table.listing")).to_contain_text("役員会で審議中")
