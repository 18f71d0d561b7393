"""A questionnaire is asked in both languages, answered once, counted by value, and anonymous."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from pages.submissions.models import Erasure, OutgoingMail
from pages.submissions.questionnaires.models import QuestionnaireQuestion, QuestionnaireReply
from pages.submissions.questionnaires.page import QuestionnairePage
from portal import clock
from tests import factories
from tests.questionnaires import (
    ADDRESSES,
    CLOSED,
    ENTERED,
    LAST_SECOND,
    QUESTIONS,
    WHILE_OPEN,
    answer,
    questionnaire,
    reply,
)
from tests.visitors import Visitor, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LANGUAGES = ("ja", "en")
STORED = {
    "use": "much",
    "topics": ["ai", "safe"],
    "rating": "5",
    "again": "no",
    "words": "=1+1 とても\n良かった",
}


@pytest.fixture
def page():
    return questionnaire()


@pytest.fixture
def _open():
    with clock.at(WHILE_OPEN):
        yield


# --- From the first question to the thanks ----------------------------------------------------


@pytest.mark.usefixtures("page", "patient", "_open")
@pytest.mark.parametrize(
    ("language", "looked_at", "thanks"),
    [
        ("ja", ["とても", "生成AI、安全", "5（満足）", "いいえ"], "ご回答を受け付けました"),
        ("en", ["Very much", "Generative AI, Safety", "5 (Satisfied)", "No"], "are counted"),
    ],
)
def test_answers_are_shown_in_the_language_of_the_form_and_kept_as_values(
    client, language, looked_at, thanks
):
    visitor = Visitor(client, ADDRESSES[language])
    shown = read(visitor.looked_at(ENTERED)).find("dl")
    assert [each.get_text().strip() for each in shown.find_all("dd")][:4] == looked_at
    assert not QuestionnaireReply.objects.exists()
    sent = visitor.send(ENTERED)
    assert sent.status_code == 303
    done = client.get(sent["Location"])
    assert thanks in read(done).main.get_text()
    assert done["Cache-Control"].endswith("private")
    stored = QuestionnaireReply.objects.get()
    assert (stored.answers, stored.language) == (STORED, language)
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("page", "patient", "_open")
def test_nothing_is_stored_that_tells_who_answered(client):
    answer(client, **{"f-name": "見本 花子", "f-mail": "visitor@example.org"})
    stored = QuestionnaireReply.objects.get()
    assert (stored.name, stored.mail) == ("", "")
    assert stored.received_at == clock.start_of_day(WHILE_OPEN.date())
    told = repr(vars(stored))
    assert "花子" not in told
    assert "example.org" not in told
    assert "127.0.0.1" not in told


@pytest.mark.usefixtures("_open")
@pytest.mark.parametrize(
    ("asks", "said"), [(None, "お名前やアドレスは保存しない"), (True, "受付から1年後に消去")]
)
def test_the_form_says_first_whether_it_is_anonymous(client, asks, said):
    questionnaire(asks_name=asks)
    html = read(client.get(ADDRESSES["ja"]))
    assert said in html.find("form", method="post").find(class_="note").get_text()
    assert bool(html.find(id="id_f-mail")) == bool(asks)


@pytest.mark.usefixtures("patient", "_open")
def test_where_they_are_asked_for_name_and_address_are_kept_with_the_moment(client):
    questionnaire(asks_name=True)
    person = {"f-name": "見本 花子", "f-mail": "ｖｉｓｉｔｏｒ@example.org"}
    refused = Visitor(client, ADDRESSES["ja"]).looked_at(ENTERED)
    assert refused.status_code == 422
    answer(client, **person)
    stored = QuestionnaireReply.objects.get()
    assert (stored.name, stored.mail) == ("見本 花子", "visitor@example.org")
    assert stored.received_at == WHILE_OPEN


@pytest.mark.usefixtures("page", "patient", "_open")
def test_what_is_sent_twice_counts_once(client):
    visitor = Visitor(client, ADDRESSES["en"])
    data = visitor.confirmed(ENTERED)
    assert {visitor.post(data).status_code for _press in range(3)} == {303}
    assert QuestionnaireReply.objects.count() == 1


@pytest.mark.usefixtures("page", "_open")
@pytest.mark.parametrize("step", ["change", "send"])
def test_whoever_goes_back_or_is_refused_finds_every_answer_again(client, step):
    """Without `patient`, the last button is pressed too soon."""
    visitor = Visitor(client, ADDRESSES["ja"])
    html = read(visitor.post(visitor.confirmed(ENTERED) | {"step": step}))
    chosen = [each["value"] for each in html.select("input[checked]:not([name=f-agreed])")]
    assert chosen == ["much", "ai", "safe", "5", "no"]
    assert html.find(id="id_f-q_words").get_text().strip() == ENTERED["f-q_words"]
    assert not QuestionnaireReply.objects.exists()


@pytest.mark.usefixtures("page", "patient", "_open")
def test_only_what_must_be_answered_must_be(client):
    Visitor(client, ADDRESSES["ja"]).send(
        {"f-q_use": "none", "f-q_again": "", "f-q_words": " ", "f-agreed": "on"}
    )
    assert QuestionnaireReply.objects.get().answers == {"use": "none"}


# --- Wrong answers --------------------------------------------------------------------------


WRONG = [
    ({"f-q_use": ""}, "f-q_use_0", "「役に立ちましたか」の回答を選んで"),
    ({"f-q_use": "とても"}, "f-q_use_0", "下の選択肢から"),
    ({"f-q_topics": ["ai", "other"]}, "f-q_topics_0", "「次に聞きたいこと」の回答は"),
    ({"f-q_rating": "6"}, "f-q_rating_0", "下の選択肢から"),
    ({"f-q_again": ["perhaps"]}, "f-q_again_0", "下の選択肢から"),
    ({"f-q_words": "あ" * 2001}, "f-q_words", "2000"),
    ({"f-agreed": ""}, "f-agreed", "同意"),
]


@pytest.mark.usefixtures("page", "patient", "_open")
@pytest.mark.parametrize(("change", "target", "said"), WRONG)
def test_a_wrong_answer_is_told_at_its_question_and_at_the_top(client, change, target, said):
    refused = Visitor(client, ADDRESSES["ja"]).looked_at(ENTERED | change)
    html = read(refused)
    assert refused.status_code == 422
    link = html.select_one(f'[role=alert] a[href="#id_{target}"]')
    assert said in link.get_text()
    assert html.find(id=f"id_{target}")
    group = html.find(id=f"id_{target}").find_parent(class_="field")
    assert group.find(class_="err").get_text() == link.get_text()
    assert not QuestionnaireReply.objects.exists()


@pytest.mark.usefixtures("page", "patient", "_open")
def test_the_english_form_speaks_english_and_so_do_its_errors(client):
    asked = read(client.get(ADDRESSES["en"])).find("form", method="post")
    told = read(Visitor(client, ADDRESSES["en"]).post({})).select_one("[role=alert]")
    for part in (asked, told):
        assert not re.search("[ぁ-ん]", part.get_text())


@pytest.mark.usefixtures("page", "patient", "_open")
def test_control_characters_are_not_kept_and_ten_megabytes_are_refused(client):
    client.raise_request_exception = False
    answer(client, **{"f-q_words": "良い\x01\x0b😀"})
    assert QuestionnaireReply.objects.get().answers["words"] == "良い😀"
    huge = Visitor(client, ADDRESSES["ja"]).post(ENTERED | {"f-q_words": "x" * 10_000_000})
    assert huge.status_code in (400, 413)
    assert QuestionnaireReply.objects.count() == 1


# --- Its days -------------------------------------------------------------------------------


@pytest.mark.usefixtures("page", "patient")
@pytest.mark.parametrize(
    ("language", "closed", "coming"),
    [
        ("ja", "2022年10月14日（金）に終了しました", "2022年10月1日（土）から受け付けます"),
        ("en", "closed on Friday 14 October 2022", "taken from Saturday 1 October 2022"),
    ],
)
def test_outside_its_days_the_page_says_why_and_takes_nothing(client, language, closed, coming):
    visitor = Visitor(client, ADDRESSES[language])
    with clock.at(LAST_SECOND):
        data = visitor.confirmed(ENTERED)
        done = visitor.post(data)["Location"]
    with clock.at(WHILE_OPEN.replace(day=1, hour=0)):
        assert read(client.get(ADDRESSES[language])).find("form", method="post")
    before = WHILE_OPEN.replace(month=9, day=30, hour=23, minute=59)
    for moment, said in ((CLOSED, closed), (before, coming)):
        with clock.at(moment):
            shown, refused = client.get(ADDRESSES[language]), visitor.post(data)
            assert (shown.status_code, refused.status_code) == (200, 409)
            assert "no-store" in refused["Cache-Control"]
            for response in (shown, refused):
                html = read(response)
                assert said in html.main.find(role="status").get_text()
                assert not html.find("form", method="post")
            assert client.post(f"{ADDRESSES[language]}?done=x", data).status_code == 409
            assert client.get(done).status_code == 200
    assert QuestionnaireReply.objects.count() == 1


@pytest.mark.usefixtures("page", "patient")
def test_an_answer_that_is_confirmed_after_closing_is_refused(client):
    visitor = Visitor(client, ADDRESSES["ja"])
    with clock.at(LAST_SECOND):
        data = visitor.confirmed(ENTERED)
    with clock.at(CLOSED):
        assert visitor.post(data).status_code == 409
    assert not QuestionnaireReply.objects.exists()


@pytest.mark.usefixtures("_open")
def test_the_open_form_can_be_kept_and_sets_no_cookie(client, page):
    shown = client.get(ADDRESSES["ja"])
    assert not shown.cookies
    assert shown["Cache-Control"].startswith("public")
    assert "2022年10月14日（金） 23:59まで" in read(shown).main.get_text()


def test_without_days_it_is_open_as_long_as_it_is_public(client):
    page = questionnaire(opens_on=None, closes_on=None)
    html = read(client.get(ADDRESSES["en"]))
    assert html.find("form", method="post")
    assert not html.main.find(role="status")
    page.unpublish()
    assert client.get(ADDRESSES["ja"]).status_code == 404
    assert client.post(ADDRESSES["en"], ENTERED).status_code == 404


# --- Editors --------------------------------------------------------------------------------


CHOICES = [
    ("good | よい\nbad | 悪い | Bad", "1行目：値、日本語、英語の順に"),
    ("good | よい | Good\n\n良い | よい | Good", "3行目：値「良い」は使えません"),
    ("good｜よい｜Good\ngood | 良好 | Fine", "2行目：値「good」は、すでに"),
    (f"good | {'長' * 201} | Good\nbad | 悪い | Bad", "1行目：日本語または英語が200文字"),
    ("good | よい | Good", "選択肢を2〜30個"),
    ("", "選択肢を2〜30個"),
]


@pytest.mark.parametrize(("choices", "said"), CHOICES)
def test_choices_that_cannot_be_counted_are_refused_with_their_line(choices, said):
    question = QuestionnaireQuestion(kind="one", label_ja="質問", label_en="Q", choices=choices)
    with pytest.raises(ValidationError) as refused:
        question.clean()
    assert any(said in message for message in refused.value.message_dict["choices"])


@pytest.mark.parametrize(
    ("kind", "choices", "label_en", "field"),
    [
        ("scale", "6 | 六 | Six", "Q", "choices"),
        ("text", "a | 甲 | A", "Q", "choices"),
        ("yes_no", "", "", "label_en"),
    ],
)
def test_a_question_fits_its_kind_and_is_asked_in_both_languages(kind, choices, label_en, field):
    question = QuestionnaireQuestion(kind=kind, label_ja="質問", label_en=label_en, choices=choices)
    with pytest.raises(ValidationError) as refused:
        question.clean()
    assert set(refused.value.message_dict) == {field}


def edited(page, admin_user, questions, **changes):
    """The editor's form as it is sent, with the rows of its questions."""
    form_class = QuestionnairePage.get_edit_handler().get_form_class()
    number = sum(1 for each in questions if each.get("id"))
    rows = [{"is_required": "", "ORDER": str(n), **each} for n, each in enumerate(questions, 1)]
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": "要約です。",
            "body": streamfield([]),
            "questions": inline_formset(rows, initial=number),
            **changes,
        }
    )
    return form_class(data, instance=page, for_user=admin_user)


