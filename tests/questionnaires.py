"""A questionnaire with a question of every kind, and visitors who answer it."""

from datetime import date, datetime
from uuid import uuid4

from pages.submissions.questionnaires.models import QuestionnaireQuestion, QuestionnaireReply
from portal import clock
from tests import factories
from tests.visitors import Visitor

WHILE_OPEN = datetime(2022, 10, 3, 10, tzinfo=clock.TOKYO)
LAST_SECOND = datetime(2022, 10, 14, 23, 59, 59, tzinfo=clock.TOKYO)
CLOSED = datetime(2022, 10, 15, tzinfo=clock.TOKYO)
ADDRESSES = {"ja": "/after-training/", "en": "/en/after-training/"}
QUESTIONS = (
    {
        "key": "use",
        "kind": "one",
        "label_ja": "役に立ちましたか",
        "label_en": "Was it of use?",
        "choices": "much | とても | Very much\nlittle | 少し | A little\nnone | いいえ | No",
        "is_required": True,
    },
    {
        "key": "topics",
        "kind": "several",
        "label_ja": "次に聞きたいこと",
        "label_en": "What to hear next",
        "choices": "ai | 生成AI | Generative AI\nnet | 通信 | Networks\nsafe | 安全 | Safety",
    },
    {
        "key": "rating",
        "kind": "scale",
        "label_ja": "満足度",
        "label_en": "Satisfaction",
        "choices": "1 | 不満 | Dissatisfied\n5 | 満足 | Satisfied",
    },
    {"key": "again", "kind": "yes_no", "label_ja": "また参加しますか", "label_en": "Coming again?"},
    {"key": "words", "kind": "text", "label_ja": "ご意見", "label_en": "Your view"},
)
ENTERED = {
    "f-q_use": "much",
    "f-q_topics": ["ai", "safe"],
    "f-q_rating": "5",
    "f-q_again": "no",
    "f-q_words": "=1+1 とても\n良かった",
    "f-agreed": "on",
}


def questionnaire(**facts):
    """Open from 1 to 14 October 2022, in both languages."""
    home = factories.site()
    factories.alias(home)
    days = {"opens_on": date(2022, 10, 1), "closes_on": date(2022, 10, 14)}
    page = factories.QuestionnairePageFactory(
        parent=home,
        slug="after-training",
        questions=[QuestionnaireQuestion(**values) for values in QUESTIONS],
        **days | facts,
    )
    page.save_revision().publish()
    factories.translate(page)
    return page


def answer(client, language="ja", **changes):
    return Visitor(client, ADDRESSES[language]).send(ENTERED | changes)


def reply(page, language="ja", **values):
    """A reply as it is stored; `answers` and all else may be given."""
    sample = {"answers": {"use": "much"}, "notice": "sample", "key": uuid4()}
    return QuestionnaireReply.objects.create(page=page, language=language, **sample | values)
