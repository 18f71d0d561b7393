"""The portal served by its production server, as `make run` does it, in a folder of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
PASSWORD = "a-password-for-the-browser"
CLOCK = "2022-09-22T10:00:00+09:00"
SERVER_LOG = "server.log"
POLL_SECONDS = 0.2
MOST_SECONDS = 900  # a busy machine takes its time to load the content


@contextmanager
def serving(folder: Path, address: str, at: str = CLOCK) -> Iterator[tuple[str, dict[str, str]]]:
    """The production server, a demonstration on its own folder, until it is no longer needed."""
    environment = environment_of(folder, address, at)
    url, log = f"http://127.0.0.1:{environment['PORT']}", folder / SERVER_LOG
    command = [sys.executable, "manage.py", "serve"]
    with log.open("w") as lines:
        server = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, env=environment, stdout=lines, stderr=lines
        )
        try:
            wait_for(url, server, log)
            yield url, environment
        finally:
            server.terminate()
            server.wait(60)


def environment_of(folder: Path, address: str, at: str = CLOCK) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "DATABASE_URL": address,
        "CACHE_URL": "locmemcache://browser",
        "SECRET_KEY": "for-the-browser-tests-only-" + "x" * 40,
        "PORTAL_VAR": str(folder),
        "PORTAL_DEMO": "1",
        "PORTAL_CLOCK": at,
        "DEMO_PASSWORD": PASSWORD,
        "PORT": str(free_port()),
    }


def free_port() -> int:
    """A port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    """Until the portal answers. Raises RuntimeError with what the server wrote."""
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"The server stopped:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):  # noqa: S310 - loopback
                return
        except OSError:
            time.sleep(POLL_SECONDS)
    raise RuntimeError(f"The server did not answer:\n{log.read_text()}")
