"""Entering for a round of the awards: the draft, its files, sending, changing, withdrawing."""

import os
from datetime import date, datetime
from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from PIL import Image

from pages.submissions import outbox, safety
from pages.submissions.entries import entering
from pages.submissions.entries.files import LARGEST, checked
from pages.submissions.entries.keeping import erase_strays
from pages.submissions.entries.models import AwardEntry, EntryChange, EntryFile
from pages.submissions.models import Erasure, OutgoingMail
from portal import clock
from tests import factories, rounds
from tests.pdfs import locked_pdf
from tests.rounds import AFTERWARDS, BELOW, ENTRY, VISITOR, WHO, Entrant, entrant, open_round
from tests.visitors import Visitor, form_in, read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient", "while_open"),
]

LAST_SECOND = datetime(2022, 9, 14, 23, 59, 59, tzinfo=clock.TOKYO)
State = AwardEntry.State


@pytest.fixture
def while_open():
    with clock.at(rounds.WHILE_OPEN):
        yield


@pytest.fixture
def award():
    return open_round()


def the_entry():
    return AwardEntry.objects.get()


def told():
    outbox.send_waiting()
    return [message.subject for message in mail.outbox]


def names():
    return [file.name for file in EntryFile.objects.all()]


# --- From the first field to the receipt --------------------------------------------------


@pytest.mark.parametrize(
    ("language", "draft", "receipt", "said"),
    [
        ("ja", "応募の下書きを保存しました", "応募を受け付けました", "応募を受け付けました。"),
        ("en", "Your draft entry", "We have received your entry", "We have received your entry."),
    ],
)
def test_an_entry_is_begun_saved_sent_and_told_in_the_language_of_the_form(
    client, award, language, draft, receipt, said
):
    visitor = entrant(client, language)
    assert the_entry().state == State.DRAFT
    assert visitor.save(**{"f-attached": rounds.paper()}).status_code == 303
    sent = visitor.send()
    assert sent.status_code == 303
    own = client.get(sent["Location"])
    assert said in read(own).get_text()
    entry = the_entry()
    assert entry.state == State.RECEIVED
    assert entry.number in read(own).get_text()
    assert (entry.project, entry.municipality.name_ja) == ("見本の取組", "多久市")
    first, last = told()
    assert draft in first
    assert receipt in last
    body = mail.outbox[1].body
    assert "資料.pdf" in body
    assert "授業で使います" in body
    assert mail.outbox[1].to == [VISITOR]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_leads_to_its_form_and_says_so_in_its_line(client, award, language):
    page = read(client.get(ENTRY[language].removesuffix("entry/")))
    assert ENTRY[language] in [link["href"] for link in page.select("a.btn")]
    form = client.get(ENTRY[language])
    assert form.status_code == 200
    assert "no-store" in form["Cache-Control"]
    feed = client.get("/news/feed/").content.decode() if language == "ja" else ""
    assert "None" not in feed


def test_the_english_form_speaks_english(client, award):
    visitor = Visitor(client, ENTRY["en"])
    asked = read(client.get(ENTRY["en"])).find("form", method="post")
    assert not any("ぁ" <= sign <= "ん" for sign in asked.get_text())
    wrong = read(visitor.looked_at({})).select_one("[role=alert]").get_text()
    assert not any("ぁ" <= sign <= "ん" for sign in wrong)
    own = Entrant(client, rounds.begin(client, "en")).shown()
    frame = own.find("form", method="post").get_text() + own.select_one(".note").get_text()
    assert not any("ぁ" <= sign <= "ん" for sign in frame)


def test_nothing_is_stored_before_the_first_confirmation(client, award):
    Visitor(client, ENTRY["ja"]).confirmed(WHO)
    assert not AwardEntry.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_a_draft_is_found_again_by_the_link_in_the_mail_alone(client, award):
    entrant(client).save()
    told()
    again = read(client.get("/" + rounds.own_address(mail.outbox[0])))
    assert again.find(id="id_f-project")["value"] == "見本の取組"
    assert "まだ応募は済んでいません" in again.get_text()


