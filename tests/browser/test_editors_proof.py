"""The editors' proof: a summit made, translated and read in a real browser, as the four would."""

from datetime import date

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SLUG = "summit-6"
TITLE, ENGLISH_TITLE = (
    "第6回全国ICT教育首長サミット",
    "6th National Mayors' Summit on ICT in Education",
)
SUMMARY, ENGLISH_SUMMARY = "見本のサミットです。", "A sample summit."
PARAGRAPH, ENGLISH_PARAGRAPH = "首長と教育長が話し合いました。", "Mayors and superintendents met."
QUOTE, ENGLISH_QUOTE = "学びの主役は子供たちです。", "Children are at the heart of learning."
WHO, ENGLISH_WHO = "見本市長", "Mayor of Sample City"
ENGLISH_CAPTION = "The hall"
CAPTION = "会場の様子"
ENGLISH = {
    TITLE: ENGLISH_TITLE,
    SUMMARY: ENGLISH_SUMMARY,
    PARAGRAPH: ENGLISH_PARAGRAPH,
    QUOTE: ENGLISH_QUOTE,
    WHO: ENGLISH_WHO,
    CAPTION: ENGLISH_CAPTION,
}


REMOVE = f"""
from wagtail.models import Page
for page in Page.objects.filter(slug={SLUG!r}, locale__language_code="ja"):
    page.delete()  # its English page goes with it
"""


@pytest.fixture(autouse=True)
def _no_trace(portal):
    """Leaves the portal to the other tests as it was."""
    yield
    portal.run(REMOVE)


def test_a_summit_is_made_translated_and_read(portal, sign_in, tmp_path):
    editor = sign_in("editor")
    make_summit(editor, portal, picture(tmp_path))
    translator = sign_in("translator")
    translate_summit(translator, portal)
    reader = sign_in(None)
    both_addresses_tell_the_facts(reader, portal, "12月10日", "10 December")
    both_lists_show_it(reader, portal)
    change_the_closing_date(editor, portal)
    both_addresses_tell_the_facts(reader, portal, "12月20日", "20 December")


def picture(folder):
    """A small real photograph-like file."""
    path = folder / "hall.jpg"
    Image.effect_noise((1200, 800), 40).convert("RGB").save(path)
    return path


def make_summit(page: Page, portal, image) -> None:
    page.goto(f"{portal.url}/admin/pages/add/pages/summitpage/{portal.page_id('summits')}/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=slug]", SLUG)
    page.fill("[name=summary]", SUMMARY)
    fill_date(page, "start_date", date(2022, 12, 22))
    fill_date(page, "opens_on", date(2022, 9, 1))
    fill_date(page, "closes_on", date(2022, 12, 10))
    page.fill("[name=apply_mail]", "sample@example.org")
    choose(page, "#id_venue-chooser", "国際ファッションセンタービル")
    add_speaker(page, 0, "横尾 俊彦", "多久市長", "Mayor of Taku City")
    add_speaker(page, 1, "品川 萬里", "郡山市長", "Mayor of Koriyama City")
    add_paragraph(page)
    add_quote(page)
    add_image(page, image)
    publish(page)


def fill_date(page: Page, name: str, value: date) -> None:
    field = page.locator(f"[name={name}]")
    field.fill(value.isoformat())
    field.press("Escape")


def choose(page: Page, selector: str, text: str) -> None:
    """Pick a record in a chooser."""
    page.locator(f"{selector} [data-chooser-action-choose]").first.click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[name=q]").fill(text)
    expect(dialog.locator("tbody tr")).to_have_count(1)
    dialog.get_by_role("link", name=text).click()
    expect(dialog).to_have_count(0)


def add_speaker(page: Page, row: int, name: str, role: str, english_role: str) -> None:
    page.locator("#id_speakers-ADD").click()
    choose(page, f"#id_speakers-{row}-person-chooser", name)
    page.fill(f"[name=speakers-{row}-role_ja]", role)
    page.fill(f"[name=speakers-{row}-role_en]", english_role)


