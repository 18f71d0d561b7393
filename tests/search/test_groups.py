"""What a group asks the index for."""

from search.index.database import Phrase, Term
from search.query.groups import Group, Way

WORD, COMPOUND = Term("wサミット"), (Term("w首長"), Term("wサミット"))
SIGNS, MORE_SIGNS = Phrase(("bサミ", "bミツ")), Phrase(("b長サ", "bサミ", "bミツ"))


def test_a_way_whose_rows_another_finds_is_not_asked_for():
    group = Group("サミット", ways=[Way(COMPOUND), Way((WORD,)), Way((SIGNS,)), Way((MORE_SIGNS,))])
    assert group.node.parts == (WORD, SIGNS)


def test_of_ways_that_find_the_same_one_is_asked_for():
    assert Group("サミット", ways=[Way((WORD,)), Way((WORD,), 0.5)]).node.parts == (WORD,)


def test_ways_that_find_rows_of_their_own_are_all_asked_for():
    leaves = (WORD, Term("w首長"), SIGNS, Phrase(("bミツ", "bツト")))
    group = Group("サミット", ways=[Way((leaf,)) for leaf in leaves])
    assert group.node.parts == leaves