def test_a_draft_may_lack_everything_and_says_at_its_fields_what_is_missing_to_send_it(
    client, award
):
    visitor = entrant(client)
    empty = {"f-project": "", "f-summary": ""}
    assert visitor.save(**empty).status_code == 303
    refused = visitor.save("check", **empty)
    assert refused.status_code == 422
    targets = [link["href"] for link in read(refused).select("[role=alert] a")]
    assert targets == ["#id_f-project", "#id_f-summary"]
    assert visitor.post({"step": "send", "seen": the_entry().version}).status_code == 303
    assert the_entry().state == State.DRAFT
    assert the_entry().missing == ["project", "summary"]


def test_the_kinds_of_work_that_a_round_invites_are_offered_in_the_readers_language(client):
    award = open_round(criteria=rounds.kinds_of_work(), criteria_are_invited_work=True)
    visitor = entrant(client, "en")
    options = [each.get_text() for each in visitor.shown().select("option")]
    assert options[1:] == ["Teacher training", "Working with industry"]
    refused = visitor.save("check")
    assert [link["href"] for link in read(refused).select("[role=alert] a")] == ["#id_f-category"]
    chosen = award.criteria.all()[1]
    visitor.send(**{"f-category": str(chosen.pk)})
    assert the_entry().category == chosen
    assert visitor.save(**{"f-category": "999999"}).status_code == 422


# --- Once and only once -------------------------------------------------------------------


def test_a_form_sent_twice_begins_one_entry_with_one_mail(client, award):
    visitor = Visitor(client, ENTRY["ja"])
    confirmed = visitor.confirmed(WHO)
    first, second = visitor.post(confirmed), visitor.post(confirmed)
    assert first["Location"] == second["Location"]
    assert AwardEntry.objects.count() == OutgoingMail.objects.count() == 1


def test_an_entry_sent_twice_is_received_once_with_one_receipt(client, award):
    visitor = entrant(client)
    checked = client.get(visitor.save("check")["Location"])
    data = form_in(read(checked)) | {"step": "send"}
    assert [visitor.post(data).status_code for _press in range(3)] == [303] * 3
    assert EntryChange.objects.count() == 1
    assert [subject.partition("（")[0] for subject in told()] == [
        "応募の下書きを保存しました", "応募を受け付けました",
    ]  # fmt: skip


def test_what_is_sent_is_what_was_looked_at(client, award):
    visitor = entrant(client)
    checked = client.get(visitor.save("check")["Location"])
    visitor.save(**{"f-project": "別の取組"})
    again = visitor.post(form_in(read(checked)) | {"step": "send"})
    assert again.status_code == 409
    assert "別の取組" in read(again).get_text()
    assert the_entry().state == State.DRAFT
    assert visitor.post(form_in(read(again)) | {"step": "send"}).status_code == 303
    assert the_entry().state == State.RECEIVED


def test_of_two_windows_none_overwrites_the_other_unseen(client, award):
    visitor = entrant(client)
    old = form_in(visitor.shown())
    old.pop("f-attached")
    visitor.save(**{"f-project": "先の画面"})
    refused = visitor.post({**old, "f-project": "後の画面", "step": "save"})
    assert refused.status_code == 409
    assert the_entry().project == "先の画面"
    html = read(refused)
    assert html.find(id="id_f-project")["value"] == "後の画面"
    fields = form_in(html)
    fields.pop("f-attached")
    assert visitor.post({**fields, "step": "save"}).status_code == 303
    assert the_entry().project == "後の画面"


def test_whoever_presses_save_twice_is_told_that_it_is_saved_and_has_each_file_once(client, award):
    visitor = entrant(client)
    fields = form_in(visitor.shown()) | rounds.WORK | {"step": "save"}
    for _press in range(2):
        assert visitor.post({**fields, "f-attached": rounds.paper()}).status_code == 303
    assert names() == ["資料.pdf"]
    fields = form_in(visitor.shown()) | {"step": "save", "remove": EntryFile.objects.get().pk}
    fields.pop("f-attached")
    assert [visitor.post(fields).status_code for _press in range(2)] == [303, 303]
    assert names() == []


def test_of_two_who_save_in_the_same_moment_one_is_told(award, client):
    visitor = entrant(client)
    entry = the_entry()
    visitor.save()
    with pytest.raises(entering.ChangedMeanwhileError):
        entering.save(entry, entry.version, {"project": "遅い"}, [checked(rounds.paper())])
    assert the_entry().project == "見本の取組"
    assert not EntryFile.objects.exists()