def row(key="", **values):
    return {
        "key": key, "kind": "yes_no", "label_ja": "質問", "label_en": "Q", "choices": "", **values
    }  # fmt: skip


def test_columns_name_themselves_and_never_take_one_that_was_answered(page, admin_user):
    reply(page, answers={"q1": "yes"})
    form = edited(page, admin_user, [row(), row("mine"), row()])
    assert form.is_valid(), form.errors
    drafted = form.save(commit=False)
    named = {each.key for each in drafted.questions.all()}
    assert named - {each["key"] for each in QUESTIONS} == {"q2", "mine", "q3"}
    twice = edited(page, admin_user, [row("mine"), row("mine")])
    assert not twice.is_valid()
    assert "列名がどちらも「mine」" in str(twice.errors)


def test_a_line_that_is_wrong_is_told_in_the_editors_form(page, admin_user):
    form = edited(page, admin_user, [row(kind="one", choices="a | 甲\nb | 乙 | B")])
    assert not form.is_valid()
    assert "1行目" in str(form.formsets["questions"].errors)


def test_days_that_contradict_each_other_are_refused(page, admin_user):
    days = {"opens_on": "2022-10-02", "closes_on": "2022-10-01"}
    form = edited(page, admin_user, [row()], **days)
    assert not form.is_valid()
    assert set(form.errors) == {"closes_on"}


