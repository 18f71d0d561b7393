"""After an event those who had a place are led to its questionnaire from their own page."""

from datetime import datetime

import pytest

from home.models import HomePage
from pages.submissions.questionnaires.page import QuestionnairePage
from pages.submissions.registrations import mails
from pages.submissions.registrations.models import Participant, Registration
from portal import clock
from tests import factories
from tests.trainings import WHILE_OPEN, member_town, open_training, publish, register
from tests.visitors import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BEFORE_IT = datetime(2022, 9, 29, 14, 50, tzinfo=clock.TOKYO)
AFTER_IT = datetime(2022, 9, 30, 10, tzinfo=clock.TOKYO)


@pytest.fixture
def event():
    """A training with a questionnaire, and the own page of somebody who registered for it."""
    member_town()
    with clock.at(WHILE_OPEN):
        event = open_training()
        home = HomePage.objects.get(locale=factories.japanese())
        asked = factories.QuestionnairePageFactory(parent=home, slug="asked")
        factories.QuestionnaireQuestionFactory(page=asked, key="again")
        factories.translate(asked)
        publish(event, questionnaire=asked)
        return event


@pytest.fixture(params=["ja", "en"])
def language(request):
    return request.param


def links(client, language, at=AFTER_IT):
    """The links to the questionnaire on the own page of the one who registered."""
    registration = Registration.objects.get()
    page = mails.page_of(registration)
    with clock.at(at):
        shown = client.get(mails.own_address(registration, page))
    assert shown.status_code == 200
    return [link["href"] for link in read(shown).main.find_all("a", href=ADDRESSES[language])]


ADDRESSES = {"ja": "/asked/", "en": "/en/asked/"}


@pytest.fixture
def registered(client, event, language, patient):
    with clock.at(WHILE_OPEN):
        register(client, language)


@pytest.mark.usefixtures("registered")
def test_it_is_linked_once_the_event_is_over_in_the_language_of_the_page(client, language):
    assert links(client, language, BEFORE_IT) == []
    assert links(client, language) == [ADDRESSES[language]]


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("chosen", ["ja", "en"])
def test_either_version_may_be_chosen(client, event, language, chosen):
    version = QuestionnairePage.objects.get(slug="asked", locale__language_code=chosen)
    publish(event, questionnaire=version)
    assert links(client, language) == [ADDRESSES[language]]


@pytest.mark.usefixtures("registered")
def test_it_is_not_linked_before_or_after_its_own_days(client, language):
    QuestionnairePage.objects.filter(locale=factories.japanese()).update(
        opens_on=AFTER_IT.date(), closes_on=AFTER_IT.date()
    )
    assert links(client, language, AFTER_IT.replace(month=10)) == []
    assert links(client, language) == [ADDRESSES[language]]


@pytest.mark.usefixtures("registered")
def test_whoever_had_no_place_is_not_asked(client, language):
    Participant.objects.update(state="cancelled")
    assert links(client, language) == []


@pytest.mark.usefixtures("registered")
def test_an_event_that_did_not_take_place_asks_nobody(client, event, language):
    with clock.at(BEFORE_IT):
        publish(event, outcome="cancelled", cancellation_reason_ja="台風のため")
    assert links(client, language) == []


@pytest.mark.usefixtures("registered")
def test_without_its_questionnaire_the_own_page_goes_on(client, event, language):
    asked = QuestionnairePage.objects.get(slug="asked", locale=factories.japanese())
    asked.unpublish()
    assert links(client, language) == []
    asked.delete()
    assert links(client, language) == []
    assert type(event).objects.get(pk=event.pk).questionnaire is None
