"""Names that stand where the source has others: pairs left apart, what is marked, and what is to be written."""

from __future__ import annotations

from mtcheck.analysis import Context, name_repairs
from mtcheck.analysis.loose_pairs import loose_pairs
from mtcheck.analysis.name_matching import NameMatcher
from mtcheck.analysis.name_swaps import NameSwaps, Swap
from mtcheck.analysis.pairs import Pair, Pairs
from mtcheck.readers import from_text


def _swaps(article: str, source: str) -> tuple[Context, NameMatcher, list[Swap]]:
    document = from_text(source, name="source", language="id")
    context = Context(from_text(article), source=document, paired=True)
    matcher = NameMatcher(context, document)
    swaps = NameSwaps(context, matcher)
    return context, matcher, [swap for pair in context.pairs.members for swap in swaps.find(pair)]


def test_the_whole_name_of_a_person_is_marked_and_repaired() -> None:
    """Of a person half of whose name was changed, the whole name is marked."""
    context, matcher, found = _swaps("Regent Ratna Wulandari refused.", "Bupati Demak Ratna Widyasari menolak.")
    assert len(found) == 1
    assert found[0].is_sure
    span = name_repairs.span(found[0])
    assert context.document.text[span.start : span.end] == "Ratna Wulandari"
    assert name_repairs.right(found[0], context, matcher) == "Ratna Widyasari"


def test_a_country_is_repaired_in_its_form() -> None:
    """An adjective is replaced by an adjective, a plural by a plural."""
    context, matcher, found = _swaps("Three Austrians were arrested.", "Tiga warga Jerman ditangkap.")
    assert [name_repairs.right(swap, context, matcher) for swap in found] == ["Germans"]


def test_parts_of_one_name_are_no_swap() -> None:
    """A person may be called by either name."""
    source = "Niken Rosyarita tiba kemarin. Rosyarita lalu berpidato."
    assert _swaps("Niken Rosyarita arrived yesterday. Niken then spoke.", source)[2] == []


def test_free_telling_proves_nothing() -> None:
    """Where many names are left over on both sides, the sentences tell different things."""
    article = "Lescott gave Chelsea a win against Barnsley at Stamford on Tuesday after Neville and Yakubu met."
    source = "Wright membawa Arsenal menang atas Burnley di Anfield setelah Drogba, Makelele dan Mikel bertemu."
    assert not any(swap.is_sure for swap in _swaps(article, source)[2])


def test_what_the_aligner_left_apart_is_a_loose_pair() -> None:
    """A sentence left over on each side between the same neighbours makes a pair; a lone one does not."""
    left = from_text("One. Two.").segments
    right = from_text("Satu. Dua.", language="id").segments
    apart = Pairs((Pair((left[0],), (right[0],), 0.5), Pair((left[1],), ()), Pair((), (right[1],))))
    assert [(len(p.article), len(p.source)) for p in loose_pairs(apart)] == [(1, 1), (1, 1)]
    assert list(loose_pairs(Pairs((Pair((left[0],), ()),)))) == []


def test_a_sentence_whose_source_was_taken_with_its_neighbour() -> None:
    """Where the neighbour has a sentence of the source too many, that may be the one."""
    left = from_text("One. Two.").segments
    right = from_text("Satu. Dua.", language="id").segments
    taken = Pairs((Pair((left[0],), right, 0.5), Pair((left[1],), ())))
    assert [p.source for p in loose_pairs(taken)] == [right, (right[1],)]
