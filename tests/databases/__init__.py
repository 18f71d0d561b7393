"""Databases that are prepared once and copied for every process that runs tests.

Migrating takes half a minute, the first start of `make run` another. The first process that needs
one of them prepares it and keeps it: on SQLite as a file below var/test-databases, on PostgreSQL as
a template on the server. Its name holds a digest of all that it is made from, so what has become
stale is never found. Every process works on a copy of its own, in which tests roll back.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, connections

from portal import clock
from search.query.snapshot import forget as forget_index
from tests import factories
from tests.databases.stores import FOLDER, forget_oldest, placed_at, store
from tests.served import SERVER_LOG, serving

ROOT = Path(__file__).parents[2]
PROJECT = ("home", "pages", "portal", "search", "locale", "static", "templates")
NOT_SOURCES = {".pyc", ".mo"}
NAMED_CONTENT = "TESTS_CONTENT"


@contextmanager
def in_place_of_the_usual(database) -> Iterator[None]:
    """All queries go to another database, those of other threads, too."""
    usual, described = connections["default"], connections.settings["default"]
    kept = {name: described[name] for name in ("NAME", "OPTIONS")}
    connections["default"] = database
    described.update({name: database.settings_dict[name] for name in kept})
    try:
        yield
    finally:
        connections["default"] = usual
        described.update(kept)


# --- What they are made from ------------------------------------------------------------


def digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def contents(folder: Path, pattern: str = "**/*") -> list[str]:
    """The name of each file below a folder, with a digest of what it holds."""
    return [
        f"{file.relative_to(folder)} {hashlib.sha256(file.read_bytes()).hexdigest()}"
        for file in sorted(folder.glob(pattern))
        if file.is_file() and file.suffix not in NOT_SOURCES
    ]


@cache
def migrated_digest() -> str:
    """Of all migrations, what they and Django write into the tables, and the programs."""
    migrations = [
        f"{app.label} {migration}"
        for app in apps.get_app_configs()
        for migration in contents(Path(app.path), "migrations/*.py")
    ]
    rights = [
        f"{model._meta.label} {model._meta.verbose_name_raw} {model._meta.default_permissions}"
        f" {model._meta.permissions}"
        for model in apps.get_models()
    ]
    programs = sorted(f"{each.name} {each.version}" for each in distributions())
    versions = [connection.vendor, store().version()]
    own = [*contents(ROOT / "tests/databases"), *contents(ROOT / "portal/settings")]
    return digest(*migrations, *rights, *programs, *versions, *own)


@cache
def loaded_digest() -> str:
    """Of all that the project consists of, where it lies, and the day, which rows hold.

    Whoever breaks the code on purpose names the database that the whole code has made.
    """
    if named := os.environ.get(NAMED_CONTENT):
        return named
    sources = [line for folder in PROJECT for line in contents(ROOT / folder)]
    return digest(migrated_digest(), str(ROOT), str(clock.today()), *sources)


# --- The two that tests ask for ---------------------------------------------------------


@cache
def own_prefix() -> str:
    """The prefix of the names of this process's copies."""
    usual = "" if connection.vendor == "sqlite" else connection.settings_dict["NAME"]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    return "_".join(filter(None, ("test", usual, worker)))


def own_name(kind: str) -> str:
    """The name of a copy of this process."""
    return f"{own_prefix()}_{kind}"


@cache
def migrated():
    """A connection to a migrated database of this process."""
    return store().copy(kept_migrated(), own_name("migrated"))


def kept_migrated() -> str:
    """The name of the migrated database, prepared by whoever asks first."""
    name, kept = f"migrated-{migrated_digest()}", store()
    with kept.lock():
        if not kept.has(name):
            kept.keep(name, newly_migrated())
    return name


def newly_migrated():
    fresh = store().empty(own_name("to_migrate"))
    with in_place_of_the_usual(fresh):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    return fresh


@cache
def kept_served() -> str:
    """The name of the database after the first start of `make run`, prepared by the first to ask.

    It holds the content, its search index and the accounts of the demonstration.
    """
    empty, name, kept = kept_migrated(), f"served-{loaded_digest()}", store()
    with kept.lock():
        if not (kept.has(name) and kept_files(name).exists()):
            kept.keep_placed(name, started_for_the_first_time(empty, kept_files(name)))
            forget_oldest(FOLDER.glob(f"{connection.vendor}-served-*.files"))
    return name


def started_for_the_first_time(migrated_name: str, files: Path) -> str:
    """The address of what the first start has made: content, index, accounts; and its files."""
    half = files.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    address = store().place(migrated_name, half)
    with serving(half, address):
        pass
    shutil.rmtree(files, ignore_errors=True)
    half.rename(files)
    return address.replace(str(half), str(files))


def place_served(folder: Path) -> str:
    """A portal after its first start in a folder; gives the address of its database."""
    name = kept_served()
    shutil.copytree(kept_files(name), folder)
    return store().place(name, folder)


@cache
def loaded():
    """A connection to a database of this process that holds the content and its search index.

    The files of the content are copied to where this process keeps its uploads.
    """
    name = kept_served()
    for folder, uploads in (
        ("media", settings.MEDIA_ROOT),
        ("private", settings.PRIVATE_MEDIA_ROOT),
    ):
        kept = kept_files(name) / folder
        if kept.exists():  # no picture, no folder of pictures
            shutil.copytree(kept, uploads, dirs_exist_ok=True)
    own = store().copy(name, own_name("loaded"))
    with in_place_of_the_usual(own):
        get_user_model().objects.all().delete()  # tests make their own accounts
    return own


def kept_files(name: str) -> Path:
    """The folder that belongs to a kept database: uploads, static files, what the start said."""
    return FOLDER / f"{connection.vendor}-{name}.files"


@contextmanager
def content(django_db_blocker) -> Iterator[None]:
    """For a fixture: as `factories.shared`, where the content and its search index are loaded."""
    with django_db_blocker.unblock():
        database = loaded()
    with in_place_of_the_usual(database), factories.shared(django_db_blocker):
        forget_index()
        yield
    forget_index()


@contextmanager
def committed(folder: Path) -> Iterator[None]:
    """For a fixture: a migrated database of its own, in which threads commit, as a server's do."""
    address = store().place(kept_migrated(), folder)
    with in_place_of_the_usual(placed_at(address)):
        yield
        connections.close_all()
    store().take_away(address)


def said_by_the_loader() -> str:
    """The lines that loading the content printed."""
    return (kept_files(kept_served()) / SERVER_LOG).read_text()


def drop_own() -> None:
    """Removes the copies of this process."""
    for database in filter(lambda each: each.cache_info().currsize, (migrated, loaded)):
        store().drop(database())
