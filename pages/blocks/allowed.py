"""The tags allowed in rich text, whichever way it came in.

Wagtail's editor sends nothing else; a translator's string, an import or a script may. So the rule
stands where stored text is read, and what it does not name reaches no page.
"""

import re
from typing import Any

from wagtail.whitelist import Whitelister, allow_without_attributes, attribute_rule, check_url

# Text that consists of these tags only is as the editor writes it: nearly all is, and needs no
# parser.
SAFE_TAG = re.compile(
    r"<(?:/?(?:p|b|ul|ol|li|a)|br/?"
    r'|(?:p|ul|ol|li) data-block-key="\w+"'
    r'|a (?:linktype="(?:page|document)" id="\d+"|id="\d+" linktype="(?:page|document)")'
    r'|a href="(?:https?://|mailto:|tel:|#|/)[^"<>]*")>'
)
DROPPED = ("script", "style", "iframe", "object", "embed", "svg", "math", "template", "noscript")


def _drop(tag: Any) -> None:
    """Together with the text inside, which nobody was meant to read."""
    tag.decompose()


class _AllowedTags(Whitelister):
    keyed = attribute_rule({"data-block-key": True})
    element_rules = {
        "[document]": allow_without_attributes,
        **dict.fromkeys(("p", "ul", "ol", "li"), keyed),
        **dict.fromkeys(("b", "strong", "br"), allow_without_attributes),
        "a": attribute_rule({"href": check_url, "linktype": True, "id": True}),
        **dict.fromkeys(DROPPED, _drop),
    }


def only_allowed(html: str) -> str:
    """The text with paragraphs, lists, emphasis and links; everything else is taken out."""
    if "<" not in SAFE_TAG.sub("", html):
        return html
    cleaned: str = _AllowedTags().clean(html)
    return cleaned
