"""Changes of what is public: a later closing date announces itself, and every change is told."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html
from wagtail.users.models import UserProfile

from pages.awards.models import AwardWinner
from pages.base.changes import FactChange
from pages.events.models import EventExtension
from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MOMENT = datetime(2022, 9, 10, 10, tzinfo=clock.TOKYO)
TODAY, SEP_14, SEP_20, SEP_28 = (date(2022, 9, day) for day in (10, 14, 20, 28))
NAME = "編集 花子"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """An event and an award round in both languages, open until 14 September."""
    start = time_machine.travel(MOMENT - timedelta(days=5))
    with start, factories.shared(django_db_blocker):
        home = factories.site()
        events = factories.EventsIndexPageFactory(parent=home)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        awards = factories.AwardsIndexPageFactory(parent=home)
        proposals = factories.ProposalsIndexPageFactory(parent=home)
        window = {"opens_on": date(2022, 9, 1), "closes_on": SEP_14}
        event = factories.TrainingPageFactory(
            parent=trainings,
            start_date=date(2022, 12, 1),
            capacity=100,
            venue=factories.VenueFactory(name_ja="旧会館", name_en="Old Hall"),
            **window,
        )
        award = factories.AwardRoundPageFactory(
            parent=awards, ceremony_on=date(2022, 12, 1), **window
        )
        proposal = factories.ProposalPageFactory(parent=proposals)
        pks = {}
        for name, page in {"event": event, "award": award, "proposal": proposal}.items():
            page.save_revision().publish()
            pks[name] = (page.pk, factories.translate(page).pk)
        yield SimpleNamespace(pks=pks)


@pytest.fixture(autouse=True)
def _at_the_moment(made):
    with time_machine.travel(MOMENT):
        yield


@pytest.fixture(params=["event", "award"])
def pair(made, request):
    """The Japanese and the English page of an event and of an award round."""
    return made.pks[request.param]


@pytest.fixture
def event(made):
    return made.pks["event"]


@pytest.fixture
def user():
    return factories.editor_in_japanese(first_name=NAME)


@pytest.fixture
def editor(client, user):
    """Somebody who edits in Japanese."""
    client.force_login(user)
    return client


def fresh(pk):
    return Page.objects.get(pk=pk).specific


def edit_page(pk):
    return reverse("wagtailadmin_pages:edit", args=[pk])


def send(client, pk, action="action-publish", **changes):
    """Opens the form, changes these fields and presses a button; gives the errors by field."""
    html = client.get(edit_page(pk)).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form").dict()
    response = client.post(edit_page(pk), {**form, "body-count": "0", action: "1", **changes})
    if response.status_code == 302:
        return {}
    assert response.status_code == 200
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def publish(pk, **values):
    """The same from code."""
    page = fresh(pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(page, name, value)
    revision = page.save_revision()
    revision.publish()
    return revision


def rows(pk):
    return [
        (row.announced_on, row.old_closes_on, row.new_closes_on)
        for row in fresh(pk).extensions.order_by("sort_order")
    ]


def read(client, pk):
    response = client.get(fresh(pk).url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def log_of(client, pk):
    """The public change log of a page, line by line."""
    section = read(client, pk).find(class_="change-log")
    return [" ".join(row.get_text().split()) for row in section.find_all("li")] if section else []


def states(client, pair):
    return [
        (found["data-state"], found["data-closes"])
        for pk in pair
        for found in [read(client, pk).main.find(attrs={"data-item": fresh(pk).slug})]
    ]


def is_japanese(text):
    return any("\u3040" <= letter <= "\u30ff" for letter in text)


# --- Extensions ----------------------------------------------------------------------------


def test_one_field_changed_and_published_is_an_extension_in_both_languages(editor, pair):
    assert send(editor, pair[0], closes_on="2022-09-20") == {}
    assert rows(pair[0]) == [(TODAY, SEP_14, SEP_20)]
    assert states(editor, pair) == [("extended", "2022-09-20")] * 2


def test_an_extension_published_from_code_is_announced_too(client, pair):
    publish(pair[0], closes_on=SEP_20)
    assert rows(pair[0]) == [(TODAY, SEP_14, SEP_20)]
    assert states(client, pair) == [("extended", "2022-09-20")] * 2


def test_a_scheduled_extension_is_announced_on_the_day_it_goes_live(client, pair):
    in_two_days = MOMENT + timedelta(days=2)
    publish(pair[0], closes_on=SEP_20, go_live_at=in_two_days)
    assert rows(pair[0]) == []
    with time_machine.travel(in_two_days + timedelta(minutes=5)):
        call_command("publish_scheduled")
        assert rows(pair[0]) == [(date(2022, 9, 12), SEP_14, SEP_20)]
        assert states(client, pair) == [("extended", "2022-09-20")] * 2


def test_an_extension_whose_time_has_passed_when_it_goes_live_is_no_announcement(pair):
    """The scheduled publishing ran late: readers would be told of a deadline that is over."""
    publish(pair[0], closes_on=SEP_20, go_live_at=MOMENT + timedelta(days=2))
    with time_machine.travel(MOMENT + timedelta(days=15)):
        call_command("publish_scheduled")
    assert (rows(pair[0]), fresh(pair[0]).closes_on) == ([], SEP_20)


def test_a_draft_changed_twice_is_announced_once(editor, pair):
    send(editor, pair[0], action="action-save", closes_on="2022-09-20")
    assert rows(pair[0]) == []
    send(editor, pair[0], closes_on="2022-09-28")
    assert rows(pair[0]) == [(TODAY, SEP_14, SEP_28)]


def test_an_extension_changed_again_on_the_same_day_is_announced_once(editor, pair):
    send(editor, pair[0], closes_on="2022-09-20")
    send(editor, pair[0], closes_on="2022-09-28")
    assert rows(pair[0]) == [(TODAY, SEP_14, SEP_28)]


def test_publishing_again_without_a_change_announces_nothing(editor, pair):
    send(editor, pair[0], closes_on="2022-09-20")
    send(editor, pair[0])
    assert rows(pair[0]) == [(TODAY, SEP_14, SEP_20)]
    assert FactChange.objects.count() == 1


def test_an_older_draft_published_later_keeps_the_extension(pair):
    page = fresh(pair[0])
    page.title = "題名だけを直した下書き"
    draft = page.save_revision()
    publish(pair[0], closes_on=SEP_20)
    content = {**draft.content, "closes_on": "2022-09-20"}
    draft.content = content
    draft.save()
    draft.publish()
    assert rows(pair[0]) == [(TODAY, SEP_14, SEP_20)]


def test_a_second_extension_stands_beside_the_first(client, pair):
    publish(pair[0], closes_on=SEP_20)
    with time_machine.travel(MOMENT + timedelta(days=1)):
        publish(pair[0], closes_on=SEP_28)
        assert rows(pair[0]) == [(TODAY, SEP_14, SEP_20), (date(2022, 9, 11), SEP_20, SEP_28)]
        assert states(client, pair) == [("extended", "2022-09-28")] * 2


def test_a_page_never_published_has_nothing_to_extend(editor, event):
    copied = fresh(event[0]).copy(update_attrs={"slug": "new"}, keep_live=False)
    send(editor, copied.pk, closes_on="2022-09-20")
    send(editor, copied.pk, action="action-save", closes_on="2022-09-28")
    assert (rows(copied.pk), fresh(copied.pk).fact_changes.count()) == ([], 0)


def test_what_was_changed_while_a_page_was_taken_back_is_told(editor, pair):
    fresh(pair[0]).unpublish()
    send(editor, pair[0], action="action-save", closes_on="2022-09-20")
    assert rows(pair[0]) == []
    send(editor, pair[0])
    assert rows(pair[0]) == [(TODAY, SEP_14, SEP_20)]
    assert "2022年9月14日（水） → 2022年9月20日（火）" in log_of(editor, pair[0])[0]


def test_a_deadline_is_not_shortened_by_taking_the_page_back(editor, pair):
    fresh(pair[0]).unpublish()
    errors = send(editor, pair[0], closes_on="2022-09-13")
    assert "繰り上げることはできません" in errors["closes_on"][0]


def test_a_scheduled_version_counts_as_seen_once_its_page_is_taken_back(event):
    publish(event[0], capacity=50, go_live_at=MOMENT + timedelta(days=1))
    with time_machine.travel(MOMENT + timedelta(days=2)):
        call_command("publish_scheduled")
        fresh(event[0]).unpublish()
        publish(event[0], capacity=60, go_live_at=None)
        last = fresh(event[0]).change_log[0]
    assert (last.before, last.after) == (50, 60)


def test_a_closing_date_told_for_the_first_time_is_no_extension(client, event):
    publish(event[0], closes_on=None, change_is_correction=True)
    publish(event[0], closes_on=SEP_20)
    assert rows(event[0]) == []
    assert "closing date" in log_of(client, event[1])[0].lower()
    assert "未掲載 → 2022年9月20日" in log_of(client, event[0])[0]


@pytest.mark.parametrize(
    ("closes_on", "rule"),
    [("2022-09-13", "繰り上げることはできません"), ("2022-09-05", "繰り上げることはできません")],
)
def test_a_deadline_is_not_shortened(editor, pair, closes_on, rule):
    errors = send(editor, pair[0], closes_on=closes_on)
    assert set(errors) == {"closes_on"}
    assert rule in errors["closes_on"][0]
    assert fresh(pair[0]).closes_on == SEP_14


@pytest.mark.parametrize(
    ("language", "rule"), [("ja", "空欄にはできません"), ("en", "cannot be left empty")]
)
def test_a_deadline_is_not_shortened_by_emptying_it_first(editor, user, pair, language, rule):
    UserProfile.objects.filter(user=user).update(preferred_language=language)
    errors = send(editor, pair[0], closes_on="")
    assert set(errors) == {"closes_on"}
    assert rule in errors["closes_on"][0]
    assert fresh(pair[0]).closes_on == SEP_14


def test_a_closing_date_published_by_mistake_is_withdrawn_with_its_extension(editor, pair):
    send(editor, pair[0], closes_on="2022-09-20")
    assert send(editor, pair[0], closes_on="", change_is_correction="on") == {}
    assert (rows(pair[0]), states(editor, pair)) == ([], [("open", "")] * 2)


def test_a_deadline_that_has_passed_is_not_extended_to_another_day_that_has(editor, pair):
    with time_machine.travel(MOMENT + timedelta(days=12)):
        errors = send(editor, pair[0], closes_on="2022-09-20")
    assert set(errors) == {"closes_on"}
    assert "延長をお知らせする日より前" in errors["closes_on"][0]


def test_an_extension_scheduled_for_after_its_own_end_is_refused(pair):
    with pytest.raises(ValidationError) as error:
        publish(pair[0], closes_on=SEP_20, go_live_at=MOMENT + timedelta(days=12))
    assert set(error.value.message_dict) == {"closes_on"}


@pytest.mark.parametrize("closes_on", ["2022-09-13", "2022-09-20"])
def test_a_mistake_is_corrected_without_an_announcement(editor, client, pair, closes_on):
    changes = {"closes_on": closes_on, "change_is_correction": "on"}
    assert send(editor, pair[0], **changes) == {}
    assert rows(pair[0]) == []
    assert states(client, pair) == [("open", closes_on)] * 2
    assert "（訂正）" in log_of(client, pair[0])[0]
    assert "(correction)" in log_of(client, pair[1])[0]


def test_correcting_an_extension_corrects_its_row(editor, pair):
    send(editor, pair[0], closes_on="2022-09-28")
    send(editor, pair[0], closes_on="2022-09-20", change_is_correction="on")
    assert rows(pair[0]) == [(TODAY, SEP_14, SEP_20)]


def test_closing_date_and_rows_that_contradict_each_other_are_refused(editor, pair):
    send(editor, pair[0], closes_on="2022-09-20")
    errors = send(editor, pair[0], **{"extensions-0-new_closes_on": "2022-09-28"})
    assert set(errors) == {"closes_on"}
    assert rows(pair[0]) == [(TODAY, SEP_14, SEP_20)]


def test_extensions_that_do_not_follow_each_other_are_refused(editor, pair):
    send(editor, pair[0], closes_on="2022-09-20")
    errors = send(editor, pair[0], **{"extensions-0-old_closes_on": "2022-09-25"})
    assert set(errors) == {"closes_on"}
    assert "遅い日" in errors["closes_on"][0] or "後" in errors["closes_on"][0]


def test_two_rounds_do_not_take_entries_at_the_same_time(editor, made):
    award = fresh(made.pks["award"][0])
    other = fresh(award.copy(update_attrs={"slug": "award-next", "live": False}).pk)
    same = {"opens_on": str(award.opens_on), "closes_on": str(award.closes_on)}
    errors = send(editor, other.pk, **same)
    assert set(errors) == {"opens_on"}
    assert award.title in errors["opens_on"][0]
    next_year = {"opens_on": "2023-09-01", "closes_on": "2023-09-14", "ceremony_on": "2023-12-01"}
    assert send(editor, other.pk, **next_year) == {}


# --- The reason ----------------------------------------------------------------------------


def test_the_reason_is_told_in_both_languages_and_used_once(editor, pair):
    reasons = {"change_reason_ja": "会場の都合", "change_reason_en": "Hall not available"}
    send(editor, pair[0], closes_on="2022-09-20", **reasons)
    assert "会場の都合" in log_of(editor, pair[0])[0]
    assert "Hall not available" in log_of(editor, pair[1])[0]
    send(editor, pair[0], closes_on="2022-09-28")
    assert "会場の都合" not in log_of(editor, pair[0])[0]


def test_a_reason_without_english_is_marked_as_japanese(client, pair):
    publish(pair[0], closes_on=SEP_20, change_reason_ja="会場の都合")
    reason = read(client, pair[1]).find(class_="change-log").find(lang="ja")
    assert reason.get_text() == "会場の都合"


# --- The change log ------------------------------------------------------------------------


@pytest.fixture
def new_hall():
    return factories.VenueFactory(name_ja="新会館", name_en="New Hall")


def test_a_change_is_told_in_both_languages_with_its_day(client, event):
    publish(event[0], closes_on=SEP_20)
    (japanese,), (english,) = log_of(client, event[0]), log_of(client, event[1])
    assert japanese == "2022年9月10日 締切日：2022年9月14日（水） → 2022年9月20日（火）"
    said = "Closing date: Wednesday 14 September 2022 → Tuesday 20 September 2022"
    assert english == f"10 September 2022 {said}"


@pytest.mark.parametrize(
    ("old", "japanese", "english"),
    [
        (date(2022, 9, 12), "2022年9月12日（月）", "Monday 12 September 2022"),
        (None, "記録なし", "not on record"),
    ],
)
def test_an_extension_says_what_it_put_off_as_far_as_known(client, event, old, japanese, english):
    page = fresh(event[0])
    page.extensions.add(EventExtension(announced_on=TODAY, old_closes_on=old, new_closes_on=SEP_20))
    page.closes_on = SEP_20
    page.save()
    FactChange.objects.filter(page=event[0]).delete()
    FactChange.objects.create(
        page_id=event[0], changed_at=clock.now(), fact="closes_on", before=None, after="2022-09-20"
    )
    for pk, said in zip(event, (japanese, english), strict=True):
        (line,) = log_of(client, pk)
        assert f"{said} → " in line
        assert "未掲載" not in line
        assert "not announced" not in line


def test_every_kind_of_change_is_told(client, event, new_hall):
    changes = {
        "venue": new_hall,
        "capacity": 120,
        "start_date": date(2022, 12, 2),
        "opens_on": date(2022, 9, 2),
        "full_since": MOMENT,
        "recordings_from": date(2022, 12, 20),
        "outcome": "postponed",
        "cancellation_reason_ja": "台風のため",
    }
    publish(event[0], **changes)
    told = " / ".join(log_of(client, event[0]))
    for said in ("旧会館 → 新会館", "100名 → 120名", "12月1日（木）15:00〜17:15 → 2022年12月2日",
                 "なし → 2022年9月10日（土）10:00", "未定 → 2022年12月20日（火）",
                 "開催予定 → 延期", "受付開始日"):  # fmt: skip
        assert said in told
    told = " / ".join(log_of(client, event[1]))
    for said in ("Old Hall → New Hall", "100 → 120", "Planned → Postponed", "Opening date"):
        assert said in told


def test_the_old_name_of_a_place_stays_in_the_log(client, event, new_hall):
    publish(event[0], venue=new_hall)
    new_hall.name_ja = new_hall.name_en = "改名会館"
    new_hall.save()
    assert "旧会館 → 新会館" in log_of(client, event[0])[0]


def test_an_award_and_a_proposal_tell_their_changes(client, made):
    publish(made.pks["award"][0], ceremony_on=date(2022, 12, 2), ceremony_cancelled=True)
    assert len(log_of(client, made.pks["award"][1])) == 2
    publish(made.pks["proposal"][0], handed_over_on=date(2021, 4, 8))
    assert "提出日" in log_of(client, made.pks["proposal"][0])[0]


def test_what_is_no_fact_is_no_change(client, event):
    publish(event[0], title="新しい題名", summary="新しい概要", application_note_ja="補足")
    assert log_of(client, event[0]) == []


def test_the_log_names_who_changed_it_to_editors_only(editor, event, user):
    send(editor, event[0], capacity="120")
    change = FactChange.objects.get()
    assert (change.user, change.page_id) == (user, event[0])
    history = editor.get(reverse("wagtailadmin_pages:history", args=[event[0]])).content.decode()
    assert "定員：100名 → 120名" in history
    assert NAME in history
    editor.logout()
    for pk in event:
        assert NAME not in str(read(editor, pk))


def test_a_scheduled_change_is_told_when_it_goes_live_with_its_editor(client, editor, event, user):
    page = fresh(event[0])
    page.capacity, page.go_live_at = 120, MOMENT + timedelta(days=2)
    page.save_revision(user=user).publish(user=user)
    assert log_of(client, event[0]) == []
    with time_machine.travel(MOMENT + timedelta(days=2, minutes=5)):
        call_command("publish_scheduled")
        assert log_of(client, event[0])[0].startswith("2022年9月12日")
    assert FactChange.objects.get().user == user


def test_going_back_to_an_older_version_is_a_change(editor, client, event):
    first = fresh(event[0]).get_latest_revision()
    publish(event[0], capacity=120)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[event[0], first.pk])
    html = editor.get(address).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form").dict()
    data = {**form, "body-count": "0", "action-publish": "1"}
    assert editor.post(edit_page(event[0]), data).status_code == 302
    assert "120名 → 100名" in log_of(client, event[0])[0]
    assert len(log_of(client, event[1])) == 2


def test_publishing_a_translation_is_no_change(client, event):
    publish(event[0], capacity=120)
    publish(event[1], title="A better title")
    factories.translate(fresh(event[0]), said="Again")
    assert len(log_of(client, event[1])) == 1


def test_a_draft_is_no_change_and_taking_a_page_down_neither(editor, event):
    send(editor, event[0], action="action-save", capacity="120")
    fresh(event[0]).unpublish()
    assert not FactChange.objects.exists()


def test_a_change_is_not_told_before_its_time(client, event):
    publish(event[0], capacity=120)
    with clock.at(MOMENT - timedelta(days=1)):
        assert log_of(client, event[0]) == []


def test_an_extension_entered_before_its_day_is_told_on_that_day(client, event):
    row = EventExtension(announced_on=date(2022, 9, 12), old_closes_on=SEP_14, new_closes_on=SEP_20)
    publish(event[0], closes_on=SEP_20, extensions=[row])
    for at, state, closes, lines in (
        (MOMENT, "open", "2022-09-14", 0),
        (clock.start_of_day(date(2022, 9, 12)), "extended", "2022-09-20", 1),
    ):
        with clock.at(at):
            assert states(client, event) == [(state, closes)] * 2
            assert [len(log_of(client, pk)) for pk in event] == [lines] * 2


def test_a_cancellation_entered_before_its_day_is_told_on_that_day(client, event):
    day = date(2022, 9, 12)
    off = {"outcome": "cancelled", "outcome_announced_on": day, "cancellation_reason_ja": "見本"}
    publish(event[0], **off)
    for at, state, lines in ((MOMENT, "open", 0), (clock.start_of_day(day), "cancelled", 1)):
        with clock.at(at):
            assert states(client, event) == [(state, "2022-09-14")] * 2
            assert [len(log_of(client, pk)) for pk in event] == [lines] * 2


def test_the_log_says_that_the_secretariat_changed_it(client, event):
    publish(event[0], capacity=120)
    said = [read(client, pk).find(class_="change-log").p.get_text() for pk in event]
    assert "事務局" in said[0]
    assert "secretariat" in said[1]


# --- Results -------------------------------------------------------------------------------


def test_winners_are_not_published_before_the_results(client, made):
    pk, day = made.pks["award"][0], MOMENT + timedelta(days=10)
    winner = {
        "prize": factories.PrizeFactory(),
        "municipality": factories.MunicipalityFactory(name_ja="見本市"),
    }
    with pytest.raises(ValidationError) as error:
        publish(pk, winners=[AwardWinner(**winner)], results_on=day.date())
    assert set(error.value.message_dict) == {"results_on"}
    publish(pk, winners=[AwardWinner(**winner)], results_on=day.date(), go_live_at=day)
    assert "見本市" not in read(client, pk).get_text()
    with time_machine.travel(day + timedelta(minutes=1)):
        call_command("publish_scheduled")
        assert "見本市" in read(client, pk).main.get_text()


def test_the_form_refuses_winners_before_the_results(editor, made):
    row = {
        "prize": factories.PrizeFactory().pk,
        "municipality": factories.MunicipalityFactory().pk,
        "ORDER": 1,
        "id": "",
    }
    sent = {f"winners-0-{name}": str(value) for name, value in row.items()}
    errors = send(editor, made.pks["award"][0], **{"winners-TOTAL_FORMS": "1", **sent})
    assert set(errors) == {"results_on"}
    assert "選考中" in errors["results_on"][0]


# --- Called off ----------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["cancelled", "postponed"])
def test_what_is_called_off_needs_a_notice_before_it_is_published(editor, client, event, outcome):
    errors = send(editor, event[0], outcome=outcome)
    assert set(errors) == {"cancellation_reason_ja"}
    assert is_japanese(errors["cancellation_reason_ja"][0])
    assert send(editor, event[0], action="action-save", outcome=outcome) == {}
    assert send(editor, event[0], outcome=outcome, cancellation_reason_ja="台風のため") == {}
    assert states(client, event) == [(outcome, "2022-09-14")] * 2
    assert "台風のため" in read(client, event[1]).find(class_="note").get_text()


def test_code_does_not_publish_a_cancellation_without_a_notice(event):
    with pytest.raises(ValidationError) as error:
        publish(event[0], outcome="cancelled")
    assert set(error.value.message_dict) == {"cancellation_reason_ja"}
    assert fresh(event[0]).outcome is None


# --- Dates as they are written in Japan -------------------------------------------------------


@pytest.mark.parametrize("typed", ["令和4年9月20日", "R4.9.20", "２０２２年９月２０日"])
def test_a_date_may_be_typed_by_era_or_in_full_width(editor, event, typed):
    assert send(editor, event[0], closes_on=typed) == {}
    assert fresh(event[0]).closes_on == SEP_20


@pytest.mark.parametrize("typed", ["平成34年9月20日", "令和0年9月20日", "令和4年2月30日"])
def test_a_date_that_does_not_exist_is_refused_at_its_field(editor, event, typed):
    errors = send(editor, event[0], closes_on=typed)
    assert set(errors) == {"closes_on"}
    assert is_japanese(errors["closes_on"][0])


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"closes_on": "2022-09-13"}, "A deadline can be extended, not shortened"),
        ({"opens_on": "2022-09-15"}, "Applications close before they open"),
        ({"closes_on": "平成34年9月20日"}, "ended on 30 April 2019"),
    ],
)
def test_an_editor_who_reads_english_is_refused_in_english(editor, user, event, changes, rule):
    UserProfile.objects.filter(user=user).update(preferred_language="en")
    errors = send(editor, event[0], **changes)
    assert set(errors) == {"closes_on"}
    assert rule in errors["closes_on"][0]
    assert not is_japanese(errors["closes_on"][0])
