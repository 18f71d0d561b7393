"""`manage.py bench_search`: quality and speed of the search beside its baselines."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from search.benchmark.measurements import Benchmark


class Command(BaseCommand):
    """Runs the benchmark of `search/benchmark/` on the portal's own database."""

    help = "Measure the search: quality, baselines, speed at a size, hostile queries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which judged queries, how many documents (several sizes), how many hostile queries."""
        parser.add_argument("--judged", type=Path, default=Path("tests/search/judged"))
        parser.add_argument("--documents", type=int, nargs="*", default=[10_000])
        parser.add_argument("--hostile", type=int, default=10_000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write a line per figure."""
        benchmark = Benchmark(options["judged"], self.stdout.write)
        benchmark.run(options["documents"], options["hostile"])
