"""Answers to a questionnaire are counted, read by those who may, and published as counts."""

import csv
from datetime import datetime
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from pages.submissions.questionnaires.models import QuestionnaireQuestion
from pages.submissions.questionnaires.page import QuestionnairePage
from portal import clock
from tests import factories
from tests.questionnaires import ADDRESSES, CLOSED, WHILE_OPEN, questionnaire, reply
from tests.spreadsheets import formulas_of, rows_of
from tests.visitors import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ANSWERS = [
    ("ja", {"use": "much", "topics": ["ai", "safe"], "rating": "5", "words": "良かった"}),
    ("ja", {"use": "much", "topics": ["ai"], "words": "=1+1"}),
    ("en", {"use": "little", "again": "yes", "rating": "5", "words": "Good,\nvery"}),
]


@pytest.fixture
def page():
    page = questionnaire()
    for language, answers in ANSWERS:
        reply(page, language, answers=answers)
    return page


def shown(client, page, **query):
    return read(client.get(reverse("questionnaire_answers", args=[page.pk]), query))


def table_of(html, nth):
    """The rows below the heading of a question: label, share and count."""
    sections = html.select("section") or [html]
    rows = sections[nth].select("tbody tr")
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"]) if cell.get_text()]
        for row in rows
    ]


def exported(client, page):
    response = client.get(reverse("questionnaire_export", args=[page.pk]))
    text = response.content.decode()
    assert text.startswith("\ufeff")
    return response, list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def as_workbook(client, page):
    return client.get(reverse("questionnaire_export", args=[page.pk]), {"format": "xlsx"})


# --- Counts ---------------------------------------------------------------------------------


def test_every_question_is_counted_of_those_who_answered_it(admin_client, page):
    html = shown(admin_client, page)
    assert "3件" in html.select_one(".answers [role=status]").get_text()
    assert table_of(html, 0) == [
        ["とても", "67%", "2"], ["少し", "33%", "1"], ["いいえ", "0%", "0"]
    ]  # fmt: skip
    assert table_of(html, 1) == [
        ["生成AI", "100%", "2"], ["通信", "0%", "0"], ["安全", "50%", "1"]
    ]  # fmt: skip
    assert table_of(html, 2)[4] == ["5（満足）", "100%", "2"]
    assert table_of(html, 3) == [["はい", "100%", "1"], ["いいえ", "0%", "0"]]
    sections = html.select("section")
    assert [f"n = {n}" in section.get_text() for section, n in zip(
        sections, (3, 2, 2, 1, 3), strict=True
    )] == [True] * 5  # fmt: skip
    assert [item.get_text() for item in sections[4].select("li")] == [
        "Good,very", "=1+1", "良かった"
    ]  # fmt: skip
    widths = [rect["width"] for rect in sections[0].select("svg[aria-hidden] rect")]
    assert widths == ["67%", "33%", "0%"]


@pytest.mark.parametrize(
    ("language", "number", "much"), [("ja", 2, "2"), ("en", 1, "0"), ("xx", 3, "2")]
)
def test_the_answers_of_one_language_are_counted_alone(admin_client, page, language, number, much):
    html = shown(admin_client, page, language=language)
    assert f"{number}件" in html.select_one(".answers [role=status]").get_text()
    assert table_of(html, 0)[0][-1] == much


def test_an_answer_that_is_no_longer_offered_is_counted_under_its_value(admin_client, page):
    QuestionnaireQuestion.objects.filter(key="use").update(choices="much | とても | Much")
    assert table_of(shown(admin_client, page), 0)[-1] == ["little", "33%", "1"]


def test_a_question_of_another_kind_now_breaks_no_count(admin_client, page):
    QuestionnaireQuestion.objects.filter(key="topics").update(kind="yes_no", choices="")
    QuestionnaireQuestion.objects.filter(key="use").update(kind="text", choices="")
    assert ["ai", "100%", "2"] in table_of(shown(admin_client, page), 1)
    exported(admin_client, page)


def test_without_replies_the_tables_are_empty_and_say_so(admin_client):
    html = shown(admin_client, questionnaire())
    assert "0件" in html.select_one(".answers [role=status]").get_text()
    assert table_of(html, 0)[0] == ["とても", "0"]


# --- The list to take away --------------------------------------------------------------------


