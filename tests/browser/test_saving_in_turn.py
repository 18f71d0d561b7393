"""A draft that saves itself, the press on "publish" and a second editor do not meet each other.

The clock of the browser stands still and is put forward by the tests, so that nothing depends on
how fast the machine is: between two steps of a test, no draft leaves by itself.
"""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

# Wagtail looks for changes some time after loading, and a moment later it announces a draft.
SECONDS_UNTIL_WATCHED = 60
INTERVAL = "wAutosaveIntervalValue"
STEP, MOST = 100, 5_000  # milliseconds
SAVES = re.compile(r"/admin/pages/(add/pages/trainingpage/\d+|\d+/edit)/$")
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
    """The form of a new training session, filled in; time stands still."""
    page = sign_in("editor")
    page.clock.install()
    page.goto(f"{portal.url}/admin/pages/add/pages/trainingpage/{portal.page_id('training')}/")
    page.clock.pause_at(page.evaluate("Date.now() / 1000") + SECONDS_UNTIL_WATCHED)
    page.fill("[name=title]", "順番に保存する研修会")
    page.fill("[name=slug]", "in-turn")
    page.fill("[name=summary]", "見本です。")
    yield page
    portal.run(REMOVE)


@pytest.fixture
def told(form):
    """The events of saving, in their order, from now on."""
    events = []

    def note_sent(request):
        if is_saving(request):
            events.append(f"{kind_of(request)} sent")

    def note_answered(response):
        if is_saving(response.request) and kind_of(response.request) == "draft":
            events.append("draft answered")

    form.on("request", note_sent)
    form.on("response", note_answered)
    return events


def is_saving(request: Request) -> bool:
    return request.method == "POST" and bool(SAVES.search(request.url))


def kind_of(request: Request) -> str:
    return "draft" if request.headers.get("accept") == "application/json" else "publish"


def change_until_announced(page: Page) -> None:
    """Put the clock forward until Wagtail says that the draft typed so far will be sent."""
    page.evaluate("addEventListener('w-autosave:save', () => { window.announced = true })")
    page.locator("[name=summary]").press_sequentially("。")
    for _step in range(MOST // STEP):
        page.clock.run_for(STEP)
        if page.evaluate("window.announced"):
            return
    pytest.fail("No draft was announced.")


def let_the_interval_pass(page: Page) -> None:
    """Put the clock forward to where an announced draft leaves."""
    interval = int(page.evaluate("document.querySelector('#page-edit-form').dataset." + INTERVAL))
    end = page.evaluate("Date.now()") + interval
    while page.evaluate("Date.now()") < end:  # a page about to leave does not obey
        page.clock.run_for(interval)


def press_publish(page: Page) -> None:
    page.locator("footer [name=action-publish]").evaluate("button => button.click()")


class Held:
    """The next saving that leaves the browser; it reaches the server by `let_go`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.routes: list[Route] = []
        page.route(SAVES, self.hold, times=1)

    def hold(self, route: Route) -> None:
        self.routes.append(route)

    def let_go(self) -> None:
        while not self.routes:  # told of after the request; asking the page lets news arrive
            self.page.evaluate("null")
        self.page.clock.resume()
        self.routes[0].continue_()


def pages_made(portal) -> list[str]:
    made = "Page.objects.filter(slug__startswith='in-turn', locale__language_code='ja', live=True)"
    listed = f"print(*{made}.order_by('slug').values_list('slug', flat=True))"
    return portal.run(f"from wagtail.models import Page; {listed}").split()


def test_publishing_waits_for_a_draft_on_its_way(portal, form, told):
    held = Held(form)
    change_until_announced(form)
    with form.expect_request(is_saving):
        let_the_interval_pass(form)
    press_publish(form)
    held.let_go()
    expect(form.locator(".messages .success")).to_be_visible()
    assert told == ["draft sent", "draft answered", "publish sent"]
    assert pages_made(portal) == ["in-turn"]


def test_publishing_calls_off_a_draft_that_has_not_left(portal, form, told):
    form.route(SAVES, answer_to_nobody, times=1)
    change_until_announced(form)
    with form.expect_response(lambda response: is_saving(response.request)):
        press_publish(form)
    let_the_interval_pass(form)
    with form.expect_response("**/healthz"):  # a draft would have left before this
        form.evaluate("() => { fetch('/healthz') }")
    assert told == ["publish sent"]
    assert pages_made(portal) == ["in-turn"]


def answer_to_nobody(route: Route) -> None:
    """Have the page published, but leave the browser where it is: no answer is slower."""
    route.fetch(max_redirects=0)
    route.fulfill(status=204)


def test_two_editors_may_add_pages_at_the_same_moment(portal, form):
    assert form.evaluate(ADD_TWICE, ["in-turn-a", "in-turn-b"]) == [[200, False], [200, False]]
    assert pages_made(portal) == ["in-turn-a", "in-turn-b"]


def test_the_second_of_two_equal_slugs_is_told_in_its_form(portal, form):
    answers = form.evaluate(ADD_TWICE, ["in-turn-c", "in-turn-c"])
    assert sorted(answers) == [[200, False], [200, True]]
    assert pages_made(portal) == ["in-turn-c"]
