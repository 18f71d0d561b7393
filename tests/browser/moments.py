"""The portal started again at the moments of a story, as a day cannot be waited for."""

from functools import cached_property

from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE
from tests.served import PASSWORD


class Moment:
    """The portal at one moment, with whoever comes to it then, for the page of `slug`."""

    slug: str

    def __init__(self, portal, browser):
        self.portal, self.browser, self.contexts = portal, browser, []

    def close(self):
        for context in self.contexts:
            context.close()

    def window(self) -> Page:
        context = self.browser.new_context(locale="ja-JP", reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return context.new_page()

    @cached_property
    def editor(self) -> Page:
        """An editor who has signed in."""
        page = self.window()
        page.goto(f"{self.portal.url}/admin/login/")
        page.fill("[name=username]", "editor")
        page.fill("[name=password]", PASSWORD)
        page.locator("[type=submit]").click()
        page.wait_for_url(f"{self.portal.url}/admin/")
        return page

    def publish(self, **fields) -> None:
        """An editor changes facts of the page and publishes them."""
        expect(self.sent(**fields).locator(".messages .success")).to_be_visible()

    def sent(self, **fields) -> Page:
        """The admin's answer to an editor who presses "publish"."""
        page = self.editor
        page.goto(f"{self.portal.url}/admin/pages/{self.portal.page_id(self.slug)}/edit/")
        for name, value in fields.items():
            page.locator(f"[name={name}]").fill(value)
            page.keyboard.press("Tab")
        page.wait_for_load_state("networkidle")
        page.locator("footer .w-dropdown__toggle").click()
        page.locator("footer [name=action-publish]").click()
        return page
