"""Joining the council: the request in both languages, the decision, the day it holds from."""

import re
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ReferenceIndex

from pages.records.models import Municipality
from pages.submissions import outbox
from pages.submissions.memberships import deciding
from pages.submissions.memberships.deciding import decide
from pages.submissions.memberships.models import MembershipRequest
from pages.submissions.models import ContactSubject, Erasure, OutgoingMail
from pages.submissions.registrations.form import Offer, Quota
from pages.work import queue
from portal import clock
from search.index.store import rebuild
from tests import factories
from tests.visitors import Visitor, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DAY = date(2022, 10, 1)
LAST_SECOND = datetime(2022, 9, 30, 23, 59, 59, tzinfo=clock.TOKYO)
FIRST_SECOND = datetime(2022, 10, 1, tzinfo=clock.TOKYO)
PAGES = {"ja": "/join/", "en": "/en/join/"}
ADDRESSES = {language: f"{page}apply/" for language, page in PAGES.items()}
LIST = "/admin/snippets/pages/membershiprequest/"
VISITOR = "visitor@example.org"
ENTERED = {
    "f-municipality": "見本市",
    "f-mayor": "見本 太郎",
    "f-name": "見本 花子",
    "f-department": "企画課",
    "f-mail": VISITOR,
    "f-wished_from": "2099-04-01",
    "f-remarks": "よろしくお願いします。",
    "f-agreed": "on",
}


# --- A member from a day on -----------------------------------------------------------------


@pytest.fixture
def joining():
    """A municipality whose membership begins on the day, and the lists of both languages."""
    home = factories.site()
    council = factories.CouncilPageFactory(parent=home)
    members = factories.MembersPageFactory(parent=council)
    for page in (home, council, members):
        factories.translate(page, said=f"English {page.slug}")
    return factories.MunicipalityFactory(
        key="taku", name_ja="多久市", prefecture=41, member_confirmed=True, member_since=DAY
    )


def everything_public(client):
    """Whether the municipality is a member, as every public surface says it."""
    list_page = read(client.get("/en/council/members/"))
    rows = [row.get_text() for row in list_page.select("table tbody tr") if "Taku" in str(row)]
    tiles = list_page.select("ul.map a")
    home = read(client.get("/")).find(id="members").find("b", class_="stat").get_text()
    data = client.get("/data/members.json").json()["members"]
    return {
        "list": bool(rows) or "taku" in str(list_page.find("table")),
        "map": [tile["href"] for tile in tiles],
        "front page": home,
        "data": [(row["key"], row["membership"]) for row in data],
        "page": client.get("/council/members/taku/").status_code,
        "sitemap": "members/taku/" in client.get("/sitemap.xml").content.decode(),
    }


def test_nothing_public_says_it_before_the_day_and_everything_from_midnight_in_japan(
    client, joining
):
    with clock.at(LAST_SECOND):
        before = everything_public(client)
    with clock.at(FIRST_SECOND):
        after = everything_public(client)
    assert before == {
        "list": False, "map": [], "front page": "0", "data": [], "page": 404, "sitemap": False,
    }  # fmt: skip
    assert after == {
        "list": True, "map": ["#pref-41"], "front page": "1",
        "data": [("taku", "confirmed")], "page": 200, "sitemap": True,
    }  # fmt: skip


def test_one_on_record_for_another_reason_is_called_a_member_from_the_day_on(client, joining):
    body = factories.OrganisationFactory(key="council", kind="council")
    person = factories.PersonFactory()
    factories.OfficeFactory(person=person, municipality=joining)
    factories.OfficeFactory(person=person, organisation=body)
    said = {}
    for moment in (LAST_SECOND, FIRST_SECOND):
        with clock.at(moment):
            page = read(client.get("/en/council/members/taku/")).main.get_text()
            data = client.get("/data/members.json").json()["members"]
            said[moment] = ("Member (confirmed" in page, data[0]["membership"])
    assert said == {LAST_SECOND: (False, "not_confirmed"), FIRST_SECOND: (True, "confirmed")}


