"""A real browser in front of the portal as `make run` serves it, with its initial content."""

import shutil
from contextlib import contextmanager

import pytest

from tests import databases
from tests.browser.portal import Portal, running, shell
from tests.databases.stores import store
from tests.served import PASSWORD, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 60_000  # milliseconds: a machine busy with other tests takes its time
PAGES = (
    "/",
    "/council/",
    "/council/greeting/",
    "/council/history/",
    "/council/officers/",
    "/council/bylaws/",
    "/council/activities/",
    "/council/members/",
    "/council/members/taku/",
    "/council/people/",
    "/council/people/yokoo-toshihiko/",
    "/council/tsukuba-declaration/",
    "/news/",
    "/news/news-20220826-training-1-reminder/",
    "/events/",
    "/events/summits/",
    "/events/summits/summit-5/",
    "/events/assemblies/",
    "/events/assemblies/assembly-2021/",
    "/events/assemblies/special-session-2019/",
    "/events/training/",
    "/events/training/training-1/",
    "/events/training/training-2/",
    "/awards/",
    "/awards/award-2020/",
    "/awards/award-5/",
    "/awards/winners/",
    "/proposals/",
    "/proposals/proposal-2021/",
    "/proposals/proposal-hs-2021/",
    "/resources/",
    "/resources/documents/",
    "/resources/videos/",
    "/resources/surveys/",
    "/resources/surveys/survey-2019/",
    "/join/",
    "/no-such-page/",
)


@pytest.fixture(scope="session")
def portal(tmp_path_factory, django_db_blocker):
    """The portal behind its production server; it is served before a browser is opened."""
    with django_db_blocker.unblock():
        databases.kept_served()
    with running(tmp_path_factory.mktemp("portal") / "var") as portal:
        yield portal


@pytest.fixture(scope="package")
def browser(request):
    """Debian's Chromium, closed after this package: Django refuses its database beside it."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    request.getfixturevalue("portal")
    playwright_api = pytest.importorskip("playwright.sync_api")
    playwright_api.expect.set_options(timeout=PATIENCE)
    with playwright_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def served_at(tmp_path, browser):
    """Serves one portal of our own at a moment of its story; windows close with that moment.

    `kind` is a `Moment`, with what its people do: `served_at("2022-09-22T10:00:00+09:00", kind)`.
    """
    folder = tmp_path / "portal"
    address = databases.place_served(folder)

    @contextmanager
    def served(at, kind):
        with serving(folder, address, at) as (url, environment), shell(environment) as own_shell:
            moment = kind(Portal(url, own_shell), browser)
            yield moment
            moment.close()

    yield served
    store().take_away(address)


@pytest.fixture
def window(browser):
    """Opens a fresh window: `window(width=390, javaScript=False)`."""
    contexts = []

    def open_window(width=1280, height=900, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="ja-JP", **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(window, portal):
    """A window of its own for an account of the demonstration, or for a reader (None)."""

    def enter(name):
        # Without it the editor glides, and what a test presses moves away below the pointer.
        page = window(reduced_motion="reduce")
        if name is None:
            return page
        page.goto(f"{portal.url}/admin/login/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.locator("[type=submit]").click()
        page.wait_for_url(f"{portal.url}/admin/")
        return page

    return enter
