"""Where long Japanese compounds may break."""

import re

from django import template
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from home.models import SiteSettings

register = template.Library()

# A day within a headline stays on one line.
DAY = re.compile(r"\d{1,2}月\d{1,2}日")


@register.simple_tag(takes_context=True)
def phrases(context: Context, text: str) -> SafeString:
    """A heading with `<wbr>` at the places the site settings name; never for attributes."""
    escaped: str = conditional_escape(text or "")
    request = context.get("request")
    if request is None:
        return mark_safe(escaped)  # noqa: S308 - escaped above
    for parts in SiteSettings.for_request(request).compounds:
        whole = "".join(parts)
        if whole in escaped:
            escaped = escaped.replace(whole, "<wbr>".join(parts))
    whole = DAY.sub(r'<span class="nowrap">\g<0></span>', escaped)
    return mark_safe(whole)  # noqa: S308 - escaped above; the parts hold no markup


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text, without empty ones."""
    return [line for line in (text or "").splitlines() if line.strip()]
