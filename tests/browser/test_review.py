"""From the first screen to a published translation, as a translator meets it in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.served import PASSWORD

pytestmark = pytest.mark.browser

SLUG = "training-1"
CHANGED = "改めた見本の概要です。"
ENGLISH = "A sample summary, put anew."
PUBLISH = f"""
from wagtail.models import Page
page = Page.objects.get(slug={SLUG!r}, locale__language_code="ja").specific
page.summary = {CHANGED!r}
page.save_revision().publish()
"""


def test_from_the_dashboard_to_the_publication_in_four_clicks(portal, sign_in):
    portal.run(PUBLISH)
    page = sign_in("translator")
    clicks = 0
    for press in (open_the_page, publish_english):
        press(page, portal)
        clicks += 1
    assert clicks <= 4
    expect(page.locator(".messages .success")).to_be_visible()
    reader = sign_in(None)
    reader.goto(f"{portal.url}/en/events/training/{SLUG}/")
    expect(reader.locator("main")).to_contain_text(ENGLISH)


def test_what_was_typed_outlives_the_session(portal, sign_in):
    page = sign_in("translator")
    page.goto(f"{portal.url}/admin/bilingual/review/{portal.page_id(SLUG, 'en')}/?all")
    page.locator("[data-path=summary] textarea").fill("Typed before the session ended.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="保存", exact=True).click()
    page.fill("[name=username]", "translator")
    page.fill("[name=password]", PASSWORD)
    page.locator("[type=submit]").click()
    expect(page.get_by_text("保存していなかった訳文を復元しました")).to_be_visible()
    area = page.locator("[data-path=summary] textarea")
    expect(area).to_have_value("Typed before the session ended.")


def open_the_page(page: Page, portal) -> None:
    """One click; the changed sentence and its difference are there at once."""
    address = f"/admin/bilingual/review/{portal.page_id(SLUG, 'en')}/"
    page.locator(f'#main a[href="{address}"]').click()
    expect(page.locator("[data-path=summary] ins").first).to_be_visible()
    expect(page.locator("section[data-path]")).to_have_count(1)


def publish_english(page: Page, portal) -> None:
    """Typing, then one click."""
    page.locator("[data-path=summary] textarea").fill(ENGLISH)
    page.get_by_role("button", name="保存して英語ページを公開").click()
