"""The whole year of a training in a real browser: from its publication to the erasure of its data.

The portal is started again at each of its moments, as a day cannot be waited for.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.moments import Moment
from tests.pdf_words import words_of

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

TRAINING = "training-2"
BELOW = f"/events/training/{TRAINING}/"
QUICKEST = 3100  # milliseconds: whoever is quicker is taken for a machine
SUBMIT, SEND, CANCEL = "form[method=post] button", "button[value=send]", "button[value=cancel]"
PREPARE = """
from datetime import date
from home.models import HomePage
from pages.events.models import EventFee, TrainingPage
from pages.records.models import Municipality
from pages.submissions.questionnaires.models import QuestionnaireQuestion
from tests import factories
from tests.questionnaires import QUESTIONS
town = Municipality(key="mihon", name_ja="見本市", name_en="Mihon City", kind="city", prefecture=41)
town.complete()
town.save()
page = TrainingPage.objects.get(slug="training-2", locale__language_code="ja")
page.fees = [
    EventFee(payer_ja="会員", payer_en="Members", amount_jpy=0, max_addresses=5,
        audience="members"),
    EventFee(payer_ja="会員以外", payer_en="Others", amount_jpy=1000, max_addresses=1,
        audience="others"),
]
asked = factories.QuestionnairePageFactory(
    parent=HomePage.objects.get(locale=factories.japanese()), slug="asked",
    title="研修会アンケート", opens_on=date(2022, 9, 29), closes_on=date(2022, 10, 14),
    questions=[QuestionnaireQuestion(**values) for values in QUESTIONS])
asked.save_revision().publish()
factories.translate(asked, said="Questionnaire")
page.questionnaire = asked
page.save_revision().publish()
"""
OWN = """
from pages.submissions.registrations import mails
from pages.submissions.registrations.models import Registration
registration = Registration.objects.get(mail={mail!r})
print(mails.own_address(registration, mails.page_of(registration)).split("/events/", 1)[1])
"""
MAILS = """
from django.core.management import call_command
from io import StringIO
call_command("send_mails", stdout=StringIO())
from pages.submissions.models import OutgoingMail
for mail in OutgoingMail.objects.order_by("pk"):
    print(mail.to.partition("@")[0], mail.key.split(":")[2])
"""
ERASE = """
from django.core.management import call_command
from io import StringIO
call_command("erase_submissions", stdout=StringIO())
from pages.submissions.registrations.models import Participant, Registration
print(Participant.objects.count(), Registration.objects.count())
"""


class Training(Moment):
    """The portal with a training, and whoever comes to it then."""

    slug = TRAINING

    def apply(self, name, municipality, tree="") -> Page:
        """Somebody fills in the form, looks at it again and sends it."""
        page = self.window()
        page.goto(f"{self.portal.url}{tree}{BELOW}apply/")
        page.fill("#id_f-municipality", municipality)
        page.check("#id_f-affiliation_1")
        page.check("#id_f-eligible")
        page.fill("#id_f-name", f"見本 {name}")
        page.fill("#id_f-mail", f"{name}@example.org")
        page.check("#id_f-agreed")
        page.wait_for_timeout(QUICKEST)
        page.locator(SUBMIT).click()
        return page

    def send(self, page) -> None:
        page.locator(SEND).click()
        expect(page.locator("h1")).to_be_visible()
        page.wait_for_url("**done=*")

    def own(self, name) -> str:
        """Where the link of somebody's mail leads."""
        below = self.portal.run(OWN.format(mail=f"{name}@example.org")).strip()
        tree = "/en" if name == "other" else ""
        return f"{self.portal.url}{tree}/events/{below}"

    def shown(self, tree="") -> Page:
        page = self.window()
        page.goto(f"{self.portal.url}{tree}{BELOW}")
        return page

    def mails(self) -> list[list[str]]:
        """To whom what was written until now."""
        return [line.split() for line in self.portal.run(MAILS).splitlines()]


