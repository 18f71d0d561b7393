"""From an item's dates and a moment: its state, what one can do, and what has been announced.

Pure functions, without Django and without a clock; the table of states stands in `states`.
"""

from pages.lifecycle.announcements import (
    Milestone,
    MilestoneKind,
    announced,
    appearances,
    happened,
    milestones,
    next_announcement,
)
from pages.lifecycle.changes import (
    CHANGE_CODES,
    Window,
    change_problems,
    corrected_extensions,
    extensions_after,
)
from pages.lifecycle.rules import CODES, Problem, problems
from pages.lifecycle.schedule import Extension, Kind, Outcome, Schedule, beginning, ending
from pages.lifecycle.states import State, Status, changes_so_far, state_at, status

__all__ = [
    "CHANGE_CODES",
    "CODES",
    "Extension",
    "Kind",
    "Milestone",
    "MilestoneKind",
    "Outcome",
    "Problem",
    "Schedule",
    "State",
    "Status",
    "Window",
    "announced",
    "appearances",
    "beginning",
    "change_problems",
    "changes_so_far",
    "corrected_extensions",
    "ending",
    "extensions_after",
    "happened",
    "milestones",
    "next_announcement",
    "problems",
    "state_at",
    "status",
]
