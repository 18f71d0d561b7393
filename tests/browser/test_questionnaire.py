"""A questionnaire in a real browser: each step, without scripts, by keyboard, and its counts."""

import pytest
from playwright.sync_api import expect

from tests.browser.measures import holds

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

QUICKEST = 3100  # milliseconds: whoever is quicker is taken for a machine
SUBMIT, SEND = "form[method=post] button", "button[value=send]"
OPEN, COUNTED = "/asked/", "/counted/"
LANGUAGES = {
    "ja": ("", "とても", "生成AI、安全", "3件の回答"),
    "en": ("/en", "Very much", "Generative AI, Safety", "3 replies"),
}
MAKE = """
from datetime import date
from home.models import HomePage
from pages.submissions.questionnaires.models import QuestionnaireQuestion
from pages.submissions.questionnaires.publishing import publish_counts
from tests import factories
from tests.questionnaires import QUESTIONS, reply

home = HomePage.objects.get(locale=factories.japanese())
for slug, closes_on in (("asked", date(2022, 10, 31)), ("counted", date(2022, 8, 31))):
    page = factories.QuestionnairePageFactory(
        parent=home, slug=slug, title=f"研修会アンケート（{slug}）", closes_on=closes_on,
        questions=[QuestionnaireQuestion(**values) for values in QUESTIONS],
    )
    page.save_revision().publish()
    factories.translate(page, said=f"Questionnaire {slug}")
for rating in ("5", "5", "4"):
    reply(page, answers={"use": "much", "topics": ["ai", "net"], "rating": rating})
publish_counts(type(page).objects.get(pk=page.pk), None)
"""


@pytest.fixture(scope="module")
def asking(portal):
    """The portal with a questionnaire that is open, and one that has closed with its counts."""
    portal.run(MAKE)
    return portal


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_can_be_read_and_operated_by_everybody(asking, window, language, width):
    prefix, much, topics, _number = LANGUAGES[language]
    page = window(width=width)
    page.goto(f"{asking.url}{prefix}{OPEN}")
    holds(page)
    page.locator(SUBMIT).click()
    expect(page.locator("[role=alert]")).to_be_focused()
    holds(page)
    page.locator("[role=alert] a").first.click()
    expect(page.locator("#id_f-q_use_0")).to_be_focused()
    page.get_by_label(much, exact=True).check()
    page.check("#id_f-q_topics_0")
    page.check("#id_f-q_topics_2")
    page.check("#id_f-agreed")
    page.wait_for_timeout(QUICKEST)
    page.locator(SUBMIT).click()
    expect(page.locator("dl")).to_contain_text(topics)
    holds(page)
    page.locator(SEND).click()
    expect(page.locator(".note.good")).to_be_visible()
    holds(page)


def test_without_scripts_answers_come_back_after_an_error_and_are_counted(asking, window):
    page = window(width=390, java_script_enabled=False)
    page.goto(f"{asking.url}{OPEN}")
    page.check("#id_f-q_topics_0")
    page.check("#id_f-q_topics_1")
    page.fill("#id_f-q_words", "良かった")
    page.locator(SUBMIT).click()
    expect(page.locator("#id_f-q_use_error")).to_contain_text("回答を選んで")
    expect(page.locator("input[name=f-q_topics]:checked")).to_have_count(2)
    expect(page.locator("#id_f-q_words")).to_have_value("良かった")
    page.check("#id_f-q_use_1")
    page.check("#id_f-agreed")
    page.wait_for_timeout(QUICKEST)
    page.locator(SUBMIT).click()
    page.locator(SEND).click()
    expect(page.locator(".note.good")).to_contain_text("ご回答を受け付けました")


def test_by_keyboard_alone_one_answers(asking, window):
    page = window()
    page.goto(f"{asking.url}{OPEN}")
    page.locator("#id_f-q_use_0").focus()
    keys = (
        *("Space", "ArrowDown", "Tab"),  # one of several: the arrows choose
        *("Space", "Tab", "Tab", "Space", "Tab"),  # any of several
        *("ArrowDown", "Tab"),  # the scale: “no answer” is chosen, the first step follows
        *("ArrowDown", "Tab"),  # yes or no, likewise
    )
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator("#id_f-q_words")).to_be_focused()
    page.keyboard.insert_text("字幕が助かりました")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#id_f-agreed")).to_be_checked()
    page.wait_for_timeout(QUICKEST)
    page.keyboard.press("Enter")
    for said in ("少し", "生成AI、安全", "1（不満）", "はい", "字幕が助かりました"):
        expect(page.locator("dl")).to_contain_text(said)
    page.locator(SEND).press("Enter")
    expect(page.locator(".note.good")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_published_counts_are_read_by_everybody(asking, window, language, width):
    prefix, much, _topics, number = LANGUAGES[language]
    page = window(width=width)
    page.goto(f"{asking.url}{prefix}{COUNTED}")
    holds(page)
    shown = page.locator("section[aria-labelledby=counts-h]")
    expect(shown).to_contain_text(number)
    row = shown.get_by_role("row").filter(has_text=much).first
    expect(row).to_contain_text("100%")
    bar = row.locator("rect").bounding_box()
    ground = row.locator("svg").bounding_box()
    assert bar["width"] == pytest.approx(ground["width"], abs=1)
    with page.expect_download() as download:
        shown.locator("a[download]").click()
    assert download.value.suggested_filename == "counted.csv"


def test_the_secretariat_reads_answers_and_publishes_them(asking, sign_in):
    page = sign_in("moderator")
    page.goto(f"{asking.url}/admin/pages/{asking.page_id('counted')}/edit/")
    page.locator("header button:has(.icon-dots-horizontal)").first.click()
    page.get_by_role("link", name="回答（").click()
    expect(page.locator(".answers [role=status]")).to_contain_text("3件")
    expect(page.locator(".answers svg rect").first).to_have_attribute("width", "100%")
    page.get_by_role("link", name="集計結果を公開する").click()
    page.get_by_role("button", name="この集計結果を公開する").click()
    expect(page.locator(".messages")).to_contain_text("日本語と英語のページに公開しました")
