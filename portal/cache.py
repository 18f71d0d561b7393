"""A Redis cache that only makes things faster: without its server, pages are made without it.

`CACHE_URL=redis://…` leads here. While the server is gone every question is a miss, the log says so
once a minute, and one request in five seconds looks whether it is there again.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.retry import Retry

TIMEOUT = 0.25  # seconds; to make a page without a cache takes about as long
TRY_AGAIN = 5  # seconds
LOG_AGAIN = 60  # seconds

logger = logging.getLogger(__name__)
Instead = Callable[..., Any]


class Outage:
    """Whether the server is gone, when to try again and when to say so again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._try_at = self._log_at = 0.0
        self._is_on = False

    def may_ask(self) -> bool:
        """Whether to ask the server; while it is gone, one caller in five seconds does."""
        if not self._is_on:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._try_at:
                return False
            self._try_at = now + TRY_AGAIN
            return True

    def begin(self, error: Exception) -> None:
        """The server did not answer."""
        with self._lock:
            now = time.monotonic()
            self._is_on, self._try_at = True, now + TRY_AGAIN
            if now < self._log_at:
                return
            self._log_at = now + LOG_AGAIN
        logger.warning("The cache server does not answer, pages are made without it: %s", error)

    def end(self) -> None:
        """The server has answered."""
        if self._is_on:
            self._is_on = False
            logger.warning("The cache server answers again.")


def optional(method: Callable[..., Any], instead: Instead) -> Callable[..., Any]:
    """The method of a client, with the answer that is given instead while the server is gone."""

    @wraps(method)
    def ask(self: Any, *args: Any, **kwargs: Any) -> Any:
        if not self.outage.may_ask():
            return instead(*args, **kwargs)
        try:
            answer = method(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            self.outage.begin(error)
            return instead(*args, **kwargs)
        self.outage.end()
        return answer

    return ask


def _no(*args: Any, **kwargs: Any) -> bool:
    return False


def _nothing(*args: Any, **kwargs: Any) -> None:
    return None


def _no_keys(keys: Any) -> dict[str, Any]:
    return {}


def _default(key: str, default: Any) -> Any:
    return default


def _not_there(key: str, delta: int) -> None:
    """Django's own answer where there is nothing to count up."""
    raise ValueError(f"Key '{key}' not found.")


class OptionalClient(RedisCacheClient):
    """Django's client; each of its questions has an answer of its own without a server."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outage = Outage()

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """An address that cannot be read is a server that is not there."""
        try:
            return super().get_client(key, write=write)
        except ValueError as error:
            raise RedisConnectionError(str(error)) from error

    add = optional(RedisCacheClient.add, _no)
    get = optional(RedisCacheClient.get, _default)
    set = optional(RedisCacheClient.set, _nothing)
    touch = optional(RedisCacheClient.touch, _no)
    delete = optional(RedisCacheClient.delete, _no)
    get_many = optional(RedisCacheClient.get_many, _no_keys)
    has_key = optional(RedisCacheClient.has_key, _no)
    incr = optional(RedisCacheClient.incr, _not_there)
    set_many = optional(RedisCacheClient.set_many, _nothing)
    delete_many = optional(RedisCacheClient.delete_many, _nothing)
    clear = optional(RedisCacheClient.clear, _no)


class OptionalRedisCache(RedisCache):
    """Django's cache with the client above; `OPTIONS` go to redis-py."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {
            "socket_connect_timeout": TIMEOUT,
            "socket_timeout": TIMEOUT,
            # Once more at once: a server that was started again has closed its connections.
            "retry": Retry(NoBackoff(), 1),
            **params.get("OPTIONS", {}),
        }
        super().__init__(server, {**params, "OPTIONS": options})
        self._class = OptionalClient
