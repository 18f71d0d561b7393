"""Documents and recordings that are not for everybody, or not yet, whatever names them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db.models import ForeignKey
from django.test import Client
from django.urls import reverse
from modelcluster.fields import ParentalKey
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from home.promotions import Promotion
from pages.events.models import EventRecording
from pages.media import PortalDocument, Recording
from portal import clock
from search.index.store import rebuild
from tests import factories
from tests.crawler import Answer, ask, broken, crawl
from tests.marked import Marks, found_by_search, leaks
from tests.pdfs import pdf

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("private", "in_september"),
]

MOMENT = datetime(2022, 9, 22, 10, tzinfo=clock.TOKYO)
BEFORE, LATER = date(2022, 9, 1), date(2022, 12, 1)
CIRCLE, SESAME = "members of the circle", "open sesame"
KINDS = (
    CollectionViewRestriction.LOGIN,
    CollectionViewRestriction.GROUPS,
    CollectionViewRestriction.PASSWORD,
)


@dataclass
class Private:
    """The files, each with its words, the pages that name them, and what a crawl finds."""

    closed: list[PortalDocument] = field(default_factory=list)
    embargoed: list[PortalDocument] = field(default_factory=list)
    recordings: list[Recording] = field(default_factory=list)
    marks: list[Marks] = field(default_factory=list)
    pages: set[Page] = field(default_factory=set)
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def documents(self) -> list[PortalDocument]:
        """The closed and the embargoed ones."""
        return self.closed + self.embargoed

    def new_marks(self, what: str) -> Marks:
        """Words for another one."""
        self.marks.append(Marks(what))
        return self.marks[-1]


@pytest.fixture(scope="module")
def private(content, django_db_blocker):
    """The files, named by whatever can name one, with everything crawled once for all tests."""
    with django_db_blocker.unblock(), clock.at(MOMENT):
        made = Private()
        make_documents(made)
        make_recordings(made)
        for relation in relations_to(PortalDocument):
            for document in made.documents:
                made.pages |= name_in(relation, document)
        name_in_a_text(made)
        rebuild()
        made.answers = crawl(Client(), *addresses(made))
        yield made


@pytest.fixture
def in_september():
    with clock.at(MOMENT):
        yield


def page_of(slug: str) -> Any:
    return Page.objects.get(slug=slug, locale__language_code="ja", depth__gt=2).specific


# --- The files ----------------------------------------------------------------------------------


def make_documents(made: Private) -> None:
    """One in a collection of each kind of restriction, one below such a one, one embargoed."""
    group = Group.objects.create(name=CIRCLE)
    for kind in KINDS:
        collection = Collection.get_first_root_node().add_child(name=kind)
        restriction = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=kind, password=SESAME
        )
        restriction.groups.set([group] if kind == CollectionViewRestriction.GROUPS else [])
        made.closed.append(document(made.new_marks(kind), collection, BEFORE))
    below = Collection.objects.get(name=CollectionViewRestriction.LOGIN).add_child(name="below")
    made.closed.append(document(made.new_marks("below"), below, BEFORE))
    root = Collection.get_first_root_node()
    made.embargoed.append(document(made.new_marks("embargoed"), root, LATER))


def document(marks: Marks, collection: Collection, published_on: date) -> PortalDocument:
    made = PortalDocument(
        title=marks.text,
        title_en=marks.text,
        key=f"paper-{marks.number}",
        kind="materials",
        collection=collection,
        published_on=published_on,
    )
    made.file.save(f"paper-{marks.number}.pdf", ContentFile(pdf(*marks.words)), save=False)
    made.save()
    return made


def make_recordings(made: Private) -> None:
    """One whose day is to come, one an event shows later, those of a draft and a closed event."""
    later = page_of("summit-4")
    type(later).objects.filter(pk=later.pk).update(recordings_from=LATER)
    training = page_of("training")
    draft = factories.TrainingPageFactory(parent=training, live=False, slug="draft")
    closed = page_of("assembly-2019")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    of = {"recording": page_of("summit-5"), "later": later, "draft": draft, "closed": closed}
    for what, event in of.items():
        marks = made.new_marks(f"recording: {what}")
        recording = Recording(
            key=f"film-{marks.number}",
            title_ja=marks.text,
            title_en=marks.text,
            published_on=LATER if what == "recording" else None,
        )
        recording.file.save("film.mp4", ContentFile(b"film"), save=False)
        recording.save()
        EventRecording.objects.create(page=event, recording=recording)
        made.recordings.append(recording)


# --- What names them ----------------------------------------------------------------------------


def relations_to(model: type) -> list[ForeignKey]:
    """All that can name a document: columns of pages and their rows, links on the front page."""
    return [
        column
        for of in apps.get_models()
        for column in of._meta.concrete_fields
        if column.related_model is model
        and column.model is of
        and of._meta.app_label in ("home", "pages")
    ]


def name_in(relation: ForeignKey, named: PortalDocument) -> set[Page]:
    """Names a document in a relation of a public page; which page that is."""
    model = relation.model
    parent = next((each for each in model._meta.fields if isinstance(each, ParentalKey)), None)
    if parent and not relation.null:
        page = first_of(parent.related_model)
        model.objects.create(**{parent.name: page, relation.name: named})
        return {page}
    if parent:
        row = model.objects.filter(**{f"{parent.name}__live": True}).first()
        model.objects.filter(pk=row.pk).update(**{relation.name: named})
        return {getattr(row, parent.name)}
    if issubclass(model, Page):
        page = first_of(model)
        model.objects.filter(pk=page.pk).update(**{relation.name: named})
        return {page}
    assert model is Promotion
    Promotion.objects.create(text_ja="見本", text_en="A sample", document=named)
    return set()


def first_of(model: type[Page]) -> Page:
    pages = model.objects.filter(locale__language_code="ja", alias_of=None, live=True)
    return pages.order_by("path").first()


def name_in_a_text(made: Private) -> None:
    """Blocks with files and films, in the text of a public page."""
    page = page_of("contact")
    blocks = [
        {"type": "documents", "value": {"documents": [each.pk for each in made.documents]}},
        *({"type": "video", "value": {"recording": each.pk}} for each in made.recordings[:1]),
    ]
    body = type(page)._meta.get_field("body").to_python(blocks)
    type(page).objects.filter(pk=page.pk).update(body=body)
    made.pages.add(page)


def addresses(made: Private) -> list[str]:
    """Those of the files, and those under which a web server could have them."""
    files = [*made.documents, *made.recordings]
    return [
        *(each.url for each in made.documents),
        *(each.address for each in made.recordings),
        *(f"{door}{each.file.name}" for each in files for door in ("/media/", "/admin/originals/")),
        *(f"/admin/documents/edit/{each.pk}/" for each in made.documents),
        *(page.get_url() for page in made.pages),
    ]


# --- The tests ----------------------------------------------------------------------------------


def test_an_anonymous_crawl_finds_nothing_of_them(private):
    assert len(private.pages) > 7
    assert leaks(private.answers, private.marks) == set()
    assert broken(private.answers) == []


def test_the_search_neither_finds_nor_suggests_nor_hints_at_them(client, private):
    assert set().union(*(found_by_search(client, marks) for marks in private.marks)) == set()


@pytest.mark.parametrize("relation", relations_to(PortalDocument), ids=str)
def test_whatever_names_a_document_shows_it_to_nobody_else(client, private, relation):
    if relation.null:  # of such a column the last one named stands there
        for named in private.documents:
            for page in name_in(relation, named) or [page_of("contact")]:
                versions = page.get_translations(inclusive=True)
                asked = ["/", "/en/", *(version.get_url() for version in versions)]
                found = {address: ask(client, address) for address in asked}
                assert leaks(found, private.marks) == set()


def test_their_addresses_open_to_nobody_else(client, private):
    for closed in private.closed:
        assert client.get(closed.url).status_code in (200, 302)
        assert b"%PDF" not in client.get(closed.url).content
    for held_back in (*private.embargoed, *private.recordings[:2]):
        address = getattr(held_back, "address", None) or held_back.url
        assert client.get(address).status_code == 404


def test_with_the_rights_documents_open_and_stand_on_the_pages_that_name_them(client, private):
    user = factories.UserFactory()
    user.groups.add(Group.objects.get(name=CIRCLE))
    client.force_login(user)
    give_password(client, private.closed[2])
    for closed, marks in zip(private.closed, private.marks, strict=False):
        response = client.get(closed.url)
        assert response.status_code == 200
        assert b"".join(response.streaming_content).startswith(b"%PDF")
        for page in private.pages:
            holds_rows = ask(client, page.get_url()).holds(marks.betraying[0])
            assert holds_rows or not page_has_rows(page), page


def page_has_rows(page: Page) -> bool:
    """Whether a page names several documents, and so every one of them."""
    return "documents" in page.specific.facts_fields or page.slug == "contact"


def give_password(client, closed):
    restriction = CollectionViewRestriction.objects.get(collection=closed.collection)
    address = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    client.post(address, {"password": SESAME, "return_url": closed.url})


def test_editors_open_what_is_to_come(client, private):
    client.force_login(factories.UserFactory(is_superuser=True, is_staff=True))
    for held_back in (*private.embargoed, *private.recordings):
        address = getattr(held_back, "address", None) or held_back.url
        assert client.get(address).status_code == 200


def test_they_are_for_everybody_from_their_day_on(client, private):
    with clock.at(datetime(2022, 12, 1, 0, 0, tzinfo=clock.TOKYO)):
        for held_back in (*private.embargoed, *private.recordings[:2]):
            address = getattr(held_back, "address", None) or held_back.url
            assert client.get(address).status_code == 200
        found = ask(client, "/resources/documents/")
        assert found.holds(private.marks[4].betraying[0])