def test_the_quota_of_a_member_holds_from_the_day_on(joining):
    offer = Offer(
        event=None, page=None, capacity=None, begins_at=None,
        members=Quota(0, 5), others=Quota(1000, 1),
    )  # fmt: skip
    with clock.at(LAST_SECOND):
        assert offer.quota_of(joining) == Quota(1000, 1)
    with clock.at(FIRST_SECOND):
        assert offer.quota_of(joining) == Quota(0, 5)


@pytest.mark.parametrize("confirmed", [True, False])
@pytest.mark.parametrize("since", [None, DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)])
def test_the_record_and_the_database_agree_on_who_is_a_member(confirmed, since):
    place = factories.MunicipalityFactory(member_confirmed=confirmed, member_since=since)
    with clock.at(FIRST_SECOND):
        assert Municipality.objects.members().filter(pk=place.pk).exists() == place.is_member
        assert place.is_member == (confirmed and (since is None or since <= DAY))


def test_a_page_is_kept_no_longer_than_until_the_day(client, joining):
    with clock.at(LAST_SECOND):
        hint = client.get("/council/members/")["Cache-Control"]
    assert hint == "public, max-age=0, s-maxage=1"


def test_a_day_without_confirmed_membership_is_refused():
    place = factories.MunicipalityFactory(member_since=DAY)
    with pytest.raises(ValidationError, match="会員であることを確認済み"):
        place.clean()


# --- From the first field to the receipt ------------------------------------------------------


@pytest.fixture
def receiver():
    return ContactSubject.objects.create(
        name_ja="入会", name_en="Membership", mail="join@example.org", takes_memberships=True
    )


@pytest.fixture
def place():
    return factories.MunicipalityFactory(
        name_ja="見本市", name_en="Mihon City", kana="みほんし", prefecture=41
    )


@pytest.fixture
def page(receiver, place):
    home = factories.site()
    factories.alias(home)
    page = factories.InformationPageFactory(
        parent=home, slug="join", title="入会案内", visitor_form="membership"
    )
    page.save_revision().publish()
    factories.translate(page)
    return page


def send(client, language="ja", **changes):
    return Visitor(client, ADDRESSES[language]).send(ENTERED | changes)


@pytest.mark.usefixtures("page", "patient")
@pytest.mark.parametrize(
    ("language", "typed", "shown_as", "day", "subject"),
    [
        ("ja", "みほんし", "佐賀県見本市", "2099年4月1日", "入会届を受け付けました"),
        ("en", "mihon", "Mihon City, Saga", "1 April 2099", "received your request for membership"),
    ],
)
def test_a_request_is_confirmed_received_and_told_in_the_language_of_the_form(
    client, place, language, typed, shown_as, day, subject
):
    visitor, entered = Visitor(client, ADDRESSES[language]), ENTERED | {"f-municipality": typed}
    looked_at = read(visitor.looked_at(entered)).main.get_text()
    assert shown_as in looked_at
    assert day in looked_at
    sent = visitor.send(entered)
    assert sent.status_code == 303
    done = client.get(sent["Location"])
    request = MembershipRequest.objects.get()
    assert re.fullmatch(r"M-\d{4}-\d{5}", request.number)
    assert request.number in read(done).get_text()
    assert VISITOR not in done.content.decode()
    assert (request.municipality, request.mayor, request.name, request.department) == (
        place, "見本 太郎", "見本 花子", "企画課",
    )  # fmt: skip
    assert (request.mail, request.phone, request.wished_from, request.remarks) == (
        VISITOR, "", date(2099, 4, 1), "よろしくお願いします。",
    )  # fmt: skip
    assert (request.state, request.language) == ("received", language)
    outbox.send_waiting()
    receipt, forwarded = mail.outbox
    assert subject in receipt.subject
    assert (receipt.to, receipt.reply_to) == ([VISITOR], ["join@example.org"])
    assert (forwarded.to, forwarded.reply_to) == (["join@example.org"], [VISITOR])
    assert "佐賀県見本市" in forwarded.subject
    for message in mail.outbox:
        assert request.number in message.subject
        assert "見本 太郎" in message.body


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_leads_to_the_form_and_names_the_paper_without_promising_a_file(
    client, page, language
):
    paper = factories.PortalDocumentFactory(title="入会届の様式", title_en="Form on paper", file="")
    page.documents.create(document=paper)
    page.save_revision().publish()
    html = read(client.get(PAGES[language]))
    assert html.main.find("a", href=ADDRESSES[language])
    paper_row = html.main.find("section", {"aria-labelledby": "documents-h"})
    assert ("入会届の様式" if language == "ja" else "Form on paper") in paper_row.get_text()
    assert not paper_row.find("a")
    form = read(client.get(ADDRESSES[language]))
    assert len(form.find_all("h1")) == 1
    other = {"ja": "en", "en": "ja"}[language]
    assert form.find("a", href=ADDRESSES[other], hreflang=other)
    assert not client.get(ADDRESSES[language]).cookies


