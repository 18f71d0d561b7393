"""The journal of erasures, beside the database: a restored backup brings back what was erased.

It holds no address, only a keyed hash of each (HMAC with the secret key of the portal), so that
whoever reads it learns nothing, and the portal itself knows an address again that it still holds.
"""

import json
import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from portal import clock


def note(address: str) -> None:
    """Note an erasure as soon as it is committed."""
    transaction.on_commit(partial(_append, _hash(address)))


def among(addresses: Iterable[str]) -> Iterator[str]:
    """Those of some addresses that the journal knows."""
    erased = set(_read())
    return (address for address in addresses if _hash(address) in erased)


def _hash(address: str) -> str:
    return salted_hmac("pages.erasures", address.casefold(), algorithm="sha256").hexdigest()


def _append(person: str) -> None:
    """One line, on the disk before the erasure is said to be done."""
    line = json.dumps({"person": person, "erased_at": clock.real_now().isoformat()})
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as journal:
        journal.write(f"{line}\n")
        journal.flush()
        os.fsync(journal.fileno())


def _read() -> Iterator[str]:
    """A line that was cut off by a hard stop is none."""
    if not _path().exists():
        return
    for line in _path().read_text("ascii", errors="replace").splitlines():
        try:
            yield json.loads(line)["person"]
        except (ValueError, KeyError, TypeError):
            continue


def _path() -> Path:
    return Path(settings.ERASURE_JOURNAL)