def test_without_a_question_it_is_not_published(page):
    page.questions = []
    with pytest.raises(ValidationError, match="質問を追加"):
        page.save_revision().publish()


@pytest.mark.usefixtures("patient", "_open")
def test_answers_stay_with_their_question_when_it_is_reworded_and_published_again(client, page):
    answer(client)
    fresh = QuestionnairePage.objects.get(pk=page.pk)
    question = fresh.questions.get(key="use")
    question.label_ja = "役立ちましたか"
    fresh.questions = [question, *fresh.questions.exclude(key="use")]
    fresh.save_revision().publish()
    assert "役立ちましたか" in read(client.get(ADDRESSES["ja"])).main.get_text()
    assert QuestionnairePage.objects.get(pk=page.pk).questions.filter(key="use").exists()


def test_a_copy_asks_the_same_and_starts_without_days_and_answers(page):
    reply(page)
    copied = page.copy(update_attrs={"slug": "next"}).specific
    assert [each.key for each in copied.questions.all()] == [
        each.key for each in page.questions.all()
    ]
    assert (copied.opens_on, copied.closes_on, copied.replies.count()) == (None, None, 0)


def test_a_preview_shows_the_form_before_anything_is_published():
    home = factories.site()
    page = factories.QuestionnairePageFactory(parent=home, live=False, opens_on=date(2099, 1, 1))
    page.questions = [QuestionnaireQuestion(kind="yes_no", label_ja="質問です", label_en="Q")]
    shown = page.make_preview_request()
    assert "質問です" in read(shown.render()).find("form", method="post").get_text()