def test_another_page_has_no_address_below(client, page):
    page.visitor_form = "contact"
    page.save_revision().publish()
    assert client.get(ADDRESSES["ja"]).status_code == 404


@pytest.mark.usefixtures("page")
def test_the_english_form_speaks_english(client):
    asked = read(client.get(ADDRESSES["en"])).find("form", method="post")
    assert not re.search("[ぁ-ん]", asked.get_text())
    told = read(Visitor(client, ADDRESSES["en"]).post({})).select_one("[role=alert]").get_text()
    assert not re.search("[ぁ-ん]", told)


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"f-municipality": ""}, "f-municipality", "自治体名を入力"),
        ({"f-municipality": "どこにもない市"}, "f-municipality", "書類で申し込んで"),
        ({"f-mayor": ""}, "f-mayor", "首長のお名前"),
        ({"f-name": ""}, "f-name", "担当者のお名前"),
        ({"f-department": ""}, "f-department", "部署"),
        ({"f-mail": "hanako"}, "f-mail", "name@example.jp"),
        ({"f-wished_from": "来月"}, "f-wished_from", "2022-09-29"),
        ({"f-wished_from": "2001-04-01"}, "f-wished_from", "今日以降"),
        ({"f-agreed": ""}, "f-agreed", "同意"),
    ],
)
def test_an_error_is_told_at_its_field_and_nothing_typed_is_lost(client, change, field, said):
    answer = Visitor(client, ADDRESSES["ja"]).looked_at(ENTERED | change)
    html = read(answer)
    assert answer.status_code == 422
    assert said in html.select_one("[role=alert]").select_one(f'a[href="#id_{field}"]').get_text()
    assert html.find(id="id_f-remarks").get_text().strip() == "よろしくお願いします。"


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "佐賀県見本市は、すでに会員です"),
        ("en", "Mihon City, Saga is a member of the Council"),
    ],
)
def test_a_member_is_refused_at_its_field_from_its_day_on(client, place, language, said):
    place.member_confirmed, place.member_since = True, DAY
    place.save()
    with clock.at(FIRST_SECOND):
        answer = Visitor(client, ADDRESSES[language]).looked_at(ENTERED)
    assert answer.status_code == 422
    assert said in read(answer).find(id="id_f-municipality_error").get_text()
    with clock.at(LAST_SECOND):  # nobody learns of it before
        assert Visitor(client, ADDRESSES[language]).looked_at(ENTERED).status_code == 200


