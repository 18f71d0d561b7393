"""Quality and speed of the search, measured beside its baselines: a line per figure."""

from __future__ import annotations

import gc
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import connection

from search.benchmark.baselines import StockWagtail, TunedWords
from search.benchmark.generated import generated
from search.benchmark.quality import Score, by_group, means, score_all
from search.index.entries import entries_of
from search.index.store import rebuild
from search.query.engine import search
from search.query.filters import Filters
from search.request import BadSearchError, Request, read_query
from search.results import results_of

COLD_START = """
import time
from pathlib import Path

def private():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private")) / 1024

before, start = private(), time.perf_counter()
from search.analysis import analyze
analyze("全国ICT教育首長サミット")
took = time.perf_counter() - start
for line in Path("tests/search/judged/dev_queries.jsonl").read_text().splitlines():
    analyze(line)
print(took, private() - before)
"""


def find(text: str, lang: str) -> list[str]:
    """The keys of the portal's results."""
    results = search(read_query(text), Filters(lang=lang, ui=lang)).results
    return [result.entry.key for result in results]


class Benchmark:
    """Measures on the content that is loaded, then at a size, and puts the index back.

    `judged` is the folder of the judged queries; `write` takes a line per figure.
    """

    def __init__(self, judged: Path, write: Callable[[str], Any]) -> None:
        lines = (judged / "dev_queries.jsonl").read_text(encoding="utf-8").splitlines()
        self.queries = [json.loads(line) for line in lines]
        self.news = json.loads((judged / "news_items.json").read_text(encoding="utf-8"))
        self.write = write

    def run(self, sizes: Iterable[int], hostile: int) -> None:
        """All measurements: at several numbers of documents, with a number of hostile queries."""
        self.write(f"Database: {connection.vendor}")
        rebuild()
        try:
            self.quality()
            self.hostile(hostile)
            self.analysis()
            for count in sizes:
                self.size(count)
        finally:
            rebuild()

    def quality(self) -> None:
        """The judged queries, with the portal and the baselines in the same run."""
        scores = score_all(self.queries, find, self.news)
        ours = self.write_means("portal", scores)
        self.groups(scores)
        tuned = self.write_means(
            "tuned words", score_all(self.queries, TunedWords().find, self.news)
        )
        with StockWagtail() as stock:
            self.write_means("stock Wagtail", score_all(self.queries, stock.find, self.news))
        self.write(f"margin over tuned words: {ours - tuned:.3f} nDCG@10")
        self.marks()

    def write_means(self, name: str, scores: list[Score]) -> float:
        """The means of a search; returns its nDCG@10."""
        figures = means(scores)
        listed = "  ".join(f"{measure} {value:.3f}" for measure, value in figures.items())
        self.write(f"{name:14}{listed}")
        return figures["ndcg"]

    def groups(self, scores: list[Score]) -> None:
        """The groups of queries, and how often the other language leads to the right page."""
        for name, part in by_group(scores).items():
            self.write(f"  {name:14}{len(part):3}  nDCG@10 {means(part)['ndcg']:.3f}")
        across = by_group(scores)["cross-en-ja"]
        share = sum(score.best_place <= 3 for score in across) / len(across)
        self.write(f"across languages, right page in the top three: {share:.0%}")

    def marks(self) -> None:
        """How many of the relevant results have a mark in title or text, or give a reason."""
        relevant = marked = 0
        for query in self.queries:
            asked = Request(
                read_query(query["q"]), Filters(lang=query["lang"], ui=query["lang"]), 1
            )
            for hit in results_of(asked).hits:
                if query["rel"].get(hit.entry.key):
                    relevant += 1
                    marked += "<mark>" in hit.title + hit.snippet or bool(hit.reasons)
        self.write(f"relevant results with a mark or a reason: {marked} of {relevant}")

    def hostile(self, count: int) -> None:
        """Random signs of all kinds; anything but an answer or a refusal is an error."""
        chance = random.Random(11)  # noqa: S311 - no secret
        signs = (
            "\"'()*^~:\\-|&!<>%_;{}[]\x00\u202e\u200fあアｱ漢々ー1１aÁ🎌\ufffe\ud800令和年第回 　\n"
        )
        slowest = (0.0, "")
        for _ in range(count):
            text = "".join(chance.choices(signs, k=chance.choice((1, 3, 8, 30, 120, 10_000))))
            start = time.perf_counter()
            try:
                find(text, chance.choice(("ja", "en", "all")))
            except BadSearchError:
                continue
            slowest = max(slowest, (time.perf_counter() - start, text))
        worst = f"{slowest[0] * 1000:.0f} ms {slowest[1][:30]!r}"
        self.write(f"hostile queries: {count}, no error; the slowest {worst}")

    def analysis(self) -> None:
        """The cold start of a process, and the analysis of documents a second."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", COLD_START], capture_output=True, text=True, check=True
        )
        seconds, megabytes = map(float, done.stdout.split())
        self.write(f"cold start of the analyzer: {seconds:.2f} s")
        self.write(f"private memory the analyzer adds: {megabytes:.0f} MB")
        documents = list(generated(1000))
        start = time.process_time()
        for document in documents:
            list(entries_of(document))
        rate = len(documents) / (time.process_time() - start)
        self.write(f"analysis: {rate:.0f} documents a second of processor time")

    def size(self, count: int) -> None:
        """The same queries among many generated documents."""
        documents = list(generated(count))
        cpu, start = time.process_time(), time.perf_counter()
        rebuild(documents=documents)
        cpu, took = time.process_time() - cpu, time.perf_counter() - start
        self.write(
            f"index of {count}: {count / cpu:.0f} documents a second of processor time,"
            f" {count / took:.0f} by the clock"
        )
        del documents
        gc.collect()
        self.speed("portal, first time", find)
        self.speed("portal", find)
        start = time.perf_counter()
        with StockWagtail() as stock:
            rate = count / (time.perf_counter() - start)
            self.write(f"stock Wagtail takes {rate:.0f} documents a second by the clock")
            self.speed("stock Wagtail", stock.find)

    def speed(self, name: str, find_keys: Callable[[str, str], Any]) -> None:
        """The times of the judged queries, by the clock and of the processor."""
        clocks, cpus = [], []
        for query in self.queries:
            start, cpu = time.perf_counter(), time.process_time()
            find_keys(query["q"], query["lang"])
            clocks.append((time.perf_counter() - start) * 1000)
            cpus.append((time.process_time() - cpu) * 1000)
        self.write(
            f"{name:20} p50 {_part(clocks, 0.5):.1f} p95 {_part(clocks, 0.95):.1f} ms by the clock;"
            f" p50 {_part(cpus, 0.5):.1f} p95 {_part(cpus, 0.95):.1f} ms of processor time"
        )


def _part(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]