# --- Until the deadline, and after it -----------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (
            datetime(2022, 7, 31, 23, 59, 59, tzinfo=clock.TOKYO),
            ("8月1日", "1\N{NO-BREAK SPACE}August"),
        ),
        (AFTERWARDS, ("9月14日（水）に終了しました", "closed")),
    ],
)
def test_a_round_that_is_not_open_says_why_on_the_page_and_by_post(
    client, award, language, moment, said
):
    with clock.at(moment):
        for answer, status in (
            (client.get(ENTRY[language]), 200),
            (Visitor(client, ENTRY[language]).post(WHO), 409),
        ):
            assert answer.status_code == status
            text = read(answer).main.get_text()
            assert ("受け付けていません" if language == "ja" else "You cannot enter") in text
            assert said[language == "en"] in text.lower() or said[language == "en"] in text
            assert "no-store" in answer["Cache-Control"]
    assert not AwardEntry.objects.exists()


def test_up_to_the_last_second_a_sent_entry_can_be_changed_and_not_after_it(client, award):
    visitor = entrant(client)
    visitor.send()
    with clock.at(LAST_SECOND):
        assert visitor.save(**{"f-project": "最後の題"}).status_code == 303
    fields = form_in(visitor.shown())
    with clock.at(AFTERWARDS):
        late = visitor.post({**fields, **rounds.WORK, "f-project": "遅い題", "step": "save"})
        assert late.status_code == 409
        assert "変更できません" in read(late).get_text()
        assert "保存も受付もしていません" in read(late).select_one("[role=alert]").get_text()
        assert visitor.shown().find(id="id_f-project") is None
        assert "最後の題" in visitor.shown().get_text()
    assert the_entry().project == "最後の題"
    assert len(told()) == 2


def test_a_deadline_between_looking_and_sending_is_said_and_nothing_is_received(client, award):
    visitor = entrant(client)
    checked = client.get(visitor.save("check")["Location"])
    with clock.at(AFTERWARDS):
        late = visitor.post(form_in(read(checked)) | {"step": "send"})
    assert late.status_code == 409
    assert "締切までに送信されませんでした" in read(late).get_text()
    assert the_entry().state == State.DRAFT


def test_a_deadline_between_the_first_form_and_its_confirmation_is_said(client, award):
    visitor = Visitor(client, ENTRY["en"])
    confirmed = visitor.confirmed(WHO)
    with clock.at(AFTERWARDS):
        assert visitor.post(confirmed).status_code == 409
    assert not AwardEntry.objects.exists()


def test_an_extension_opens_drafts_again(client, award):
    visitor = entrant(client)
    typed = form_in(visitor.shown())
    with clock.at(AFTERWARDS):
        assert visitor.post({**typed, "step": "save"}).status_code == 409
        award.closes_on = date(2022, 9, 30)
        award.save_revision().publish()
        assert visitor.save().status_code == 303
        visitor.send()
    assert the_entry().state == State.RECEIVED


def test_what_was_sent_may_not_lose_what_it_must_have(client, award):
    visitor = entrant(client)
    visitor.send()
    assert visitor.save(**{"f-summary": ""}).status_code == 422
    assert the_entry().summary


def test_an_entry_is_withdrawn_once_and_then_stays_so(client, award):
    visitor = entrant(client)
    visitor.send()
    asked = client.get(f"{visitor.address}&step=withdraw")
    assert "取り下げますか" in read(asked).get_text()
    assert the_entry().state == State.RECEIVED
    assert [visitor.post({"step": "withdraw"}).status_code for _press in range(2)] == [303, 303]
    assert the_entry().state == State.WITHDRAWN
    assert visitor.shown().find("form", method="post") is None
    assert visitor.post({**rounds.WORK, "step": "save", "seen": "9"}).status_code == 409
    assert [each.after for each in EntryChange.objects.all()] == ["received", "withdrawn"]
    assert len([subject for subject in told() if "取り下げました" in subject]) == 1


@pytest.mark.parametrize("state", [State.NOMINATED, State.WINNER, State.NOT_SELECTED])
def test_the_own_page_tells_nobody_what_was_decided(client, award, state):
    visitor = entrant(client)
    visitor.send()
    pages = []
    for each in (State.RECEIVED, state):
        AwardEntry.objects.update(state=each)
        with clock.at(AFTERWARDS):
            pages.append(visitor.shown().main.get_text())
    assert pages[0] == pages[1]


# --- Files --------------------------------------------------------------------------------

