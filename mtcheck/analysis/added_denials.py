"""Denials that an article adds: nothing in the source corresponds, or what does denies twice and so affirms.

A plain denial that answers nothing is a suspect where no word of the source could be rendered so. The model convicts it
by finding the English likelier once the source denies the same, and likelier with the denial taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.analysis import tables
from mtcheck.analysis.contrastive_conditioning import gains
from mtcheck.analysis.contrasts import Contrast, affirmed
from mtcheck.analysis.denials import is_on
from mtcheck.analysis.polarity import Polarity
from mtcheck.analysis.polarity_cases import Case, PolarityFault, best, replaced

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.analysis.token_scores import LineScorer

_LEAST, _FLOOR = 4.0, 1.0
"""What the model must say (nats) against a denial, and what of it by the source changed; chosen on 4,000 human sentence
pairs of news and Wikipedia, and 80 with a denial added."""
_RENDERED = 0.6
"""The share of the article's content words with counterparts from which a sentence is taken for a close rendering."""
_MOST = 6
"""How many words are tried where it is not known what is denied."""


@dataclass(frozen=True, slots=True)
class _Insertion:
    """A denial of the article, taken out by `contrast`, and the source with its word of some number denied too."""

    case: Case
    contrast: Contrast
    number: int
    otherwise: str


def added(cases: Sequence[Case], scorer: LineScorer) -> Iterator[PolarityFault]:
    """Yield the plain denials of the article to which nothing in the source corresponds."""
    tried = [insertion for case in cases if _may_err(case.polarity) for insertion in _insertions(case)]
    english, source = [t.case.english for t in tried], [t.case.source for t in tried]
    found = gains(scorer, english, source, [t.otherwise for t in tried])
    likeliest: dict[Contrast, tuple[float, _Insertion]] = {}
    for insertion, gain in zip(tried, found, strict=True):
        if gain >= max(_FLOOR, likeliest.get(insertion.contrast, (0.0, insertion))[0]):
            likeliest[insertion.contrast] = (gain, insertion)
    for contrast, (gain, insertion) in likeliest.items():
        preferred, _ = best(scorer, insertion.case, [contrast])
        if gain + preferred >= _LEAST:
            cue = (insertion.number, insertion.number)
            yield insertion.case.fault("added", contrast, cue, gain + preferred)


def _may_err(polarity: Polarity) -> bool:
    """Say whether the article denies and nothing in the source, closely rendered, could be the reason."""
    if not polarity.added or polarity.denials or polarity.coverage < _RENDERED:
        return False
    loose: Mapping[str, list[str]] = tables.load(polarity.language, "polarity")["loose"]
    words, beginnings = frozenset(loose["words"]), tuple(loose["beginnings"])
    return not any(t.form in words or t.form.startswith(beginnings) for t in polarity.source)


def _insertions(case: Case) -> Iterator[_Insertion]:
    """Yield sources that deny what the article denies: its counterpart, else words that have none."""
    polarity = case.polarity
    word: str = tables.load(polarity.language, "polarity")["insert"]["word"]
    places = {token: number for number, tokens in polarity.links.items() for token in tokens}
    for denial in polarity.added:
        numbers = [places[denial.head]] if denial.head in places else []
        if not numbers and _is_framed(denial.head, places):
            numbers = [i for i, t in enumerate(polarity.source) if t.is_word and i not in polarity.links][:_MOST]
        if (contrast := affirmed(denial)) is None:
            continue
        for number in numbers:
            at = polarity.source[number].start
            yield _Insertion(case, contrast, number, replaced(case.source, at, at, f"{word} "))


def _is_framed(verb: Token, places: Mapping[Token, int]) -> bool:
    """Say whether what stands on both sides of a verb has counterparts in the source."""
    return all(any(t in places for side in sides for t in side.subtree) for sides in (verb.lefts, verb.rights))


def halved(cases: Sequence[Case]) -> Iterator[PolarityFault]:
    """Yield what the article denies once where the source denies it twice ("bukan tidak mungkin": "not possible")."""
    for case in cases:
        matches = case.polarity.matches
        for match in matches:
            answer, denial = match.answer, match.denial
            if denial.kind != "affirmed" or answer is None or sum(m.answer == answer for m in matches) > 1:
                continue
            rendered = case.polarity.links.get(denial.last, ())
            contrast = affirmed(answer)
            if contrast and any(answer.token == token or is_on(answer, token) for token in rendered):
                yield case.fault("added", contrast, (denial.first, denial.last), None)
