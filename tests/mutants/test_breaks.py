"""The list of breaks fits the code; whether they are noticed is tried by `make mutants`."""

import ast
from functools import cache

import pytest

from tests.mutants.breaks import ROOT, faults, read_breaks

BREAKS = read_breaks()


@cache
def names_in(path):
    """The tests of a module; those in classes with the name of the class before theirs."""
    tree = ast.parse((ROOT / path).read_text())
    return {
        "::".join(node.name for node in nodes)
        for nodes in (*((node,) for node in tree.body), *in_classes(tree))
        if isinstance(nodes[-1], ast.FunctionDef)
    }


def in_classes(tree):
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    return [(each, node) for each in classes for node in each.body]


def test_every_break_fits_one_place_of_the_code():
    assert faults(BREAKS) == []


def test_a_break_that_fits_no_place_or_two_is_named(tmp_path):
    (tmp_path / BREAKS[0].path).parent.mkdir(parents=True)
    (tmp_path / BREAKS[0].path).write_text(BREAKS[0].old * 2)
    twice, gone = faults([BREAKS[0], BREAKS[-1]], tmp_path)
    assert (BREAKS[0].name in twice, "2 times" in twice) == (True, True)
    assert (BREAKS[-1].name in gone, "0 times" in gone) == (True, True)


@pytest.mark.parametrize("broken", BREAKS, ids=lambda each: each.name)
def test_a_break_changes_the_program_and_names_tests_that_there_are(broken, tmp_path):
    (tmp_path / broken.path).parent.mkdir(parents=True)
    whole = (ROOT / broken.path).read_text()
    (tmp_path / broken.path).write_text(whole)
    broken.apply_to(tmp_path)
    assert ast.dump(ast.parse((tmp_path / broken.path).read_text())) != ast.dump(ast.parse(whole))
    assert broken.tests
    for test in broken.tests:
        path, _, name = test.partition("::")
        assert name in names_in(path), test


def test_every_break_has_a_name_of_its_own():
    assert len({each.name for each in BREAKS}) == len(BREAKS)