GOOD = {
    "pdf": rounds.paper,
    "docx": rounds.office,
    "xlsx": lambda: rounds.office("表.xlsx", "xl"),
    "pptx": lambda: rounds.office("図.pptx", "ppt"),
    "jpg": rounds.photo,
    "JPG": lambda: rounds.photo("IMG_1.JPG"),
    "png": lambda: rounds.photo("写真.png", "PNG"),
}
WRONG = {
    "a program": lambda: rounds.upload("setup.exe", b"MZ\x90\x00"),
    "a page": lambda: rounds.upload("page.html", b"<script>alert(1)</script>"),
    "a page named PDF": lambda: rounds.upload("page.pdf", b"<script>alert(1)</script>"),
    "a program named PDF": lambda: rounds.upload("a.pdf", b"MZ\x90\x00%PDF-1.4"),
    "a broken PDF": lambda: rounds.upload("a.pdf", b"%PDF-1.4 and no more"),
    "a locked PDF": lambda: rounds.upload("a.pdf", locked_pdf()),
    "a picture of another kind": lambda: rounds.photo("a.png", "JPEG"),
    "half a picture": lambda: rounds.upload("a.jpg", rounds.photo().read()[:200]),
    "a picture named PDF": lambda: rounds.upload("a.pdf", rounds.photo().read()),
    "a table named text": lambda: rounds.office("a.docx", "xl"),
    "any archive": lambda: rounds.upload("a.docx", rounds.archive()),
    "a text with macros": lambda: rounds.office("a.docx", **{"vbaProject.bin": "x"}),
    "nothing": lambda: rounds.upload("a.pdf", b""),
    "too much": lambda: rounds.upload("a.pdf", b"%PDF-" + b"0" * LARGEST),
    "too large a picture": lambda: rounds.upload("a.png", rounds.vast_picture()),
    "no extension": lambda: rounds.upload("pdf", b"%PDF-1.4"),
}


@pytest.mark.parametrize("make", GOOD.values(), ids=GOOD)
def test_files_of_the_kinds_named_are_taken(make):
    upload = make()
    assert checked(upload).name == upload.name


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG)
def test_a_wrong_file_behind_a_right_name_is_refused_by_name(make):
    upload = make()
    with pytest.raises(ValidationError, match=upload.name):
        checked(upload)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_stored_without_the_place_where_it_was_taken(client, award, kind):
    name = {"JPEG": "写真.jpg", "PNG": "写真.png"}[kind]
    entrant(client).save(**{"f-attached": rounds.photo(name, kind)})
    with EntryFile.objects.get().file.open() as stored, Image.open(stored) as picture:
        assert not picture.getexif()
        assert picture.size == (40, 30)


def test_a_refused_file_is_named_and_everything_else_is_kept(client, award):
    visitor = entrant(client)
    files = [rounds.upload("悪い.pdf", b"MZ"), rounds.paper("良い.pdf")]
    refused = visitor.save(**{"f-attached": files})
    assert refused.status_code == 422
    html = read(refused)
    assert "悪い.pdf" in html.select_one("[role=alert]").get_text()
    assert html.select_one("[role=alert] a")["href"] == "#id_f-attached"
    assert names() == ["良い.pdf"]
    assert "良い.pdf" in html.get_text()
    assert the_entry().project == "見本の取組"


def test_a_wrong_text_does_not_lose_the_file_beside_it(client, award):
    visitor = entrant(client)
    refused = visitor.save(**{"f-attached": rounds.paper(), "f-project": "あ" * 201})
    assert refused.status_code == 422
    assert names() == ["資料.pdf"]
    assert read(refused).find(id="id_f-project")["value"] == "あ" * 201
    assert the_entry().project == ""


def test_an_entry_has_five_files_and_never_a_sixth(client, award):
    visitor = entrant(client)
    visitor.save(**{"f-attached": [rounds.paper(f"{number}.pdf") for number in range(4)]})
    refused = visitor.save(**{"f-attached": [rounds.paper("4.pdf"), rounds.paper("5.pdf")]})
    assert refused.status_code == 422
    assert "5.pdf" in read(refused).select_one("[role=alert]").get_text()
    assert names() == ["0.pdf", "1.pdf", "2.pdf", "3.pdf", "4.pdf"]
    first = EntryFile.objects.first()
    visitor.save(remove=str(first.pk), **{"f-attached": rounds.paper("6.pdf")})
    assert names() == ["1.pdf", "2.pdf", "3.pdf", "4.pdf", "6.pdf"]


