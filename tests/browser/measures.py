"""Measurements of a page in a browser."""

from importlib.resources import files

from playwright.sync_api import Locator, Page

WIDTHS = (320, 390, 1280)
SMALLEST_TARGET = 24
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
RUN_AXE = """async ([part, tags]) => {
  const {violations} = await axe.run(part, {runOnly: tags, resultTypes: ["violations"]});
  return violations.flatMap(({id, nodes}) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""

# What sticks out to the right, whether the page then scrolls sideways or cuts it off. Tables may,
# in their own region, and ornaments.
STICKING_OUT = """() => {
  const {scrollWidth, clientWidth} = document.documentElement;
  const scrolled = scrollWidth > clientWidth ? [`scrolls by ${scrollWidth - clientWidth} px`] : [];
  const ornament = "[aria-hidden=true], [aria-hidden=true] *, img[alt='']";
  const out = [...document.body.querySelectorAll(`:not(${ornament}, .table *)`)]
    .filter((element) => element.checkVisibility())
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .map((element) => element.outerHTML.slice(0, 120));
  return [...scrolled, ...out];
}"""

# WCAG 2.2, 2.5.8 excepts links in a line of text.
TARGETS_BELOW = """(smallest) => {
  const beside = (link) => [...link.parentElement.childNodes]
    .some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const inText = (element) => getComputedStyle(element).display === "inline" && beside(element);
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((element) => element.checkVisibility() && !inText(element))
    .map((element) => [element.getBoundingClientRect(), element])
    .filter(([{width, height}]) => width < smallest || height < smallest)
    .map(([{width, height}, element]) => `${width} × ${height}: ${element.outerHTML}`);
}"""

# What no line break may part, in the texts a reader skims: titles, dates, states, facts, tables.
# Running text breaks where its line is full, as Japanese does.
PARTED = r"""() => {
  const units = new RegExp([
    "(?:令和|平成)(?:元|\\d+)年(?:度)?", "\\d{4}年(?:度)?", "\\d{1,2}月\\d{1,2}日", "\\d{1,2}月",
    "（[月火水木金土日]）", "\\d{1,2}:\\d{2}", "第\\d+回", "約?[\\d,]+(?:名|自治体|件|回)",
    "\\d{1,2}[ \\u00a0](?:January|February|March|April|May|June|July|August|September|October"
      + "|November|December)",
  ].join("|"), "g");
  const lines = (range) => new Set(
    [...range.getClientRects()].filter(({width}) => width).map(({top}) => Math.round(top / 8)));
  const skimmed =
    "a, h1, h2, h3, h4, dt, dd, th, td, time, .meta, .due, .chip, .lbl, .big, .t, li > p";
  const whole = [...document.querySelectorAll(".chip, .lbl, .new")];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const parted = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const holder = text.parentElement;
    const isSkimmed = holder.closest(skimmed) && !holder.closest(".hit, .prose");
    if (!isSkimmed || !holder.checkVisibility()) continue;
    for (const found of text.data.matchAll(units)) {
      const range = document.createRange();
      range.setStart(text, found.index);
      range.setEnd(text, found.index + found[0].length);
      if (lines(range).size > 1) parted.push(`${found[0]}: ${text.data.trim()}`);
    }
  }
  for (const state of whole.filter((each) => each.checkVisibility())) {
    const range = document.createRange();
    range.selectNodeContents(state);
    if (lines(range).size > 1) parted.push(state.textContent.trim());
  }
  return parted;
}"""

COLOURS = """
  const clear = "rgba(0, 0, 0, 0)";
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const {backgroundColor} = getComputedStyle(each);
      if (backgroundColor !== clear) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
"""
UNSEEN_TEXT = f"""() => {{
  {COLOURS}
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.checkVisibility() && hasText(element))
    .filter((element) => getComputedStyle(element).color === ground(element))
    .map((element) => element.outerHTML);
}}"""
CHIPS_WITHOUT_SHAPE = f"""(chips) => {{
  {COLOURS}
  return chips.filter((chip) => {{
    const shape = getComputedStyle(chip, "::before");
    const drawn = [shape.backgroundColor, shape.borderTopColor, shape.borderLeftColor];
    const seen = drawn.some((colour) => colour !== clear && colour !== ground(chip));
    return !seen || !parseFloat(shape.inlineSize) || !parseFloat(shape.blockSize);
  }}).map((chip) => chip.outerHTML);
}}"""


def add_axe(page: Page) -> None:
    """Bring axe into a page, which it leaves with it."""
    page.evaluate(AXE)


def violations(page: Page, part: str = "html") -> list[str]:
    """The violations axe finds in a part of a page: rule, node and remedy."""
    return page.evaluate(RUN_AXE, [part, TAGS])


def follow(link_or_button: Locator) -> None:
    """Click what leads to another page, and wait until that page has been loaded.

    A click alone may return while the old page is being left: what measures at once would then
    measure that one, or none.
    """
    with link_or_button.page.expect_navigation():
        link_or_button.click()


def holds(page: Page) -> None:
    """The page can be read and operated by everybody, at any width."""
    page.wait_for_load_state()
    add_axe(page)
    assert violations(page) == []
    assert page.evaluate(STICKING_OUT) == []
    assert page.evaluate(TARGETS_BELOW, SMALLEST_TARGET) == []
    assert page.locator("h1").count() == 1
