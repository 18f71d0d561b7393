"""Records shared by all sections: things with a name in both languages that pages point at."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from pages.records.addresses import address_of, keep_addresses
from pages.records.base import BaseRecord, name_panel, named_search_fields
from pages.records.keys import validate_slug
from pages.records.municipal_names import check_is_municipality, plain_kana, plain_name
from pages.records.on_record import MunicipalityQuerySet, PersonQuerySet
from pages.records.prefectures import CHOICES, PREFECTURES, readings
from pages.records.romanise import ENDINGS, SUFFIXES
from pages.records.spelling import BETWEEN, whole
from portal import clock


class Municipality(BaseRecord):
    """A city, special ward, town or village."""

    class Kind(models.TextChoices):
        CITY = "city", _("City")
        WARD = "ward", _("Special ward")
        TOWN = "town", _("Town")
        VILLAGE = "village", _("Village")

    name = models.CharField(_("name"), max_length=60)
    kana = models.CharField(_("kana"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    prefecture = models.PositiveSmallIntegerField(_("prefecture"), choices=CHOICES, db_index=True)
    code = models.CharField(
        _("municipality code"),
        max_length=6,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^\d{6}$", _("Six digits, the last one a check digit."))],
        help_text=_("全国地方公共団体コード (six digits). Empty for one that was typed in."),
    )
    member_confirmed = models.BooleanField(
        _("membership confirmed"),
        default=False,
        help_text=_("Only confirmed members are shown as members."),
    )
    member_since = models.DateField(
        _("member from"),
        null=True,
        blank=True,
        help_text=_(
            "Until the day before, nothing public says that it is a member. Left empty, it is one"
            " as soon as membership is confirmed."
        ),
    )
    former_names = models.TextField(
        _("former names"),
        blank=True,
        help_text=_("One a line. The municipality is found by them, too."),
    )

    objects = MunicipalityQuerySet.as_manager()
    named_in = ("name_ja", "name_en", "former_names")

    panels = [
        name_panel(),
        FieldRowPanel([FieldPanel("kana"), FieldPanel("former_names")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("prefecture"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("member_confirmed"), FieldPanel("member_since")]),
        FieldPanel("key"),
    ]
    search_fields = [
        *named_search_fields("name_ja", "name_en", "kana", "former_names"),
        index.FilterField("prefecture"),
        index.FilterField("key"),
    ]

    class Meta:
        ordering = ["code"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    @classmethod
    def found_by(cls, word: str) -> Q:
        """By its prefecture, too: 静岡県御殿場市, or 静岡 beside 御殿場."""
        found = Q()
        for prefecture, name in readings(word):
            if prefecture is None:
                found |= Q(forms__contains=name)
            elif not name:
                found |= Q(prefecture=prefecture)
            elif len(name) > 1:  # 静岡市 is no name 市 in 静岡県
                found |= Q(prefecture=prefecture, forms__contains=f"{BETWEEN}{name}")
        return found

    def clean(self) -> None:
        """Refuses a ward of a designated city, and what is on record in another spelling."""
        super().clean()
        typed: str = getattr(self, "name_ja", None) or ""
        check_is_municipality(typed, self.prefecture, self.code or "")
        name = plain_name(typed) or typed
        self.name_ja, self.kana = name, plain_kana(self.kana or "", typed)
        if name and self._others_named(name).exists():
            said = _("This municipality is on record: search for its name.")
            raise ValidationError({"name_ja": said})
        if self.member_since and not self.member_confirmed:
            said = _("Confirm the membership as well, or leave the day empty.")
            raise ValidationError({"member_since": said})

    def _others_named(self, name: str) -> QuerySet:
        """Those of the prefecture that it must be, with or without 市, 区, 町 or 村."""
        names = Q(forms__contains=whole(name))
        for ending in ENDINGS:
            names |= Q(forms__contains=whole(f"{name}{ending}"))
        if len(name) > 1 and name[-1] in SUFFIXES:
            names |= Q(forms__contains=whole(name[:-1]), kind=self.kind)
        others = Municipality.objects.exclude(pk=self.pk).filter(prefecture=self.prefecture)
        return others.filter(names)

    @property
    def is_member(self) -> bool:
        """Whether it is a member today, as `MunicipalityQuerySet.members` asks the database."""
        has_begun = self.member_since is None or self.member_since <= clock.today()
        return self.member_confirmed and has_begun

    @property
    def prefecture_ja(self) -> str:
        """The prefecture's name in Japanese."""
        return PREFECTURES[self.prefecture][0]

    @property
    def prefecture_en(self) -> str:
        """The prefecture's name in English."""
        return PREFECTURES[self.prefecture][1]


