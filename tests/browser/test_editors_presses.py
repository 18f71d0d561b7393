"""How many presses an editor needs for what is done for every event, from the first screen on.

A press is one activation of a link, a button or a choice, by pointer or key. Typing and moving to
the next field are none.
"""

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

NEXT_SLUG = "training-next"
# Last year's event, with registrations, and one of today at whose door nobody is ticked yet.
MADE = """
from datetime import time, timedelta
from uuid import uuid4
from pages.events.indexes import TrainingIndexPage
from pages.records.models import Municipality
from pages.submissions.registrations.models import Participant, Registration
from pages.submissions.registrations.places import Places
from portal import clock
from tests import factories
index = TrainingIndexPage.objects.get(locale__language_code="ja")
today = clock.today()
for slug, title, day in (
    ("presses-last-year", "去年の研修会", today - timedelta(days=365)),
    ("presses-today", "今日の研修会", today),
):
    page = factories.TrainingPageFactory(
        parent=index, slug=slug, title=title, takes_registrations=True, capacity=30,
        start_date=day, start_time=time(9), opens_on=day - timedelta(days=30),
        closes_on=day - timedelta(days=1))
    page.save_revision().publish()
    Places.objects.get_or_create(
        pk=page.pk, defaults={"capacity": 30, "taken": 2, "begins_at": page.schedule.begins})
    for turn in (1, 2):
        registration = Registration.objects.create(
            key=uuid4(), language="ja", notice="sample", page_id=page.pk,
            mail=f"{turn}@example.org",
            municipality=Municipality.objects.first(), affiliation="board", was_member=True,
            fee_jpy=0)
        Participant.objects.create(
            registration=registration, page_id=page.pk, turn=turn, name=f"見本 {turn}",
            mail=f"{turn}@example.org", mail_folded=f"{turn}@example.org", state="accepted")
"""
GONE = """
from wagtail.models import Page
for slug in ("presses-last-year", "presses-today", "training-next"):
    for page in Page.objects.filter(slug=slug, locale__language_code="ja"):
        page.specific.delete()
"""


@pytest.fixture(scope="module", autouse=True)
def events(portal):
    portal.run(GONE + MADE)
    yield
    portal.run(GONE)


class Editor:
    """An editor whose presses are counted; whoever types, or moves on with Tab, presses nothing."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, what: Locator) -> None:
        what.click()
        self.presses += 1

    def type(self, name: str, text: str) -> None:
        field = self.page.locator(f"[name={name}]")
        field.focus()
        field.fill(text)
        self.page.keyboard.press("Tab")


@pytest.fixture
def editor(sign_in):
    return Editor(sign_in("editor"))


def test_an_event_with_registration_is_published_from_last_years_in_nine_presses(portal, editor):
    page, menu = editor.page, editor.page.locator("#wagtail-sidebar")
    editor.press(menu.get_by_role("button", name="申込者"))
    editor.press(menu.get_by_role("link", name="申込みの受付"))
    row = page.locator("tr", has_text="去年の研修会")
    editor.press(row.locator(".w-dropdown__toggle"))
    editor.press(row.get_by_role("link", name="同じ内容で次回を作る"))
    editor.type("new_title", "今年の研修会")
    editor.type("new_slug", NEXT_SLUG)
    editor.press(page.locator("main form [type=submit]"))
    # It is a copy without days, whose form is shown at once.
    expect(page.locator("[name=start_date]")).to_have_value("")
    for name, text in (
        ("start_date", "2022-12-01"), ("start_time", "15:00"),
        ("opens_on", "2022-09-22"), ("closes_on", "2022-11-20"),
    ):  # fmt: skip
        editor.type(name, text)
    # Its texts are last year's: an editor who has read them says that they hold.
    editor.press(page.locator("[name=texts_hold]"))
    page.wait_for_load_state("networkidle")
    editor.press(page.locator("footer .w-dropdown__toggle"))
    editor.press(page.locator("footer [name=action-publish]").first)
    expect(page.locator(".messages .success")).to_be_visible()
    print("presses to publish an event from last year's:", editor.presses)  # noqa: T201
    assert editor.presses <= 9
    for tree in ("", "/en"):
        page.goto(f"{portal.url}{tree}/events/training/{NEXT_SLUG}/")
        expect(page.locator(f'a[href$="{NEXT_SLUG}/apply/"]').first).to_be_visible()


def test_who_came_is_seen_and_the_number_published_in_four_presses(portal, editor):
    page = editor.page
    editor.press(page.get_by_role("link", name="出席簿：今日の研修会"))
    expect(page.locator(".attendance [role=status]")).to_contain_text("0")
    editor.press(page.locator(".attendance-end a"))
    editor.type("further", "12")
    editor.press(page.locator("main form[method=post] button.button"))
    expect(page.locator(".messages .success")).to_be_visible()
    print("presses to see who came and publish the number:", editor.presses)  # noqa: T201
    assert editor.presses <= 4
    page.goto(f"{portal.url}/events/training/presses-today/")
    expect(page.locator("main")).to_contain_text("12")
