"""The query that a concept becomes."""

from search.index.database import Phrase, Term
from search.query.concepts import Concept, Variant

WORD, COMPOUND = Term("wサミット"), (Term("w首長"), Term("wサミット"))
SIGNS, MORE_SIGNS = Phrase(("bサミ", "bミツ")), Phrase(("b長サ", "bサミ", "bミツ"))


def test_a_variant_whose_rows_another_finds_is_not_asked_for():
    concept = Concept(
        "サミット",
        variants=[Variant(COMPOUND), Variant((WORD,)), Variant((SIGNS,)), Variant((MORE_SIGNS,))],
    )
    assert concept.node.parts == (WORD, SIGNS)


def test_of_variants_that_find_the_same_one_is_asked_for():
    assert Concept("サミット", variants=[Variant((WORD,)), Variant((WORD,), 0.5)]).node.parts == (
        WORD,
    )


def test_variants_that_find_rows_of_their_own_are_all_asked_for():
    leaves = (WORD, Term("w首長"), SIGNS, Phrase(("bミツ", "bツト")))
    concept = Concept("サミット", variants=[Variant((leaf,)) for leaf in leaves])
    assert concept.node.parts == leaves