def test_the_list_has_values_and_words_and_runs_no_formula(admin_client, page):
    reply(page, answers={"use": "much", "gone": ["a", "b"]})
    response, rows = exported(admin_client, page)
    assert rows[0] == [
        "日付", "言語", "use", "役に立ちましたか", "topics", "次に聞きたいこと", "rating",
        "満足度", "again", "また参加しますか", "ご意見", "gone",
    ]  # fmt: skip
    assert rows[1][2:] == [
        "much", "とても", "ai;safe", "生成AI、安全", "5", "5（満足）", "", "", "良かった", ""
    ]  # fmt: skip
    assert rows[2][-2] == "'=1+1"
    assert rows[3][1:3] == ["en", "little"]
    assert rows[3][-2] == "Good,\nvery"
    assert rows[4][-1] == "a;b"
    assert "after-training.csv" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]


def test_the_list_is_had_as_a_workbook_with_the_same_cells_and_no_formula(admin_client, page):
    reply(page, answers={"use": "much", "words": "-1+2\x07"})
    csv_rows = exported(admin_client, page)[1]
    response = as_workbook(admin_client, page)
    assert formulas_of(response) == []
    assert rows_of(response) == [
        [cell.removeprefix("'") if cell[1:2] in ("=", "-") else cell for cell in row]
        for row in csv_rows
    ]
    assert "=1+1" in rows_of(response)[2]
    assert "after-training.xlsx" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]


def test_the_page_of_the_answers_leads_to_both_kinds_of_list(admin_client, page):
    links = [link["href"] for link in shown(admin_client, page).select(".answers a.button")]
    for kind in ("", "?format=xlsx"):
        assert reverse("questionnaire_export", args=[page.pk]) + kind in links


def test_names_are_in_the_list_where_they_were_asked_for(admin_client):
    page = questionnaire(asks_name=True)
    late = datetime(2022, 10, 3, 23, 30, tzinfo=clock.TOKYO)
    reply(page, name="見本 花子", mail="visitor@example.org", received_at=late)
    rows = exported(admin_client, page)[1]
    assert rows[0][:4] == ["日付", "言語", "名前", "メールアドレス"]
    assert rows[1][:4] == ["2022-10-03", "ja", "見本 花子", "visitor@example.org"]


def test_who_takes_the_list_away_is_noted_and_never_what_stands_in_it(admin_client, page):
    exported(admin_client, page)
    as_workbook(admin_client, page)
    for entry in ModelLogEntry.objects.filter(action="pages.export"):
        assert entry.data == {"list": "questionnairereply", "count": 3}
        assert entry.user.username == "admin"
    assert ModelLogEntry.objects.filter(action="pages.export").count() == 2


# --- Who may --------------------------------------------------------------------------------


@pytest.fixture
def editor(client, django_user_model):
    """Somebody who may enter the admin, with the rights that a test adds."""

    def enter(*codenames):
        user = django_user_model.objects.create_user("reader", password="password")
        permissions = Permission.objects.filter(codename__in=["access_admin", *codenames])
        user.user_permissions.set(permissions)
        client.force_login(user)
        return client

    return enter


@pytest.mark.parametrize("view", ["questionnaire_answers", "questionnaire_export"])
def test_only_those_with_the_right_read_answers(editor, page, view):
    address = reverse(view, args=[page.pk])
    assert editor().get(address).status_code == 302


@pytest.mark.parametrize("view", ["questionnaire_answers", "questionnaire_export"])
def test_a_right_of_its_own_is_enough(editor, page, view):
    address = reverse(view, args=[page.pk])
    assert editor("view_questionnairereply").get(address).status_code == 200


