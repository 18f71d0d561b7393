"""Wagtail's search: the portal's own backend, or the search server that SEARCH_URL names.

See README, "Outgrowing the database". Only what is set here is ours; the rest is Wagtail's.
"""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

BACKENDS = {
    "elasticsearch": "wagtail.search.backends.elasticsearch9",
    "opensearch": "wagtail.search.backends.opensearch3",
}
# Analysis of texts and queries by a server with the plug-ins analysis-kuromoji and analysis-icu.
_FILTERS = ["kuromoji_baseform", "kuromoji_part_of_speech", "cjk_width", "ja_stop",
            "kuromoji_stemmer", "lowercase"]  # fmt: skip
_JAPANESE = {"type": "custom", "char_filter": ["icu_normalizer"], "tokenizer": "japanese"}
ANALYSIS = {
    "tokenizer": {"japanese": {"type": "kuromoji_tokenizer", "mode": "search"}},
    "analyzer": {
        "default": {**_JAPANESE, "filter": _FILTERS},
        # Wagtail asks its choosers' fields with the analyzer of this name.
        "standard": {**_JAPANESE, "filter": _FILTERS},
        "edgengram_analyzer": {**_JAPANESE, "filter": [*_FILTERS, "edgengram"]},
    },
}


def search_backend(address: str) -> dict[str, Any]:
    """`elasticsearch://user:password@host:9200/index`; without an address the database."""
    if not address:
        return {"BACKEND": "search.backend"}
    parts = urlsplit(address)
    scheme, _plus, tls = parts.scheme.partition("+")
    if scheme not in BACKENDS or not parts.hostname:
        raise ImproperlyConfigured(
            "SEARCH_URL begins with elasticsearch:// or opensearch:// and names a host, such as "
            "elasticsearch://localhost:9200/portal; add +https for TLS: elasticsearch+https://…"
        )
    return {
        "BACKEND": BACKENDS[scheme],
        "URLS": [f"{tls or 'http'}://{parts.netloc}"],
        "INDEX_PREFIX": f"{parts.path.strip('/') or 'portal'}_",
        "INDEX_SETTINGS": {"settings": {"analysis": ANALYSIS}},
    }
