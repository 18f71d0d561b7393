"""The places outside a page that tell its dates, read as a program reads them."""

import json
import xml.etree.ElementTree as ElementTree

from bs4 import BeautifulSoup
from icalendar import Calendar

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(client, address="/news/feed/"):
    """The root of a feed."""
    response = client.get(address)
    assert response.status_code == 200, address
    return ElementTree.fromstring(response.content)  # noqa: S314 - made by ourselves


def entries(client, address="/news/feed/"):
    """The entries of a feed, each as its texts by name."""
    return [
        {
            "title": entry.findtext(f"{ATOM}title"),
            "id": entry.findtext(f"{ATOM}id"),
            "updated": entry.findtext(f"{ATOM}updated"),
            "published": entry.findtext(f"{ATOM}published"),
            "link": entry.find(f"{ATOM}link").get("href"),
            "lang": entry.get(XML_LANG),
        }
        for entry in feed(client, address).iter(f"{ATOM}entry")
    ]


def calendar(client, address="/events/calendar.ics"):
    """A calendar, parsed back."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def entry(client, address):
    """The only event of a calendar."""
    (found,) = calendar(client, address).walk("VEVENT")
    return found


def data_blocks(client, address):
    """The JSON-LD of a page."""
    html = BeautifulSoup(client.get(address).content, "html.parser")
    return [json.loads(block.string) for block in html.find_all(type="application/ld+json")]


def stated(client, address):
    """The items of a page: key, state and closing day, wherever they are shown."""
    html = BeautifulSoup(client.get(address).content, "html.parser")
    return {
        (tag["data-item"], tag["data-state"], tag["data-closes"])
        for tag in html.find_all(attrs={"data-item": True})
    }
