"""Where prepared databases are kept: files for SQLite, templates on the server for PostgreSQL."""

import fcntl
import itertools
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

FOLDER = Path(__file__).parents[2] / "var" / "test-databases"
KEPT = 3  # of each kind: one may go back to a branch
KEPT_ON_A_SERVER = 12  # which several working copies may share
PREFIX = "portal_tests"
NUMBERS = itertools.count(1)  # of the copies that one process places on a server


class Files:
    """SQLite: a prepared database is a file, and a test database a copy of it in memory."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder

    def version(self) -> str:
        return sqlite3.sqlite_version

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One process prepares, the others wait."""
        with locked(self.folder / "lock"):
            yield

    def has(self, name: str) -> bool:
        return self._file(name).exists()

    def keep(self, name: str, prepared) -> None:
        """Stores the database of a connection; nobody ever sees half of it."""
        half = self._file(f"{name}.half")
        half.unlink(missing_ok=True)
        prepared.ensure_connection()
        with closing(sqlite3.connect(half)) as target:
            prepared.connection.backup(target)
        half.replace(self._file(name))
        forget_oldest(self.folder.glob(f"{name.split('-')[0]}-*.sqlite3"))

    def copy(self, name: str, to: str):
        """A connection to a copy of its own."""
        mine = self.empty(to)
        mine.ensure_connection()
        with closing(sqlite3.connect(self._file(name))) as source:
            source.backup(mine.connection)
        return mine

    def empty(self, name: str):
        """A connection to a new database."""
        return connected_to(f"file:{name}?mode=memory&cache=shared")

    def place(self, name: str, folder: Path) -> str:
        """The address of a copy for another process, which keeps its files in a folder."""
        file = folder / "portal.sqlite3"
        shutil.copyfile(self._file(name), file)
        return f"sqlite:///{file}"

    def keep_placed(self, name: str, address: str) -> None:
        """Stores what another process, now ended, has made of such a copy."""
        placed, half = Path(address.removeprefix("sqlite:///")), self._file(f"{name}.half")
        half.unlink(missing_ok=True)
        with closing(sqlite3.connect(placed)) as source, closing(sqlite3.connect(half)) as target:
            source.backup(target)
        for part in placed.parent.glob(f"{placed.name}*"):  # with its log
            part.unlink()
        half.replace(self._file(name))
        forget_oldest(self.folder.glob(f"{name.split('-')[0]}-*.sqlite3"))

    def take_away(self, address: str) -> None:
        """Nothing to do: the file goes with its folder."""

    def drop(self, database) -> None:
        """The memory is given back when the process ends."""

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"


class Templates:
    """PostgreSQL: a prepared database is a template on the server."""

    def __init__(self) -> None:
        usual = connection.settings_dict
        self.server = {
            "host": usual["HOST"],
            "port": usual["PORT"] or None,
            "user": usual["USER"],
            "password": usual["PASSWORD"] or None,
        }

    def tell(self, statement: str, *names: str, values: tuple = ()) -> list[tuple]:
        """Runs one statement on the server, with the names of databases filled in."""
        with psycopg.connect(**self.server, dbname="postgres", autocommit=True) as server:
            filled = sql.SQL(statement).format(*map(sql.Identifier, names))
            answer = server.execute(filled, values)
            return answer.fetchall() if answer.description else []

    def version(self) -> str:
        return str(self.tell("SHOW server_version"))

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One process prepares, the others wait: those of other working copies, too."""
        with psycopg.connect(**self.server, dbname="postgres", autocommit=True) as server:
            server.execute("SELECT pg_advisory_lock(hashtext(%s))", (PREFIX,))
            yield

    def has(self, name: str) -> bool:
        return bool(self.named(template_name(name)))

    def named(self, pattern: str) -> list[str]:
        """The databases whose name fits, the newest first."""
        listed = "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC"
        return [row[0] for row in self.tell(listed, values=(pattern.replace("_", r"\_"),))]

    def keep(self, name: str, prepared) -> None:
        """Turns the database of a connection into a template; nobody ever sees half of it."""
        prepared.close()
        self.become_template(prepared.settings_dict["NAME"], name)

    def become_template(self, database: str, name: str) -> None:
        """Renames a database, and removes the oldest templates of its kind."""
        self.rename(database, template_name(name))
        kind = name.split("-")[0]
        for old in self.named(f"{PREFIX}_{kind}_%")[KEPT_ON_A_SERVER:]:
            self.remove(old)

    def rename(self, name: str, new: str) -> None:
        """Gives a database the name of another, in whose place it comes."""
        self.remove(new)
        self.tell("ALTER DATABASE {} RENAME TO {}", name, new)

    def remove(self, name: str) -> None:
        self.tell("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def copy(self, name: str, to: str):
        """A connection to a copy of its own."""
        self.create(to, template_name(name))
        return connected_to(to)

    def empty(self, name: str):
        """A connection to a new database."""
        self.create(name, "template0")
        return connected_to(name)

    def place(self, name: str, _folder: Path) -> str:
        """The address of a copy for another process."""
        own = f"portal_placed_{os.getpid()}_{next(NUMBERS)}"
        self.create(own, template_name(name))
        return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{own}"

    def keep_placed(self, name: str, address: str) -> None:
        """Turns what another process, now ended, has made of such a copy into a template."""
        self.become_template(name_of(address), name)

    def take_away(self, address: str) -> None:
        """Removes a placed copy."""
        self.remove(name_of(address))

    def create(self, name: str, template: str) -> None:
        """A database like another, in place of one that a broken run may have left."""
        self.remove(name)
        self.tell("CREATE DATABASE {} TEMPLATE {}", name, template)

    def drop(self, database) -> None:
        database.close()
        self.remove(database.settings_dict["NAME"])


def name_of(address: str) -> str:
    """The database that the address of a server names."""
    return address.rpartition("/")[2]


def template_name(name: str) -> str:
    return f"{PREFIX}_{name.replace('-', '_')}"


def store() -> Files | Templates:
    """Where databases of the kind the tests run on are kept."""
    return Files() if connection.vendor == "sqlite" else Templates()


def connected_to(name: str):
    """A connection like the usual one, to another database of its kind."""
    other = connection.copy()
    other.settings_dict["NAME"] = name
    return other


def placed_at(address: str):
    """A connection to a placed copy, with the settings with which a server runs."""
    other = connection.copy()
    if connection.vendor == "sqlite":
        name, options = address.removeprefix("sqlite:///"), settings.SQLITE_OPTIONS
        other.settings_dict.update(NAME=name, OPTIONS=options)
    else:
        other.settings_dict["NAME"] = name_of(address)
    return other


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds a lock between processes; the system lets go of it when one dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def forget_oldest(paths) -> None:
    """Removes all but the newest of some files or folders."""
    newest_first = sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[KEPT:]:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
