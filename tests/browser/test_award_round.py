"""The whole of an award round in a real browser: from the call to the winners.

The portal is started again at each of its moments. Two entrants type; the others come the same way
by the services behind the forms. Readers are followed by links alone, through all that is public.
"""

import http.client
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.entrants import CHECK, PAPER, SAVE, SEND, begin
from tests.browser.measures import holds
from tests.browser.moments import Moment
from tests.crawler import HOST, START, ask, crawl

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

ROUND = "award-whole"
BELOW = f"/awards/{ROUND}/"
TREES = ("", "/en")
FILES = ("/media/", "/documents/")  # pictures and papers, in which nobody writes by the portal
WINNER = ("極秘の取組", "極秘受賞市", "Secretwin City")
NOMINEE = ("内密の取組", "内密候補市", "Secretlist City")
SEARCHES = ("/search/", "/en/search/", "/search/suggest/", "/api/search/")
LISTS = ("/awards/", "/awards/winners/", "/council/members/", "/news/", "/events/")
WATCHED = tuple(
    f"{tree}{address}"
    for tree in TREES
    for address in (*LISTS, BELOW, "/council/members/secretlist/")
)
PREPARE = """
from datetime import date
from pages.awards.models import AwardQuestion, AwardsIndexPage
from pages.records.models import Municipality
from tests import factories, rounds
for key, japanese, english, prefecture in (
    ("secretwin", "極秘受賞市", "Secretwin City", 13),
    ("secretlist", "内密候補市", "Secretlist City", 13),
):
    town = Municipality(
        key=key, name_ja=japanese, name_en=english, kind="city", prefecture=prefecture)
    town.complete()
    town.save()
awards = AwardsIndexPage.objects.get(locale__language_code="ja")
page = factories.AwardRoundPageFactory(
    parent=awards, slug="award-whole", title="募集回のすべて", number=91, year=2023, live=False,
    takes_entries=True, opens_on=date(2023, 1, 10), closes_on=date(2023, 2, 10),
    results_on=date(2023, 4, 1), ceremony_on=date(2023, 4, 1),
    criteria=rounds.kinds_of_work(), criteria_are_invited_work=True,
    questions=[AwardQuestion(
        key="size", label_ja="人口", label_en="Population", kind="choice", is_required=True,
        choices="1万人未満 | Below 10,000\\n1万人以上 | 10,000 or more")],
)
factories.alias(page)
page.save_revision()
"""
# Eighteen by the services behind the forms; of these the last three are not sent yet.
ENTER = """
from uuid import uuid4
from django.utils.datastructures import MultiValueDict
from pages.awards.models import AwardRoundPage
from pages.submissions.entries import entering, mails
from pages.submissions.entries.form import WhoForm, WorkForm
from pages.submissions.entries.models import AwardEntry
from tests import rounds
page = AwardRoundPage.objects.get(slug="award-whole", locale__language_code="ja")
kind = str(page.criteria.all()[0].pk)
named = {0: ("極秘受賞市", "極秘の取組"), 1: ("内密候補市", "内密の取組")}
for number in range(18):
    town, project = named.get(number, ("多久市", f"取組その{number}"))
    language, key = ("ja", "en")[number % 2], uuid4()
    who = WhoForm({**rounds.WHO, "f-municipality": town, "f-mail": f"{number}@example.org"},
        page=page.get_translations(inclusive=True).get(locale__language_code=language).specific)
    assert who.is_valid(), who.errors
    entering.begin(who, key, language)
    entry = AwardEntry.objects.get(key=key)
    work = WorkForm(
        {"f-project": project, "f-summary": "見本", "f-category": kind, "f-name": "見本 花子",
         "f-q_size": "below-10000"},
        MultiValueDict({"f-attached": [rounds.paper(), rounds.photo()]}),
        entry=entry, must_be_whole=True)
    assert work.is_valid(), work.errors
    entering.save(entry, entry.version, work.texts, work.taken)
    entry = AwardEntry.objects.get(key=key)
    if number < 15:
        entering.send(entry, entry.version, mails.page_of(entry))
"""
COUNTED = """
from pages.submissions.entries.models import AwardEntry, EntryFile
print(AwardEntry.objects.exclude(state="draft").count(), AwardEntry.objects.count(),
    EntryFile.objects.values("entry").distinct().count())
"""
NUMBER = """
from pages.submissions.entries.models import AwardEntry
print(AwardEntry.objects.get(project={project!r}).pk)
"""


class Reader:
    """Anybody, as the crawler asks: by addresses of its own host, without cookies."""

    def __init__(self, url):
        self.own = urlsplit(url).netloc
        self.connection = http.client.HTTPConnection(self.own, timeout=60)

    def get(self, address, query=None):
        if address.startswith(FILES):
            return SimpleNamespace(status_code=200, content=b"", streaming=False, get={}.get)
        more = f"?{urlencode(query)}" if query else ""
        self.connection.request("GET", address + more)
        answer = self.connection.getresponse()
        content = answer.read().replace(self.own.encode(), HOST.encode())
        return SimpleNamespace(
            status_code=answer.status, content=content, streaming=False, get=answer.headers.get,
            url=answer.headers.get("Location", "").replace(self.own, HOST),
        )  # fmt: skip


