"""Award entries in the admin: the list, decisions, rows under embargo, files, mails to drafts."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from pages.awards.models import AwardRoundPage
from pages.submissions import outbox
from pages.submissions.entries import deciding, reminding
from pages.submissions.entries.models import AwardEntry, EntryChange, EntryFile
from pages.submissions.models import OutgoingMail
from portal import clock
from search.index.store import rebuild
from tests import factories, rounds
from tests.rounds import AFTERWARDS, BELOW, entrant, open_round
from tests.visitors import read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient", "while_open"),
]

LIST = "/admin/snippets/pages/awardentry/"
RESULTS_ON = date(2022, 11, 10)
State, Listed = AwardEntry.State, AwardEntry.Listed


@pytest.fixture
def while_open():
    with clock.at(rounds.WHILE_OPEN):
        yield


@pytest.fixture
def award():
    return open_round(results_on=RESULTS_ON)


@pytest.fixture
def editor(client):
    user = factories.editor_in_japanese()
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def entry(award, **values):
    return factories.award_entry(award, **values)


def said_after(editor, response):
    return read(editor.get(response["Location"])).select_one(".messages").get_text()


def draft_of(award):
    return AwardRoundPage.objects.get(pk=award.pk).get_latest_revision_as_object()


def states():
    return list(AwardEntry.objects.order_by("pk").values_list("state", flat=True))


# --- The list -----------------------------------------------------------------------------


def test_the_list_is_searched_and_narrowed_and_says_what_a_draft_lacks(award, editor):
    entry(award, state=State.DRAFT, project="", summary="", municipality=None)
    entry(award, project="別の取組")
    both = read(editor.get(LIST)).select_one("table").get_text()
    assert "取組、概要" in both
    assert "別の取組" in both
    drafts = read(editor.get(f"{LIST}?page={award.pk}&state=draft")).select_one("table").get_text()
    assert "別の取組" not in drafts
    found = read(editor.get(f"{LIST}?q=別の")).select_one("table").get_text()
    assert "別の取組" in found
    assert "取組、概要" not in found


def test_the_list_costs_no_more_queries_for_more_entries(
    award, editor, django_assert_max_num_queries
):
    entry(award)
    editor.get(LIST)
    with django_assert_max_num_queries(1000) as few:
        editor.get(LIST)
    for _number in range(5):
        entry(award)
    with django_assert_max_num_queries(len(few) + 1):
        editor.get(LIST)


def test_the_export_is_noted_and_its_formulas_have_lost_their_force(award, editor):
    entry(award, project="=HYPERLINK()", summary="@SUM")
    csv = b"".join(editor.get(f"{LIST}?export=csv").streaming_content).decode()
    assert csv.startswith("\ufeff")
    assert "'=HYPERLINK()" in csv
    assert "'@SUM" in csv
    assert "資料.pdf" in csv
    noted = ModelLogEntry.objects.get(action="pages.export")
    assert noted.data == {"list": "awardentry", "count": 1}


def test_from_the_round_one_comes_to_its_entries(award, editor):
    entry(award)
    entry(award, state=State.DRAFT)
    page = read(editor.get(reverse("wagtailadmin_pages:edit", args=[award.pk])))
    assert f"{LIST}?page={award.pk}" in [link.get("href") for link in page.select("a")]
    assert "アワードの応募（1件）" in page.get_text()


# --- Decisions ----------------------------------------------------------------------------


def decide(editor, each, after):
    address = reverse("decide_entry", args=[each.pk, after])
    asked = read(editor.get(address))
    seen = asked.find("input", attrs={"name": "seen"})["value"]
    return editor.post(address, {"seen": seen})


def test_a_decision_is_noted_with_who_made_it_and_told_to_nobody(award, editor):
    made = entry(award)
    answer = decide(editor, made, State.NOMINATED)
    assert "候補" in said_after(editor, answer)
    decide(editor, made, State.WINNER)
    assert states() == [State.WINNER]
    assert [(each.after, each.by) for each in made.changes.all()] == [
        ("nominated", editor.user.username), ("winner", editor.user.username),
    ]  # fmt: skip
    shown = read(editor.get(f"{LIST}edit/{made.pk}/")).get_text()
    assert re.search(r"受付済み → 候補（ノミネート） \(user-\d+\)", shown)
    assert not OutgoingMail.objects.exists()


def test_a_withdrawal_for_somebody_is_told_and_final(award, editor):
    made = entry(award)
    decide(editor, made, State.WITHDRAWN)
    (told,) = OutgoingMail.objects.all()
    assert (told.to, "取り下げました" in told.subject) == (made.mail, True)
    answer = editor.get(reverse("decide_entry", args=[made.pk, State.RECEIVED]))
    assert "変更できません" in said_after(editor, answer)
    assert states() == [State.WITHDRAWN]


def test_of_two_editors_the_second_is_told_what_the_first_decided(award, editor):
    made = entry(award)
    address = reverse("decide_entry", args=[made.pk, State.NOMINATED])
    AwardEntry.objects.update(state=State.NOT_SELECTED)
    answer = editor.post(address, {"seen": State.RECEIVED})
    assert "選外" in said_after(editor, answer)
    assert states() == [State.NOT_SELECTED]
    assert not EntryChange.objects.exists()


@pytest.mark.parametrize("after", State.values)
def test_nothing_is_decided_on_a_draft_but_that_it_is_withdrawn(award, editor, after):
    made = entry(award, state=State.DRAFT)
    editor.post(reverse("decide_entry", args=[made.pk, after]), {"seen": State.DRAFT})
    assert states() == [after if after == State.WITHDRAWN else State.DRAFT]


# --- Rows under embargo -------------------------------------------------------------------

SURFACES = (
    *(BELOW, "/awards/", "/awards/winners/", "/", "/search/?q=見本受賞市", "/search/?q=受賞の取組"),
    *("/sitemap.xml", "/data/awards.json", "/data/awards.csv"),
    *(f"/en{BELOW}", "/en/awards/", "/en/awards/winners/", "/en/", "/en/search/?q=Winning"),
    *("/search/suggest/?q=見本受", "/api/search/?q=見本受賞市"),
)


def told_anywhere(client):
    """The addresses at which anybody finds the municipality or the project."""
    found = []
    for address in SURFACES:
        body = client.get(address, follow=True).content.decode()
        if any(text in body for text in ("受賞の取組</", "Winning City", '"winners": 1')):
            found.append(address)
    return found


def nobody_knows(client, moment):
    rebuild()
    with clock.at(moment):
        return told_anywhere(client) == []


def test_a_winning_entry_becomes_a_row_by_one_action_and_nobody_learns_of_it_before_the_results(
    client, award, editor
):
    factories.alias(factories.WinnersPageFactory(parent=award.get_parent()))
    town = factories.MunicipalityFactory(name_ja="見本受賞市", name_en="Winning City")
    made = entry(award, municipality=town, project="受賞の取組", state=State.WINNER)
    prize = factories.PrizeFactory()
    results = clock.start_of_day(RESULTS_ON)
    with clock.at(AFTERWARDS):
        address = reverse("list_entry", args=[made.pk, Listed.WINNER])
        assert editor.post(address, {}).status_code == 200  # asks for the prize
        answer = editor.post(address, {"prize": prize.pk})
        assert "下書き" in said_after(editor, answer)
        draft = draft_of(award)
        (row,) = draft.winners.all()
        assert (row.municipality, row.prize, row.project_ja) == (town, prize, "受賞の取組")
        with pytest.raises(ValidationError):
            draft.save_revision().publish()
    assert nobody_knows(client, AFTERWARDS)
    assert nobody_knows(client, results)
    with clock.at(results):
        AwardRoundPage.objects.get(pk=award.pk).get_latest_revision().publish()
        rebuild()
        everywhere = {BELOW, "/awards/winners/", f"/en{BELOW}", "/data/awards.json"}
        assert everywhere <= set(told_anywhere(client))


def test_an_entry_becomes_a_row_once(award, editor):
    made = entry(award, state=State.NOMINATED)
    address = reverse("list_entry", args=[made.pk, Listed.FINALIST])
    editor.post(address)
    assert "すでに" in said_after(editor, editor.post(address))
    assert len(draft_of(award).finalists.all()) == 1


def test_a_finalist_who_wins_is_no_longer_named_among_those_without_a_prize(award, editor):
    made = entry(award, state=State.NOMINATED)
    editor.post(reverse("list_entry", args=[made.pk, Listed.FINALIST]))
    decide(editor, made, State.WINNER)
    address = reverse("list_entry", args=[made.pk, Listed.WINNER])
    editor.post(address, {"prize": factories.PrizeFactory().pk})
    draft = draft_of(award)
    assert len(draft.winners.all()) == 1
    assert not draft.finalists.all()


@pytest.mark.parametrize("state", [State.DRAFT, State.RECEIVED, State.NOT_SELECTED])
def test_only_a_nominated_or_winning_entry_becomes_a_row(award, editor, state):
    made = entry(award, state=state)
    for kind in Listed.values:
        with pytest.raises(ValidationError):
            deciding.enter_in_round(made.pk, kind, by=editor.user, prize=factories.PrizeFactory())
    assert award.latest_revision == AwardRoundPage.objects.get(pk=award.pk).latest_revision


# --- Files and rights ---------------------------------------------------------------------


def test_a_file_is_had_by_permission_alone_and_noted(client, award, editor):
    made = entry(award)
    address = reverse("entry_file", args=[EntryFile.objects.get().pk])
    assert client.get(address).status_code == 302
    stranger = factories.UserFactory()
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)
    refused = client.get(address)
    assert (refused.status_code, refused["Location"]) == (302, "/admin/")
    shown = read(editor.get(f"{LIST}edit/{made.pk}/"))
    assert address in [link.get("href") for link in shown.select("a")]
    got = editor.get(address)
    assert b"".join(got.streaming_content).startswith(b"%PDF-")
    assert got["Content-Disposition"].startswith("attachment")
    assert ModelLogEntry.objects.get(action="pages.export").data["list"] == "entryfile"


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("decide_entry", ["nominated"]),
        ("list_entry", ["winner"]),
        ("remind_drafts", []),
        ("resend_entry_link", []),
    ],
)
def test_who_may_only_look_decides_nothing(client, award, name, args):
    made = entry(award, state=State.WINNER)
    reader = factories.UserFactory()
    names = ["access_admin", "view_awardentry"]
    reader.user_permissions.add(*Permission.objects.filter(codename__in=names))
    client.force_login(reader)
    pk = made.page_id if name == "remind_drafts" else made.pk
    answer = client.post(reverse(name, args=[pk, *args]), {"seen": "winner"})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert states() == [State.WINNER]
    assert client.get(LIST).status_code == 200


# --- Writing to drafts --------------------------------------------------------------------


def test_all_drafts_are_written_to_once_for_a_deadline_in_their_language(award, client, editor):
    for language, address in (("ja", "a@example.org"), ("en", "b@example.org")):
        entrant(client, language, **{"f-mail": address})
    entrant(client, **{"f-mail": "sent@example.org"}).send()
    outbox.send_waiting()
    mail.outbox.clear()
    address = reverse("remind_drafts", args=[award.pk])
    asked = read(editor.get(address))
    assert "2件" in asked.get_text()
    assert [panel["lang"] for panel in asked.select(".w-panel[lang]")] == ["ja", "en"]
    # The link is the entrants' key: it is not shown to who writes.
    assert not re.search(r"mine=\w", asked.get_text())
    for said in ("2通", "0通"):
        assert said in said_after(editor, editor.post(address))
    outbox.send_waiting()
    assert sorted(message.to[0] for message in mail.outbox) == ["a@example.org", "b@example.org"]
    japanese = next(each for each in mail.outbox if each.to == ["a@example.org"])
    assert "9月14日" in japanese.body
    assert "未記入の項目" in japanese.body
    assert f"{BELOW}entry/?mine=" in japanese.body


def test_the_link_goes_again_to_the_address_of_the_entry_once_a_day(award, client, editor):
    entrant(client, "en")
    address = reverse("resend_entry_link", args=[AwardEntry.objects.get().pk])
    assert rounds.VISITOR in read(editor.get(address)).get_text()
    for _press in range(2):
        assert editor.post(address).status_code == 302
    outbox.send_waiting()
    _draft, again = mail.outbox
    assert again.to == [rounds.VISITOR]
    assert "The link to your entry" in again.subject
    own = read(client.get("/" + rounds.own_address(again)))
    assert own.find(id="id_f-project") is not None
    assert own.html["lang"] == "en"


def test_an_extension_lets_drafts_be_written_to_once_more(award, client):
    entrant(client)
    assert reminding.remind(award) == 1
    award.closes_on = date(2022, 9, 30)
    award.save_revision().publish()
    fresh = AwardRoundPage.objects.get(pk=award.pk)
    assert reminding.remind(fresh) == 1
    assert reminding.remind(fresh) == 0


def test_of_two_who_press_in_the_same_moment_one_writes(award, client, monkeypatch):
    entrant(client)
    found = list(reminding.to_be_reminded(award))
    monkeypatch.setattr(reminding, "to_be_reminded", lambda page: found)
    assert [reminding.remind(award) for _editor in range(2)] == [1, 0]


def test_nobody_is_written_to_after_the_deadline(award, client, editor):
    entrant(client)
    address = reverse("remind_drafts", args=[award.pk])
    with clock.at(AFTERWARDS):
        assert "メールを送る相手がいません" in read(editor.get(address)).get_text()
        assert "0通" in said_after(editor, editor.post(address))
    assert OutgoingMail.objects.count() == 1


def test_every_column_has_a_name_in_japanese(award, editor):
    entry(award, state=State.WINNER, listed_as=Listed.WINNER)
    table = read(editor.get(LIST)).select_one("table")
    heads = [head.get_text(strip=True) for head in table.select("thead th")]
    assert not [head for head in heads if head.isascii() and head]
    assert "受賞" in table.select("tbody tr")[0].get_text()


def test_nobody_is_written_to_about_a_round_that_is_taken_down(award, client):
    entrant(client)
    award.unpublish()
    assert reminding.remind(AwardRoundPage.objects.get(pk=award.pk)) == 0
