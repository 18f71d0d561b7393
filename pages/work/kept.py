"""Values made of the content, kept by a process until something changes that readers may see.

In a rush for places everybody sends the same form, and to find out anew what page it belongs to,
which municipality is meant and how the mail is worded costs more than taking it in.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar
from weakref import WeakSet

from pages.work.content_version import Version, content_version

Value = TypeVar("Value")

_all: WeakSet["Kept"] = WeakSet()


class Kept:
    """At most so many values by their keys, each handed out as another object every time.

    Only what depends on the content alone may be kept: not on the moment, nor on who asks.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: OrderedDict[Hashable, tuple[Version, bytes]] = OrderedDict()
        self._lock = Lock()
        _all.add(self)

    def get(
        self, key: Hashable, read: Callable[[], Value], is_kept: Callable[[Value], bool] = bool
    ) -> Value:
        """The value of a key, read where the content has changed or may still be undone.

        Nothing found is not kept, nor what `is_kept` says no to: whatever else somebody may ask
        for drives out nothing. The version is asked for first: what changes while the value is
        read is then read again.
        """
        version = content_version()
        if version is None:
            return read()
        with self._lock:
            of_version, pickled = self._values.get(key, (None, b""))
        if of_version == version:
            self._keep(key, version, pickled)
            value: Value = pickle.loads(pickled)  # noqa: S301 - of this process's own memory
            return value
        found = read()
        if is_kept(found):
            self._keep(key, version, pickle.dumps(found))
        return found

    def _keep(self, key: Hashable, version: Version, pickled: bytes) -> None:
        """Puts it at the end: the one that nobody has asked for longest is driven out first."""
        with self._lock:
            self._values[key] = (version, pickled)
            self._values.move_to_end(key)
            if len(self._values) > self.most:
                self._values.popitem(last=False)

    def __len__(self) -> int:
        return len(self._values)

    def forget(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._values.clear()


def forget_kept() -> None:
    """No value of this process is kept any more: the database is another one."""
    for kept in _all:
        kept.forget()