def test_the_page_leads_to_its_answers(admin_client, page):
    address = reverse("questionnaire_answers", args=[page.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    link = read(admin_client.get(edit)).find("a", href=address)
    assert "回答（3件）" in link.get_text()


def test_the_button_stands_on_no_other_page(admin_client):
    home = factories.site()
    edit = reverse("wagtailadmin_pages:edit", args=[home.pk])
    assert "/answers/" not in admin_client.get(edit).content.decode()


# --- Published counts -------------------------------------------------------------------------


def publish(client, page, **data):
    return client.post(reverse("publish_counts", args=[page.pk]), data)


@pytest.fixture
def published(admin_client, page):
    with clock.at(CLOSED):
        publish(admin_client, page)
        yield page


@pytest.mark.parametrize(
    ("language", "said", "first", "few"),
    [
        ("ja", "3件の回答", ["とても", "67%", "2"], "5件未満"),
        ("en", "3 replies", ["Very much", "67%", "2"], "Fewer than five"),
    ],
)
def test_published_counts_stand_on_the_page_and_no_words_of_anybody(
    client, published, language, said, first, few
):
    html = read(client.get(ADDRESSES[language]))
    shown = html.find("section", attrs={"aria-labelledby": "counts-h"})
    assert said in " ".join(shown.get_text(" ").split())
    assert table_of(shown, 0)[0] == first
    assert "n = 3" in shown.find("caption").get_text()
    assert few in shown.get_text()
    for written in ("良かった", "1+1", "very"):
        assert written not in shown.get_text().replace("Very", "")


def test_before_it_has_closed_nothing_is_published(admin_client, page):
    with clock.at(WHILE_OPEN):
        refused = publish(admin_client, page)
        messages = read(admin_client.get(refused["Location"])).select_one(".messages")
    assert "受付の終了後に公開できます" in messages.get_text()
    assert QuestionnairePage.objects.get(pk=page.pk).published_results is None


def test_counts_are_not_shown_while_it_takes_answers_again(client, published):
    with clock.at(WHILE_OPEN):
        html = read(client.get(ADDRESSES["ja"]))
        assert not html.find(id="counts-h")
        assert client.get(f"{ADDRESSES['ja']}results/").status_code == 404


def test_published_counts_stay_when_replies_and_questions_change(client, published):
    published.replies.all().delete()
    QuestionnaireQuestion.objects.filter(key="use").update(label_ja="別の質問", choices="")
    html = read(client.get(ADDRESSES["ja"])).main.get_text()
    assert "役に立ちましたか" in html
    assert "67%" in html


def test_the_editor_sees_first_what_everybody_will_see(admin_client, page):
    with clock.at(CLOSED):
        html = read(admin_client.get(reverse("publish_counts", args=[page.pk])))
        assert "3件の回答" in " ".join(html.select_one(".answers section").get_text(" ").split())
        assert not read(admin_client.get(ADDRESSES["ja"])).find(id="counts-h")


def test_counts_can_be_taken_back(admin_client, client, published):
    publish(admin_client, published, action="withdraw")
    assert not read(client.get(ADDRESSES["ja"])).find(id="counts-h")
    assert client.get(f"{ADDRESSES['ja']}results/").status_code == 404


def test_a_draft_stays_a_draft_and_keeps_the_counts_when_it_is_published(
    admin_client, client, page
):
    draft = QuestionnairePage.objects.get(pk=page.pk)
    draft.title = "下書きの題名"
    draft.save_revision()
    with clock.at(CLOSED):
        publish(admin_client, page)
        assert "下書きの題名" not in read(client.get(ADDRESSES["ja"])).get_text()
        draft = QuestionnairePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        draft.save_revision().publish()
        html = read(client.get(ADDRESSES["ja"]))
    assert "下書きの題名" in html.h1.get_text()
    assert html.find(id="counts-h")


def test_five_written_answers_are_counted_in_public(admin_client, client, page):
    for text in ("四", "五"):
        reply(page, answers={"words": text})
    with clock.at(CLOSED):
        publish(admin_client, page)
        assert "自由記述の回答は5件です" in read(client.get(ADDRESSES["ja"])).main.get_text()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_published_counts_are_a_file_as_well(client, published, language):
    response = client.get(f"{ADDRESSES[language]}results/")
    text = response.content.decode()
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    assert rows[0] == {
        "question": "use", "question_ja": "役に立ちましたか", "question_en": "Was it of use?",
        "value": "much", "answer_ja": "とても", "answer_en": "Very much",
        "count": "2", "share_percent": "67", "n": "3",
    }  # fmt: skip
    assert rows[-1]["question"] == "words"
    assert rows[-1]["n"] == ""
    assert "良かった" not in text


def test_who_may_not_publish_the_page_publishes_no_counts(editor, page):
    with clock.at(CLOSED):
        client = editor("view_questionnairereply")
        assert publish(client, page).status_code == 302
        assert client.get(reverse("publish_counts", args=[page.pk])).status_code == 302
    assert QuestionnairePage.objects.get(pk=page.pk).published_results is None
