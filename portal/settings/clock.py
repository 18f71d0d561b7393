"""From `PORTAL_CLOCK` to how far the portal's clock is from the real one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

from portal.clock import parse_offset


def clock_offset(env: environ.Env) -> timedelta:
    """One offset for all workers, computed once by whoever starts them.

    Raises ImproperlyConfigured for a moment that cannot be read.
    """
    if "PORTAL_CLOCK_OFFSET" in env.ENVIRON:
        return timedelta(seconds=env.float("PORTAL_CLOCK_OFFSET"))
    real_now = datetime.now(ZoneInfo("Asia/Tokyo"))  # noqa: TID251
    try:
        return parse_offset(env("PORTAL_CLOCK", default=""), real_now)
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error
