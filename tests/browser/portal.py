"""The portal as `make run` serves it, for a real browser: set up once, then copied and served."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests import databases
from tests.databases.stores import store
from tests.served import ROOT, serving

SHELL = """
import contextlib, io, json, sys, traceback
import django
django.setup()
for line in sys.stdin:
    printed, failure = io.StringIO(), None
    try:
        with contextlib.redirect_stdout(printed):
            exec(json.loads(line), {"__name__": "portal"})
    except Exception:
        failure = traceback.format_exc()
    print(json.dumps([printed.getvalue(), failure]), flush=True)
"""


@dataclass(frozen=True)
class Portal:
    """A running portal."""

    url: str
    shell: subprocess.Popen

    def page_id(self, slug: str, language: str = "ja") -> int:
        """The number of a page in the admin."""
        return int(
            self.run(
                "from wagtail.models import Page;"
                f"print(Page.objects.get(slug={slug!r}, locale__language_code={language!r}).pk)"
            )
        )

    def run(self, code: str) -> str:
        """Does something in the portal that is no subject of a test; gives what it prints.

        Raises RuntimeError with what went wrong there.
        """
        sent, answers = pipes(self.shell)
        sent.write(json.dumps(code) + "\n")
        sent.flush()
        printed, failure = json.loads(answers.readline())
        if failure:
            raise RuntimeError(failure)
        return printed

    def page_types(self) -> dict[str, str]:
        """The type of every page a reader can open, by its address."""
        code = (
            "import json;"
            "from wagtail.models import Page;"
            "pages = Page.objects.live().filter(depth__gt=1).select_related('content_type');"
            "print(json.dumps({page.url: page.content_type.model for page in pages}))"
        )
        return json.loads(self.run(code))


def pipes(process: subprocess.Popen) -> tuple[IO[str], IO[str]]:
    assert process.stdin
    assert process.stdout
    return process.stdin, process.stdout


@contextmanager
def running(folder: Path) -> Iterator[Portal]:
    """A portal of one's own below a folder, copied from one that was set up once."""
    address = databases.place_served(folder)
    try:
        with serving(folder, address) as (url, environment), shell(environment) as own_shell:
            yield Portal(url, own_shell)
    finally:
        store().take_away(address)


@contextmanager
def shell(environment: dict[str, str]) -> Iterator[subprocess.Popen]:
    """A process that does one thing after the other in the portal: Django starts only once."""
    command = [sys.executable, "-c", SHELL]
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        pipes(process)[0].close()
        process.wait(60)