@pytest.mark.usefixtures("page", "patient")
def test_what_is_sent_twice_is_received_once(client):
    visitor = Visitor(client, ADDRESSES["ja"])
    confirmed = visitor.confirmed(ENTERED)
    answers = [visitor.post(confirmed) for _press in range(3)]
    assert len({answer["Location"].partition("?")[0] for answer in answers}) == 1
    assert MembershipRequest.objects.count() == 1
    assert OutgoingMail.objects.count() == 2


@pytest.mark.usefixtures("page", "patient")
def test_a_second_request_of_a_municipality_tells_the_secretariat_and_no_visitor(client):
    first = send(client)
    second = send(client, **{"f-mail": "second@example.org"})
    assert (first.status_code, second.status_code) == (303, 303)
    earlier, later = MembershipRequest.objects.order_by("pk")
    outbox.send_waiting()
    to_second = [message for message in mail.outbox if message.to == ["second@example.org"]]
    assert [earlier.number in message.body for message in to_second] == [False]
    assert earlier.number not in read(client.get(second["Location"])).get_text()
    to_office = [message.body for message in mail.outbox if message.to == ["join@example.org"]]
    assert [
        earlier.number in body.replace("受付番号: " + earlier.number, "") for body in to_office
    ] == [False, True]
    assert list(later.other_open_requests) == [earlier]


def test_a_form_that_nobody_receives_is_not_published_and_not_shown(client, page):
    ContactSubject.objects.update(takes_memberships=False)
    assert client.get(ADDRESSES["ja"]).status_code == 404
    assert not read(client.get(PAGES["ja"])).find("a", href=ADDRESSES["ja"])
    with pytest.raises(ValidationError, match="入会届を受け取る"):
        page.save_revision().publish()


# --- Decisions ------------------------------------------------------------------------------


def address(request, after):
    return reverse("decide_membership", args=[request.pk, after])


def shown(admin_client, request, after, **query):
    return read(admin_client.get(address(request, after), query))


def press(admin_client, request, after, **query):
    """Presses the button of the confirmation as it was shown."""
    form = shown(admin_client, request, after, **query).find("input", {"name": "seen"}).parent
    sent = {field["name"]: field["value"] for field in form.select("input[name]")}
    return admin_client.post(address(request, after), sent)


def said_after(response, admin_client):
    return read(admin_client.get(response["Location"])).select_one(".messages").get_text(" ")


@pytest.fixture
def before_the_board(receiver, place):
    return factories.membership_request(municipality=place, state="board")


@pytest.mark.parametrize(
    ("language", "subject", "body"),
    [
        ("ja", "入会が承認されました", "佐賀県見本市は、2022年10月1日（土）から"),
        (
            "en",
            "is accepted",
            "Mihon City, Saga is a member of the Council from Saturday 1 October",
        ),
    ],
)
def test_accepting_shows_what_it_will_do_and_does_exactly_that(
    admin_client, receiver, place, language, subject, body
):
    request = factories.membership_request(municipality=place, state="board", language=language)
    with clock.at(LAST_SECOND):
        html = shown(admin_client, request, "accepted", member_from="2022-10-01")
        assert "前日までは、公開ページのどこにも表示されません" in html.get_text()
        assert not OutgoingMail.objects.exists()
        press(admin_client, request, "accepted", member_from="2022-10-01")
        place.refresh_from_db()
        assert (place.member_confirmed, place.member_since) == (True, DAY)
        assert not place.is_member
    told = OutgoingMail.objects.get()
    assert told.to == request.mail
    assert subject in told.subject
    assert body in told.text
    preview = html.select_one(f".w-panel[lang={language}]").get_text()
    assert told.subject in preview
    assert "".join(told.text.split()) in "".join(preview.split())
    request.refresh_from_db()
    assert (request.state, request.member_from) == ("accepted", DAY)
    assert request.decided_at == LAST_SECOND
    change = request.changes.get()
    assert (change.before, change.after, change.at) == ("board", "accepted", LAST_SECOND)
    assert "admin" in change.by


