"""Addresses of people: ASCII, made once, and those under which they were found before.

Addresses have been Japanese names; links and bookmarks hold those still. A reading that is not
confirmed is not spelt in an address.
"""

import re
from itertools import chain
from typing import Any
from unicodedata import normalize

from django.db import models
from django.utils.text import slugify

from pages.records.keys import neutral_slug, numbered, slug_of_reading


class FormerAddress(models.Model):
    """An address that leads to that of a person."""

    person = models.ForeignKey(
        "pages.Person", on_delete=models.CASCADE, related_name="former_addresses"
    )
    address = models.CharField(max_length=120, db_index=True)

    class Meta:
        unique_together = [("person", "address")]

    def __str__(self) -> str:
        return self.address


def address_of(person: Any) -> str:
    """A free address: the key where the English name is confirmed, else the reading or neutral."""
    key = slugify(person.key.replace("_", "-")) if person.name_en else ""
    stem = key or slug_of_reading(person) or neutral_slug(person)
    others = type(person)._default_manager.exclude(pk=person.pk).filter(slug__startswith=stem)
    former = FormerAddress.objects.exclude(person=person.pk).filter(address__startswith=stem)
    taken = others.values_list("slug", flat=True), former.values_list("address", flat=True)
    return numbered(stem, set(chain(*taken)))


def keep_addresses(person: Any) -> None:
    """Note the present address and the name, so that both lead here when they have changed."""
    for address in filter(None, {person.slug, japanese_address(person.name_ja or "")}):
        FormerAddress.objects.get_or_create(person=person, address=address)


def japanese_address(name: str) -> str:
    """`毛利 靖` -> `毛利靖`: the whole name in one word, composed."""
    return re.sub(r"\W+", "", normalize("NFC", name))
