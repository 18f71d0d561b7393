"""An enquiry in a real browser: each step, with errors and without scripts."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.measures import holds

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

LANGUAGES = {"ja": ("", "受付番号"), "en": ("/en", "Receipt number")}
QUICKEST = 3100  # milliseconds: whoever is quicker is taken for a machine
SUBMIT, SEND = "form[method=post] button", "button[value=send]"
TEXT = "入会について教えてください。"


def fill_in(page: Page) -> None:
    page.locator("#id_f-subject").select_option(index=1)
    page.fill("#id_f-name", "見本 花子")
    page.fill("#id_f-mail", "visitor@example.org")
    page.fill("#id_f-text", TEXT)
    page.check("#id_f-agreed")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_can_be_read_and_operated_by_everybody(portal, window, language, width):
    prefix, number = LANGUAGES[language]
    page = window(width=width)
    page.goto(f"{portal.url}{prefix}/contact/")
    holds(page)
    page.locator(SUBMIT).click()
    expect(page.locator("[role=alert]")).to_be_focused()
    holds(page)
    wrong = page.locator("[role=alert] a").first
    place = wrong.get_attribute("href")
    wrong.click()
    expect(page.locator(place)).to_be_focused()
    expect(page.locator(place)).to_have_attribute("aria-invalid", "true")
    fill_in(page)
    page.wait_for_timeout(QUICKEST)
    page.locator(SUBMIT).click()
    expect(page.locator("dl")).to_contain_text(TEXT)
    holds(page)
    page.locator(SEND).click()
    expect(page.locator(".note.good")).to_contain_text(number)
    holds(page)


def test_a_phone_shows_what_was_entered_at_its_full_width(portal, window):
    page = window(width=390)
    page.goto(f"{portal.url}/contact/")
    fill_in(page)
    page.wait_for_timeout(QUICKEST)
    page.locator(SUBMIT).click()
    answers = page.locator(".sum dd")
    expect(answers.first).to_be_visible()
    assert [box["width"] > 300 for box in map(Locator.bounding_box, answers.all())] == [True] * 5


def test_without_scripts_an_enquiry_is_changed_and_sent(portal, window):
    page = window(width=390, java_script_enabled=False)
    page.goto(f"{portal.url}/contact/")
    fill_in(page)
    page.wait_for_timeout(QUICKEST)
    page.locator(SUBMIT).click()
    page.locator("button[value=change]").click()
    expect(page.locator("#id_f-text")).to_have_value(TEXT)
    page.fill("#id_f-text", f"{TEXT}よろしくお願いします。")
    page.wait_for_timeout(QUICKEST)
    page.locator(SUBMIT).click()
    expect(page.locator("dl")).to_contain_text("よろしくお願いします。")
    page.locator(SEND).click()
    expect(page.locator(".note.good")).to_contain_text("Q-")