class Round(Moment):
    """The portal with an award round, and whoever comes to it then."""

    slug = ROUND

    def shown(self, address=BELOW, tree="") -> Page:
        page = self.window()
        page.goto(f"{self.portal.url}{tree}{address}")
        return page

    def number_of(self, project) -> str:
        return self.portal.run(NUMBER.format(project=project)).strip()

    def judge(self, editor: Page, project: str, state: str, row: str) -> None:
        """An editor brings an entry to a state and makes it a row of the round."""
        for step in (f"state/{state}", f"row/{row}"):
            number = self.number_of(project)
            editor.goto(f"{self.portal.url}/admin/award-entries/{number}/{step}/")
            prizes = editor.locator("[name=prize]")
            if prizes.count():
                prizes.select_option(index=1)
            editor.locator("main form[method=post] button.button").click()
            expect(editor.locator(".messages .success")).to_be_visible()

    def crawled(self) -> set[str]:
        """The addresses, of all that links lead to, at which anybody reads who won."""
        answers = crawl(Reader(self.portal.url), *(f"{tree}{BELOW}" for tree in TREES))
        assert len(answers) > 200
        return self.naming(answers, WINNER)

    def looked_into(self) -> set[str]:
        """Where anybody reads a nominee: in files, feeds, lists, and where they will stand."""
        reader = Reader(self.portal.url)
        answers = {address: ask(reader, address) for address in (*START, *WATCHED)}
        return self.naming(answers, NOMINEE)

    def naming(self, answers, secret) -> set[str]:
        """The addresses at which a word of a secret is read, those of the search among them."""
        reader = Reader(self.portal.url)
        for address in SEARCHES:
            # The first letters alone: the page says again what was asked.
            for query in (secret[1][:2], secret[2][:6]):
                answers[f"{address}?q={query}"] = ask(reader, address, q=query)
        return {address for address, each in answers.items() if any(map(each.holds, secret))}

    def says(self, secret) -> None:
        """Both languages name it."""
        expect(self.shown().locator("main")).to_contain_text(secret[1])
        expect(self.shown(tree="/en").locator("main")).to_contain_text(secret[2])


def test_a_round_from_the_call_to_its_winners(served_at):
    with served_at("2023-01-15T10:00:00+09:00", Round) as moment:
        moment.portal.run(PREPARE)
        assert moment.shown().locator("h1").count() == 1  # the page that says it is not there
        moment.publish()
        for tree in TREES:
            link = moment.shown(tree=tree).locator(f'main a.btn[href="{tree}{BELOW}entry/"]')
            expect(link.first).to_be_visible()
        moment.portal.run(ENTER)
        draft = they_type(moment)
        assert moment.portal.run(COUNTED).split() == ["16", "20", "20"]
    with served_at("2023-02-11T10:00:00+09:00", Round) as moment:
        late = moment.shown(draft)
        expect(late.locator("#id_f-project")).to_have_count(0)
        moment.publish(closes_on="2023-02-20")
        for tree in TREES:
            facts = moment.shown(tree=tree).locator(f"main .facts[data-item={ROUND}]")
            expect(facts).to_have_attribute("data-closes", "2023-02-20")
        late.reload()
        late.get_by_label("1万人以上").check()
        send(late)
        assert moment.portal.run(COUNTED).split() == ["17", "20", "20"]
    with served_at("2023-03-30T23:55:00+09:00", Round) as moment:
        moment.judge(moment.editor, NOMINEE[0], "nominated", "finalist")
        refused = moment.sent(nominees_on="2023-03-31")
        expect(refused.locator(".messages .error")).to_be_visible()
        assert moment.looked_into() == set()
    with served_at("2023-03-31T23:50:00+09:00", Round) as moment:
        moment.publish(nominees_on="2023-03-31")
        moment.says(NOMINEE)
        moment.judge(moment.editor, WINNER[0], "winner", "winner")
        expect(moment.sent().locator(".messages .error")).to_be_visible()
        assert moment.crawled() == set()
    with served_at("2023-04-01T00:00:05+09:00", Round) as moment:
        assert "20230401" in Reader(moment.portal.url).get("/events/calendar.ics").content.decode()
        moment.publish()
        moment.says(WINNER)
        for tree, name in (("", WINNER[1]), ("/en", WINNER[2])):
            winners = moment.shown("/awards/winners/", tree).locator("main")
            expect(winners).to_contain_text(name)


def they_type(moment) -> str:
    """One enters in English; one begins in Japanese, and leaves the address of a draft."""
    page = moment.window()
    begin(page, f"{moment.portal.url}/en{BELOW}entry/", "typed-en@example.org", "taku")
    work(page, "A typed project")
    page.get_by_label("Below 10,000").check()
    send(page)
    expect(page.locator(".note.good")).to_contain_text("E-2023-")
    page = moment.window()
    begin(page, f"{moment.portal.url}{BELOW}entry/", "typed-ja@example.org")
    work(page, "打ち込んだ取組")
    page.locator(CHECK).click()
    expect(page.locator("[role=alert]")).to_contain_text("人口")
    holds(page)
    page.locator(SAVE).click()
    expect(page.locator(".note.warn")).to_contain_text("下書きを保存しました")
    return page.url.partition("&")[0].removeprefix(moment.portal.url)


def work(page: Page, project: str) -> None:
    page.fill("#id_f-project", project)
    page.select_option("#id_f-category", index=1)
    page.fill("#id_f-summary", "一人一台の端末を授業で使います。")
    page.set_input_files("#id_f-attached", PAPER)


def send(page: Page) -> None:
    page.locator(CHECK).click()
    page.locator(SEND).click()
    expect(page.locator(".note.good")).to_be_visible()
