"""Pages that forms are sent to, kept by a process until something changes that readers may see.

In a rush for places everybody sends a form to one page, and finding it costs as much as taking
the form in. A page is kept as it was read, before anything was worked out from it: whether its form
is open is a question of the moment, asked anew each time.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from wagtail.models import Page

from pages.work.content_version import Version, content_version

Key = tuple[str, ...]
MOST = 32

_kept: OrderedDict[Key, tuple[Version, bytes]] = OrderedDict()
_lock = Lock()


def kept_page(key: Key, read: Callable[[], Page | None]) -> Page | None:
    """The page of a key, each time another object; it is read where the content has changed.

    The version is asked for first: what changes while the page is being read is then read again.
    """
    version = content_version()
    if version is None:
        return read()
    with _lock:
        of_version, pickled = _kept.get(key, (None, b""))
    if of_version == version:
        found: Page = pickle.loads(pickled)  # noqa: S301 - of this process's own memory
        return found
    page = read()
    if page is not None:
        _keep(key, version, page)
    return page


def _keep(key: Key, version: Version, page: Page) -> None:
    with _lock:
        _kept[key] = (version, pickle.dumps(page))
        _kept.move_to_end(key)
        if len(_kept) > MOST:
            _kept.popitem(last=False)


def forget_kept_pages(**kwargs: Any) -> None:
    """Keep nothing any more: the database is another one."""
    with _lock:
        _kept.clear()
