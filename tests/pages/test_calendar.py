"""Events in calendars and in search engines: read back as programs read them."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page

from portal import clock
from tests import factories
from tests.surfaces import calendar, data_blocks, entry

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("made"),
]

ADDRESS = "/events/training/training-2/"
FILE = f"{ADDRESS}calendar.ics"


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.TOKYO)


SEP_22 = moment("2022-09-22T10:00")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A training session with hours, a summit of which only the day is known, two in writing."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        events = factories.EventsIndexPageFactory(parent=home)
        summits = factories.SummitsIndexPageFactory(parent=events)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        assemblies = factories.AssembliesIndexPageFactory(parent=events)
        training = factories.TrainingPageFactory(
            parent=trainings, title="第2回研修会", slug="training-2"
        )
        hall = factories.VenueFactory(
            name_ja="見本会館", name_en="Sample Hall", address_ja="東京都港区", address_en="Minato"
        )
        summit = factories.SummitPageFactory(parent=summits, slug="summit-1", venue=hall)
        written = factories.AssemblyPageFactory(parent=assemblies, slug="assembly-1")
        for page in (home, events, summits, trainings, assemblies, training, written):
            factories.translate(page, said=f"English {page.slug}")
        factories.alias(summit)
        with clock.at(moment("2022-09-01T09:00")):
            training.save_revision().publish()
        yield SimpleNamespace(training=training.pk, summit=summit.pk)


@pytest.fixture
def training(made):
    return Page.objects.get(pk=made.training).specific


def publish(page, at=SEP_22, **facts):
    """Change facts as an editor does and publish them."""
    for name, value in facts.items():
        setattr(page, name, value)
    with clock.at(at):
        page.save_revision().publish()


def read(client, at=SEP_22, address=FILE):
    with clock.at(at):
        return entry(client, address)


# --- The file --------------------------------------------------------------------------


def test_an_event_with_hours_is_told_in_japanese_time(client):
    found = read(client)
    assert found["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert found.start == moment("2022-09-29T15:00")
    assert found.end == moment("2022-09-29T17:15")
    with clock.at(SEP_22):
        (zone,) = calendar(client, FILE).walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Tokyo"
    assert zone.walk("STANDARD")[0]["TZOFFSETTO"].td == timedelta(hours=9)


def test_where_only_the_day_is_known_the_event_lasts_that_day(client):
    found = read(client, address="/events/summits/summit-1/calendar.ics")
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2022, 6, 2), date(2022, 6, 3))
    assert found["DTSTART"].params["VALUE"] == "DATE"
    assert "0000" not in found["DTSTART"].to_ical().decode()[8:]


@pytest.mark.parametrize(
    ("facts", "starts", "ends"),
    [
        ({"end_time": None}, moment("2022-09-29T15:00"), None),
        ({"start_time": None}, date(2022, 9, 29), date(2022, 9, 30)),
        ({"end_date": date(2022, 9, 30), "end_time": None}, date(2022, 9, 29), date(2022, 10, 1)),
        ({"end_date": date(2022, 9, 30)}, moment("2022-09-29T15:00"), moment("2022-09-30T17:15")),
    ],
)
def test_hours_that_are_not_known_are_not_made_up(client, training, facts, starts, ends):
    publish(training, **facts)
    found = read(client)
    assert found["DTSTART"].dt == starts
    assert ("DTEND" in found and found["DTEND"].dt) == (ends or False)


def test_title_place_and_deadline_are_said_in_the_language_of_the_address(client):
    japanese, english = read(client), read(client, address=f"/en{FILE}")
    assert japanese["SUMMARY"] == "第2回研修会"
    assert english["SUMMARY"].startswith("English training-2")
    assert (japanese["LOCATION"], english["LOCATION"]) == ("オンライン（Zoom）", "Online (Zoom)")
    assert "申込受付中：締切まであと4日（2022年9月22日現在）" in japanese["DESCRIPTION"]
    assert "申込期間：2022年9月6日（火）〜9月26日（月）" in japanese["DESCRIPTION"]
    assert "Open: 4 days left (as of 22 September 2022)" in english["DESCRIPTION"]
    assert japanese["URL"] == f"http://testserver{ADDRESS}"
    assert english["URL"] == f"http://testserver/en{ADDRESS}"


def test_a_hall_is_told_with_its_address(client):
    file = "/events/summits/summit-1/calendar.ics"
    said = [read(client, address=f"{tree}{file}")["LOCATION"] for tree in ("", "/en")]
    assert said == ["見本会館、東京都港区", "Sample Hall, Minato"]


def test_a_text_not_yet_in_english_is_said_to_be_japanese(client):
    file = "/events/summits/summit-1/calendar.ics"
    note = "The text of this page is only in Japanese"
    japanese, english = (read(client, address=f"{tree}{file}") for tree in ("", "/en"))
    assert note in english["DESCRIPTION"].split("\n")
    assert note not in japanese["DESCRIPTION"]
    assert note not in read(client, address=f"/en{FILE}")["DESCRIPTION"]


def test_the_language_is_a_suffix_of_a_lasting_name(client, training):
    before = [read(client, address=address)["UID"] for address in (FILE, f"/en{FILE}")]
    assert before == [f"{training.translation_key}-ja", f"{training.translation_key}-en"]
    publish(training, title="改めた題", start_date=date(2022, 10, 6), end_time=None)
    assert [read(client, address=address)["UID"] for address in (FILE, f"/en{FILE}")] == before


def test_the_calendar_of_all_holds_what_has_a_date(client):
    for tree in ("", "/en"):
        with clock.at(SEP_22):
            found = calendar(client, f"{tree}/events/calendar.ics")
            urls = {event["URL"] for event in found.walk("VEVENT")}
        assert urls == {
            f"http://testserver{tree}{ADDRESS}",
            f"http://testserver{tree}/events/summits/summit-1/",
        }
        assert len(found.walk("VTIMEZONE")) == 1


def test_one_event_reads_the_same_alone_and_among_all(client):
    alone = read(client)
    with clock.at(SEP_22):
        among = calendar(client, "/events/calendar.ics").walk("VEVENT")
    assert alone.to_ical() in [event.to_ical() for event in among]


@pytest.mark.parametrize("tree", ["", "/en"])
def test_a_resolution_in_writing_without_a_date_has_no_calendar(client, tree):
    page = f"{tree}/events/assemblies/assembly-1/"
    assert client.get(f"{page}calendar.ics").status_code == 404
    assert "calendar.ics" not in client.get(page).content.decode()


def test_the_calendar_goes_with_its_page(client, training):
    training.unpublish()
    assert client.get(FILE).status_code == 404
    assert client.get(f"/en{FILE}").status_code == 404


@pytest.mark.parametrize("address", ["/calendar.ics", "/news/calendar.ics", "/events/nowhere.ics"])
def test_other_pages_have_no_calendar(client, address):
    assert client.get(address).status_code == 404


def test_pages_lead_to_their_calendar_while_the_event_is_to_come(client):
    for tree in ("", "/en"):
        with clock.at(SEP_22):
            html = BeautifulSoup(client.get(tree + ADDRESS).content, "html.parser")
            assert html.select_one(f'.facts a[href="{tree}{FILE}"]')
            index = BeautifulSoup(client.get(f"{tree}/events/").content, "html.parser")
            assert index.main.find("a", href=f"{tree}/events/calendar.ics")
        with clock.at(moment("2022-10-01T10:00")):
            html = BeautifulSoup(client.get(tree + ADDRESS).content, "html.parser")
            assert not html.select_one(".facts a[data-type=ICS]")


# --- States ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "status", "japanese", "english"),
    [
        ("cancelled", "CANCELLED", "【中止】第2回研修会", "Cancelled: English training-2"),
        ("postponed", "TENTATIVE", "【延期】第2回研修会", "Postponed: English training-2"),
    ],
)
def test_what_was_called_off_says_so_and_why(client, training, outcome, status, japanese, english):
    publish(
        training, outcome=outcome, cancellation_reason_ja="台風", cancellation_reason_en="Storm"
    )
    found, other = read(client), read(client, address=f"/en{FILE}")
    assert found["STATUS"] == other["STATUS"] == status
    assert found["SUMMARY"] == japanese
    assert other["SUMMARY"].startswith(english)
    assert "理由： 台風" in found["DESCRIPTION"]
    assert "Reason: Storm" in other["DESCRIPTION"]
    assert "申込期間" not in found["DESCRIPTION"]


@pytest.mark.parametrize(
    ("at", "line"),
    [
        ("2022-09-05T23:59:59", "受付前：9月6日（火）から受け付けます\n"),
        ("2022-09-26T00:00:00", "本日締切：本日23:59まで（2022年9月26日現在）\n"),
        ("2022-09-26T23:59:59", "本日締切：本日23:59まで（2022年9月26日現在）\n"),
        ("2022-09-27T00:00:00", "受付終了：受付は9月26日（月）に終了しました\n"),
        ("2022-09-29T00:00:00", "本日開催：本日15:00から（2022年9月29日現在）\n"),
        ("2022-09-29T15:00:00", "本日開催：ただいま開催中（2022年9月29日現在）\n"),
        ("2022-09-29T17:15:00", "終了：終了しました\n"),
    ],
)
def test_a_copy_read_later_is_still_true(client, at, line):
    """A statement that holds for one day only names that day."""
    assert read(client, moment(at))["DESCRIPTION"].startswith(line)


# --- The sequence ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"start_date": date(2022, 10, 6)},
        {"start_time": time(14, 0)},
        {"closes_on": date(2022, 9, 28)},
        {"online_platform": "Teams"},
        {"outcome": "cancelled", "cancellation_reason_ja": "台風"},
        {"full_since": datetime(2022, 9, 21, tzinfo=UTC)},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_a_published_change_raises_the_sequence_in_both_languages(client, training, facts):
    before = [read(client, address=address)["SEQUENCE"] for address in (FILE, f"/en{FILE}")]
    publish(training, **facts)
    found = read(client)
    after = [found["SEQUENCE"], read(client, address=f"/en{FILE}")["SEQUENCE"]]
    assert all(now > then for now, then in zip(after, before, strict=True))
    assert found["LAST-MODIFIED"].dt == found["DTSTAMP"].dt == SEP_22


def test_a_venue_chosen_raises_the_sequence(client, training):
    before = read(client)["SEQUENCE"]
    publish(training, venue=factories.VenueFactory())
    assert read(client)["SEQUENCE"] > before


@pytest.mark.parametrize("field", ["name_ja", "name_en", "address_ja"])
def test_a_venue_renamed_raises_the_sequence_of_its_events(client, training, field):
    hall = factories.VenueFactory(name_ja="旧会館", name_en="Old Hall", address_ja="東京都")
    publish(training, venue=hall, at=SEP_22 - timedelta(hours=1))
    before = read(client)
    with clock.at(SEP_22):
        hall.save()
        assert read(client)["SEQUENCE"] == before["SEQUENCE"]
        setattr(hall, field, "New")
        hall.save()
    assert read(client)["SEQUENCE"] > before["SEQUENCE"]
    assert read(client)["LAST-MODIFIED"].dt == SEP_22


def test_a_changed_title_raises_the_sequence_in_both_languages(client, training):
    before = [read(client, address=address)["SEQUENCE"] for address in (FILE, f"/en{FILE}")]
    publish(training, title="言い直した題")
    after = [read(client, address=address)["SEQUENCE"] for address in (FILE, f"/en{FILE}")]
    assert all(now > then for now, then in zip(after, before, strict=True))


def test_a_changed_english_title_raises_the_sequence(client, training):
    before = read(client, address=f"/en{FILE}")
    publish(training.get_translation(factories.english()), title="Another title")
    after = read(client, address=f"/en{FILE}")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt == SEP_22


def test_publishing_without_such_a_change_leaves_the_sequence(client, training):
    before = read(client)
    publish(training, summary="言い直した概要です。")
    assert read(client)["SEQUENCE"] == before["SEQUENCE"]
    assert read(client)["LAST-MODIFIED"] == before["LAST-MODIFIED"]


def test_a_draft_leaves_the_sequence(client, training):
    before = read(client)["SEQUENCE"]
    training.start_date = date(2022, 10, 6)
    training.save_revision()
    assert read(client)["SEQUENCE"] == before


def test_going_back_to_an_old_revision_raises_the_sequence_again(client, training):
    old = training.save_revision()
    publish(training, start_date=date(2022, 10, 6))
    between = read(client)["SEQUENCE"]
    with clock.at(SEP_22):
        old.publish()
    found = read(client)
    assert found.start == moment("2022-09-29T15:00")
    assert found["SEQUENCE"] > between


def test_taking_back_an_extension_raises_the_sequence_too(client, training):
    row = {"announced_on": date(2022, 9, 20), "old_closes_on": date(2022, 9, 26)}
    training.extensions.create(**row, new_closes_on=date(2022, 9, 28))
    publish(training, closes_on=date(2022, 9, 28))
    between = read(client)["SEQUENCE"]
    training.extensions.set([])
    publish(training, closes_on=date(2022, 9, 26))
    assert read(client)["SEQUENCE"] > between


@pytest.mark.parametrize("at", ["2022-09-06", "2022-09-26", "2022-09-27", "2022-09-29"])
def test_a_change_of_state_without_a_publication_raises_it_in_that_second(client, at):
    change = moment(f"{at}T00:00:00")
    before, after = read(client, change - timedelta(seconds=1)), read(client, change)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt == change


# --- JSON-LD ---------------------------------------------------------------------------


def block(client, address=ADDRESS, at=SEP_22):
    with clock.at(at):
        (found,) = data_blocks(client, address)
    return found


def test_search_engines_are_told_what_the_page_tells(client):
    found, english = block(client), block(client, f"/en{ADDRESS}")
    assert (found["@type"], found["name"], found["inLanguage"]) == ("Event", "第2回研修会", "ja")
    assert english["name"].startswith("English training-2")
    assert english["inLanguage"] == "en"
    assert found["startDate"] == english["startDate"] == "2022-09-29T15:00:00+09:00"
    assert found["endDate"] == "2022-09-29T17:15:00+09:00"
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["location"]["@type"] == "VirtualLocation"
    assert "offers" not in found


def test_a_hall_is_a_place_and_a_day_is_a_day(client):
    found = block(client, "/events/summits/summit-1/")
    place = {"@type": "Place", "name": "見本会館", "address": "東京都港区"}
    assert found["location"] == place
    assert found["startDate"] == "2022-06-02"
    assert found["eventAttendanceMode"].endswith("/OfflineEventAttendanceMode")


@pytest.mark.parametrize(
    ("outcome", "said"), [("cancelled", "EventCancelled"), ("postponed", "EventPostponed")]
)
def test_search_engines_are_told_that_it_is_called_off(client, training, outcome, said):
    publish(training, outcome=outcome, cancellation_reason_ja="台風")
    for address in (ADDRESS, f"/en{ADDRESS}"):
        found = block(client, address)
        assert found["eventStatus"] == f"https://schema.org/{said}"
        html = BeautifulSoup(client.get(address).content, "html.parser")
        description = html.find("meta", attrs={"name": "description"})["content"]
        marks = ("【中止】", "【延期】", "Cancelled: ", "Postponed: ")
        assert description.startswith(marks)


def test_fees_on_record_are_offers_for_as_long_as_one_can_apply(client, training):
    training.fees.create(payer_ja="会員", payer_en="Members", amount_jpy=0)
    training.fees.create(payer_ja="未会員", payer_en="Others", amount_jpy=1000)
    publish(training)
    offers = block(client, f"/en{ADDRESS}")["offers"]
    assert [(each["name"], each["price"]) for each in offers] == [("Members", 0), ("Others", 1000)]
    assert offers[0]["validThrough"] == "2022-09-26T23:59:59+09:00"
    assert offers[0]["availability"] == "https://schema.org/InStock"
    closed = block(client, at=moment("2022-09-27T00:00:00"))["offers"]
    assert "availability" not in closed[0]


def test_no_text_ends_the_block_or_opens_markup(client, training):
    title = "</script><script>alert(1)</script><!-- & \u2028"
    publish(training, title=title)
    assert block(client)["name"] == title
    assert b"<script>alert" not in client.get(ADDRESS).content


def test_a_resolution_in_writing_is_no_event_for_search_engines(client):
    assert data_blocks(client, "/events/assemblies/assembly-1/") == []


def test_the_front_page_says_whose_it_is(client):
    for address, name in (("/", "全国ICT教育首長協議会"), ("/en/", "National Council of Mayors")):
        found = block(client, address)
        assert found["@type"] == "Organization"
        assert found["name"].startswith(name)
