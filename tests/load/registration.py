"""`make bench-registration`: a thousand registrations at once for three hundred places.

Through the server that `make run` starts, against a database of its own (PostgreSQL where
DATABASE_URL names one), in turn with a plain Django form on the same server that inserts the same
rows. Then once more with the server killed in the middle and started again. It prints a table, and
ends with an error where a place was sold twice, an answer was lost, or the ratio is below the bar.
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_string
from itertools import chain, count
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from django.db import connection

from tests import databases
from tests.browser.portal import Portal, shell
from tests.databases.stores import store
from tests.load.visitors import Load, Sent, send_all
from tests.served import ROOT, SERVER_LOG, environment_of, wait_for

ATTEMPTS, CAPACITY, QUOTA = 1000, 300, 5
TOWNS, OVER_QUOTA = 245, 20
BAR, ROUNDS = 0.35, 3
APPLY = "/events/training/training-2/apply/"
PREPARE = """
from pages.events.models import EventFee, TrainingPage
from pages.records.models import Municipality
from wagtail.models import Page
towns = [Municipality(key=f"load-{{number}}", name_ja=f"負荷{{number}}番市", kind="city",
    name_en=f"Load City {{number}}", prefecture=41, member_confirmed=True)
    for number in range({towns})]
for town in towns:
    town.complete()
Municipality.objects.bulk_create(towns)
page = TrainingPage.objects.get(slug="training-2", locale__language_code="ja")
page.fees = [EventFee(payer_ja="会員", payer_en="Members", amount_jpy=0, max_addresses={quota},
    audience="members")]
page.capacity = {capacity}
page.save_revision().publish()
print(page.pk)
"""
COUNTED = """
import json
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations.models import Participant, Places, Registration
from pages.submissions.registrations.places import miscounted
from pages.work.models import WorkItem
rows = Participant.objects.select_related("registration").order_by("turn")
print(json.dumps({
    "accepted": [row.turn for row in rows if row.state == "accepted"],
    "waiting": [row.turn for row in rows if row.state == "waiting"],
    "numbers": [row.registration.number for row in rows],
    "taken": Places.objects.get().taken,
    "miscounted": len(miscounted()),
    "mails": OutgoingMail.objects.filter(key__contains=":receipt").count(),
    "unsent": OutgoingMail.objects.filter(sent_at=None).count(),
    "most": max(map(list(rows.values_list("registration__municipality", flat=True)).count,
        set(rows.values_list("registration__municipality", flat=True)))),
}))
"""


def main() -> int:
    """Run everything; 0 where nothing is wrong and the bar is reached."""
    say(f"Database: {connection.vendor}; {ATTEMPTS} attempts, {CAPACITY} places, 40 at a time")
    plain, portal, wrong = [], [], []
    for _ in range(ROUNDS):
        plain.append(plain_round())
        load, faults = portal_round()
        portal.append(load)
        wrong += faults
    say(f"{'':24}{'req/s':>8}{'median':>10}{'p95':>10}")
    for name, loads in (("plain form", plain), ("registration", portal)):
        for load in loads:
            times = f"{load.middle * 1000:8.0f}ms{load.p95 * 1000:8.0f}ms"
            say(f"{name:24}{load.per_second:8.0f}{times}")
    ratio = best(portal).per_second / best(plain).per_second
    tail = best(portal).p95 / best(plain).p95
    say(f"Throughput {ratio:.2f} of the plain form (bar {BAR}), p95 {tail:.2f} times")
    wrong += killed_round()
    for line in wrong:
        say(f"WRONG: {line}")
    return 1 if wrong or ratio < BAR else 0


def best(loads: list[Load]) -> Load:
    """The round in the middle."""
    return sorted(loads, key=lambda load: load.per_second)[len(loads) // 2]


# --- Servers ------------------------------------------------------------------------------


class Server:
    """A server that can be killed and started again on the same folder."""

    def __init__(self, folder: Path, environment: dict[str, str], command: list[str]) -> None:
        self.folder, self.environment, self.command = folder, environment, command
        self.host = f"127.0.0.1:{environment['PORT']}"

    def start(self) -> None:
        log = self.folder / SERVER_LOG
        with log.open("a") as lines:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdout=lines,
                stderr=lines,
                start_new_session=True,
            )
        wait_for(f"http://{self.host}", self.process, log)

    def kill(self, sign: signal.Signals = signal.SIGKILL) -> None:
        os.killpg(self.process.pid, sign)
        self.process.wait(60)


@contextmanager
def served(command: list[str]) -> Iterator[tuple[Server, Portal]]:
    """A server on a copy of the demonstration, with a shell into it."""
    with tempfile.TemporaryDirectory(prefix="registration-") as above:
        folder = Path(above) / "portal"
        address = databases.place_served(folder)
        environment = environment_of(folder, address)
        try:
            with shell(environment) as own_shell:
                server = Server(folder, environment, command)
                yield server, Portal(f"http://{server.host}", own_shell)
        finally:
            store().take_away(address)


# --- Rounds -------------------------------------------------------------------------------


def entered(number: int, town: str) -> dict[str, str]:
    """The fields of a visitor."""
    return {
        "f-municipality": town,
        "f-affiliation": "board",
        "f-eligible": "on",
        "f-name": f"見本 {number}",
        "f-mail": f"visitor-{number}@example.org",
        "f-agreed": "on",
    }


def plain_round() -> Load:
    """The plain form with as many rows as places and waiting list hold together."""
    options = "--interface wsgi --workers 2 --blocking-threads 2 --no-ws --log-level error"
    command = [
        sys.executable,
        "-m",
        "granian",
        "tests.load.plain_wsgi:application",
        *options.split(),
    ]
    with served(command) as (server, portal):
        event = int(portal.run(PREPARE.format(towns=TOWNS, quota=QUOTA, capacity=CAPACITY)))
        server.command += ["--port", server.environment["PORT"]]
        server.start()
        forms = [(number, entered(number, f"load-{number % TOWNS}")) for number in range(ATTEMPTS)]
        load = send_all(server.host, lambda number: f"/take/?event={event}&turn={number}", forms)
        server.kill(signal.SIGTERM)
    assert len(load.numbers(302)) == ATTEMPTS, Counter(each.status for each in load.answers)
    return load


def portal_round() -> tuple[Load, list[str]]:
    """The portal's own form; a town sends more than its quota."""
    with served([sys.executable, "manage.py", "serve"]) as (server, portal):
        forms = prepared(server, portal)
        load = send_all(server.host, lambda _number: APPLY, forms)
        found = settled(portal)
        server.kill(signal.SIGTERM)
        return load, faults_of([load], found, mails_in(server.folder))