def test_of_many_files_at_once_no_more_are_looked_into_than_an_entry_may_have(client, award):
    many = [rounds.paper(f"{number}.pdf") for number in range(7)]
    refused = entrant(client).save(**{"f-attached": many})
    assert refused.status_code == 422
    told = read(refused).select_one("[role=alert]").get_text()
    assert "「5.pdf」、「6.pdf」" in told
    assert len(names()) == 5


def test_whoever_sends_files_without_end_is_stopped_and_keeps_what_was_typed(
    client, award, monkeypatch
):
    monkeypatch.setattr(safety, "OF_AN_ADDRESS", 2)
    visitor = entrant(client)
    for _file in range(2):
        assert visitor.save(**{"f-attached": rounds.paper()}).status_code == 303
    stopped = visitor.save(**{"f-attached": rounds.paper(), "f-project": "長い題"})
    assert stopped.status_code == 429
    assert read(stopped).find(id="id_f-project")["value"] == "長い題"
    assert visitor.save(**{"f-project": "長い題"}).status_code == 303
    assert len(names()) == 2


def test_a_file_that_is_taken_out_is_erased(client, award, django_capture_on_commit_callbacks):
    visitor = entrant(client)
    visitor.save(**{"f-attached": rounds.paper()})
    file = EntryFile.objects.get().file
    assert file.storage.exists(file.name)
    with django_capture_on_commit_callbacks(execute=True):
        visitor.save(remove=str(EntryFile.objects.get().pk))
    assert not file.storage.exists(file.name)


def test_a_file_is_had_from_the_own_page_alone_and_never_as_a_page(client, award, settings):
    visitor = entrant(client)
    visitor.save(**{"f-attached": rounds.paper()})
    file = EntryFile.objects.get()
    got = client.get(visitor.shown().find("a", string="資料.pdf")["href"])
    assert b"".join(got.streaming_content).startswith(b"%PDF-")
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in got["Cache-Control"]
    assert file.file.path.startswith(str(settings.PRIVATE_MEDIA_ROOT))
    for address in (f"/media/{file.file.name}", file.file.url):
        assert client.get(address).status_code in (302, 404)
    other = Entrant(client, rounds.begin(client, **{"f-mail": "other@example.org"}))
    assert client.get(f"{other.address}&file={file.pk}").status_code == 404


def test_the_name_of_a_file_leads_to_no_other_folder(client, award, settings):
    entrant(client).save(**{"f-attached": rounds.paper("..\\..\\x\u202efdp.pdf")})
    file = EntryFile.objects.get()
    assert file.file.name.startswith("award_entries/")
    assert file.file.name.isascii()
    assert ".." not in file.file.name


# --- Mischief -----------------------------------------------------------------------------


@pytest.mark.parametrize("link", ["", "x", "a:b:c", "%00", "a" * 5000])
def test_a_forged_link_shows_nothing(client, award, link):
    entrant(client)
    answer = client.get(f"{ENTRY['ja']}?mine={link}")
    assert answer.status_code == 404
    assert VISITOR not in answer.content.decode()
    assert Visitor(client, f"{ENTRY['ja']}?mine={link}").post({"step": "send"}).status_code == 404


def test_a_link_of_one_round_opens_nothing_below_another(client, award):
    address = entrant(client).address
    other = factories.AwardRoundPageFactory(
        parent=award.get_parent(), slug="other", takes_entries=True,
        opens_on=date(2023, 8, 1), closes_on=date(2023, 9, 1), ceremony_on=None,
    )  # fmt: skip
    factories.translate(other)
    assert client.get(address.replace("award-live", "other")).status_code == 404


def test_the_own_page_is_kept_by_nobody_and_handed_on_to_nobody(client, award):
    own = client.get(entrant(client).address)
    assert own["Referrer-Policy"] == "same-origin"
    assert own["X-Robots-Tag"] == "noindex"
    assert "no-store" in own["Cache-Control"]


def test_what_another_site_sends_changes_nothing(client, award):
    address = entrant(client).address
    stranger = Entrant(client, address, HTTP_SEC_FETCH_SITE="cross-site")
    assert stranger.save().status_code == 403
    assert stranger.post({"step": "withdraw"}).status_code == 403
    assert the_entry().project == ""
    assert the_entry().state == State.DRAFT