def add_block(page: Page, name: str) -> None:
    """Open the chooser of blocks at the end of the text and pick one."""
    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def add_paragraph(page: Page) -> None:
    add_block(page, "段落")
    page.locator("[data-contentpath=body] [role=textbox]").last.click()
    page.keyboard.type(PARAGRAPH)


def add_quote(page: Page) -> None:
    add_block(page, "引用")
    page.locator("[name$='-value-text']").last.fill(QUOTE)
    page.locator("[name$='-value-attribution']").last.fill(WHO)


def add_image(page: Page, image) -> None:
    add_block(page, "画像")
    page.locator("[data-contentpath=body] [data-chooser-action-choose]").last.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="アップロード").click()
    dialog.locator("input[type=file]").set_input_files(image)
    dialog.locator("[name$=title]").fill("会場")
    dialog.locator("[name$=alt_ja]").fill("参加者でいっぱいの会場")
    dialog.locator("[name$=alt_en]").fill("The hall, full of participants")
    dialog.locator("[name$=credit_ja]").fill("事務局")
    dialog.locator("[name$=credit_en]").fill("Secretariat")
    dialog.locator("[name$=consent]").select_option("given")
    dialog.get_by_role("button", name="アップロード").click()
    expect(dialog).to_have_count(0)
    page.locator("[name$='-value-caption']").last.fill(CAPTION)


def publish(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.locator("footer .w-dropdown__toggle").click()
    page.locator("footer [name=action-publish]").click()
    expect(page.locator(".messages .success")).to_be_visible()


def translate_summit(page: Page, portal) -> None:
    """From the Japanese text in the English tree to the published English one, by segments."""
    page.goto(f"{portal.url}/en/events/summits/{SLUG}/")
    expect(page.locator("main .note")).to_contain_text("only in Japanese")
    page.goto(f"{portal.url}/admin/pages/{portal.page_id(SLUG, 'en')}/edit/")
    page.get_by_role("link", name="このページを翻訳する").click()
    page.locator("main [type=submit]").click()
    for japanese, english in ENGLISH.items():
        translate_segment(page, japanese, english)
    expect(page.locator("li.incomplete")).to_have_count(0)
    page.get_by_role("button", name="公開：English").click()
    expect(page.locator(".messages .success")).to_be_visible()


def translate_segment(page: Page, japanese: str, english: str) -> None:
    segment = page.locator("li.incomplete").filter(has=page.get_by_text(japanese, exact=True))
    segment.get_by_role("button", name="翻訳する").click()
    segment.locator("textarea").fill(english)
    segment.get_by_role("button", name="保存").click()
    expect(segment).to_have_count(0)


def both_addresses_tell_the_facts(page: Page, portal, closes: str, english_closes: str) -> None:
    page.goto(f"{portal.url}/events/summits/{SLUG}/")
    main = page.locator("main")
    for text in (TITLE, "国際ファッションセンタービル", "横尾 俊彦", PARAGRAPH, QUOTE, closes):
        expect(main).to_contain_text(text)
    expect(page.get_by_role("img", name="参加者でいっぱいの会場")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{portal.url}/en/events/summits/{SLUG}/")
    english = (
        ENGLISH_TITLE, "Kokusai Fashion Center", "Yokoo Toshihiko", "Mayor of Koriyama City",
        ENGLISH_PARAGRAPH, ENGLISH_QUOTE, english_closes,
    )  # fmt: skip
    for text in english:
        expect(main).to_contain_text(text)
    expect(page.get_by_role("img", name="The hall, full of participants")).to_be_visible()


def both_lists_show_it(page: Page, portal) -> None:
    page.goto(f"{portal.url}/events/summits/")
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    page.goto(f"{portal.url}/en/events/summits/")
    expect(page.get_by_role("link", name=ENGLISH_TITLE).first).to_be_visible()


def change_the_closing_date(page: Page, portal) -> None:
    """One field and the button; nothing in English."""
    page.goto(f"{portal.url}/admin/pages/{portal.page_id(SLUG)}/edit/")
    fill_date(page, "closes_on", date(2022, 12, 20))
    publish(page)
