"""A real browser in front of the portal as `make run` serves it, with its initial content."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).parents[2]
PASSWORD = "a-password-for-the-browser"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 60_000  # milliseconds: a machine busy with other tests takes its time
CLOCK = "2022-09-22T10:00:00+09:00"
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
ADDRESSES = (*PAGES, *(f"/en{page}" for page in PAGES))


@dataclass(frozen=True)
class Portal:
    """A running portal."""

    url: str
    environment: dict[str, str]

    def page_id(self, slug: str, language: str = "ja") -> int:
        """The number of a page in the admin."""
        return int(
            self.run(
                "from wagtail.models import Page;"
                f"print(Page.objects.get(slug={slug!r}, locale__language_code={language!r}).pk)"
            )
        )

    def run(self, code: str) -> str:
        """Does something in the portal that is no subject of a test; gives what it prints."""
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def page_types(self) -> dict[str, str]:
        """The type of every page a reader can open, by its address."""
        code = (
            "import json;"
            "from wagtail.models import Page;"
            "pages = Page.objects.live().filter(depth__gt=1).select_related('content_type');"
            "print(json.dumps({page.url: page.content_type.model for page in pages}))"
        )
        return json.loads(self.run(code))


def free_port() -> int:
    """A port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database(folder: Path) -> str:
    """A database of the portal's own: of the kind the tests run on."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{folder / 'portal.sqlite3'}"
    name = f"portal_browser_{os.getpid()}"
    server, _slash, _name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """The portal behind its production server, loaded once; a demonstration on its own folder."""
    folder, port = tmp_path_factory.mktemp("portal"), free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "DATABASE_URL": database(folder),
        "CACHE_URL": "locmemcache://browser",
        "SECRET_KEY": "for-the-browser-tests-only-" + "x" * 40,
        "PORTAL_VAR": str(folder),
        "PORTAL_DEMO": "1",
        "PORTAL_CLOCK": CLOCK,
        "DEMO_PASSWORD": PASSWORD,
        "PORT": str(port),
    }
    log = (folder / "server.log").open("w")
    server = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, server, folder / "server.log")
        yield Portal(url, environment)
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    """Until the portal answers; loading its content takes a while."""
    for _second in range(600):
        if server.poll() is not None:
            pytest.fail(f"The server stopped:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):  # noqa: S310 - loopback
                return
        except OSError:
            time.sleep(1)
    pytest.fail(f"The server did not answer:\n{log.read_text()}")


@pytest.fixture(scope="package")
def browser():
    """Debian's Chromium, closed after this package: Django refuses its database beside it."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    playwright_api = pytest.importorskip("playwright.sync_api")
    playwright_api.expect.set_options(timeout=PATIENCE)
    with playwright_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def pages():
    """The pages that are looked at in both languages."""
    return PAGES


@pytest.fixture(scope="module", params=ADDRESSES)
def address(request):
    """Each of the addresses; all tests of a module are done with one before the next is opened."""
    return request.param


@pytest.fixture(scope="module")
def lasting_page(browser):
    """Like `window`, for a page that all tests of a module share and leave as they found it."""
    contexts = []

    def open_page(width=1280, height=900, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="ja-JP", **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


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
        page = window()
        if name is None:
            return page
        page.goto(f"{portal.url}/admin/login/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.locator("[type=submit]").click()
        page.wait_for_url(f"{portal.url}/admin/")
        return page

    return enter
