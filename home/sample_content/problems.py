"""The errors of Django's validation, as one sentence."""

from django.core.exceptions import ValidationError
from django.utils.translation import override


def sentence_of(error: ValidationError) -> str:
    """The messages of a validation error in English, in one line, with their fields."""
    with override("en"):
        if not hasattr(error, "error_dict"):
            return " ".join(error.messages)
        messages = [f"'{field}': {' '.join(texts)}" for field, texts in error.message_dict.items()]
        return "; ".join(messages)
