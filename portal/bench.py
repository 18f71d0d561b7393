"""Processor time of whole requests, in one process, without a server or a network between.

The variants take turns, round by round, so that a slow moment of the machine falls on
all alike: ratios within one run can be trusted where times cannot.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from statistics import median
from typing import Any
from urllib.parse import quote, urlsplit

from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.models import Page

HOST = "127.0.0.1"


class WagtailAlone(WSGIHandler):
    """The portal's middleware around Wagtail's own way to a page, of which it shows the title."""

    def resolve_request(self, request: HttpRequest) -> Any:
        """The view that any address leads to."""
        match = super().resolve_request(request)
        match.func = _title_alone
        return match


def _title_alone(request: HttpRequest, path: str = "") -> HttpResponse:
    route = Page.route_for_request(request, path)
    return HttpResponse(route.page.title if route else "", status=200 if route else 404)


@dataclass
class Target:
    """An address, who answers it, and in which state of the caches."""

    name: str
    address: str
    handler: WSGIHandler
    keeps_caches: bool = False
    etag: str = ""  # what a browser that was here before holds
    milliseconds: list[float] = field(default_factory=list)  # of a request, one per round
    size: int = 0
    queries: int = 0

    def ask(self) -> HttpResponseBase:
        """One answer, made and sent to nobody."""
        answer: HttpResponseBase = self.handler(self._environ(), _send)
        answer.close()
        return answer

    def look(self) -> None:
        """Note size and queries of one answer. Raises RuntimeError where it is none."""
        self.ask()  # the first answer of a process pays for what the others find ready
        self._forget()
        with _counting() as asked:
            answer = self.ask()
        self.queries, self.size = len(asked), sum(map(len, answer))
        if answer.status_code not in (200, 304):
            raise RuntimeError(f"{self.address} answers {answer.status_code}")

    def measure(self, times: int) -> None:
        """Answer some times and note the processor time of one."""
        used = 0.0
        for _ in range(times):
            self._forget()
            start = time.process_time()
            self.ask()
            used += time.process_time() - start
        self.milliseconds.append(used / times * 1000)

    def _forget(self) -> None:
        if not self.keeps_caches:
            cache.clear()

    def _environ(self) -> dict[str, Any]:
        parts = urlsplit(self.address)
        return {
            "REQUEST_METHOD": "GET", "PATH_INFO": parts.path, "SCRIPT_NAME": "",
            "QUERY_STRING": quote(parts.query, safe="=&"), "REMOTE_ADDR": HOST,
            "SERVER_NAME": HOST, "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": HOST, "HTTP_IF_NONE_MATCH": self.etag,
            "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(),
        }  # fmt: skip


def _send(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
    """Where a server would begin to send the answer."""


@contextmanager
def _counting() -> Iterator[list[str]]:
    """The statements the database is given meanwhile."""
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield asked


def compare(targets: list[Target], rounds: int, times: int) -> Iterator[str]:
    """A line per target: its ratio to the first one, processor time, queries, size."""
    for target in targets:
        target.look()
    for number in range(rounds):
        for target in targets if number % 2 == 0 else reversed(targets):
            target.measure(times)
    yield f"{'':34} ratio  [least..most]    CPU ms  queries    bytes"
    base = targets[0].milliseconds
    for target in targets:
        ratios = [mine / theirs for mine, theirs in zip(target.milliseconds, base, strict=True)]
        span = f"[{min(ratios):.2f}..{max(ratios):.2f}]"
        yield (
            f"{target.name:34}{median(ratios):6.2f}  {span:14}{median(target.milliseconds):8.1f}"
            f"{target.queries:9}{target.size:9}"
        )