# --- Keeping and erasing ----------------------------------------------------------------------


def test_replies_with_a_name_are_erased_after_a_year_and_anonymous_ones_are_kept(page):
    old, recent = (clock.now() - timedelta(days=days) for days in (366, 364))
    reply(page, name="見本 花子", mail="visitor@example.org", received_at=old)
    kept = {
        reply(page, name="見本 花子", mail="visitor@example.org", received_at=recent),
        reply(page, received_at=old),
    }
    call_command("erase_submissions", stdout=StringIO())
    assert set(QuestionnaireReply.objects.all()) == kept
    assert list(Erasure.objects.values_list("form", "count")) == [("questionnaire", 1)]


def test_replies_of_a_person_are_found_and_erased_and_nothing_of_others(page):
    reply(page, name="見本 花子", mail="Visitor@example.org", answers={"words": "本人の意見"})
    others = {reply(page, name="別の人", mail="other@example.org"), reply(page)}
    found = StringIO()
    call_command("personal_data", "visitor@example.org", stdout=found)
    assert "本人の意見" in found.getvalue()
    assert "別の人" not in found.getvalue()
    told = StringIO()
    call_command("personal_data", "visitor@example.org", "--erase", stdout=told)
    assert "questionnaire: 1 erased" in told.getvalue()
    assert set(QuestionnaireReply.objects.all()) == others
