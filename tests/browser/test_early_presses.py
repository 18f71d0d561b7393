"""A press on a button of the admin counts, however early it comes."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

# Presses a button as soon as the page that is still arriving holds it: with its last piece, the
# parser has finished (`interactive`), and the scripts still wait.
PRESS_EARLY = """
let pressed = "early";
addEventListener("DOMContentLoaded", () => { pressed = "late"; });
new MutationObserver((_changes, observer) => {
  const button = document.querySelector(%r);
  if (!button) return;
  observer.disconnect();
  button.click();
  document.documentElement.dataset.pressed = pressed;
}).observe(document, { childList: true, subtree: true });
"""


@pytest.mark.parametrize(
    ("button", "opens"),
    [
        ("#id_venue-chooser .unchosen button", "[role=dialog] [name=q]"),
        ("#id_speakers-ADD", "#id_speakers-0-person-chooser"),
        ("footer .w-dropdown__toggle", "footer [name=action-publish]"),
    ],
)
def test_a_press_before_the_scripts_have_run_is_not_lost(portal, sign_in, button, opens):
    page = sign_in("editor")
    page.add_init_script(PRESS_EARLY % button)
    page.goto(f"{portal.url}/admin/pages/add/pages/summitpage/{portal.page_id('summits')}/")
    expect(page.locator("html")).to_have_attribute("data-pressed", "early")
    expect(page.locator(opens)).to_be_visible()
