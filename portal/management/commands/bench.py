"""`manage.py bench`: what pages and the search cost, beside what Wagtail alone costs."""

from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.bench import Target, WagtailAlone, compare
from search.benchmark.generated import generated
from search.index.documents import all_sources, documents_of
from search.index.store import rebuild

ARTICLE = "/events/summits/summit-5/"
PAGES = {
    "home": "/",
    "home, English": "/en/",
    "event": "/events/training/training-2/",
    "award round": "/awards/award-2020/",
    "proposal": "/proposals/proposal-2021/",
    "list of summits": "/events/summits/",
    "all winners": "/awards/winners/",
    "news": "/news/",
}
SEARCHES = {
    "search, a word": "/search/?q=サミット",
    "search, a date and a word": "/search/?q=令和4年 研修会",
    "search, English": "/en/search/?q=award winners",
    "search as JSON": "/api/search/?q=提言",
    "suggestions": "/search/suggest/?q=サミ",
}


class Command(BaseCommand):
    """Measures in a database of its own, which `make bench` sets up: the index is replaced."""

    help = "Measure pages, pages read again, and the search at several sizes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How often, and among how many documents."""
        parser.add_argument("--rounds", type=int, default=9)
        parser.add_argument("--times", type=int, default=5, help="requests in a round")
        parser.add_argument("--documents", type=int, nargs="*", default=[1_000, 10_000])

    def handle(self, *args: Any, **options: Any) -> None:
        """A table of pages, then one of searches per size."""
        if settings.DEBUG:
            raise CommandError("With DEBUG on everything is slower: use `make bench`.")
        self.rounds, self.times = options["rounds"], options["times"]
        self.handler = WSGIHandler()
        self.stdout.write(f"Database: {connection.vendor}. Ratios are to the first line.")
        self.show("Pages", [*self.of(PAGES), *self.read_again()])
        try:
            self.search_at(0)
            more = list(generated(max(options["documents"], default=0)))
            for count in options["documents"]:
                rebuild(documents=[*self.own(), *islice(more, count)])
                self.search_at(count)
        finally:
            rebuild()

    def of(self, addresses: dict[str, str]) -> list[Target]:
        """Addresses of the portal, with caches just emptied."""
        return [Target(name, address, self.handler) for name, address in addresses.items()]

    def read_again(self) -> list[Target]:
        """The article as its readers meet it: first, with full caches, and by who has it."""
        held = Target("article, caches kept", ARTICLE, self.handler, keeps_caches=True)
        etag = held.ask()["ETag"]
        same = Target("article, held by the browser", ARTICLE, self.handler, True, etag)
        return [Target("article", ARTICLE, self.handler), held, same]

    def own(self) -> list[Any]:
        """The index documents of the portal's own content."""
        return [document for source in all_sources() for document in documents_of(source)]

    def search_at(self, count: int) -> None:
        """The searches among so many more documents."""
        title = f"Search among {count:,} more documents" if count else "Search"
        self.show(title, self.of(SEARCHES))

    def show(self, title: str, targets: list[Target]) -> None:
        """One table, against Wagtail's own way to the article."""
        floor = Target("Wagtail alone: article, title only", ARTICLE, WagtailAlone())
        self.stdout.write(f"\n{title}")
        for line in compare([floor, *targets], self.rounds, self.times):
            self.stdout.write(line)