WAYS = [
    ("received", "board", {"ja": "審議しています", "en": "before the board"}),
    ("received", "withdrawn", {"ja": "取り下げました", "en": "withdrawn"}),
    ("board", "declined", {"ja": "審議結果", "en": "decision on your request"}),
    ("board", "withdrawn", {"ja": "取り下げました", "en": "withdrawn"}),
]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("before", "after", "subjects"), WAYS)
def test_every_other_change_of_state_sends_its_mail_and_touches_no_membership(
    admin_client, receiver, place, before, after, subjects, language
):
    request = factories.membership_request(municipality=place, state=before, language=language)
    assert "公開ページは何も変わりません" in shown(admin_client, request, after).get_text()
    press(admin_client, request, after)
    request.refresh_from_db()
    place.refresh_from_db()
    assert (request.state, place.member_confirmed) == (after, False)
    assert (request.decided_at is None) == (after == "board")
    assert [subjects[language] in told.subject for told in OutgoingMail.objects.all()] == [True]
    has_kana = re.search("[ぁ-ん]", OutgoingMail.objects.get().text)
    assert bool(has_kana) == (language == "ja")


def test_pressing_twice_and_two_editors_do_it_once(admin_client, before_the_board, place):
    request = before_the_board
    form = {"seen": "board", "member_from": "2022-10-01"}
    with clock.at(LAST_SECOND):
        first, second = (admin_client.post(address(request, "accepted"), form) for _ in range(2))
        declined = admin_client.post(address(request, "declined"), {"seen": "board"})
    text = said_after(declined, admin_client)
    assert "すでに「承認」になっています" in text
    assert "画面を開いている間に「承認」に変わりました" in text
    assert (first.status_code, second.status_code) == (302, 302)
    assert OutgoingMail.objects.count() == 1
    assert request.changes.count() == 1


def test_of_two_decisions_in_the_same_moment_one_is_made(before_the_board, admin_user, monkeypatch):
    """The other is through between the look at the state and the writing of it."""
    decide(before_the_board.pk, "declined", seen="board", by=admin_user)
    monkeypatch.setattr(deciding, "why_not", lambda *args: "")
    with pytest.raises(ValidationError):
        decide(before_the_board.pk, "accepted", seen="board", by=admin_user, day=clock.today())
    before_the_board.refresh_from_db()
    assert before_the_board.state == "declined"
    assert OutgoingMail.objects.count() == 1
    assert not Municipality.objects.filter(member_confirmed=True).exists()


ILLEGAL = [
    ("received", "accepted"), ("received", "declined"), ("board", "received"),
    *((before, after) for before in ("accepted", "declined", "withdrawn")
      for after in ("board", "accepted", "declined", "withdrawn") if before != after),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), ILLEGAL)
def test_a_state_that_does_not_follow_is_refused_with_a_sentence(
    admin_client, receiver, place, before, after
):
    request = factories.membership_request(municipality=place, state=before)
    answer = admin_client.post(
        address(request, after), {"seen": before, "member_from": "2022-10-01"}
    )
    request.refresh_from_db()
    assert request.state == before
    assert not OutgoingMail.objects.exists()
    if after == "received":
        assert answer.status_code == 404
    else:
        assert "には変更できません" in said_after(answer, admin_client)


def test_a_municipality_that_is_a_member_already_is_not_accepted_again(
    admin_client, before_the_board, place
):
    place.member_confirmed, place.member_since = True, DAY
    place.save()
    answer = admin_client.post(
        address(before_the_board, "accepted"), {"seen": "board", "member_from": "2023-04-01"}
    )
    assert "取下げにしてください" in said_after(answer, admin_client)
    place.refresh_from_db()
    assert place.member_since == DAY
    assert not OutgoingMail.objects.exists()


def test_a_request_without_its_municipality_is_not_accepted(admin_client, before_the_board, place):
    place.delete()
    answer = admin_client.get(address(before_the_board, "accepted"))
    assert "登録から削除されています" in said_after(answer, admin_client)


