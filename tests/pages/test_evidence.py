"""Documents, recordings and proposals said to be published can be opened."""

import json
from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.test.utils.form_data import querydict_from_html

from pages.events.models import EventRecording
from portal import clock
from tests import factories

DAY = date(2022, 9, 20)
NOW = clock.start_of_day(date(2022, 9, 22))
BEFORE = clock.start_of_day(date(2022, 9, 19))
PDF = b"%PDF-1.4"
BOTH = ("", "/en")

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def home():
    home = factories.site()
    factories.NewsIndexPageFactory(parent=home)
    resources = factories.ResourcesIndexPageFactory(parent=home)
    factories.VideosPageFactory(parent=resources)
    factories.DocumentsPageFactory(parent=resources)
    return home


def event(home):
    events = factories.EventsIndexPageFactory(parent=home)
    return factories.SummitPageFactory(
        parent=factories.SummitsIndexPageFactory(parent=events),
        title="見本サミット",
        start_date=date(2022, 9, 1),
        outcome="held",
    )


def award(home):
    return factories.AwardRoundPageFactory(
        parent=factories.AwardsIndexPageFactory(parent=home), title="見本アワード"
    )


def proposal(home):
    return factories.ProposalPageFactory(
        parent=factories.ProposalsIndexPageFactory(parent=home),
        title="見本提言",
        handed_over_on=DAY,
    )


def restricted():
    collection = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection.add_child(name="その下")


DOCUMENTS = {
    "there": lambda: {"file": ContentFile(PDF, name="there.pdf")},
    "without a file": dict,
    "whose file is lost": lambda: {"file": "documents/lost.pdf"},
    "for members only": lambda: {
        "file": ContentFile(PDF, name="inside.pdf"),
        "collection": restricted(),
    },
}


def in_both_trees(home):
    for page in home.get_descendants(inclusive=True).order_by("path"):
        factories.alias(page)


def name(paper, page):
    page.documents.create(document=paper)
    page.save()


def told_on(day, client, prefix, now=NOW):
    """Whether the news, and their feed, have a line of this day."""
    with clock.at(now):
        news, feed = (client.get(f"{prefix}/news/{part}") for part in ("", "feed/"))
    lines = f'datetime="{day}"' in news.content.decode()
    return [lines, f"<published>{day}T" in feed.content.decode()]


@pytest.mark.parametrize("prefix", BOTH)
@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("make", [event, award, proposal])
def test_only_a_document_that_opens_is_announced(client, home, make, kind, prefix):
    page = make(home)
    paper = factories.PortalDocumentFactory(published_on=DAY, **DOCUMENTS[kind]())
    name(paper, page)
    in_both_trees(home)
    assert told_on(DAY, client, prefix) == [kind == "there"] * 2
    address = f"{prefix}/news/{page.slug}/document/"
    with clock.at(NOW):
        assert client.get(address).status_code == (302 if kind == "there" else 404)


def test_a_proposal_is_announced_when_its_text_can_be_read(client, home):
    """It was handed over two days before its file came out."""
    paper = factories.PortalDocumentFactory(
        published_on=date(2022, 9, 22), file=ContentFile(PDF, name="text.pdf")
    )
    name(paper, proposal(home))
    for now, is_told in ((clock.start_of_day(DAY), False), (NOW, True)):
        day = date(2022, 9, 22) if now == NOW else DAY
        assert told_on(day, client, "", now) == [is_told] * 2


def test_a_proposal_whose_file_has_no_day_is_announced_on_its_own(client, home):
    paper = factories.PortalDocumentFactory(file=ContentFile(PDF, name="text.pdf"))
    name(paper, proposal(home))
    for now, is_told in ((BEFORE, False), (clock.start_of_day(DAY), True)):
        assert told_on(DAY, client, "", now) == [is_told] * 2


# --- Recordings as files ------------------------------------------------------------------


@pytest.fixture
def talk(home):
    """A recording kept as a file, of an event that shows it from its day on."""
    page = event(home)
    page.recordings_from, page.start_time = DAY, time(15)
    recording = factories.RecordingFactory(file=ContentFile(b"webm", name="講演.webm"))
    page.recordings.add(EventRecording(recording=recording))
    page.save()
    return recording


def test_a_recording_kept_as_a_file_is_linked_and_opens(client, home, talk):
    page = home.get_descendants().get(slug__startswith="summit-").specific
    with clock.at(NOW):
        assert f'href="{talk.address}"' in client.get(page.url).content.decode()
        response = client.get(talk.address)
    assert response.status_code == 200
    assert response["Content-Type"] == "video/webm"
    assert b"".join(response.streaming_content) == b"webm"


def test_a_recording_is_not_had_before_its_day_but_by_editors(client, talk):
    with clock.at(BEFORE):
        assert client.get(talk.address).status_code == 404
        client.force_login(factories.UserFactory(is_superuser=True))
        assert client.get(talk.address).status_code == 200


def closed(page, password):
    return PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password=password
    )


def enter(client, restriction):
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, 1])
    client.post(address, {"password": restriction.password, "return_url": "/"})


