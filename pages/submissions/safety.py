"""Keeps machines and mischief from the forms, without a third party and without a cookie.

Pages with a form are kept by caches and carry no token: whether a form was sent from the site's own
page is told by the browser (Fetch Metadata, W3C), by older ones in `Origin` or `Referer`.
"""

import ipaddress
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from portal import clock

SOONEST_SECONDS = 3
OF_AN_ADDRESS, OF_A_NETWORK = 20, 100  # forms an hour
# The ORM adds rows, or puts other values in their place; it cannot add to a value that is there.
COUNT_ONE_MORE = """
    INSERT INTO pages_sendingcount AS known (sender, hour, count)
    VALUES (%s, %s, 1), (%s, %s, 1)
    ON CONFLICT (sender, hour) DO UPDATE SET count = known.count + 1
    RETURNING sender, count
"""
OWN_PROXIES = ("127.0.0.1", "::1")


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site has sent this.

    Fetch Metadata come first: a page that hands on no address of its own sends `Origin: null`.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if origin is None or origin in getattr(settings, "CSRF_TRUSTED_ORIGINS", ()):
        return False
    return urlsplit(origin).netloc != request.get_host()


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of the site has sent this; silence is no proof."""
    says = any(name in request.headers for name in ("Sec-Fetch-Site", "Origin", "Referer"))
    return says and not is_from_elsewhere(request)


def opened_now() -> str:
    """The signed moment at which a form was shown."""
    return signing.dumps(clock.real_now().timestamp(), salt="form-opened")


def is_too_quick(opened: str) -> bool:
    """Whether a form came back sooner than anybody types, or was never shown."""
    try:
        moment = float(signing.loads(opened, salt="form-opened"))
    except (signing.BadSignature, TypeError, ValueError):
        return True
    return clock.real_now().timestamp() - moment < SOONEST_SECONDS


def may_send(request: HttpRequest, form: str) -> bool:
    """Counts this try; whether its sender, and the network it comes from, are below the limits.

    The counts are rows of the database: they hold for all processes, and over a new start.
    """
    address = sender_of(request)
    hour = clock.real_now().replace(minute=0, second=0, microsecond=0)
    limits = {
        _hashed(f"{form} from {address}"): OF_AN_ADDRESS,
        _hashed(f"{form} through {network_of(address)}"): OF_A_NETWORK,
    }
    counts = _counted(sorted(limits), hour)
    return all(counts[sender] <= limit for sender, limit in limits.items())


def sender_of(request: HttpRequest) -> str:
    """The visitor's address; behind the own web server the one that it names last."""
    direct = str(request.META.get("REMOTE_ADDR") or "")
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if direct in OWN_PROXIES and forwarded else direct


def network_of(address: str) -> str:
    """The network that one subscriber or house has: /24 in IPv4, /56 in IPv6."""
    try:
        bits = 24 if ipaddress.ip_address(address).version == 4 else 56
        return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
    except ValueError:
        return "unknown"


def _hashed(sender: str) -> str:
    return salted_hmac("form-sender", sender).hexdigest()


def _counted(pair: list[str], hour: datetime) -> dict[str, int]:
    """How often each of two has sent within the hour, this time included.

    One statement needs no transaction of its own; in the same order everywhere, no two of them wait
    for each other's row.
    """
    moment = connection.ops.adapt_datetimefield_value(hour)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE_MORE, [pair[0], moment, pair[1], moment])
        return dict(cursor.fetchall())
