"""Answers that every questionnaire has."""

from pages.wording.language import Text

YES = Text("はい", "Yes")
NO = Text("いいえ", "No")
