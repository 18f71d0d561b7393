"""`manage.py check_claims`: what public pages claim without evidence."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from pages.awards.models import AwardRoundPage
from pages.events.models import EventRecording, SummitPage, TrainingPage
from pages.media import PortalDocument, Recording
from pages.news.models import NewsPage
from pages.proposals.models import ProposalPage
from pages.resources.surveys import SurveyPage
from portal import clock
from tests import factories

DAY = date(2022, 6, 20)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("content"),
]


def check():
    """The lines of the command, and whether it was content."""
    out = StringIO()
    try:
        call_command("check_claims", stdout=out)
    except CommandError:
        return out.getvalue().splitlines(), False
    return out.getvalue().splitlines(), True


def japanese(model, slug):
    return model.objects.get(slug=slug, locale=factories.japanese())


def steps(text):
    return [
        {
            "type": "list",
            "value": {"ordered": True, "items": [text]},
        }
    ]


def recordings_lost():
    Recording.objects.update(file="recordings/lost.webm")


def recordings_taken_away():
    EventRecording.objects.filter(page__slug="training-1").delete()


def recordings_promised():
    japanese(TrainingPage, "training-2")
    TrainingPage.objects.filter(slug="training-2", locale=factories.japanese()).update(
        recordings_from=date(2022, 10, 1)
    )


def file_lost(key):
    return lambda: PortalDocument.objects.filter(key=key).update(file="documents/lost.pdf")


def proposal_without_documents():
    japanese(ProposalPage, "proposal-2017").documents.all().delete()
    page = japanese(ProposalPage, "proposal-2017")
    page.documents = []
    page.save()


def report(kind):
    def publish():
        index = NewsPage.objects.first().get_parent()
        factories.NewsPageFactory(
            parent=index,
            slug="report",
            kind=kind,
            published_on=DAY,
            item=japanese(SummitPage, "summit-3") if kind == "recordings" else None,
        )

    return publish


def step(text, model=SurveyPage):
    def write():
        page = model.objects.filter(locale=factories.japanese()).first()
        page.body = json.dumps(steps(text))
        page.save()

    return write


FAULTS = {
    "the files of the recordings are lost": (recordings_lost, "/training-1/"),
    "the recordings are taken off the event": (recordings_taken_away, "/training-1/"),
    "recordings are promised that nobody entered": (recordings_promised, "/training-2/"),
    "an event's document is lost": (file_lost("doc-summit-5-press"), "/summit-5/"),
    "an assembly's document is lost": (file_lost("doc-assembly-2022"), "/assembly-2022/"),
    "a round's document is lost": (file_lost("doc-award-5-guidelines"), "/award-5/"),
    "a proposal's document is lost": (file_lost("doc-proposal-2021"), "/proposal-2021/"),
    "a proposal has no document": (proposal_without_documents, "/proposal-2017/"),
    "a report of papers names none": (report("document"), "/report/"),
    "a report of recordings has none": (report("recordings"), "/report/"),
    "a step sends to a file": (step("申込書をダウンロードする", NewsPage), "/news/"),
    "a step in English sends to a file": (step("Download the form", NewsPage), "/news/"),
}


# While items of the sample take applications, on the day on which it is shown, and today.
DAYS = [date(2022, 8, 15), date(2022, 9, 7), date(2022, 9, 22), date(2022, 9, 29), clock.today()]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_sample_content_claims_nothing_without_evidence(day):
    with clock.at(clock.start_of_day(day)):
        assert check() == (["No claim without evidence."], True)


@pytest.mark.parametrize(
    ("slug", "model", "day"),
    [
        ("training-2", TrainingPage, date(2022, 9, 22)),
        ("award-5", AwardRoundPage, date(2022, 8, 15)),
        ("award-5", AwardRoundPage, date(2022, 7, 15)),  # before entries are taken
    ],
)
def test_what_takes_applications_without_a_way_is_listed(slug, model, day):
    ways = dict.fromkeys((*model.way_fields, model.form_field))
    if model is TrainingPage:
        ways["takes_registrations"] = None
    model.objects.filter(slug=slug, locale=factories.japanese()).update(**ways)
    with clock.at(clock.start_of_day(day)):
        lines, is_content = check()
    assert not is_content
    assert any(f"/{slug}/" in line.partition(": ")[0] for line in lines), lines


@pytest.mark.parametrize("fault", FAULTS)
def test_a_claim_without_evidence_is_listed_with_its_page(fault):
    make, address = FAULTS[fault]
    make()
    lines, is_content = check()
    assert not is_content
    assert any(address in line.partition(": ")[0] for line in lines), lines


def test_what_is_not_public_claims_nothing():
    recordings_promised()
    japanese(TrainingPage, "training-2").unpublish()
    assert check()[1]


@pytest.mark.parametrize("text", ["申込書をダウンロードする", "Download the form"])
def test_a_step_may_name_a_file_that_is_there(text):
    page = NewsPage.objects.filter(locale=factories.japanese()).first()
    paper = factories.PortalDocumentFactory(
        title="申込書", title_en="form", file=ContentFile(b"%PDF-1.4", name="form.pdf")
    )
    documents = {"type": "documents", "value": {"documents": [paper.pk]}}
    page.body = json.dumps([*steps(text), documents])
    page.save()
    assert check()[1]


def test_a_step_that_names_a_lost_file_is_not_excused_by_another():
    page = NewsPage.objects.filter(locale=factories.japanese()).first()
    there = factories.PortalDocumentFactory(file=ContentFile(b"%PDF-1.4", name="other.pdf"))
    lost = factories.PortalDocumentFactory(title="申込書", file="documents/lost.pdf")
    documents = {"type": "documents", "value": {"documents": [there.pk, lost.pk]}}
    page.body = json.dumps([*steps("申込書をダウンロードする"), documents])
    page.save()
    assert not check()[1]
