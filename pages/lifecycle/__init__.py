"""From an item's dates and a moment: its state, what one can do, and what has been announced.

Pure functions, without Django and without a clock; the table of states stands in `states`.
"""

from pages.lifecycle.announcements import (
    Milestone,
    MilestoneKind,
    announced,
    happened,
    milestones,
)
from pages.lifecycle.rules import CODES, Problem, problems
from pages.lifecycle.schedule import Extension, Kind, Outcome, Schedule, beginning, ending
from pages.lifecycle.states import State, Status, state_at, status

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
    "beginning",
    "ending",
    "happened",
    "milestones",
    "problems",
    "state_at",
    "status",
]
