"""Putting off a deadline in a real browser: one field and the button, and both languages say so."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SLUG = "training-to-put-off"
MAKE = f"""
from datetime import date
from wagtail.models import Locale, Page
from pages.events.models import TrainingPage
index = Page.objects.get(slug="training", locale__language_code="ja")
page = TrainingPage(
    title="延長する研修会", slug={SLUG!r}, live=False, locale=index.locale,
    start_date=date(2022, 12, 1), opens_on=date(2022, 9, 1), closes_on=date(2022, 9, 26),
    apply_mail="sample@example.org",
)
index.add_child(instance=page)
page.save_revision().publish()
page = TrainingPage.objects.get(pk=page.pk)
page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
"""
REMOVE = f"""
from wagtail.models import Page
for page in Page.objects.filter(slug={SLUG!r}, locale__language_code="ja"):
    page.delete()  # its English page goes with it
"""


class Hands:
    """The steps of an editor, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, []

    def open(self, address: str) -> None:
        self.actions.append("open")
        self.page.goto(address)

    def fill(self, name: str, text: str) -> None:
        self.actions.append(f"fill {name}")
        self.page.locator(f"[name={name}]").fill(text)
        self.page.keyboard.press("Tab")

    def publish(self) -> None:
        self.actions.append("publish")
        self.page.wait_for_load_state("networkidle")
        self.page.locator("footer .w-dropdown__toggle").click()
        self.page.locator("footer [name=action-publish]").click()
        expect(self.page.locator(".messages .success")).to_be_visible()


@pytest.fixture
def event(portal):
    """The editing address of a training session of our own that is open until 26 September."""
    portal.run(MAKE)
    yield f"{portal.url}/admin/pages/{portal.page_id(SLUG)}/edit/"
    portal.run(REMOVE)


def test_a_deadline_is_put_off_by_one_field_in_both_languages(portal, event, sign_in):
    reader, hands = sign_in(None), Hands(sign_in("editor"))
    addresses = [f"{portal.url}{tree}/events/training/{SLUG}/" for tree in ("", "/en")]
    assert [shown(reader, each) for each in addresses] == [("open", "2022-09-26")] * 2
    hands.open(event)
    hands.fill("closes_on", "令和4年10月3日")
    hands.publish()
    assert hands.actions == ["open", "fill closes_on", "publish"]
    for address, said in zip(addresses, ("10月3日（月）まで延長", "extended to"), strict=True):
        assert shown(reader, address) == ("extended", "2022-10-03")
        expect(reader.locator("main .note.warn")).to_contain_text(said)
        expect(reader.locator(".change-log li")).to_have_count(1)


def shown(page: Page, address: str) -> tuple[str | None, str | None]:
    """The state and the deadline that a page tells."""
    page.goto(address)
    facts = page.locator(f"main .facts[data-item={SLUG}]")
    return facts.get_attribute("data-state"), facts.get_attribute("data-closes")
