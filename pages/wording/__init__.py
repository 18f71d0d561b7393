"""Dates, eras, states and announcements in words, in both languages.

Every function takes `lang`; without it Django's active language counts, and whatever does not
begin with "ja" is English.
"""

from pages.wording.announcements import announcement, announcement_template
from pages.wording.changes import UNRECORDED, changed_fact, changed_value
from pages.wording.dates import (
    date_html,
    format_date,
    format_moment,
    format_span,
    format_time,
    known_date_html,
    moment_html,
    span_html,
)
from pages.wording.eras import (
    ERAS,
    Era,
    EraYear,
    era_year,
    fiscal_year,
    format_era,
    format_fiscal_year,
    format_year,
)
from pages.wording.files import file_note
from pages.wording.language import Text, is_japanese
from pages.wording.problems import problem_message
from pages.wording.reading import parse_date, to_half_width
from pages.wording.states import chip_class, deadline_line, state_label

__all__ = [
    "ERAS",
    "UNRECORDED",
    "Era",
    "EraYear",
    "Text",
    "announcement",
    "announcement_template",
    "changed_fact",
    "changed_value",
    "chip_class",
    "date_html",
    "deadline_line",
    "era_year",
    "file_note",
    "fiscal_year",
    "format_date",
    "format_era",
    "format_fiscal_year",
    "format_moment",
    "format_span",
    "format_time",
    "format_year",
    "is_japanese",
    "known_date_html",
    "moment_html",
    "parse_date",
    "problem_message",
    "span_html",
    "state_label",
    "to_half_width",
]
