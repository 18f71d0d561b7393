"""Registering in a real browser: each step, without scripts, by keyboard, cancelling."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.measures import follow, holds

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

BELOW = "/events/training/training-2/"
LANGUAGES = {
    "ja": ("", "多久市", "佐賀県多久市", "席を確保"),
    "en": ("/en", "Taku City", "Taku City, Saga", "has a place"),
}
QUICKEST = 3100  # milliseconds: whoever is quicker is taken for a machine
OWN = """
from pages.submissions.registrations import mails
from pages.submissions.registrations.models import Registration
registration = Registration.objects.get(mail={mail!r})
print(mails.own_address(registration, mails.page_of(registration)))
"""
SUBMIT, SEND, CANCEL = "form[method=post] button", "button[value=send]", "button[value=cancel]"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_can_be_read_and_operated_by_everybody(portal, window, language, width):
    prefix, typed, found, outcome = LANGUAGES[language]
    page, mail = window(width=width), f"{language}-{width}@example.org"
    page.goto(f"{portal.url}{prefix}{BELOW}")
    follow(page.locator(f'a.btn[href="{prefix}{BELOW}apply/"]').first)
    holds(page)
    page.locator(SUBMIT).click()
    expect(page.locator("[role=alert]")).to_be_focused()
    holds(page)
    page.locator("[role=alert] a").first.click()
    expect(page.locator("#id_f-municipality")).to_be_focused()
    fill_in(page, typed, mail)
    page.wait_for_timeout(QUICKEST)
    page.locator(SUBMIT).click()
    expect(page.locator("dl")).to_contain_text(found)
    holds(page)
    page.locator(SEND).click()
    expect(page.locator(".note.good")).to_contain_text(outcome)
    holds(page)
    page.goto(portal.run(OWN.format(mail=mail)).strip())
    holds(page)
    page.locator("input[name=turn]").check()
    follow(page.locator(SUBMIT))
    holds(page)
    page.locator(CANCEL).click()
    expect(page.locator("input[name=turn]")).to_have_count(0)
    holds(page)


def fill_in(page: Page, municipality: str, mail: str) -> None:
    page.fill("#id_f-municipality", municipality)
    page.check("#id_f-affiliation_1")
    page.check("#id_f-eligible")
    page.fill("#id_f-name", "見本 花子")
    page.fill("#id_f-mail", mail)
    page.check("#id_f-agreed")


def test_without_scripts_one_registers_and_cancels(portal, window):
    page, mail = window(width=390, java_script_enabled=False), "plain@example.org"
    page.goto(f"{portal.url}{BELOW}apply/")
    fill_in(page, "多久市", mail)
    page.wait_for_timeout(QUICKEST)
    page.locator(SUBMIT).click()
    page.locator(SEND).click()
    expect(page.locator(".note.good")).to_contain_text("席を確保")
    page.goto(portal.run(OWN.format(mail=mail)).strip())
    page.locator("input[name=turn]").check()
    page.locator(SUBMIT).click()
    page.locator(CANCEL).click()
    expect(page.locator("input[name=turn]")).to_have_count(0)


def test_by_keyboard_alone_one_registers(portal, window):
    page = window()
    page.goto(f"{portal.url}{BELOW}apply/")
    page.locator("#id_f-municipality").focus()
    for typed, key in (("多久市", "Tab"), ("", "Space"), ("", "Tab"), ("", "Space"), ("", "Tab")):
        page.keyboard.insert_text(typed)
        page.keyboard.press(key)
    for typed in ("見本 花子", "keyboard@example.org", ""):
        page.keyboard.insert_text(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the fields of further participants, which stay folded
    expect(page.locator("#id_f-agreed")).to_be_focused()
    page.keyboard.press("Space")
    page.wait_for_timeout(QUICKEST)
    page.keyboard.press("Enter")
    expect(page.locator("dl")).to_contain_text("佐賀県多久市")
    page.locator(SEND).press("Enter")
    expect(page.locator(".note.good")).to_contain_text("席を確保")
