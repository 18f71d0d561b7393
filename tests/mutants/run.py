"""Break the code in many small ways, one at a time, and see whether the tests notice.

It works on copies of the tree in a temporary folder, one for each core, and runs only the tests
that the list names. `python -m tests.mutants.run awards states` takes only the breaks with one of
these words.
"""

import os
import queue
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.breaks import ROOT, Break, faults, read_breaks

# Of all breaks, how many must be noticed.
WANTED = 55 / 60
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", ".*_cache", ".hypothesis")
PURE = "tests/pages/test_lifecycle_"
SECONDS = 900
CAUGHT, SURVIVED = "caught", "survived"


def main(*words: str) -> int:
    """Run the breaks whose subject, file or name has one of `words`; 0 when enough are noticed."""
    breaks = [
        each
        for each in read_breaks()
        if not words or any(word in f"{each.subject} {each.path} {each.name}" for word in words)
    ]
    if unfit := faults(breaks):
        say("\n".join(["Some breaks do not fit the code any more: mend the list.", *unfit]))
        return 1
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies = [Path(folder) / str(number) for number in range(os.cpu_count() or 1)]
        shutil.copytree(ROOT, copies[0], symlinks=True, ignore=LEFT_OUT)
        share_databases(copies[0])
        if not holds_unbroken(breaks, copies[0]):
            return 1
        for copy in copies[1:]:
            shutil.copytree(copies[0], copy, symlinks=True)
        results = run_all(breaks, copies)
    return report(breaks, results)


def share_databases(copy: Path) -> None:
    """Let the tests of a copy find the databases that were prepared already."""
    prepared = ROOT / "var" / "test-databases"
    prepared.mkdir(parents=True, exist_ok=True)
    (copy / "var").mkdir()
    (copy / "var" / prepared.name).symlink_to(prepared)


def holds_unbroken(breaks: Iterable[Break], copy: Path) -> bool:
    """Whether the tests pass on the whole code: otherwise they could notice nothing."""
    tests = sorted({test for each in breaks for test in each.tests})
    for some in ([test for test in tests if is_pure(test)], [t for t in tests if not is_pure(t)]):
        ended = run_tests(some, copy) if some else None
        if ended and ended.returncode:
            say(f"The tests fail without any break:\n{ended.stdout}{ended.stderr}")
            return False
    return True


def run_all(breaks: list[Break], copies: list[Path]) -> list[str]:
    """The outcome of each break, with as many at once as there are copies."""
    free: queue.SimpleQueue[Path] = queue.SimpleQueue()
    for copy in copies:
        free.put(copy)

    def run(each: Break) -> str:
        copy = free.get()
        whole = (copy / each.path).read_text()
        try:
            outcome = try_out(each, copy)
        finally:
            (copy / each.path).write_text(whole)
            free.put(copy)
        say(f"{outcome:9} {each.path}: {each.name}")
        return outcome

    with ThreadPoolExecutor(len(copies)) as pool:
        return list(pool.map(run, breaks))


def try_out(each: Break, copy: Path) -> str:
    """Whether a break is noticed; a test that cannot even be run says nothing about it."""
    each.apply_to(copy)
    try:
        ended = run_tests(each.tests, copy)
    except subprocess.TimeoutExpired:
        return "too slow"
    return {0: SURVIVED, 1: CAUGHT}.get(ended.returncode, "not run")


def run_tests(tests: Iterable[str], copy: Path) -> subprocess.CompletedProcess[str]:
    """Some tests in a copy; those of the rules of time need neither settings nor database."""
    tests = list(tests)
    light = ["-p", "no:django", "--noconftest"] if all(map(is_pure, tests)) else []
    command = [sys.executable, "-m", "pytest", "-x", "-q", *light, *tests]
    # The content is loaded once, by the whole code: each break would load it anew.
    environment = {**os.environ, "TESTS_CONTENT": f"broken{os.getpid()}"}
    return subprocess.run(  # noqa: S603
        command,
        cwd=copy,
        timeout=SECONDS,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def is_pure(test: str) -> bool:
    """Whether a test is one of the rules of time."""
    return test.startswith(PURE)


def report(breaks: list[Break], results: list[str]) -> int:
    """Name what was not noticed and count; 0 when enough was."""
    for each, result in zip(breaks, results, strict=True):
        if result != CAUGHT:
            say(f"{result}: {each.path}: {each.name} ({', '.join(each.tests)})")
    caught = results.count(CAUGHT)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    say(f"{caught} caught, {len(results) - caught} survived")
    say(f"{used.ru_utime + used.ru_stime:.0f} seconds of processor time")
    return 0 if caught >= WANTED * len(results) else 1


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
