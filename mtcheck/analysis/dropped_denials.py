"""Denials of the source that an article drops, as the words and, where there is one, the model bear witness.

The words alone say little, for a denial may be rendered in many ways ("tidak hadir": absent). So a denial that nothing
near it answers is a suspect only; the model convicts it, by finding the English likelier once the source denies no more
(contrastive_conditioning.py) and the English likelier with the denial put in (contrasts.py). The clearer the words, the
less the model need say. Without a model only the clearest suspects count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.analysis import source_denials
from mtcheck.analysis.contrastive_conditioning import gains
from mtcheck.analysis.contrasts import Contrast, deniable, denied
from mtcheck.analysis.denials import denials
from mtcheck.analysis.polarity import Match, Polarity
from mtcheck.analysis.polarity_cases import Case, PolarityFault, best, replaced

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.analysis.token_scores import LineScorer

_NEAR = 3
"""How far the answer to a denial may stand to be surely its answer."""
_CLEAR, _INDIRECT, _UNPLACED, _FAR = 0.0, 1.0, 2.5, 3.0
"""What the model must say (nats) against a denial that nothing answers, or that only borrows its answer from another;
that only a negative word near it may answer; whose words have no counterpart; that only a word far from it may answer.
Chosen on 4,000 human sentence pairs of news and Wikipedia with some 800 denials, and 150 with a denial dropped."""
_FLOOR = {_CLEAR: -1.0}
"""The least by which the changed source must explain the English better, where that is not nought."""
_RENDERED = 0.4
"""The share of the article's content words with counterparts from which the two are taken to say the same."""
_SURE = 0.2
"""The score from which a word surely renders another, where there is no model to ask."""
_MOST = 6
"""How many words are looked at where it is not known what is denied."""


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A denial of the source, the source without it, and what the model must say against the English."""

    case: Case
    match: Match
    otherwise: str
    least: float

    def fault(self, contrast: Contrast, gain: float | None) -> PolarityFault:
        """Give the fault that it is."""
        denial = self.match.denial
        return self.case.fault("dropped", contrast, (denial.first, max((denial.last, *denial.scope[:1]))), gain)


def dropped(cases: Sequence[Case], scorer: LineScorer | None) -> Iterator[PolarityFault]:
    """Yield the denials of the source that the article drops."""
    suspects = [suspect for case in cases for suspect in _suspects(case)]
    if scorer is None:
        yield from (fault for suspect in suspects if (fault := _lexical(suspect)))
        return
    english, source = [s.case.english for s in suspects], [s.case.source for s in suspects]
    found = gains(scorer, english, source, [s.otherwise for s in suspects])
    for suspect, gain in zip(suspects, found, strict=True):
        if gain >= _FLOOR.get(suspect.least, 0.0):
            preferred, contrast = best(scorer, suspect.case, _contrasts(suspect))
            if contrast and gain + preferred >= suspect.least:
                yield suspect.fault(contrast, gain + preferred)


def _suspects(case: Case) -> Iterator[_Suspect]:
    """Yield the denials of the source that nothing near them answers for certain."""
    polarity = case.polarity
    for match in polarity.matches if polarity.coverage >= _RENDERED else ():
        denial = match.denial
        if (least := _least(polarity, match)) is not None:
            start, end = polarity.source[denial.first].start, polarity.source[denial.last].end
            instead = source_denials.without(polarity.source, denial, polarity.language)
            yield _Suspect(case, match, replaced(case.source, start, end, instead), least)


def _least(polarity: Polarity, match: Match) -> float | None:
    """Say how much the model must say against a denial, by how the words stand; None where it is surely answered."""
    denial, answer = match.denial, match.answer
    placed = any(n in polarity.links for n in denial.scope[: 1 + (denial.kind == "negative")])
    if denial.kind == "negator" and source_denials.is_of_bad(polarity.source, denial, polarity.language):
        return _FAR if answer is None else None
    if denial.kind in ("optional", "affirmed") or (answer and _is_answered(polarity, match, placed=placed)):
        return None
    if answer is None or answer.kind == "negator":
        return _CLEAR if placed else _UNPLACED
    if placed and match.steps <= _NEAR:
        return _INDIRECT
    return _FAR if answer.kind == "negative" or not placed else _UNPLACED


def _is_answered(polarity: Polarity, match: Match, *, placed: bool) -> bool:
    """Say whether the English word that may answer a denial surely does."""
    if match.answer and match.answer.kind == "negator":
        return not (placed and polarity.is_borrowed(match))
    if match.answer and match.answer.kind == "approximate" and match.steps <= _NEAR:
        return True
    return match.denial.kind == "negative" or polarity.is_taken(match)


def _contrasts(suspect: _Suspect) -> list[Contrast]:
    """Give the ways to put the denial in; what denies already ("opposed") is not denied again."""
    denying = {(id(d.token.doc), d.token.i) for d in suspect.case.polarity.english if d.kind == "negative"}
    contrasts = dict.fromkeys(c for token in _places(suspect) for c in denied(token))
    return [c for c in contrasts if (id(c.token.doc), c.token.i) not in denying]


def _places(suspect: _Suspect) -> list[Token]:
    """Give the words that may be denied: those that render what the source denies, else the verbs."""
    polarity, denial = suspect.case.polarity, suspect.match.denial
    near = [t for n in (*denial.links, *denial.scope[:2]) for t in polarity.links.get(n, ())]
    return near or [word for parse in polarity.sentences for word in deniable(parse)][:_MOST]


def _lexical(suspect: _Suspect) -> PolarityFault | None:
    """Convict a suspect on the words alone: nothing in the sentence denies, and what is denied is surely rendered."""
    polarity, denial = suspect.case.polarity, suspect.match.denial
    if suspect.match.answer is not None or suspect.least > _CLEAR or denial.kind != "negator" or polarity.english:
        return None
    if any(d.kind == "negator" for parse in polarity.sentences for d in denials(parse)):
        return None
    first = polarity.source[denial.scope[0]]
    for token in polarity.links[denial.scope[0]]:
        contrast = next(denied(token), None)
        if contrast and polarity.table.score(token.lemma_, first.form) >= _SURE:
            return suspect.fault(contrast, None)
    return None