class Organisation(BaseRecord):
    """A ministry, association, company or exhibition."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("Council")
        MINISTRY = "ministry", _("Ministry")
        ASSOCIATION = "association", _("Association")
        MUNICIPALITY = "municipality", _("Municipality")
        COMPANY = "company", _("Company")
        EXHIBITION = "exhibition", _("Exhibition")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    named_in = ("name_ja", "name_en", "short_name_ja", "short_name_en")
    url = models.URLField(_("web address"), blank=True)

    panels = [
        name_panel(),
        FieldRowPanel([FieldPanel("short_name_ja"), FieldPanel("short_name_en")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("url")]),
        FieldPanel("key"),
    ]
    search_fields = named_search_fields("name_ja", "name_en", "short_name_ja", "short_name_en")

    class Meta:
        ordering = ["key"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class Person(ClusterableModel, BaseRecord):
    """Somebody who spoke, was elected, handed something over or received it.

    The English name has the family name first, as Japanese public bodies write it since 2020.
    """

    name = models.CharField(_("name"), max_length=60)
    kana = models.CharField(_("kana"), max_length=80, blank=True)
    slug = models.SlugField(
        _("address of the page"),
        unique=True,
        null=True,
        blank=True,
        validators=[validate_slug],
        help_text=_(
            "The last part of the person's address, in both languages. Left empty, it is made "
            "from the reading; while none is confirmed it spells nothing. It stays when the name "
            "changes; write another one here, and the old address leads to the new one."
        ),
    )

    objects = PersonQuerySet.as_manager()

    panels = [
        name_panel(),
        FieldPanel("kana", help_text=_("Leave empty while the reading is not confirmed.")),
        InlinePanel("offices", heading=_("Offices held"), label=_("Office")),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("key")]),
    ]
    search_fields = named_search_fields("name_ja", "name_en", "kana")

    class Meta:
        ordering = ["key"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the addresses under which the person was found before."""
        super().save(*args, **kwargs)
        keep_addresses(self)

    def complete(self) -> None:
        """Adds the address."""
        super().complete()
        self.slug = self.slug or address_of(self)

    @property
    def address(self) -> str:
        """The last part of the address: ASCII, and the same whatever the name becomes."""
        return self.slug or ""

    @property
    def offices_so_far(self) -> list["Office"]:
        """The offices held until today."""
        return [office for office in self.offices.all() if office.has_begun]


class Office(Orderable):
    """An office a person held at a time; an unknown end is not a present office."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="offices")
    title = models.CharField(_("office"), max_length=120)
    held_from = models.DateField(_("held from"), null=True, blank=True)
    held_to = models.DateField(_("held to"), null=True, blank=True)
    attested_on = models.DateField(_("attested on"), null=True, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        models.SET_NULL,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        related_name="offices",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        related_name="offices",
    )

    panels = [
        FieldRowPanel([FieldPanel("title_ja"), FieldPanel("title_en")]),
        FieldRowPanel(
            [FieldPanel("held_from"), FieldPanel("held_to"), FieldPanel("attested_on")],
            help_text=_("An unknown end stays empty; it does not mean “today”."),
        ),
        FieldRowPanel([FieldPanel("municipality"), FieldPanel("organisation")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        return self.title_ja or ""

    @property
    def day(self) -> date | None:
        """A day on which the office was held for certain, as far as one is known."""
        return self.held_from or self.attested_on

    @property
    def has_begun(self) -> bool:
        """Whether the office is not one that is only announced."""
        return self.day is None or self.day <= clock.today()


class Venue(BaseRecord):
    """A place where events are held."""

    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("address"), max_length=200, blank=True)

    panels = [
        name_panel(),
        FieldRowPanel([FieldPanel("address_ja"), FieldPanel("address_en")]),
        FieldPanel("key"),
    ]
    search_fields = named_search_fields("name_ja", "name_en")

    class Meta:
        ordering = ["key"]
        verbose_name = _("venue")
        verbose_name_plural = _("venues")


class Prize(BaseRecord):
    """A prize of the awards, in the order in which prizes are listed."""

    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    rank = models.PositiveSmallIntegerField(_("order"), default=100)
    ministry = models.ForeignKey(
        Organisation, models.SET_NULL, verbose_name=_("ministry"), null=True, blank=True
    )

    panels = [
        name_panel(),
        FieldRowPanel([FieldPanel("short_name_ja"), FieldPanel("short_name_en")]),
        FieldRowPanel([FieldPanel("rank"), FieldPanel("ministry")]),
        FieldPanel("key"),
    ]
    search_fields = named_search_fields("name_ja", "name_en")

    class Meta:
        ordering = ["rank", "key"]
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")

    @property
    def list_name_ja(self) -> str:
        """The name in lists: Japanese names are short enough as they are."""
        return self.name_ja

    @property
    def list_name_en(self) -> str:
        """The name in lists, short where there is a short one."""
        return self.short_name_en or self.name_en
