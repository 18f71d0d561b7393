"""The questions that a round of the awards asks besides: left open, named, kept, taken away."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pages.awards.models import AwardQuestion, AwardRoundPage
from pages.submissions.entries import reminding
from pages.submissions.entries.models import AwardEntry
from pages.submissions.retention import disclosed, erase_person
from portal import clock
from tests import factories, rounds
from tests.rounds import VISITOR, Entrant, begin, entrant, open_round
from tests.spreadsheets import rows_of
from tests.visitors import form_in, read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient", "while_open"),
]

LIST = "/admin/snippets/pages/awardentry/"
SIZES = "1万人未満 | Below 10,000\n1万人以上 ｜ 10,000 or more"
ANSWERED = {"f-q_size": "below-10000", "f-q_cost": "1台3万円", "f-q_open": "yes"}
SAID = {
    "ja": ["人口", "1万人未満", "費用", "1台3万円", "公開できますか", "はい"],
    "en": ["Population", "Below 10,000", "Cost", "1台3万円", "May we publish it?", "Yes"],
}
State = AwardEntry.State


@pytest.fixture
def while_open():
    with clock.at(rounds.WHILE_OPEN):
        yield


def question(**values):
    labels = {"key": "size", "label_ja": "人口", "label_en": "Population", "kind": "choice"}
    return AwardQuestion(**{**labels, "choices": SIZES, "is_required": True, **values})


def questions():
    """The size must be said to send an entry, the others need not."""
    return [
        question(),
        question(
            key="cost", label_ja="費用", label_en="Cost",
            kind="text", choices="", is_required=False,
        ),
        question(
            key="open", label_ja="公開できますか", label_en="May we publish it?",
            kind="yes_no", choices="", is_required=False,
        ),
    ]  # fmt: skip


@pytest.fixture
def award():
    return open_round(questions=questions())


def ask(award, *rows):
    page = AwardRoundPage.objects.get(pk=award.pk)
    page.questions = list(rows)
    page.save_revision().publish()


def the_entry():
    return AwardEntry.objects.get()


def wrong_in(html):
    return {link["href"]: link.get_text(strip=True) for link in html.select("[role=alert] a")}


# --- The entrant --------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
def test_questions_are_asked_checked_and_shown_in_the_language_of_the_entry(
    client, award, language
):
    visitor = entrant(client, language)
    html = visitor.shown()
    legends = [each.get_text(" ", strip=True) for each in html.select("form legend")]
    needed, optional = ("送信時に必須", "任意") if language == "ja" else ("Needed to", "Optional")
    assert any(each.startswith(f"{SAID[language][0]} {needed}") for each in legends), legends
    assert f"{SAID[language][4]} {optional}" in legends
    checked = visitor.save("check", **ANSWERED)
    told = read(client.get(checked["Location"])).select_one("dl.sum").get_text(" ")
    assert all(each in told for each in SAID[language])
    assert visitor.send(**ANSWERED).status_code == 303
    assert the_entry().state == State.RECEIVED


def test_what_is_kept_is_the_same_in_both_languages(client, award):
    for language in ("ja", "en"):
        address = begin(client, language, **{"f-mail": f"{language}@example.org"})
        Entrant(client, address).send(**ANSWERED)
    japanese, english = (each.answers for each in AwardEntry.objects.order_by("pk"))
    assert japanese == english
    assert {key: each["value"] for key, each in japanese.items()} == {
        "size": "below-10000", "cost": "1台3万円", "open": "yes",
    }  # fmt: skip


def test_a_draft_leaves_questions_open_and_names_the_needed_ones_to_be_sent(client, award):
    visitor = entrant(client)
    assert visitor.save(**{"f-q_size": "", "f-q_cost": "まだ不明"}).status_code == 303
    assert list(the_entry().answers) == ["cost"]
    refused = visitor.save("check", **{"f-q_size": "", "f-q_cost": "まだ不明"})
    assert refused.status_code == 422
    html = read(refused)
    ((target, said),) = wrong_in(html).items()
    assert "人口" in said
    assert html.select_one(target)["name"] == "f-q_size"
    assert html.select_one("[name='f-q_cost']").get_text().strip() == "まだ不明"
    assert visitor.post({"step": "send", "seen": the_entry().version}).status_code == 303
    assert the_entry().is_draft
    assert the_entry().missing_said == "人口"


def test_the_reminder_names_an_open_question_in_the_language_of_the_draft(client, award):
    Entrant(client, begin(client, "en")).save()
    assert "Population" in reminding.examples(AwardRoundPage.objects.get(pk=award.pk))["en"].text


def test_an_answer_that_is_none_of_the_choices_is_refused_with_everything_kept(client, award):
    visitor = entrant(client, "en")
    refused = visitor.save(**ANSWERED | {"f-q_size": "vast", "f-attached": rounds.paper()})
    assert refused.status_code == 422
    assert list(wrong_in(read(refused)).values()) == ["Choose one of the answers to: Population"]
    assert the_entry().answers == {}
    assert the_entry().file_names == "資料.pdf"


def test_an_answer_is_taken_back_and_given_otherwise(client, award):
    visitor = entrant(client)
    visitor.send(**ANSWERED)
    visitor.save(**ANSWERED | {"f-q_size": "10000-or-more", "f-q_open": "", "f-q_cost": ""})
    assert {key: each["value"] for key, each in the_entry().answers.items()} == {
        "size": "10000-or-more"
    }
    assert visitor.shown().select_one("[name='f-q_size'][checked]")["value"] == "10000-or-more"


def test_a_press_done_twice_is_no_change_of_another_window(client, award):
    visitor = entrant(client)
    data = form_in(visitor.shown()) | rounds.WORK | ANSWERED | {"step": "save"}
    data.pop("f-attached", None)
    assert [visitor.post(data).status_code for _press in range(2)] == [303, 303]


# --- When the questions change ------------------------------------------------------------


def test_answers_stay_readable_when_their_questions_are_changed_or_gone(client, award):
    visitor = entrant(client)
    visitor.send(**ANSWERED)
    ask(award, question(label_ja="規模", label_en="Size", choices="小|Small\n大|Large"))
    html = visitor.shown()
    # What was chosen can be chosen still, and saving it loses nothing of what is asked no more.
    assert html.select_one("[name='f-q_size'][checked]")["value"] == "below-10000"
    assert visitor.save(**{"f-q_size": "below-10000"}).status_code == 303
    with clock.at(rounds.AFTERWARDS):
        told = visitor.shown().select_one("dl.sum").get_text(" ")
    assert all(each in told for each in SAID["ja"][1:])


def test_a_question_that_came_after_sending_is_named_to_the_entrant_and_the_secretariat(
    client, admin_client, award
):
    visitor = entrant(client)
    visitor.send(**ANSWERED)
    assert "人口" not in visitor.shown().select_one(".note.good").get_text()
    ask(award, *questions(), question(key="late", label_ja="担当課", kind="text", choices=""))
    assert "担当課" in visitor.shown().select_one(".note.good").get_text()
    assert "担当課" in read(admin_client.get(LIST)).select_one("table").get_text()
    assert the_entry().state == State.RECEIVED
    refused = visitor.save(**ANSWERED)
    assert refused.status_code == 422
    assert "担当課" in " ".join(wrong_in(read(refused)).values())
    assert visitor.save(**ANSWERED | {"f-q_late": "学校教育課"}).status_code == 303
    assert the_entry().missing == []


def test_a_question_that_came_between_looking_and_sending_is_asked(client, award):
    ask(award)
    visitor = entrant(client)
    shown = read(client.get(visitor.save("check")["Location"]))
    ask(award, *questions())
    visitor.post(form_in(shown) | {"step": "send"})
    assert the_entry().is_draft
    assert visitor.shown().select("[name='f-q_size']")


def test_the_editor_is_told_what_a_change_does_to_the_entries_there_are(
    client, admin_client, award
):
    address = reverse("wagtailadmin_pages:edit", args=[award.pk])
    assert "送信済み" not in read(admin_client.get(address)).get_text()
    entrant(client).send(**ANSWERED)
    begin(client, **{"f-mail": "draft@example.org"})
    told = read(admin_client.get(address)).get_text()
    assert "送信済み1件、下書き1件" in told


def test_a_round_copied_for_next_year_asks_the_same(award):
    copy = award.copy(
        to=award.get_parent(), update_attrs={"slug": "award-next", "title": "次の募集回"}
    )
    assert [each.label_ja for each in copy.questions.all()] == SAID["ja"][::2]


@pytest.mark.parametrize("incomplete", [{"label_en": ""}, {"choices": "一つだけ | Only one"}])
def test_a_question_that_lacks_a_language_is_not_published(award, incomplete):
    with pytest.raises(ValidationError) as refused:
        ask(award, question(**incomplete))
    assert "人口" in str(refused.value)


# --- The secretariat ----------------------------------------------------------------------


def test_the_secretariat_reads_the_answers_at_the_entry(client, admin_client, award):
    entrant(client).send(**ANSWERED)
    address = reverse("wagtailsnippets_pages_awardentry:edit", args=[the_entry().pk])
    shown = read(admin_client.get(address)).get_text()
    assert all(each in shown for each in SAID["ja"])


def test_the_list_of_one_round_has_a_column_for_each_of_its_questions(client, admin_client, award):
    entrant(client).send(**ANSWERED)
    table = read(admin_client.get(f"{LIST}?page={award.pk}")).select_one("table")
    heads = [head.get_text(strip=True) for head in table.select("thead th")]
    cells = [cell.get_text(strip=True) for cell in table.select("tbody tr")[0].select("td")]
    assert heads[-3:] == SAID["ja"][::2]
    assert cells[-3:] == SAID["ja"][1::2]
    assert "費用" not in read(admin_client.get(LIST)).select_one("thead").get_text()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_lists_for_spreadsheets_have_a_column_for_each_question(client, admin_client, award, kind):
    entrant(client).send(**ANSWERED | {"f-q_cost": "=1+1"})
    answer = admin_client.get(f"{LIST}?page={award.pk}&export={kind}")
    head, row = rows_of(answer)
    assert head[-3:] == ["人口", "費用", "公開できますか"]
    assert row[-3:] == ["1万人未満", "'=1+1" if kind == "csv" else "=1+1", "はい"]


def test_the_list_costs_no_more_queries_for_more_entries(admin_client, award):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert admin_client.get(LIST).status_code == 200
        return len(asked)

    factories.award_entry(award)
    cost()
    few = cost()
    for _number in range(5):
        factories.award_entry(award)
    assert cost() <= few + 1


def test_answers_are_given_out_and_erased_with_the_person(client, award):
    entrant(client).send(**ANSWERED)
    (found,) = json.loads(disclosed(VISITOR))["entry"]
    assert found["fields"]["answers"]["cost"]["value"] == "1台3万円"
    assert found["fields"]["answers"]["size"]["question"]["ja"] == "人口"
    erase_person(VISITOR)
    assert not AwardEntry.objects.exists()
    assert "1台3万円" not in disclosed(VISITOR)
