"""`manage.py serve`: the main job of `make run`.

The server is granian. Measured beside gunicorn with two processes each: as fast for a page (there
the time goes into the page), two to three times as fast for a static file, a little less memory.
"""

import errno
import hashlib
import inspect
import ipaddress
import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from home.sample_content.site import is_empty

DEFAULT_PORT = 8000
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


class Command(BaseCommand):
    """Serves the portal with the production server; a demonstration is set up first.

    In production nothing is set up here: migrations and content are an operator's decision.
    """

    help = "Serve the portal; with PORTAL_DEMO on, set everything up first."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen; the port is the environment variable PORT."""
        parser.add_argument("--host", default="127.0.0.1", help="address (default: %(default)s)")

    def handle(self, *args: Any, host: str, **options: Any) -> None:
        """Check what could go wrong, set up, say where the portal is, and become the server."""
        port = wanted_port(os.environ.get("PORT", ""))
        if settings.DEBUG:
            raise CommandError("Set DJANGO_SETTINGS_MODULE=portal.settings.production to serve.")
        if settings.PORTAL_DEMO and not is_loopback(host):
            raise CommandError(
                f"The demonstration listens on this computer only, not on {host}: under a real"
                " body's name it must not pass for the real site. Leave --host out."
            )
        refuse_taken(host, port)
        try:
            if settings.PORTAL_DEMO:
                self.prepare_database()
                follow_address(host, port)
            self.prepare_static_files()
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {error}") from error
        except OSError as error:
            raise CommandError(f"A file cannot be written: {error}") from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped.", returncode=130) from error
        share_clock()
        self.announce(host, port)
        connections.close_all()
        command = [sys.executable, "-m", "granian", *server_options(host, port)]
        os.execv(sys.executable, command)  # noqa: S606 - no shell is the point

    def say(self, line: str) -> None:
        """Show a line at once: after the change into the server a buffer would be lost."""
        self.stdout.write(line)
        self.stdout.flush()

    def prepare_database(self) -> None:
        """Tables, then content and accounts where there are none."""
        database = settings.DATABASES["default"]
        if database["ENGINE"].endswith("sqlite3"):
            Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        if migrations_wait():
            self.say("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)
        if is_empty():
            self.say("Loading the initial content in both languages …")
            call_command("load_content", if_empty=True, stdout=self.stdout)
            self.say("Building the search index …")
            call_command("update_index", verbosity=0, stdout=self.stdout)
        call_command("rebuild_search", if_needed=True, verbosity=0, stdout=self.stdout)
        call_command("create_demo_accounts", stdout=self.stdout)

    def prepare_static_files(self) -> None:
        """Collect, hash and compress the static files when one of them has changed."""
        stamp = settings.VAR_DIR / "static-sources"
        sources = static_sources()
        if stamp.exists() and stamp.read_text() == sources and settings.STATIC_ROOT.exists():
            return
        self.say("Compressing the static files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(sources)

    def announce(self, host: str, port: int) -> None:
        """Say where the portal is, and what time it believes it is."""
        name = f"[{host}]" if ":" in host else host
        self.say("")
        if settings.PORTAL_CLOCK_OFFSET:
            start = os.environ.get("PORTAL_CLOCK", "another time")
            self.say(f"Clock:   started at {start} (the real time: PORTAL_CLOCK=now make run)")
        self.say(f"Portal:  http://{name}:{port}/ and http://{name}:{port}/en/")
        self.say(f"Admin:   http://{name}:{port}/admin/")
        if settings.PORTAL_DEMO:
            self.say("Sign in: editor, translator, moderator or admin; the password was shown when")
            self.say(
                "         they were made (new: .venv/bin/python manage.py changepassword admin)"
            )
        self.say("Ctrl-C stops the server.")


def wanted_port(text: str) -> int:
    """The port named in PORT, 8000 when nothing is. Raises CommandError for anything else."""
    if not text:
        return DEFAULT_PORT
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
        raise CommandError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach `host`."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_taken(host: str, port: int) -> None:
    """Raise CommandError when nothing can listen there now, with what to do about it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    other = port + 1 if port < 65535 else DEFAULT_PORT
    remedy = f"choose another port: PORT={max(other, DEFAULT_PORT)} make run"
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise CommandError(f"Port {port} is reserved for the system; {remedy}") from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CommandError(f"Cannot listen on {host}: {error.strerror}.") from error
            message = f"Port {port} is in use. Stop the other program or {remedy}"
            raise CommandError(message) from error


def follow_address(host: str, port: int) -> None:
    """Let full addresses of the demonstration (canonical links, mails) lead to where it is served.

    A site that was given a name of its own keeps it.
    """
    os.environ.setdefault("WAGTAILADMIN_BASE_URL", f"http://127.0.0.1:{port}")
    sites = Site.objects.filter(is_default_site=True, hostname__in=LOOPBACK_NAMES)
    for site in sites.exclude(hostname=host, port=port):
        site.hostname, site.port = host, port
        site.save()


def migrations_wait() -> bool:
    """Whether the database lacks a migration."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def static_sources() -> str:
    """A fingerprint of the static files and of the code that prepares them.

    It follows names, sizes and times of change, so a removed file counts as a change too.
    """
    files = [Path(inspect.getfile(type(staticfiles_storage)))]
    for finder in get_finders():
        files += [Path(storage.path(name)) for name, storage in finder.list(())]
    lines = []
    for file in sorted(files):
        status = file.stat()
        lines.append(f"{file} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def share_clock() -> None:
    """Let every worker compute the same time: otherwise every clock would start with its worker."""
    offset = settings.PORTAL_CLOCK_OFFSET.total_seconds()
    os.environ["PORTAL_CLOCK_OFFSET"] = str(offset)


def server_options(host: str, port: int) -> list[str]:
    """The options of granian: two processes for two cores, as `make run` may expect anywhere.

    Two threads each, so that one slow upload does not hold up half of the visitors; more of them
    only compete for the interpreter (measured: a tenth more processor time for a page).

    Ctrl-C reaches the processes twice, from the terminal and from granian, and most times one of
    them then waits for itself (granian 2.8): a demonstration does not wait for it long. In
    production, where a stop comes once, requests under way have time to end.
    """
    seconds_to_end = 2 if settings.PORTAL_DEMO else 30
    options = ["portal.wsgi:application", "--interface", "wsgi", "--host", host]
    options += ["--port", str(port), "--workers", "2", "--blocking-threads", "2"]
    options += ["--workers-kill-timeout", str(seconds_to_end), "--respawn-failed-workers"]
    return [*options, "--no-ws", "--log-level", "error"]
