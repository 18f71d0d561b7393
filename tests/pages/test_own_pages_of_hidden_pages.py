"""Who has sent a form keeps the page behind the signed link when what it was sent for is hidden."""

from datetime import date

import pytest
from wagtail.models import PageViewRestriction

from pages.events.models import TrainingPage
from pages.submissions.entries.models import AwardEntry
from pages.submissions.registrations.models import Participant
from portal import clock
from tests import rounds, trainings
from tests.visitors import Visitor, form_in, read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient", "while_open"),
]

SUMMARY = {"ja": "公開していた概要です。", "en": "A summary that was public."}
WHY = {"outcome_announced_on": date(2022, 9, 20), "cancellation_reason_ja": "台風のため"}
HIDDEN = {"ja": "元のページは現在公開していません", "en": "is not public at present"}
LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])


@pytest.fixture
def while_open():
    with clock.at(rounds.WHILE_OPEN):
        yield


@pytest.fixture
def event():
    trainings.member_town()
    with clock.at(trainings.WHILE_OPEN):
        page = trainings.open_training()
        for version, language in ((page, "ja"), (english_of(page), "en")):
            type(page).objects.filter(pk=version.pk).update(summary=SUMMARY[language])
        yield TrainingPage.objects.get(pk=page.pk)


@pytest.fixture
def award():
    return rounds.open_round()


def english_of(page):
    return page.get_translations().get().specific


def taken_down(page):
    page.unpublish()


def closed(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def closed_above(page):
    closed(page.get_parent())


def closed_in_english(page):
    closed(english_of(page))


HIDE = pytest.mark.parametrize("hide", [taken_down, closed, closed_above, closed_in_english])


def registered(client, language="ja"):
    trainings.register(client, language)
    return trainings.own_address()


@HIDE
@LANGUAGES
def test_the_registrant_reads_the_registration_of_a_hidden_event(client, event, hide, language):
    address = registered(client, language)
    assert HIDDEN[language] not in client.get(address).content.decode()
    hide(event)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    shown = read(answer)
    assert shown.html["lang"] == language
    assert HIDDEN[language] in shown.main.get_text()
    assert "見本 花子" in shown.main.get_text()
    version = event if language == "ja" else english_of(event)
    assert version.title in shown.main.get_text()


@HIDE
@LANGUAGES
def test_the_own_page_tells_no_more_of_a_hidden_page(client, event, hide, language):
    address = registered(client, language)
    hide(event)
    answer = client.get(address)
    assert SUMMARY[language] not in answer.content.decode()
    links = {link["href"] for link in read(answer).main.find_all("a")}
    assert not links & {trainings.BELOW, f"/en{trainings.BELOW}"}
    assert read(answer).select_one("meta[name=robots]")["content"] == "noindex"
    assert not read(answer).select("link[rel=canonical], link[hreflang], meta[property]")


@HIDE
def test_the_registrant_changes_and_cancels_what_is_hidden(client, event, hide):
    address = registered(client)
    hide(event)
    changing = Visitor(client, f"{address}&change=1")
    fields = form_in(read(client.get(changing.address)))
    assert changing.post({**fields, "f-needs": "手話をお願いします。"}).status_code == 303
    assert "手話をお願いします。" in client.get(address).content.decode()
    visitor = Visitor(client, address)
    confirmed = form_in(read(visitor.post({"turn": "1"}))) | {"step": "cancel"}
    assert visitor.post(confirmed).status_code == 303
    assert Participant.objects.get().state == Participant.State.CANCELLED


@HIDE
@pytest.mark.parametrize("query", ["", "?mine=forged", "?mine="])
def test_nobody_else_gets_anything_of_what_is_hidden(client, event, hide, query):
    hide(event)
    answer = client.get(f"{trainings.APPLY['ja']}{query}")
    assert answer.status_code == (404 if hide is taken_down else 302)
    assert event.title not in answer.content.decode()


def test_the_link_of_one_event_opens_no_other_that_is_hidden(client, event):
    query = registered(client).partition("?")[2]
    copy = event.copy(update_attrs={"slug": "other", "title": "秘密の研修会"}, keep_live=False)
    answer = client.get(f"{copy.get_url()}apply/?{query}")
    assert answer.status_code == 404
    assert copy.title not in answer.content.decode()


@LANGUAGES
def test_what_is_drafted_after_an_event_was_taken_down_is_told_nobody(client, event, language):
    address = registered(client, language)
    event.unpublish()
    for version in (event, english_of(event)):
        draft = type(event).objects.get(pk=version.pk)
        draft.title = "まだ秘密の題"
        if version is event:
            draft.start_date = date(2022, 12, 24)
        draft.save()
        draft.save_revision()
    shown = read(client.get(address))
    assert "まだ秘密の題" not in shown.get_text()
    assert "12" not in shown.select_one(".page-head").get_text()


def test_the_registrant_learns_that_a_hidden_event_is_called_off(client, event):
    address = registered(client)
    trainings.publish(event, outcome="cancelled", **WHY)
    TrainingPage.objects.get(pk=event.pk).unpublish()
    shown = read(client.get(address)).main.get_text()
    assert "中止" in shown
    assert "台風のため" in shown


@HIDE
@LANGUAGES
def test_the_entrant_reads_and_withdraws_the_entry_of_a_hidden_round(client, award, hide, language):
    visitor = rounds.entrant(client, language)
    visitor.send(**{"f-attached": rounds.paper()})
    hide(award)
    shown = visitor.shown()
    assert HIDDEN[language] in shown.main.get_text()
    assert not {link["href"] for link in shown.main.find_all("a")} & {rounds.BELOW}
    file = AwardEntry.objects.get().files.get()
    assert client.get(f"{visitor.address}&file={file.pk}").status_code == 200
    assert visitor.post({"step": "withdraw"}).status_code == 303
    assert AwardEntry.objects.get().is_withdrawn


@HIDE
def test_nobody_else_gets_anything_of_a_hidden_round(client, award, hide):
    hide(award)
    answer = client.get(f"{rounds.ENTRY['ja']}?mine=forged")
    assert answer.status_code == (404 if hide is taken_down else 302)
    assert award.title not in answer.content.decode()
