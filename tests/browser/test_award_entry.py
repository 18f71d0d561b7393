"""Entering for an award in a real browser: each step, without scripts, by keyboard, judging."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.entrants import (
    CHECK,
    PAPER,
    QUICKEST,
    SAVE,
    SEND,
    SUBMIT,
    begin,
    fill_in,
)
from tests.browser.measures import follow, holds

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

BELOW = "/awards/award-live/"
LANGUAGES = {
    "ja": ("", "たくし", "佐賀県多久市", "教員研修の取組"),
    "en": ("/en", "taku", "Taku City, Saga", "Teacher training"),
}
PROJECT, SUMMARY = "見本の取組", "一人一台の端末を授業で使います。"
WRONG = {"name": "写真.png", "mimeType": "image/png", "buffer": b"GIF89a"}
MADE = """
from datetime import timedelta
from wagtail.models import Page
from pages.awards.models import AwardsIndexPage
from portal import clock
from tests import factories, rounds
awards = AwardsIndexPage.objects.get(locale__language_code="ja")
today = clock.today()
page = factories.AwardRoundPageFactory(
    parent=awards, slug="award-live", title="見本の募集回", number=90, takes_entries=True,
    opens_on=today - timedelta(days=2), closes_on=today + timedelta(days=9), ceremony_on=None,
    criteria=rounds.kinds_of_work(), criteria_are_invited_work=True,
)
page.save_revision().publish()
factories.translate(page)
"""
GONE = """
from pages.awards.models import AwardRoundPage
AwardRoundPage.objects.get(slug="award-live", locale__language_code="ja").delete()
"""


@pytest.fixture(scope="module", autouse=True)
def award(portal):
    """A round that takes entries, for this module alone."""
    portal.run(MADE)
    yield
    portal.run(GONE)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_can_be_read_and_operated_by_everybody(portal, window, language, width):
    prefix, typed, found, kind = LANGUAGES[language]
    page = window(width=width)
    page.goto(f"{portal.url}{prefix}{BELOW}")
    follow(page.locator(f'main a.btn[href="{prefix}{BELOW}entry/"]').first)
    holds(page)
    page.locator(SUBMIT).click()
    expect(page.locator("[role=alert]")).to_be_focused()
    holds(page)
    fill_in(page, typed, f"{language}-{width}@example.org")
    page.locator(SUBMIT).click()
    expect(page.locator("dl")).to_contain_text(found)
    holds(page)
    page.locator(SEND).click()
    expect(page.locator("#id_f-project")).to_be_visible()
    holds(page)
    page.set_input_files("#id_f-attached", [WRONG, PAPER])
    page.locator(CHECK).click()
    expect(page.locator("[role=alert]")).to_be_focused()
    expect(page.locator("[role=alert] li")).to_have_count(4)
    holds(page)
    page.locator("[role=alert] a").first.click()
    expect(page.locator("#id_f-project")).to_be_focused()
    page.fill("#id_f-project", PROJECT)
    page.select_option("#id_f-category", label=kind)
    page.fill("#id_f-summary", SUMMARY)
    page.locator(CHECK).click()
    expect(page.locator("dl")).to_contain_text("資料.pdf")
    expect(page.locator("dl")).to_contain_text(kind)
    holds(page)
    page.locator(SEND).click()
    expect(page.locator(".note.good")).to_contain_text("E-")
    holds(page)
    follow(page.locator('a[href$="step=withdraw"]'))
    holds(page)
    page.locator("button[value=withdraw]").click()
    expect(page.locator("#id_f-project")).to_have_count(0)
    holds(page)


def test_without_scripts_a_draft_is_saved_and_gone_on_with_later(portal, window):
    page = window(width=390, java_script_enabled=False)
    begin(page, f"{portal.url}{BELOW}entry/", "later@example.org")
    page.fill("#id_f-project", PROJECT)
    page.set_input_files("#id_f-attached", PAPER)
    page.locator(SAVE).click()
    expect(page.locator(".note.warn")).to_contain_text("下書きを保存しました")
    address = page.url.partition("&")[0]
    again = window(width=390, java_script_enabled=False)
    again.goto(address)
    expect(again.locator("#id_f-project")).to_have_value(PROJECT)
    with again.expect_download() as download:
        again.get_by_role("link", name="資料.pdf").click()
    assert download.value.suggested_filename == "資料.pdf"
    again.check("input[name=remove]")
    again.locator(SAVE).click()
    expect(again.locator("input[name=remove]")).to_have_count(0)


def test_by_keyboard_alone_one_enters(portal, window):
    page = window()
    page.goto(f"{portal.url}{BELOW}entry/")
    page.locator("#id_f-municipality").focus()
    for text in ("多久市", "見本 花子", "keys@example.org", ""):
        page.keyboard.insert_text(text)
        page.keyboard.press("Tab")
    expect(page.locator("#id_f-agreed")).to_be_focused()
    page.keyboard.press("Space")
    page.wait_for_timeout(QUICKEST)
    page.keyboard.press("Enter")
    page.locator(SEND).press("Enter")
    page.locator("#id_f-project").focus()
    page.keyboard.insert_text(PROJECT)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(SUMMARY)
    page.keyboard.press("Tab")
    expect(page.locator("#id_f-attached")).to_be_focused()
    page.locator(CHECK).press("Enter")
    page.locator(SEND).press("Enter")
    expect(page.locator(".note.good")).to_contain_text("E-")


def test_the_secretariat_opens_files_and_makes_an_entry_a_row_of_the_round(portal, window, sign_in):
    visitor = window()
    begin(visitor, f"{portal.url}/en{BELOW}entry/", "row@example.org", "taku")
    visitor.fill("#id_f-project", PROJECT)
    visitor.select_option("#id_f-category", index=1)
    visitor.fill("#id_f-summary", SUMMARY)
    visitor.set_input_files("#id_f-attached", PAPER)
    visitor.locator(CHECK).click()
    visitor.locator(SEND).click()
    number = visitor.locator(".note.good .nowrap").inner_text()
    page = sign_in("editor")
    page.goto(f"{portal.url}/admin/snippets/pages/awardentry/")
    page.get_by_role("link", name=number).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="資料.pdf").click()
    assert download.value.suggested_filename == "資料.pdf"
    pk = re.search(r"/(\d+)/$", page.url)[1]
    page.goto(f"{portal.url}/admin/award-entries/{pk}/state/nominated/")
    page.get_by_role("button", name="候補にする").click()
    expect(page.locator(".messages")).to_contain_text("候補")
    page.goto(f"{portal.url}/admin/award-entries/{pk}/row/finalist/")
    page.get_by_role("button", name="最終候補に加える").click()
    expect(page.locator(".messages")).to_contain_text("下書き")
    visitor.reload()
    expect(visitor.locator("main")).not_to_contain_text("Nominated")
    visitor.goto(f"{portal.url}/en{BELOW}")
    expect(visitor.locator("main")).not_to_contain_text(PROJECT)
