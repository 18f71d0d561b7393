"""The types of index terms."""

from enum import StrEnum


class TermType(StrEnum):
    """The type of a term; its letter stands before the term, so that one index holds all types."""

    WORD = "w"
    BIGRAM = "b"
    READING = "r"
    KANJI = "c"
    TIME = "m"

    def prefixed(self, text: str) -> str:
        """A term as the index stores it: `wサミット`."""
        return f"{self.value}{text}"