def test_a_training_from_its_publication_to_the_erasure_of_its_data(served_at):
    with served_at("2022-09-22T10:00:00+09:00", Training) as moment:
        moment.portal.run(PREPARE)
        moment.publish(capacity="2")
        it_fills_up(moment)
        who_waits_moves_up(moment)
    with served_at("2022-09-25T10:00:00+09:00", Training) as moment:
        moment.publish(closes_on="2022-09-27")
        for tree in ("", "/en"):
            facts = moment.shown(tree).locator(f"main .facts[data-item={TRAINING}]")
            expect(facts).to_have_attribute("data-closes", "2022-09-27")
    with served_at("2022-09-27T10:00:00+09:00", Training) as moment:
        late = moment.apply("late", "多久市")
        moment.send(late)
        expect(late.locator("main")).to_contain_text("キャンセル待ち")
    with served_at("2022-09-28T09:30:00+09:00", Training) as moment:
        reminded = [to for to, kind in moment.mails() if kind == "reminder"]
        assert sorted(reminded) == ["member", "waiting"]
    with served_at("2022-09-29T14:50:00+09:00", Training) as moment:
        they_are_ticked_and_counted(moment)
    with served_at("2022-09-30T09:30:00+09:00", Training) as moment:
        thanked = [to for to, kind in moment.mails() if kind == "thanks"]
        assert sorted(thanked) == ["member", "waiting"]
        they_take_their_certificates(moment)
        they_answer_the_questionnaire(moment)
    with served_at("2023-09-30T10:00:00+09:00", Training) as moment:
        own = moment.own("member")
        assert moment.portal.run(ERASE).split() == ["0", "0"]
        page = moment.window()
        assert page.goto(own).status == 404
        expect(moment.shown().locator("main")).to_contain_text("1自治体、2名")


def it_fills_up(moment) -> None:
    """A member in Japanese, another in English for a fee; whoever comes then waits."""
    member = moment.apply("member", "多久市")
    moment.send(member)
    expect(member.locator(".note.good")).to_contain_text("席を確保")
    other = moment.apply("other", "Mihon City", "/en")
    expect(other.locator("main")).to_contain_text("1,000")
    moment.send(other)
    expect(other.locator(".note.good")).to_contain_text("has a place")
    for tree, said in (("", "定員に達しました"), ("/en", "laces are taken")):
        expect(moment.shown(tree).locator("main")).to_contain_text(said)
    waiting = moment.apply("waiting", "多久市")
    moment.send(waiting)
    expect(waiting.locator("main")).to_contain_text("キャンセル待ち")


def who_waits_moves_up(moment) -> None:
    """One cancels behind the link, and exactly one gets the place and a mail."""
    page = moment.window()
    page.goto(moment.own("other"))
    page.locator("input[name=turn]").check()
    page.locator("form:has(input[name=turn]) button").first.click()
    page.locator(CANCEL).click()
    expect(page.locator("input[name=turn]")).to_have_count(0)
    page.goto(moment.own("waiting"))
    expect(page.locator("main")).to_contain_text("席あり")
    assert [to for to, kind in moment.mails() if kind == "moved"] == ["waiting"]


def they_are_ticked_and_counted(moment) -> None:
    """At the door two come, and their number is a fact of both pages by one step."""
    editor = moment.editor
    editor.goto(
        f"{moment.portal.url}/admin/registrations/{moment.portal.page_id(TRAINING)}/attendance/"
    )
    for name in ("member", "waiting"):
        editor.get_by_role("button", name=f"見本 {name}").click()
        expect(editor.get_by_role("button", name=f"見本 {name}")).to_have_attribute(
            "aria-pressed", "true"
        )
    editor.locator(".attendance-end a").click()
    editor.locator("form[method=post] button.button").last.click()
    expect(editor.locator(".messages .success")).to_be_visible()


def they_take_their_certificates(moment) -> None:
    page = moment.window()
    page.goto(moment.own("member"))
    with page.expect_download() as download:
        page.locator("a[download]").click()
    text = words_of(download.value.path().read_bytes())
    assert "受講証明書" in text
    assert "見本member" in text


def they_answer_the_questionnaire(moment) -> None:
    """Anonymously, and it is counted."""
    page = moment.window()
    page.goto(moment.own("waiting"))
    page.get_by_role("link", name="研修会アンケート").click()
    page.get_by_label("とても").check()
    page.check("#id_f-agreed")
    page.wait_for_timeout(QUICKEST)
    page.locator(SUBMIT).click()
    moment.send(page)
    editor = moment.editor
    asked = moment.portal.page_id("asked")
    editor.goto(f"{moment.portal.url}/admin/questionnaires/{asked}/answers/")
    expect(editor.locator("main")).to_contain_text("1件の回答")