def killed_round() -> list[str]:
    """The same with all processes killed in the middle; visitors without an answer send again."""
    with served([sys.executable, "manage.py", "serve"]) as (server, portal):
        forms = prepared(server, portal)
        answered = count()

        def kill_in_the_middle(_number: int) -> None:
            if next(answered) == ATTEMPTS // 3:
                server.kill()

        first = send_all(server.host, lambda _number: APPLY, forms, kill_in_the_middle)
        server.start()
        again = set(first.numbers(None))
        second = send_all(
            server.host, lambda _number: APPLY, [each for each in forms if each[0] in again]
        )
        found = settled(portal)
        server.kill(signal.SIGTERM)
        say(
            f"Killed: {len(first.answers) - len(again)} answered before, {len(again)} sent again,"
            f" {len(found['accepted'])} accepted, {len(found['waiting'])} waiting"
        )
        return faults_of([first, second], found, mails_in(server.folder), killed=True)


def prepared(server: Server, portal: Portal) -> list[tuple[int, dict[str, str]]]:
    """The last forms of all visitors, each with a key of its own, as the page before gave them."""
    portal.run(PREPARE.format(towns=TOWNS, quota=QUOTA, capacity=CAPACITY))
    server.start()
    hidden = hidden_fields(portal.url)
    towns = [f"負荷{number % (TOWNS - 1) + 1}番市" for number in range(ATTEMPTS - OVER_QUOTA)]
    towns[::49] = ["負荷0番市"] * len(towns[::49])
    towns += [f"負荷{number + 1}番市" for number in range(OVER_QUOTA)]
    time.sleep(4)  # nobody types faster
    return [
        (number, {**entered(number, town), **hidden, "key": uuid4().hex, "step": "send"})
        for number, town in enumerate(towns)
    ]


def hidden_fields(url: str) -> dict[str, str]:
    """When the form was opened, and the terms that the page before the last button showed."""
    with urllib.request.urlopen(f"{url}{APPLY}", timeout=60) as answer:  # noqa: S310 - loopback
        opened = re.search(r'name="f-opened" value="([^"]+)"', answer.read().decode())[1]
    form = {**entered(0, "負荷1番市"), "f-opened": opened}
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{url}{APPLY}", urlencode(form).encode(), {"Sec-Fetch-Site": "same-origin"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback
        terms = re.search(r'name="terms" value="([^"]*)"', answer.read().decode())[1]
    return {"f-opened": opened, "terms": terms}


# --- What is left afterwards --------------------------------------------------------------


def settled(portal: Portal) -> dict:
    """The rows once every mail is sent; whoever waits for mails for two minutes gives up."""
    end = time.monotonic() + 120
    while True:
        portal.run("from django.core.management import call_command; call_command('send_mails')")
        found = json.loads(portal.run(COUNTED))
        if not found["unsent"] or time.monotonic() > end:
            return found
        time.sleep(2)


def mails_in(folder: Path) -> Counter:
    """How often a mail of each Message-ID lies in the folder of the demonstration."""
    texts = chain.from_iterable(
        file.read_text().split("-" * 79 + "\n") for file in (folder / "mail").glob("*.log")
    )
    return Counter(message_from_string(text)["Message-ID"] for text in texts if text.strip())


def faults_of(loads: list[Load], found: dict, mails: Counter, *, killed: bool = False) -> list[str]:
    """Everything that is not as promised, a line each."""
    answers = [each for load in loads for each in load.answers]
    received = [each for each in answers if each.status == 303]
    kept = len(found["accepted"]) + len(found["waiting"])
    checks = {
        f"{len(found['accepted'])} accepted": len(found["accepted"]) == CAPACITY,
        f"{found['taken']} counted": found["taken"] == CAPACITY,
        "the count differs from the rows": not found["miscounted"],
        "somebody who waits came before one who has a place": max(found["accepted"])
        < min(found["waiting"]),
        f"{kept} kept of {len(received)} received": kept == len({each.number for each in received}),
        f"{found['most']} addresses of one town": found["most"] <= QUOTA,
        f"{found['mails']} receipts written, {len(mails)} sent": found["mails"]
        == len(mails)
        == kept,
        f"{found['unsent']} mails not sent": not found["unsent"],
        f"{max(mails.values())} copies of a mail": killed or max(mails.values()) == 1,
        "answers that are errors": not [
            each
            for each in answers
            if (each.status or 0) >= 500 or (not killed and not each.status)
        ],
    }
    return [said for said, is_right in checks.items() if not is_right]


def is_answer(sent: Sent, *, killed: bool) -> bool:
    """Whether a visitor got a page; where the server was killed, some get nothing once."""
    return killed if sent.status is None else sent.status < 500


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
