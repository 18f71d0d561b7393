"""Data for search engines within a page: a block that no browser runs, so the policy allows it."""

import json
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pages.events.structured import event_data

register = template.Library()

# Nothing in the data may end the block or open markup, as in Django's own `json_script`.
ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


def data_block(data: dict[str, Any] | None) -> SafeString:
    """JSON-LD as a data block; nothing where there are no data."""
    if not data:
        return SafeString("")
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    safe = mark_safe(text)  # noqa: S308 - escaped above
    return format_html('<script type="application/ld+json">{}</script>', safe)


@register.simple_tag(takes_context=True)
def event_block(context: Context, event: Any) -> SafeString:
    """An event as search engines read it."""
    request = context.get("request")
    return data_block(event_data(event, request) if request and event.pk else None)