def test_whoever_may_read_a_closed_event_watches_its_recordings(client, home, talk):
    page = home.get_descendants().get(slug__startswith="summit-")
    section, own = closed(page.get_parent(), "open"), closed(page, "sesame")
    with clock.at(NOW):
        for restriction in (section, own):
            assert client.get(talk.address).status_code == 404
            enter(client, restriction)
        assert f'href="{talk.address}"' in client.get(page.url).content.decode()
        response = client.get(talk.address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    with clock.at(BEFORE):
        assert client.get(talk.address).status_code == 404


def showing(home, recording, slug="report", **facts):
    """A page with a recording in its text."""
    return factories.InformationPageFactory(
        parent=home, slug=slug, body=[("video", {"recording": recording})], **facts
    )


def test_a_recording_in_the_text_of_a_closed_page_is_for_its_readers(client, home):
    recording = factories.RecordingFactory(
        file=ContentFile(b"webm", name="talk.webm"), published_on=DAY
    )
    videos = "/resources/videos/"

    def is_for_all():
        shown = recording.title_ja in client.get(videos).content.decode()
        assert (client.get(recording.address).status_code == 200) == shown
        return shown

    with clock.at(NOW):
        page = showing(home, recording)
        assert is_for_all()
        restriction = closed(page, "sesame")
        assert not is_for_all()
        showing(home, recording, "draft", live=False)  # opens nothing
        assert not is_for_all()
        enter(client, restriction)
        assert client.get(recording.address).status_code == 200
        client.session.flush()
        client.cookies.clear()
        showing(home, recording, "open")
        assert is_for_all()


def test_the_text_of_an_open_page_opens_the_recording_of_a_closed_event(client, home, talk):
    closed(home.get_descendants().get(slug__startswith="summit-"), "sesame")
    with clock.at(NOW):
        assert client.get(talk.address).status_code == 404
        showing(home, talk)
        assert client.get(talk.address).status_code == 200
    with clock.at(BEFORE):
        assert client.get(talk.address).status_code == 404


def test_a_recording_for_everybody_may_be_kept(client, home, talk):
    with clock.at(NOW):
        assert "no-store" not in client.get(talk.address).get("Cache-Control", "")


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_no_file_of_a_recording_that_is_not_there(client, home, number):
    factories.RecordingFactory(file="recordings/lost.webm")
    assert client.get(f"/recordings/{number}/talk.webm").status_code == 404


def test_a_lost_recording_is_shown_as_still_to_come(client, home):
    lost = factories.RecordingFactory(file="recordings/lost.webm")
    assert client.get(f"/recordings/{lost.pk}/lost.webm").status_code == 404
    html = client.get("/resources/videos/").content.decode()
    assert "掲載準備中" in html
    assert "/recordings/" not in html


RECORDINGS = {
    "there as a file": lambda: {"file": ContentFile(b"webm", name="talk.webm")},
    "there at an address": lambda: {"url": "https://video.example.org/1"},
    "without a file": dict,
    "lost": lambda: {"file": "recordings/lost.webm"},
    "not entered": None,
}


@pytest.mark.parametrize("kind", RECORDINGS)
def test_only_a_recording_that_opens_changes_the_state_and_is_announced(client, home, kind):
    page = event(home)
    page.recordings_from = DAY
    if RECORDINGS[kind]:
        recording = factories.RecordingFactory(**RECORDINGS[kind]())
        page.recordings.add(EventRecording(recording=recording))
    page.save()
    in_both_trees(home)
    opens = kind.startswith("there")
    state = "recordings" if opens else "held"
    for prefix, chip in zip(BOTH, ("アーカイブ配信中", "Recording available"), strict=True):
        assert told_on(DAY, client, prefix) == [opens] * 2
        for address in (page.url, "/events/", "/events/summits/"):
            with clock.at(NOW):
                html = BeautifulSoup(client.get(f"{prefix}{address}").content, "html.parser").main
            shown = {tag["data-state"] for tag in html.find_all(attrs={"data-item": page.slug})}
            assert shown == {state}, address
            assert (chip in html.get_text()) == opens, address
    with clock.at(NOW):
        (row,) = client.get("/data/events.json").json()["events"]
    assert row["state"] == state


# --- Editors ------------------------------------------------------------------------------


@pytest.mark.parametrize("is_there", [True, False])
def test_the_editor_is_told_what_is_not_announced_and_why(client, home, is_there):
    page = event(home)
    data = {"file": ContentFile(PDF, name="there.pdf")} if is_there else {}
    name(factories.PortalDocumentFactory(title="見本議事録", published_on=DAY, **data), page)
    page.recordings_from = DAY
    page.recordings.add(EventRecording(recording=factories.RecordingFactory(
        file=ContentFile(b"webm", name="talk.webm") if is_there else "recordings/lost.webm"
    )))  # fmt: skip
    page.save_revision().publish()
    client.force_login(factories.editor_in_japanese())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = client.get(address).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form").dict()
    answer = client.post(address, {**form, "body-count": "0", "action-publish": "1"}, follow=True)
    said = " ".join(str(message) for message in answer.context["messages"])
    assert page.title in said
    assert ("「見本議事録」（2022年9月20日公開）には開けるファイルがない" in said) == (not is_there)
    assert ("視聴できる録画がありません" in said) == (not is_there)


@pytest.mark.parametrize("text", ["入会届をダウンロードする", "Download the membership form"])
@pytest.mark.parametrize("kind", [None, *DOCUMENTS])
def test_a_step_that_names_a_file_is_published_with_that_file_only(home, text, kind):
    opens = kind in ("there", "for members only")
    stream = [{"type": "list", "value": {"ordered": True, "items": [text, "郵送する"]}, "id": "s"}]
    if kind:
        paper = factories.PortalDocumentFactory(title="入会届", **DOCUMENTS[kind]())
        stream.append({"type": "documents", "value": {"documents": [paper.pk]}, "id": "d"})
    page = factories.InformationPageFactory(parent=home, slug="join", live=False)
    page.body = json.dumps(stream)
    revision = page.save_revision()
    if opens:
        revision.publish()
        return
    with pytest.raises(ValidationError) as refused:
        revision.publish()
    assert text in refused.value.message_dict["body"][0]
