"""What is true of an item at the portal's present moment, and until when it stays true."""

from pages import lifecycle
from portal import clock


def status_now(schedule: lifecycle.Schedule) -> lifecycle.Status:
    """The item's status; whoever keeps a page that shows it learns when it changes."""
    status = lifecycle.status(schedule, clock.now())
    clock.note_change(status.next_change)
    return status
