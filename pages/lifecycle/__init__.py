"""From an item's dates and a moment: its state, what one can do, and what has been announced.

Pure functions, without Django and without a clock; the table of states stands in `states`.
"""

from pages.lifecycle.announcements import (
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
from pages.lifecycle.milestone import CHANGES, Milestone, MilestoneKind
from pages.lifecycle.rules import CODES, Problem, problems
from pages.lifecycle.schedule import (
    CALLED_OFF,
    Extension,
    Kind,
    Outcome,
    PublishedChange,
    Schedule,
    beginning,
    ceremony_schedule,
    ending,
)
from pages.lifecycle.state import MEANINGS, Meaning, Phase, State, Status
from pages.lifecycle.states import changes_so_far, state_at, status
from pages.lifecycle.windows import is_open

__all__ = [
    "CALLED_OFF",
    "CHANGES",
    "CHANGE_CODES",
    "CODES",
    "MEANINGS",
    "Extension",
    "Kind",
    "Meaning",
    "Milestone",
    "MilestoneKind",
    "Outcome",
    "Phase",
    "Problem",
    "PublishedChange",
    "Schedule",
    "State",
    "Status",
    "Window",
    "announced",
    "appearances",
    "beginning",
    "ceremony_schedule",
    "change_problems",
    "changes_so_far",
    "corrected_extensions",
    "ending",
    "extensions_after",
    "happened",
    "is_open",
    "milestones",
    "next_announcement",
    "problems",
    "state_at",
    "status",
]
