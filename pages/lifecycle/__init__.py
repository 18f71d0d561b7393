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
from pages.lifecycle.rules import CODES, Problem, problems
from pages.lifecycle.schedule import Extension, Kind, Outcome, Schedule, beginning, ending
from pages.lifecycle.states import State, Status, changes_so_far, state_at, status

__all__ = [
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
    "announced",
    "appearances",
    "beginning",
    "changes_so_far",
    "ending",
    "happened",
    "milestones",
    "next_announcement",
    "problems",
    "state_at",
    "status",
]
