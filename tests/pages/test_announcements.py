"""Changes that editors may make to automatic announcements, and their effects."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from pages.news.announcements import AnnouncementChange, AnnouncementWording, NewsSettings
from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made")]


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.TOKYO)


SEP_10, SEP_26 = "2022-09-10T10:00", "2022-09-26T10:00"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A news list, a training session (6 to 26 September) and an award round, in both languages."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        news = factories.NewsIndexPageFactory(parent=home)
        events = factories.EventsIndexPageFactory(parent=home)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        training = factories.TrainingPageFactory(
            parent=trainings, title="第1回研修会", slug="training-1"
        )
        awards = factories.AwardsIndexPageFactory(parent=home)
        award = factories.AwardRoundPageFactory(
            parent=awards, slug="award-1", title="第1回アワード", opens_on=date(2022, 9, 1)
        )
        for page in (home, news, events, trainings, training, awards, award):
            factories.translate(page, said=f"English {page.slug}")
        yield SimpleNamespace(news=news.pk, training=training.pk, award=award.pk)


@pytest.fixture
def pages(made):
    """The same pages, fetched again."""
    return SimpleNamespace(
        **{name: Page.objects.get(pk=pk).specific for name, pk in vars(made).items()}
    )


def read(at, address="/news/"):
    with clock.at(moment(at)):
        response = Client().get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def headlines(at, address="/news/"):
    return [link.get_text() for link in read(at, address).select("ul.news .t a")]


def change(page, kind, day=None, **what):
    AnnouncementChange.objects.create(item_key=page.translation_key, kind=kind, day=day, **what)


# --- One line per item and day -----------------------------------------------------------


def test_a_report_takes_the_place_of_what_its_item_would_announce_that_day(pages):
    day = date(2022, 9, 6)
    factories.NewsPageFactory(
        parent=pages.news, published_on=day, item=pages.training, title="受付を始めました"
    )
    assert headlines(SEP_10) == ["受付を始めました", "第1回アワードの応募受付を開始"]


def test_a_report_on_something_else_takes_no_place(pages):
    factories.NewsPageFactory(parent=pages.news, published_on=date(2022, 9, 6), title="別の件")
    assert len(headlines(SEP_10)) == 3


# --- Held back, reworded, pinned ---------------------------------------------------------


def test_what_is_held_back_stands_nowhere_in_either_language(pages):
    change(pages.training, "opening", held_back=True)
    for prefix in ("", "/en"):
        addresses = [f"{prefix}/news/", f"{prefix}/"]
        for address in addresses:
            links = {link["href"] for link in read(SEP_10, address).select("ul.news .t a")}
            assert links == {f"{prefix}/awards/award-1/"}
        with clock.at(moment(SEP_10)):
            assert Client().get(f"{prefix}/news/training-1/opening/").status_code == 404
            assert Client().get(f"{prefix}/news/award-1/opening/").status_code == 302


def test_holding_back_one_line_leaves_its_day_to_another(pages):
    pages.training.closes_on = date(2022, 9, 6)
    pages.training.change_is_correction = True
    pages.training.save_revision().publish()
    assert "第1回研修会の申込受付は本日まで" in headlines("2022-09-06T10:00")
    change(pages.training, "last_day", date(2022, 9, 6), held_back=True)
    assert "第1回研修会の参加申込受付を開始" in headlines("2022-09-06T10:00")


def test_another_text_stands_in_the_line_of_its_language(pages):
    change(pages.training, "opening", text_ja="先着300名です", text_en="First 300 only")
    change(pages.award, "opening", text_ja="ふるってご応募ください")
    assert headlines(SEP_10) == ["先着300名です", "ふるってご応募ください"]
    assert headlines(SEP_10, "/en/news/") == ["First 300 only", "English award-1 1: entries open"]


def test_a_change_follows_an_event_to_its_new_day(pages):
    change(pages.training, "today", text_ja="まもなく始まります")
    pages.training.start_date = date(2022, 10, 3)
    pages.training.save_revision().publish()
    assert "まもなく始まります" in headlines("2022-10-03T10:00")


def test_a_change_of_one_extension_leaves_the_others(pages):
    for day, old, new in ((20, 26, 27), (22, 27, 28)):
        pages.training.extensions.create(
            announced_on=date(2022, 9, day),
            old_closes_on=date(2022, 9, old),
            new_closes_on=date(2022, 9, new),
        )
    pages.training.closes_on = date(2022, 9, 28)
    pages.training.save_revision().publish()
    change(pages.training, "extension", date(2022, 9, 20), held_back=True)
    told = [line for line in headlines("2022-09-23T10:00") if "延長" in line]
    assert told == ["第1回研修会の申込受付を9月28日まで延長"]
    with clock.at(moment("2022-09-23T10:00")):
        assert Client().get("/news/training-1/extension/").status_code == 404
        assert Client().get("/news/training-1/extension-2022-09-22/").status_code == 302


@pytest.mark.parametrize("address", ["/", "/news/", "/en/news/"])
def test_a_pinned_line_stands_on_top_until_its_day_is_over(pages, address):
    change(pages.award, "opening", pinned_until=date(2022, 9, 12))

    def first(at):
        return "award" in read(at, address).select("ul.news .t a")[0]["href"]

    assert not first("2022-09-13T00:00:00")
    assert first("2022-09-12T23:59:59")
    lines = headlines("2022-09-12T10:00", address)
    assert len(lines) == len(set(lines)) == 2


def test_what_was_changed_in_substance_is_marked_up_for_seven_days(pages):
    factories.NewsPageFactory(
        parent=pages.news, published_on=date(2022, 9, 1), updated_on=date(2022, 9, 20)
    )

    def marks(at):
        lines = read(at).select('.news li:has(time[datetime="2022-09-01"]):has(a[href^="/news/"])')
        return [mark.get_text() for line in lines for mark in line.select(".new")]

    assert marks("2022-09-07T23:59") == ["NEW"]
    assert marks("2022-09-19T23:59") == []
    assert marks("2022-09-20T00:00") == marks("2022-09-26T23:59") == ["UP"]
    assert marks("2022-09-27T00:00") == []


# --- Wordings ----------------------------------------------------------------------------


def test_the_council_s_own_wording_is_used_and_empty_texts_leave_the_shipped_one(pages):
    AnnouncementWording.objects.create(
        subject="event", kind="opening", text_ja="{day}から{title}を受け付けます"
    )
    assert headlines(SEP_10)[0] == "9月6日から第1回研修会を受け付けます"
    assert headlines(SEP_10, "/en/news/")[0] == "English training-1 1: applications open"
    assert headlines(SEP_10)[1] == "第1回アワードの応募受付を開始"


@pytest.mark.parametrize(
    "broken", ["{titel}", "{title", "題名なし", "{title}{closes}", "{title.__class__}", "{0}", "{}"]
)
def test_a_broken_wording_in_the_database_is_passed_over(broken):
    AnnouncementWording.objects.create(
        subject="event", kind="opening", text_ja=broken, text_en=broken
    )
    assert headlines(SEP_10)[0] == "第1回研修会の参加申込受付を開始"
    assert headlines(SEP_10, "/en/news/")[0] == "English training-1 1: applications open"


# --- In the admin ------------------------------------------------------------------------


def signed_in(**kind):
    user = factories.UserFactory(**kind)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "ja"
    profile.save()
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor():
    """Someone who may change announcements and nothing else."""
    group = Group.objects.create(name="お知らせ係")
    names = ["access_admin", "change_announcementchange"]
    group.permissions.set(Permission.objects.filter(codename__in=names))
    client = signed_in()
    client.user = group.user_set.add(*factories.UserFactory._meta.model.objects.all())
    return client


@pytest.fixture
def admin():
    return signed_in(is_superuser=True)


def admin_page(client, address, data=None):
    with clock.at(moment(SEP_10)):
        response = client.post(address, data) if data is not None else client.get(address)
    return response, BeautifulSoup(response.content, "html.parser")


def errors(html):
    return [each.get_text(" ", strip=True) for each in html.select(".error-message")]


def test_the_desk_lists_what_is_told_and_what_is_to_come(editor):
    answer, html = admin_page(editor, reverse("announcements:index"))
    assert answer.status_code == 200
    rows = [[cell.get_text(strip=True) for cell in row("td")] for row in html.select("tbody tr")]
    told = {row[1]: row[3] for row in rows}
    assert told["第1回研修会の参加申込受付を開始"] == "掲載中"
    assert told["第1回研修会は本日開催"] == "掲載前"
    assert not html.find("a", href=reverse("announcements:wordings"))


def test_an_editor_holds_back_a_line_and_brings_it_back(editor, pages):
    address = reverse(
        "announcements:change", args=[pages.training.translation_key, "opening", "2022-09-06"]
    )
    for posted, lines in (({"held_back": "on"}, 1), ({"held_back": "on"}, 1), ({}, 2)):
        answer, _html = admin_page(editor, address, posted)
        assert answer.status_code == 302
        assert len(headlines(SEP_10)) == len(headlines(SEP_10, "/en/news/")) == lines
    assert AnnouncementChange.objects.count() == 1


def test_the_form_says_what_stands_there_without_another_text(editor, pages):
    address = reverse(
        "announcements:change", args=[pages.training.translation_key, "opening", "2022-09-06"]
    )
    _answer, html = admin_page(editor, address)
    assert "空欄のときの文：第1回研修会の参加申込受付を開始" in html.get_text()
    assert "空欄のときの文：English training-1 1: applications open" in html.get_text()


def test_an_english_text_alone_is_refused(editor, pages):
    address = reverse(
        "announcements:change", args=[pages.training.translation_key, "opening", "2022-09-06"]
    )
    answer, html = admin_page(editor, address, {"text_en": "Only English"})
    assert answer.status_code == 200
    assert errors(html) == ["日本語の文も入力してください。"]
    assert not AnnouncementChange.objects.exists()


@pytest.mark.parametrize(
    "where", ["closed/2022-09-06", "opening/2022-09-07", "opening/someday", "nothing/2022-09-06"]
)
def test_what_no_item_announces_cannot_be_changed(editor, pages, where):
    key = pages.training.translation_key
    assert editor.get(f"/admin/announcements/{key}/{where}/").status_code == 404


def test_who_may_not_change_announcements_is_turned_away(editor, pages):
    assert editor.get(reverse("announcements:wordings")).status_code == 302
    stranger = signed_in()
    answer = stranger.get(reverse("announcements:index"))
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("opening", "{title}を{deadline}まで受付", "{deadline} はここでは使えません"),
        ("opening", "{title}を{closes}まで受付", "{closes} はここでは使えません"),
        ("opening", "受付を開始", "{title} がありません"),
        ("extension", "{title}を延長", "{closes} がありません"),
        ("opening", "{title}を開始}", "波かっこ"),
        ("opening", "{title}を{開始", "波かっこ"),
    ],
)
def test_a_wording_with_a_wrong_placeholder_is_refused_saying_which(admin, kind, text, said):
    address = reverse("announcements:word", args=["event", kind])
    answer, html = admin_page(admin, address, {"text_ja": text, "text_en": ""})
    assert answer.status_code == 200
    assert said in " ".join(errors(html))
    assert not AnnouncementWording.objects.exists()


def test_a_wording_is_saved_and_used(admin):
    address = reverse("announcements:word", args=["event", "opening"])
    data = {"text_ja": "{title}、受付開始", "text_en": "Apply now: {title}"}
    for _ in range(2):
        assert admin_page(admin, address, data)[0].status_code == 302
    assert headlines(SEP_10)[0] == "第1回研修会、受付開始"
    assert headlines(SEP_10, "/en/news/")[0] == "Apply now: English training-1 1"
    _answer, html = admin_page(admin, reverse("announcements:wordings"))
    assert "{title}、受付開始" in html.get_text()
    assert admin.get(reverse("announcements:word", args=["event", "closed"])).status_code == 404


# --- The one call ------------------------------------------------------------------------


def called(at, address="/"):
    call = read(at, address).select_one(".call, .strip")
    return call and call["data-item"]


def test_by_rule_the_first_deadline_is_called_for_entries_only_in_japanese():
    assert called("2022-09-02T10:00") == "award-1"
    assert called("2022-09-02T10:00", "/en/") is None
    assert called(SEP_10) == "award-1"  # until the 14th; the training until the 26th
    assert called(SEP_10, "/en/") == "training-1"
    assert called("2022-09-15T00:00") == called("2022-09-15T00:00", "/en/") == "training-1"


def choose(page, **values):
    NewsSettings.objects.create(call_item=page, **values)


def test_an_editor_s_choice_stands_on_its_days_and_goes_by_itself(pages):
    choose(pages.training, call_from=date(2022, 9, 8), call_until=date(2022, 9, 11))
    assert called("2022-09-07T23:59:59") == "award-1"
    assert called("2022-09-08T00:00:00") == "training-1"
    assert called("2022-09-11T23:59:59") == "training-1"
    assert called("2022-09-12T00:00:00") == "award-1"


def test_a_choice_may_stand_before_applications_open_and_ends_when_they_close(pages):
    choose(pages.training, call_until=date(2022, 12, 31))
    assert called("2022-08-01T10:00") == "training-1"
    assert called("2022-09-26T23:59:59") == "training-1"
    assert called("2022-09-27T00:00:00") is None


def test_a_choice_is_shown_in_english_only_when_ticked(pages):
    choose(pages.award, call_until=date(2022, 9, 30))
    assert called(SEP_10, "/en/") == "training-1"
    NewsSettings.objects.update(call_in_english=True)
    assert called(SEP_10, "/en/") == "award-1"


def test_a_choice_that_is_unpublished_gives_way_to_the_rule(pages):
    choose(pages.training, call_until=date(2022, 9, 30))
    pages.training.unpublish()
    assert called(SEP_10) == "award-1"


@pytest.mark.parametrize(
    ("chosen", "since", "until", "field"),
    [
        (True, "", "", "call_until"),
        (True, "2022-09-12", "2022-09-11", "call_until"),
        (False, "", "2022-09-11", "call_item"),
        (True, "2022-13-01", "2022-09-11", "call_from"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(admin, pages, chosen, since, until, field):
    settings = NewsSettings.objects.create()
    address = reverse("wagtailsettings:edit", args=["pages", "newssettings", settings.pk])
    item = str(pages.training.pk) if chosen else ""
    data = {"new_days": "7", "call_item": item, "call_from": since, "call_until": until}
    answer, html = admin_page(admin, address, data)
    assert answer.status_code == 200
    assert html.select_one(f"#panel-child-the_one_call_on_the_front_page-{field}-errors") or (
        errors(html)
    )
    assert NewsSettings.objects.get().call_item is None


def test_the_settings_are_saved(admin, pages):
    settings = NewsSettings.objects.create()
    address = reverse("wagtailsettings:edit", args=["pages", "newssettings", settings.pk])
    data = {
        "new_days": "3",
        "call_item": str(pages.training.pk),
        "call_from": "",
        "call_until": "2022-09-12",
    }
    assert admin_page(admin, address, data)[0].status_code == 302
    assert called(SEP_10) == "training-1"
    assert not read(SEP_10).select(".news .new")
