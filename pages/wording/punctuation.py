"""Marks between words, which differ between the two languages: colons, commas, brackets, dashes."""

from pages.wording.language import Text

COLON = Text("：", ": ")
COMMA = Text("、", ", ")
# Between two notes in one pair of brackets.
NOTES = Text("、", "; ")
RANGE = Text("〜", "–")
# Between two facts on one line, such as a day and a place.
GAP = Text("　", ", ")
# Between two phrases of one line: Japanese sets no blank there.
BLANK = Text("", " ")
BRACKETS = Text("（{}）", "({})")
# A detail after what it belongs to: in brackets in Japanese, after a comma in English.
DETAIL = Text("（{}）", ", {}")