def test_ten_megabytes_of_text_are_refused(client, award):
    visitor = entrant(client)
    huge = {"f-summary": "a" * 10_000_000, "step": "save", "seen": "1"}
    assert visitor.post(huge).status_code in (400, 413)
    assert the_entry().summary == ""


def test_characters_that_nothing_can_carry_are_taken_out(client, award):
    visitor = entrant(client)
    assert visitor.save(**{"f-project": "見\x00本\x07の\U0001f680"}).status_code == 303
    assert the_entry().project == "見本の\U0001f680"


@pytest.mark.parametrize("seen", ["", "x", "-1", "٣", "9" * 40])
def test_a_version_that_is_none_saves_nothing(client, award, seen):
    visitor = entrant(client)
    assert visitor.save(seen=seen, remove="x").status_code == 409
    assert the_entry().project == ""


# --- The editor's side of the round -------------------------------------------------------


def test_a_form_of_its_own_is_a_way_to_enter_and_the_only_form(award):
    award.apply_contact_ja = award.apply_contact_en = None
    award.refuse_publication()
    assert award.way.is_here
    award.entry_url = "https://forms.example.org/"
    with pytest.raises(ValidationError) as refused:
        award.refuse_publication()
    assert "entry_url" in refused.value.message_dict
    award.entry_url, award.closes_on = None, None
    with pytest.raises(ValidationError) as refused:
        award.refuse_publication()
    assert "opens_on" in refused.value.message_dict


def test_without_the_form_there_is_no_address_but_entrants_keep_their_page(client, award):
    address = entrant(client).address
    award.takes_entries = None
    award.save_revision().publish()
    assert client.get(ENTRY["ja"]).status_code == 404
    own = client.get(address)
    assert own.status_code == 200
    assert read(own).find("form", method="post") is None
    assert client.get(f"{BELOW}else/").status_code == 404


# --- Personal data ------------------------------------------------------------------------


def kept_after(client, day):
    with clock.at(clock.start_of_day(day)):
        call_command("erase_submissions", stdout=StringIO())
    return list(AwardEntry.objects.order_by("pk").values_list("state", flat=True))


def test_drafts_are_erased_soon_after_closing_and_entries_a_year_after_the_results(client, award):
    entrant(client).send()
    entrant(client, **{"f-mail": "draft@example.org"})
    withdrawn = entrant(client, **{"f-mail": "withdrawn@example.org"})
    withdrawn.post({"step": "withdraw"})
    assert kept_after(client, date(2022, 10, 14)) == ["received", "draft", "withdrawn"]
    assert kept_after(client, date(2022, 10, 15)) == ["received"]
    # The ceremony is on 17 November.
    assert kept_after(client, date(2023, 11, 17)) == ["received"]
    assert kept_after(client, date(2023, 11, 18)) == []
    assert not EntryChange.objects.exists()
    assert Erasure.objects.filter(form="entry").count() == 2


def test_an_extension_keeps_drafts_longer(client, award):
    entrant(client)
    award.closes_on = date(2022, 10, 1)
    award.save_revision().publish()
    assert kept_after(client, date(2022, 10, 15)) == ["draft"]


def test_what_is_kept_of_a_person_is_printed_and_erased_with_its_files_and_mails(
    client, award, django_capture_on_commit_callbacks
):
    entrant(client).send(**{"f-attached": rounds.paper()})
    entrant(client, **{"f-mail": "other@example.org"})
    file = EntryFile.objects.get().file
    printed = StringIO()
    call_command("personal_data", VISITOR.upper(), stdout=printed)
    for text in ("見本の取組", "資料.pdf", "応募を受け付けました"):
        assert text in printed.getvalue()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("personal_data", VISITOR, "--erase", stdout=StringIO())
    assert [entry.mail for entry in AwardEntry.objects.all()] == ["other@example.org"]
    assert [each.to for each in OutgoingMail.objects.all()] == ["other@example.org"]
    assert not file.storage.exists(file.name)


def test_a_file_that_no_entry_knows_is_erased_after_a_day(client, award):
    entrant(client).save(**{"f-attached": rounds.paper()})
    file = EntryFile.objects.get().file
    stray = file.storage.save("award_entries/0/stray.pdf", checked(rounds.paper()))
    assert erase_strays() == 0
    for name in (file.name, stray):
        os.utime(file.storage.path(name), (0, 0))
    assert erase_strays() == 1
    assert file.storage.exists(file.name)
    assert not file.storage.exists(stray)
