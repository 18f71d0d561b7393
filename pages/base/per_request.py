"""Values kept for the length of one request, without a mark left on the request itself."""

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from django.http import HttpRequest

Value = TypeVar("Value")


class PerRequest(Generic[Value]):
    """One kind of value, at most one for each request; it goes when the request goes.

    The module that keeps the values holds the one instance and offers functions to others.
    """

    def __init__(self) -> None:
        self._values: WeakKeyDictionary[HttpRequest, Value] = WeakKeyDictionary()

    def keep(self, request: HttpRequest, value: Value) -> Value:
        """Keeps the value for this request, in place of one kept before, and returns it."""
        self._values[request] = value
        return value

    def get(self, request: HttpRequest) -> Value | None:
        """The value kept for this request, if any."""
        return self._values.get(request)

    def get_or_make(self, request: HttpRequest, make: Callable[[], Value]) -> Value:
        """The value kept for this request; it is made when first asked for."""
        if request not in self._values:
            self._values[request] = make()
        return self._values[request]
