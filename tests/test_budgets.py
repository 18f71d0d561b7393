"""Budgets of downloads; the style sheet's budget is in `tests/portal/test_staticfiles`."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from portal import clock
from tests import factories

STATIC = Path(settings.BASE_DIR) / "static"
KILOBYTE = 1024


@pytest.fixture(scope="module")
def full_site(django_db_setup, django_db_blocker):
    """A front page with every part of it filled: a call, news, winners, summits, proposals."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        for name in ("Council", "NewsIndex", "EventsIndex", "AwardsIndex", "ProposalsIndex"):
            getattr(factories, f"{name}PageFactory")(parent=home)
        below = {page.slug: page.specific for page in home.get_children()}
        summits = factories.SummitsIndexPageFactory(parent=below["events"])
        trainings = factories.TrainingIndexPageFactory(parent=below["events"])
        factories.TrainingPageFactory(parent=trainings, capacity=300, eligibility_ja="長い" * 40)
        for year in range(2016, 2022):
            factories.SummitPageFactory(
                parent=summits, start_date=date(year, 6, 2), outcome="held", theme="題目" * 20
            )
            proposal = factories.ProposalPageFactory(
                parent=below["proposals"], handed_over_on=date(year, 4, 7)
            )
            proposal.addressees.create(
                person=factories.PersonFactory(), role_ja="文部科学大臣", role_en="Minister"
            )
            proposal.save()
            award = factories.AwardRoundPageFactory(
                parent=below["awards"],
                number=year - 2015,
                year=year,
                opens_on=date(year, 8, 1),
                closes_on=date(year, 9, 14),
                results_on=date(year, 11, 17),
                ceremony_on=date(year, 11, 17),
            )
            for _ in range(8):
                factories.AwardWinnerFactory(
                    page=award, summary_ja="概要" * 40, summary_en="s" * 90
                )
            factories.NewsPageFactory(parent=below["news"], title="長い題名のお知らせ" * 8)
        home.refresh_from_db()
        for page in (home, *home.get_descendants().specific()):
            factories.alias(page)
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("full_site")
@pytest.mark.parametrize("address", ["/", "/en/"])
def test_the_front_page_is_at_most_60_kilobytes(client, address):
    with clock.at(datetime(2022, 9, 22, 10, tzinfo=clock.TOKYO)):
        response = client.get(address)
    html = response.content.decode()
    parts = ("見本研修会", "見本サミット", "見本提言", "長い題名のお知らせ", "<h3")
    assert not [part for part in parts if part not in html]
    assert len(response.content) <= 60 * KILOBYTE


def test_all_scripts_of_the_pages_together_are_at_most_5_kilobytes():
    """Those of the admin (js/admin) are sent to editors only."""
    scripts = [path for path in STATIC.rglob("*.js") if path.parent.name != "admin"]
    assert sum(path.stat().st_size for path in scripts) <= 5 * KILOBYTE


@pytest.mark.django_db
@pytest.mark.usefixtures("full_site")
def test_pages_ask_for_no_script_of_the_admin(client):
    assert "js/admin" not in client.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("full_site")
@pytest.mark.parametrize("address", ["/", "/en/", "/events/", "/en/awards/"])
def test_pages_ask_nothing_of_other_sites(client, address):
    """Pictures, styles, scripts and fonts come from the site itself."""
    html = client.get(address).content.decode()
    for attribute in ("src=", "srcset=", 'rel="stylesheet" href='):
        for start in html.split(attribute)[1:]:
            assert start.lstrip('"').startswith("/"), start[:80]
    assert "@import" not in html
    assert "preconnect" not in html
