"""Many visitors at once: each sends its last form from an address of its own."""

import http.client
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median, quantiles
from threading import local
from urllib.parse import urlencode

AT_ONCE = 40
HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
    "Connection": "keep-alive",
}


@dataclass(frozen=True)
class Sent:
    """A form that was sent, and its answer; no status where the connection broke."""

    number: int
    status: int | None
    location: str
    seconds: float


@dataclass(frozen=True)
class Load:
    """All answers of a round and the time it took."""

    answers: list[Sent]
    seconds: float

    @property
    def per_second(self) -> float:
        return len(self.answers) / self.seconds

    @property
    def p95(self) -> float:
        return quantiles([each.seconds for each in self.answers], n=20)[-1]

    @property
    def middle(self) -> float:
        return median(each.seconds for each in self.answers)

    def numbers(self, *statuses: int | None) -> list[int]:
        return [each.number for each in self.answers if each.status in statuses]


def address_of(number: int) -> str:
    """Of a thousand visitors each has its own network of 256 addresses."""
    return f"{11 + number // 256}.{number % 256}.{number % 200}.7"


def send_all(host: str, path_of, forms: Iterable[tuple[int, dict[str, str]]], note=str) -> Load:
    """Sends the forms, forty at a time, each thread over a connection that is kept.

    `note` is called with the number of each form that was answered, in the thread of its visitor.
    """
    kept = local()

    def connection() -> http.client.HTTPConnection:
        if not hasattr(kept, "connection"):
            kept.connection = http.client.HTTPConnection(host, timeout=120)
        return kept.connection

    def send(pair: tuple[int, dict[str, str]]) -> Sent:
        number, form = pair
        began = time.perf_counter()
        try:
            headers = {**HEADERS, "X-Forwarded-For": address_of(number)}
            connection().request("POST", path_of(number), urlencode(form), headers)
            answer = connection().getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            kept.__dict__.clear()
            return Sent(number, None, "", time.perf_counter() - began)
        note(number)
        location = answer.headers.get("Location", "")
        return Sent(number, answer.status, location, time.perf_counter() - began)

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, forms))
    return Load(answers, time.perf_counter() - began)
