"""A sign-in that ends while somebody types loses nothing, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.served import PASSWORD

pytestmark = pytest.mark.browser

SLUG = "training-2"
NAMED = "from pages.records.models import Venue; print(Venue.objects.order_by('pk').first().pk)"
PUT_BACK = """
from wagtail.models import Page
page = Page.objects.get(slug="training-2", locale__language_code="ja").specific
page.save_revision()
"""


@pytest.fixture
def editor(portal, sign_in):
    yield sign_in("editor")
    portal.run(PUT_BACK)


def open_page(page: Page, portal) -> None:
    page.goto(f"{portal.url}/admin/pages/{portal.page_id(SLUG)}/edit/")


def end_session(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def enter(page: Page) -> None:
    page.fill("[name=username]", "editor")
    page.fill("[name=password]", PASSWORD)
    page.locator("[type=submit]").click()


def test_a_draft_that_cannot_save_itself_says_what_to_do_and_goes_on(portal, editor):
    open_page(editor, portal)
    editor.locator("#page-edit-form").evaluate(
        "form => { form.dataset.wAutosaveIntervalValue = 300 }"
    )
    end_session(editor)
    said = editor.get_by_text("別のタブでサインインしてから").first
    for _try in range(20):  # Wagtail compares what was typed some time after loading
        editor.locator("[name=summary]").press_sequentially("。")
        editor.wait_for_timeout(500)
        if said.is_visible():
            break
    expect(said).to_be_visible()
    editor.fill("[name=summary]", "サインインの前に入力した概要です。")
    other = editor.context.new_page()
    other.goto(f"{portal.url}/admin/login/")
    enter(other)
    other.wait_for_url(f"{portal.url}/admin/")
    other.close()
    editor.locator("footer [type=submit]:not([name])").first.evaluate("button => button.click()")
    expect(editor.locator(".messages .success")).to_be_visible()
    expect(editor.locator("[name=summary]")).to_have_value("サインインの前に入力した概要です。")


def test_a_page_that_is_saved_too_late_is_saved_after_signing_in(portal, editor):
    open_page(editor, portal)
    end_session(editor)
    editor.fill("[name=summary]", "遅れて保存した概要です。")
    editor.locator("footer [type=submit]:not([name])").first.evaluate("button => button.click()")
    expect(editor.locator("textarea[readonly]")).to_contain_text("遅れて保存した概要です。")
    enter(editor)
    expect(editor.locator(".messages .success")).to_be_visible()
    expect(editor.locator("[name=summary]")).to_have_value("遅れて保存した概要です。")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_record_that_is_saved_too_late_is_saved_after_signing_in(portal, window, scripts):
    page = window(reduced_motion="reduce", java_script_enabled=scripts)
    page.goto(f"{portal.url}/admin/login/")
    enter(page)
    page.wait_for_url(f"{portal.url}/admin/")
    page.goto(f"{portal.url}/admin/snippets/pages/venue/edit/{portal.run(NAMED).strip()}/")
    page.fill("[name=name_en]", f"A hall renamed {scripts}")
    end_session(page)
    page.locator("[name=name_en]").press("Enter")
    expect(page.get_by_text("ここでサインインすると")).to_be_visible()
    enter(page)
    page.wait_for_url("**/admin/snippets/pages/venue/**")
    named = "from pages.records.models import Venue; print(*Venue.objects.values_list('name_en'))"
    assert f"A hall renamed {scripts}" in portal.run(named)
