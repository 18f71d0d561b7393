"""The fields of the lists in words, as `/data/` describes them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PAIR = {
    "title_ja": _("Title in Japanese"),
    "title_en": _("Title in English; empty while there is no English text"),
    "url_ja": _("Address of the Japanese page"),
    "url_en": _("Address of the English page"),
}
KEY = {"key": _("Key that never changes: the last part of the address")}
STATE = {
    "state": _("State on the day of the data, such as open, extended, closed, held or results"),
    "opens": _("First day on which applications are accepted (YYYY-MM-DD)"),
    "closes": _("Last day on which applications are accepted (YYYY-MM-DD)"),
}

FIELDS: dict[str, dict[str, Any]] = {
    "events": {
        **KEY,
        "type": _("Kind of event: summit, assembly, session or training"),
        **PAIR,
        "edition": _("Number within its series"),
        "fiscal_year": _("Fiscal year, from April to March"),
        **STATE,
        "starts": _("Beginning (ISO 8601)"),
        "ends": _("End (ISO 8601)"),
        "venue_ja": _("Venue in Japanese"),
        "venue_en": _("Venue in English"),
        "online": _("Platform of online participation; empty when there is none"),
        "places": _("Number of places; empty when it is not limited or not known"),
    },
    "awards": {
        **KEY,
        **PAIR,
        "round": _("Number of the round"),
        "year": _("Year of the round"),
        **STATE,
        "results_on": _("Day of the results (YYYY-MM-DD)"),
        "ceremony_on": _("Day of the ceremony (YYYY-MM-DD)"),
        "winners": _("Number of winners on record"),
    },
    "proposals": {
        **KEY,
        **PAIR,
        "handed_over_on": _("Day on which it was handed over (YYYY-MM-DD)"),
        "published_on": _("Day on which it was published (YYYY-MM-DD)"),
        "addressees_ja": _("To whom it was handed over, in Japanese"),
        "addressees_en": _("To whom it was handed over, in English"),
    },
    "members": {
        **KEY,
        "code": _("Code of local governments (six digits)"),
        "name_ja": _("Name in Japanese"),
        "name_en": _("Name in English; empty while it is not confirmed"),
        "kana": _("Reading in kana"),
        "kind": _("Kind of municipality: city, ward, town or village"),
        "prefecture_ja": _("Prefecture in Japanese"),
        "prefecture_en": _("Prefecture in English"),
        "membership": _("Whether membership is confirmed: confirmed or not_confirmed"),
        "url_ja": _("Address of the Japanese page"),
        "url_en": _("Address of the English page"),
    },
}

NAMES = {
    "events": _("Events"),
    "awards": _("Rounds of the awards"),
    "proposals": _("Policy proposals"),
    "members": _("Municipalities on record (not the list of members)"),
}
