"""Addresses that say what is wrong, and those that programs and readers ask for by themselves."""

from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction, Site

from home.open_data.fields import FIELDS
from home.open_data.lists import LISTS
from pages.awards.models import AwardRoundPage
from portal import clock
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """News and winners in both languages."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        council = factories.CouncilPageFactory(parent=home)
        greeting = factories.GreetingPageFactory(parent=council)
        news = factories.NewsIndexPageFactory(parent=home)
        report = factories.NewsPageFactory(parent=news)
        awards = factories.AwardsIndexPageFactory(parent=home)
        winners = factories.WinnersPageFactory(parent=awards)
        award = factories.AwardRoundPageFactory(parent=awards, year=2017)
        place = factories.MunicipalityFactory(prefecture=41)
        factories.AwardWinnerFactory(page=award, municipality=place)
        for page in (home, council, greeting, news, report, awards, winners, award):
            factories.translate(page, said=f"English {page.slug}")
        yield {"council": council.pk, "award": award.pk, "greeting": greeting.pk}


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


# --- Filters ------------------------------------------------------------------------------

UNKNOWN = [
    "abc", "0", "-1", "1.5", "１３", "x" * 5000, "%00", "a%00b", "%E3%81%82", "%FF", "[]", "{}",
    "<b>", "'", "%0d%0a", "99999999999999999999", "null", "2017,2018", "true",
]  # fmt: skip
FILTERS = [
    ("/awards/winners/", "year"), ("/awards/winners/", "prize"), ("/awards/winners/", "pref"),
    ("/news/", "kind"), ("/news/", "about"), ("/news/", "fy"),
]  # fmt: skip


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("path", "name"), FILTERS)
@pytest.mark.parametrize("value", UNKNOWN)
def test_a_value_that_a_filter_does_not_have_is_refused_with_the_choices(client, path, name, value):
    for prefix, sentence in (("", "選べる値ではありません"), ("/en", "is not a choice of")):
        html = read(client, f"{prefix}{path}?{name}={value}", 400)
        assert html.html["lang"] == ("en" if prefix else "ja")
        assert html.find("header")
        assert html.find("footer")
        assert len(html.select("h1")) == 1
        alert = html.main.find(role="alert").get_text()
        assert sentence in alert
        assert len(alert) < 150
        choices = [link["href"] for link in html.main.select("ul.cols a")]
        assert choices
        for address in choices:
            assert f"?{name}=" in address
            assert address.startswith(f"{prefix}{path}")


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("path", "name"), FILTERS)
def test_every_choice_that_is_offered_opens(client, path, name):
    for prefix in ("", "/en"):
        html = read(client, f"{prefix}{path}?{name}=zzz", 400)
        for link in html.main.select("ul.cols a"):
            read(client, link["href"])


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    "query",
    [
        "year=&prize=&pref=", "pref=41&pref=41", "year=2017&pref=41", "utm_source=x", "q=%00",
        "page=abc", "Pref=abc", "year=2017&unknown=1&unknown=2", "=", "&&",
    ],
)  # fmt: skip
def test_what_is_known_empty_or_no_filter_is_shown(client, query):
    for prefix in ("", "/en"):
        assert read(client, f"{prefix}/awards/winners/?{query}").main.find("table")


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("query", ["pref=41&pref=abc", "pref=abc&pref=41", "year=2017&pref=x"])
def test_one_unknown_value_beside_known_ones_is_refused(client, query):
    for prefix in ("", "/en"):
        read(client, f"{prefix}/awards/winners/?{query}", 400)


def test_two_values_of_a_filter_show_the_winners_of_either(client, made):
    award = AwardRoundPage.objects.get(pk=made["award"])
    other = factories.MunicipalityFactory(prefecture=13, name_ja="他県市")
    factories.AwardWinnerFactory(page=award, municipality=other)
    rows = read(client, "/awards/winners/?pref=41&pref=13").main.select("tbody tr")
    assert len(rows) == 2
    assert "他県市" not in read(client, "/awards/winners/?pref=41").main.find("table").get_text()


@pytest.mark.usefixtures("made")
def test_a_refusal_is_kept_by_no_cache(client):
    assert "s-maxage" not in client.get("/news/?kind=zzz").get("Cache-Control", "")


# --- Addresses that programs ask for --------------------------------------------------------


@pytest.mark.usefixtures("made")
def test_the_icon_stands_at_the_address_that_browsers_guess(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Content-Type"]) == (200, "image/x-icon")
    assert b"".join(response.streaming_content)[:4] == b"\x00\x00\x01\x00"


def fields_of(client):
    response = client.get("/.well-known/security.txt")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return [line.split(": ", 1) for line in response.text.strip().split("\n")]


@pytest.mark.usefixtures("made")
def test_security_txt_says_whom_to_tell_until_when(client, settings):
    settings.PORTAL_SECURITY_TXT_DAYS = 30
    factories.change_settings(mail="security@example.org")
    found = dict(fields_of(client))
    assert found["Contact"] == "mailto:security@example.org"
    assert found["Preferred-Languages"] == "ja, en"
    assert found["Canonical"] == "http://testserver/.well-known/security.txt"
    left = datetime.fromisoformat(found["Expires"]) - clock.now()
    assert timedelta(days=29) < left <= timedelta(days=30)
    assert [name for name, _value in fields_of(client)].count("Expires") == 1


@pytest.mark.usefixtures("made")
def test_security_txt_leads_to_the_contact_page_when_there_is_no_address(client):
    factories.change_settings(mail="")
    assert dict(fields_of(client))["Contact"] == "http://testserver/contact/"


# --- The site map for readers ---------------------------------------------------------------


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_site_map_shows_every_page_as_the_tree_it_is(client, prefix):
    html = read(client, f"{prefix}/sitemap/")
    assert html.html["lang"] == ("en" if prefix else "ja")
    assert len(html.select("h1")) == 1
    greeting = html.main.find("a", href=f"{prefix}/council/greeting/")
    section = greeting.find_parent("section")
    assert section.h2.a["href"] == f"{prefix}/council/"
    assert [each.name for each in greeting.find_parents(["ul", "details"])] == ["ul"]
    for link in html.main.select("li a"):
        assert client.get(link["href"]).status_code == 200
        assert "ja" not in link.get("lang", "")
    other = html.find("nav", class_="lang").a["href"]
    assert other == ("/sitemap/" if prefix else "/en/sitemap/")


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.usefixtures("made")
def test_the_site_map_shows_pages_below_pages_further_in(client, prefix):
    section = factories.InformationPageFactory(parent=Site.objects.get().root_page)
    above = factories.InformationPageFactory(parent=section)
    below = factories.InformationPageFactory(parent=above)
    for page in (section, above, below):
        factories.translate(page)
    link = read(client, f"{prefix}/sitemap/").main.find("a", href=f"{prefix}{below.url}")
    item = link.find_parent("ul").find_parent("li")
    assert item.a["href"] == f"{prefix}{above.url}"
    assert item.find_parent("section").h2.a["href"] == f"{prefix}{section.url}"


@pytest.mark.parametrize(("count", "folds"), [(10, 0), (11, 1)])
@pytest.mark.usefixtures("made")
def test_the_site_map_folds_up_a_long_list_and_says_how_long_it_is(client, count, folds):
    section = factories.InformationPageFactory(parent=Site.objects.get().root_page)
    for _ in range(count):
        factories.InformationPageFactory(parent=section)
    heading = read(client, "/sitemap/").main.find("a", href=section.url).find_parent("section")
    assert len(heading.select("li")) == count
    assert [fold.summary.get_text(strip=True) for fold in heading.select("details")] == (
        [f"{count}ページ"] * folds
    )


def test_the_site_map_marks_japanese_titles_in_the_english_tree(client, made):
    parent = factories.CouncilPageFactory._meta.model.objects.get(pk=made["council"])
    page = factories.HistoryPageFactory(parent=parent, title="あゆみの頁")
    factories.alias(page)
    link = read(client, "/en/sitemap/").main.find("a", href="/en/council/history/")
    assert (link["lang"], link.get_text()) == ("ja", "あゆみの頁")


def test_what_is_private_or_taken_down_is_not_in_the_site_map(client, made):
    model = factories.CouncilPageFactory._meta.model
    page = model.objects.get(pk=made["council"])
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "council" not in str(read(client, "/sitemap/").main)
    PageViewRestriction.objects.all().delete()
    page.unpublish()
    assert not read(client, "/sitemap/").main.find("a", href="/council/")


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("address", ["/", "/en/", "/council/", "/en/nowhere/"])
def test_the_foot_of_every_page_leads_to_the_site_map_and_the_data(client, address):
    prefix = "/en" if address.startswith("/en") else ""
    html = BeautifulSoup(client.get(address).content, "html.parser")
    for target in ("/sitemap/", "/data/"):
        assert html.footer.find("a", href=f"{prefix}{target}")


# --- The page that describes the data -------------------------------------------------------


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_of_the_data_describes_every_file(client, prefix):
    html = read(client, f"{prefix}/data/")
    assert html.html["lang"] == ("en" if prefix else "ja")
    for name in LISTS:
        for kind in ("csv", "json"):
            link = html.main.find("a", href=f"/data/{name}.{kind}")
            assert client.get(link["href"]).status_code == 200
        table = html.main.find("h2", id=f"{name}-h").parent.table
        assert [row.th.get_text(strip=True) for row in table.tbody.select("tr")] == [*FIELDS[name]]
    assert html.main.find("time", datetime=clock.today().isoformat())


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("name", LISTS)
def test_the_fields_described_are_those_of_the_rows(client, name):
    rows = client.get(f"/data/{name}.json").json()[name]
    for row in rows:
        assert [*row] == [*FIELDS[name]]
    if name in ("awards", "members"):
        assert rows


@pytest.mark.usefixtures("made")
def test_the_licence_is_that_of_the_settings_and_none_is_made_up(client):
    assert "まだ定められていません" in read(client, "/data/").main.get_text()
    assert "No licence has been decided" in read(client, "/en/data/").main.get_text()
    factories.change_settings(
        data_licence_ja="CC BY 4.0 国際", data_licence_en="CC BY 4.0",
        data_licence_url="https://creativecommons.org/licenses/by/4.0/",
    )  # fmt: skip
    assert "CC BY 4.0 国際" in read(client, "/data/").main.get_text()
    link = read(client, "/en/data/").main.find("a", href=lambda to: "creativecommons" in to)
    assert link.get_text(strip=True) == "CC BY 4.0"


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("path", ["/data/nothing.csv", f"/data/{quote('行事')}.csv"])
def test_a_list_that_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404