@pytest.mark.parametrize("day", ["", "someday", "1999-04-01", "2099-04-01"])
def test_a_day_that_cannot_be_is_refused_before_anything_is_done(
    admin_client, before_the_board, day
):
    html = shown(admin_client, before_the_board, "accepted", member_from=day)
    assert html.select_one(".error-message")
    assert not html.find("input", {"name": "seen"})
    admin_client.post(address(before_the_board, "accepted"), {"seen": "board", "member_from": day})
    before_the_board.refresh_from_db()
    assert before_the_board.state == "board"
    assert not OutgoingMail.objects.exists()


def test_the_day_offered_is_the_one_wished_for_or_today(admin_client, receiver, place):
    with clock.at(LAST_SECOND):
        for wished, offered in (
            (DAY, "2022-10-01"),
            (date(2022, 4, 1), "2022-09-30"),
            (None, "2022-09-30"),
        ):
            request = factories.membership_request(
                municipality=place, state="board", wished_from=wished
            )
            html = shown(admin_client, request, "accepted")
            assert (
                html.find("input", {"name": "seen"}).parent.find("input", {"name": "member_from"})[
                    "value"
                ]
                == offered
            )


def test_nothing_is_told_where_the_membership_could_not_be_written(
    before_the_board, admin_user, monkeypatch
):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Municipality, "save", broken)
    with pytest.raises(RuntimeError):
        decide(before_the_board.pk, "accepted", seen="board", by=admin_user, day=clock.today())
    before_the_board.refresh_from_db()
    assert before_the_board.state == "board"
    assert not OutgoingMail.objects.exists()
    assert not before_the_board.changes.exists()


def test_an_accepted_municipality_is_everywhere_from_its_day_on(
    client, admin_user, joining, receiver
):
    Municipality.objects.update(member_confirmed=False, member_since=None)
    request = factories.membership_request(municipality=joining, state="board")
    with clock.at(LAST_SECOND):
        decide(request.pk, "accepted", seen="board", by=admin_user, day=DAY)
        assert everything_public(client)["data"] == []
    with clock.at(FIRST_SECOND):
        assert everything_public(client)["data"] == [("taku", "confirmed")]


def test_the_search_learns_of_a_membership_as_of_any_change_of_a_record(
    before_the_board, admin_user, django_capture_on_commit_callbacks
):
    home = factories.site()
    council = factories.CouncilPageFactory(parent=home)
    members = factories.MembersPageFactory(parent=council)
    rebuild()
    with django_capture_on_commit_callbacks(execute=False):
        decide(before_the_board.pk, "accepted", seen="board", by=admin_user, day=clock.today())
        assert queue.waiting("search").filter(key=f"page:{members.pk}").exists()


# --- The secretariat --------------------------------------------------------------------------


def test_the_secretariat_lists_finds_and_exports_requests_and_writes_none(
    admin_client, receiver, place
):
    one = factories.membership_request(municipality=place, remarks="=1+1")
    elsewhere = factories.MunicipalityFactory(name_ja="別市", name_en="Other City")
    two = factories.membership_request(
        municipality=elsewhere, mail="second@example.org", state="declined"
    )
    listed = admin_client.get(LIST).content.decode()
    assert "/membershiprequest/add/" not in listed
    for query, found in (
        ({"q": "見本市"}, one), ({"q": "Mihon"}, one), ({"q": "second@example.org"}, two),
        ({"state": "declined"}, two), ({"state": "received"}, one),
    ):  # fmt: skip
        text = read(admin_client.get(LIST, query)).select_one("table.listing").get_text()
        assert [each.number in text for each in (one, two)] == [
            each == found for each in (one, two)
        ]
    exported = b"".join(admin_client.get(LIST, {"export": "csv"}).streaming_content).decode()
    assert "'=1+1" in exported
    assert exported.startswith("\ufeff受付番号,状態,")
    assert "受付済み" in exported
    edit = reverse("wagtailsnippets_pages_membershiprequest:edit", args=[one.pk])
    html = read(admin_client.get(edit))
    assert html.find("a", href=address(one, "board"))
    admin_client.post(edit, {"note": "電話で確認", "state": "accepted", "mayor": "changed"})
    one.refresh_from_db()
    assert (one.note, one.state, one.mayor) == ("電話で確認", "received", "見本 太郎")


