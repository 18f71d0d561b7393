"""The body that runs the site, as search engines read it."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from home.models import SiteSettings
from pages.templatetags.structured import data_block
from pages.wording import is_japanese
from pages.wording.records import localized_text

register = template.Library()


@register.simple_tag(takes_context=True)
def organisation_block(context: Context) -> SafeString:
    """schema.org's `Organization`, with the names in both languages."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    body = SiteSettings.for_request(request)
    name, other = localized_text(body, "name"), body.name_en if is_japanese() else body.name_ja
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": name,
        "alternateName": other if other != name else "",
        "url": request.build_absolute_uri("/"),
        "address": localized_text(body, "address"),
    }
    return data_block({key: value for key, value in data.items() if value})
