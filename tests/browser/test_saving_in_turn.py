"""A draft that saves itself, the press on "publish" and a second editor do not meet each other."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

INTERVAL = 700  # milliseconds until a changed draft is sent; the portal's own five seconds are long
REMOVE = """
from wagtail.models import Page
for page in Page.objects.filter(slug__startswith="in-turn", locale__language_code="ja"):
    page.delete()  # its English page goes with it
"""
# Both requests leave at once; the fields of each are those of the open form with another slug.
ADD_TWICE = """
async ([first, second]) => {
  const form = document.querySelector("#page-edit-form");
  const add = async (slug) => {
    const fields = new FormData(form);
    fields.set("slug", slug);
    fields.set("action-publish", "action-publish");
    const answer = await fetch(form.action, { method: "POST", body: fields });
    return [answer.status, (await answer.text()).includes("既に使用されています")];
  };
  return await Promise.all([add(first), add(second)]);
}
"""


@pytest.fixture
def form(portal, sign_in):
    """The form of a new training session, filled in, with a draft that is soon to save itself."""
    page = sign_in("editor")
    page.goto(f"{portal.url}/admin/pages/add/pages/trainingpage/{portal.page_id('training')}/")
    page.fill("[name=title]", "順番に保存する研修会")
    page.fill("[name=slug]", "in-turn")
    page.fill("[name=summary]", "見本です。")
    page.locator("#page-edit-form").evaluate(
        f"form => {{ form.dataset.wAutosaveIntervalValue = {INTERVAL} }}"
    )
    yield page
    portal.run(REMOVE)


def change_until_announced(page: Page) -> None:
    """Type until Wagtail says that a draft will be sent (it compares some time after loading)."""
    page.evaluate("addEventListener('w-autosave:save', () => { window.announced = true })")
    for _try in range(10):
        page.locator("[name=summary]").press_sequentially("。")
        for _moment in range(30):
            page.wait_for_timeout(100)
            if page.evaluate("window.announced"):
                return
    pytest.fail("No draft was announced.")


def press_publish(page: Page) -> None:
    page.locator("footer [name=action-publish]").evaluate("button => button.click()")
    expect(page.locator(".messages .success")).to_be_visible()


def posts_of(page: Page) -> list[str]:
    """What is sent to the form's address from now on: "draft" or "publish"."""
    sent = []

    def note(request):
        if request.method == "POST" and "/pages/add/" in request.url:
            sent.append("draft" if request.headers["accept"] == "application/json" else "publish")

    page.on("request", note)
    return sent


def pages_made(portal) -> list[str]:
    made = "Page.objects.filter(slug__startswith='in-turn', locale__language_code='ja', live=True)"
    listed = f"print(*{made}.order_by('slug').values_list('slug', flat=True))"
    return portal.run(f"from wagtail.models import Page; {listed}").split()


def test_publishing_waits_for_a_draft_on_its_way(portal, form):
    sent = posts_of(form)
    held = []
    form.route("**/pages/add/pages/trainingpage/*/", lambda route: held.append(route), times=1)
    change_until_announced(form)
    while not held:
        form.wait_for_timeout(50)
    form.locator("footer [name=action-publish]").evaluate("button => button.click()")
    form.wait_for_timeout(500)
    assert sent == ["draft"]
    held[0].continue_()
    expect(form.locator(".messages .success")).to_be_visible()
    assert pages_made(portal) == ["in-turn"]


def test_publishing_calls_off_a_draft_that_has_not_left(portal, form):
    sent = posts_of(form)
    form.locator("#page-edit-form").evaluate(
        "form => { form.dataset.wAutosaveIntervalValue = 1500 }"
    )
    form.route("**/pages/add/pages/trainingpage/*/", late)
    change_until_announced(form)
    press_publish(form)
    assert sent == ["publish"]
    assert pages_made(portal) == ["in-turn"]


def late(route):
    """Lets the answer come after the draft would have left."""
    route.request.frame.page.wait_for_timeout(2500)
    route.continue_()


def test_two_editors_may_add_pages_at_the_same_moment(portal, form):
    assert form.evaluate(ADD_TWICE, ["in-turn-a", "in-turn-b"]) == [[200, False], [200, False]]
    assert pages_made(portal) == ["in-turn-a", "in-turn-b"]


def test_the_second_of_two_equal_slugs_is_told_in_its_form(portal, form):
    answers = form.evaluate(ADD_TWICE, ["in-turn-c", "in-turn-c"])
    assert sorted(answers) == [[200, False], [200, True]]
    assert pages_made(portal) == ["in-turn-c"]