def test_the_history_and_the_other_requests_stand_above_a_request(
    admin_client, admin_user, before_the_board, place
):
    other = factories.membership_request(municipality=place)
    decide(other.pk, "board", seen="received", by=admin_user)
    edit = reverse("wagtailsnippets_pages_membershiprequest:edit", args=[other.pk])
    text = read(admin_client.get(edit)).main.get_text(" ")
    assert "受付済み → 役員会で審議中 (admin)" in " ".join(text.split())
    assert before_the_board.number in text
    listed = read(admin_client.get(LIST)).select("table.listing tbody tr")
    assert [row.find_all("td")[-1].get_text().strip() for row in listed] == ["2", "2"]


def test_a_request_is_no_mention_of_its_municipality(
    admin_client, receiver, place, django_capture_on_commit_callbacks
):
    admin_client.get(LIST)  # from the first look at the admin on, Wagtail notes references
    with django_capture_on_commit_callbacks(execute=True):
        request = factories.membership_request(municipality=place)
    usage = reverse("wagtailsnippets_pages_municipality:usage", args=[place.pk])
    assert request.number not in admin_client.get(usage).content.decode()
    assert not ReferenceIndex.get_references_to(place).exists()


def test_nobody_decides_without_the_right(client, before_the_board, django_user_model):
    user = django_user_model.objects.create_user("reader", password="password")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    form = {"seen": "board"}
    assert client.post(address(before_the_board, "declined"), form).status_code == 302
    before_the_board.refresh_from_db()
    assert before_the_board.state == "board"


# --- Keeping and erasing ------------------------------------------------------------------------


def test_a_request_is_kept_while_open_and_erased_a_year_after_the_decision(receiver, admin_user):
    long_ago = clock.now() - timedelta(days=900)
    open_one = factories.membership_request(received_at=long_ago, state="board")
    kept = factories.membership_request(
        received_at=long_ago, state="declined", decided_at=clock.now() - timedelta(days=364)
    )
    factories.membership_request(
        received_at=long_ago, state="accepted", decided_at=clock.now() - timedelta(days=366)
    ).changes.create(before="board", after="accepted", by="admin")
    call_command("erase_submissions", stdout=StringIO())
    assert set(MembershipRequest.objects.all()) == {open_one, kept}
    assert list(Erasure.objects.values_list("form", "count")) == [("membership", 1)]


@pytest.mark.usefixtures("page", "patient")
def test_everything_of_a_person_is_found_and_erased_and_the_membership_stays(
    client, place, admin_user
):
    send(client)
    send(client, **{"f-mail": "somebody@example.org", "f-name": "別の人"})
    request = MembershipRequest.objects.get(mail=VISITOR)
    decide(request.pk, "board", seen="received", by=admin_user)
    decide(request.pk, "accepted", seen="board", by=admin_user, day=clock.today())
    out = StringIO()
    call_command("personal_data", VISITOR, stdout=out)
    assert "見本 花子" in out.getvalue()
    assert "別の人" not in out.getvalue()
    out = StringIO()
    call_command("personal_data", VISITOR, "--erase", stdout=out)
    assert "mail: 4 erased" in out.getvalue()
    assert "membership: 1 erased" in out.getvalue()
    assert [request.name for request in MembershipRequest.objects.all()] == ["別の人"]
    assert OutgoingMail.objects.count() == 2
    place.refresh_from_db()
    assert place.is_member
