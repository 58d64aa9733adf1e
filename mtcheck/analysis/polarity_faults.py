"""Denials that an article drops or adds, as the words and, where there is one, the model bear witness.

The words alone say little: a denial may be rendered in many ways ("tidak hadir": absent). So a denial that nothing near
it answers is a suspect only; the model convicts it, by finding the English likelier once the source denies no more
(contrastive_conditioning.py). The clearer the words, the less the model need say. Without a model, only the clearest
suspects count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Literal

from mtcheck.analysis import Context, source_denials, tables
from mtcheck.analysis.contrastive_conditioning import gains, total
from mtcheck.analysis.contrasts import Contrast, affirmed, deniable, denied
from mtcheck.analysis.denials import denials, is_on
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.polarity import Match, Polarity
from mtcheck.analysis.token_scores import LineScorer
from mtcheck.analysis.word_translations import load
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 3
"""How far the answer to a denial may stand to be surely its answer."""
_CLEAR, _INDIRECT, _UNPLACED, _FAR = 0.0, 1.0, 2.5, 3.0
"""What the model must say (nats) against a denial that nothing answers, or that only borrows its answer from another;
that only a negative word near it may answer; whose words have no counterpart; that only a word far from it may answer.
Chosen on 4,000 human sentence pairs of news and Wikipedia with some 800 denials."""
_FLOOR = {_CLEAR: -1.0}
"""The least by which the changed source must explain the English better, where that is not nought."""
_ADDED, _ADDED_FLOOR = 4.0, 1.0
"""What the model must say against a denial that the article adds, and what of it by the source changed."""
_RENDERED = 0.4
"""The share of the article's content words that have counterparts, from which what has none may be called added."""
_SURE = 0.2
"""The score from which a word surely renders another, where there is no model to ask."""
_MOST = 6
"""How many verbs are looked at where it is not known what is denied."""

_MAIN = frozenset({"ccomp", "conj", "parataxis", "xcomp", "aux", "auxpass"})
"""How the verb of a main clause, or of one that somebody says, hangs on another."""

Fault = Literal["dropped", "added"]


@dataclass(frozen=True, slots=True)
class PolarityFault:
    """A denial that was dropped or added, in which sentence, and the change that mends it.

    `gain` is what the model says against it in nats, None without a model; `cue` is the place in the source's line of
    the denial and what it denies, or of what is denied in English alone.
    """

    kind: Fault
    segment: Segment
    contrast: Contrast
    source: str
    cue: tuple[int, int]
    gain: float | None

    @property
    def is_main(self) -> bool:
        """Say whether the main clause of its sentence, or of what somebody says there, is turned round."""
        verb = next(
            (t for t in (self.contrast.token, *self.contrast.token.ancestors) if t.pos_ in ("VERB", "AUX")), None
        )
        while verb is not None and verb.dep_ in _MAIN:
            verb = verb.head
        return verb is not None and verb.dep_ == "ROOT"


@dataclass(frozen=True)
class _Case:
    """A pair of sentences with their denials."""

    pair: Pair
    polarity: Polarity
    source: str

    @property
    def english(self) -> str:
        return " ".join(segment.line for segment in self.pair.article)

    def changed(self, contrast: Contrast) -> str:
        """Give the English with a change made to one of its sentences."""
        doc = contrast.token.doc
        sides = zip(self.pair.article, self.polarity.sentences, strict=True)
        return " ".join(contrast.apply(parse.text) if parse is doc else segment.line for segment, parse in sides)

    def segment(self, contrast: Contrast) -> Segment:
        """Give the sentence that a change is made to."""
        sides = zip(self.pair.article, self.polarity.sentences, strict=True)
        return next(segment for segment, parse in sides if parse is contrast.token.doc)


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A denial of the source, the source without it, and what the model must say against the English."""

    case: _Case
    match: Match
    otherwise: str
    least: float


def faults(context: Context) -> Iterator[PolarityFault]:
    """Yield the denials that the article drops or adds."""
    cases = list(_cases(context))
    yield from _dropped(context, [s for case in cases for s in _suspects(case, context.source_language)])
    yield from _added(context, cases)
    yield from (fault for case in cases for fault in _doubled(case))


def _cases(context: Context) -> Iterator[_Case]:
    table, language = load(context.source_language), context.source_language
    for pair in context.pairs.members:
        if not pair.whole or any(s.kind == "dateline" for s in pair.article):
            continue
        line = " ".join(segment.line for segment in pair.source)
        parses = tuple(context.parse(segment) for segment in pair.article)
        yield _Case(pair, Polarity(parses, table.source_tokens(line), table, language), line)


def _suspects(case: _Case, language: str) -> Iterator[_Suspect]:
    """Yield the denials of the source that nothing near them answers for certain."""
    polarity = case.polarity
    for match in polarity.matches:
        denial = match.denial
        if (least := _least(polarity, match)) is not None:
            start, end = polarity.source[denial.first].start, polarity.source[denial.last].end
            instead = source_denials.without(polarity.source, denial, language)
            yield _Suspect(case, match, _replaced(case.source, start, end, instead), least)


def _least(polarity: Polarity, match: Match) -> float | None:
    """Say how much the model must say against a denial, by how the words stand; None where it is surely answered."""
    denial, answer = match.denial, match.answer
    if denial.kind in ("optional", "affirmed"):
        return None
    placed = any(n in polarity.links for n in denial.scope[: 1 + (denial.kind == "negative")])
    if denial.kind == "negator" and source_denials.is_of_bad(polarity.source, denial, polarity.language):
        return _FAR if answer is None else None
    if answer is None:
        return _CLEAR if placed else _UNPLACED
    if answer.kind == "negator":
        return _CLEAR if polarity.is_borrowed(match) and placed else None
    if denial.kind == "negative" or polarity.is_taken(match):
        return None
    if placed and match.steps <= _NEAR:
        return _INDIRECT
    return _UNPLACED if placed and answer.kind == "weak" else _FAR


def _replaced(line: str, start: int, end: int, instead: str) -> str:
    """Put another word into a line, with the capital of its beginning."""
    changed = " ".join((line[:start] + instead + line[end:]).split())
    return changed[:1].upper() + changed[1:] if line[:1].isupper() else changed


def _dropped(context: Context, suspects: Sequence[_Suspect]) -> Iterator[PolarityFault]:
    if context.scorer is None:
        yield from (fault for suspect in suspects if (fault := _lexical(suspect)))
        return
    found = gains(
        context.scorer,
        [s.case.english for s in suspects],
        [s.case.source for s in suspects],
        [s.otherwise for s in suspects],
    )
    for suspect, gain in zip(suspects, found, strict=True):
        if gain >= _FLOOR.get(suspect.least, 0.0):
            preferred, contrast = _best(context.scorer, suspect.case, _contrasts(suspect))
            if contrast and gain + preferred >= suspect.least:
                yield _fault("dropped", suspect.case, suspect.match, contrast, gain + preferred)


def _contrasts(suspect: _Suspect) -> list[Contrast]:
    """Give the ways to put the denial in; what denies already ("opposed") is not denied again."""
    parses = suspect.case.polarity.sentences
    denying = {(id(p), d.token.i) for p in parses for d in denials(p) if d.kind == "negative"}
    contrasts = dict.fromkeys(c for token in _places(suspect) for c in denied(token))
    return [c for c in contrasts if (id(c.token.doc), c.token.i) not in denying]


def _best(scorer: LineScorer, case: _Case, contrasts: Sequence[Contrast]) -> tuple[float, Contrast | None]:
    """Give the change to the English that the model prefers most, and by how many nats."""
    lines = [case.english, *(case.changed(c) for c in contrasts)]
    scores = [total(s) if s else float("-inf") for s in scorer([case.source] * len(lines), lines)]
    best = max(range(len(contrasts)), key=lambda i: scores[i + 1], default=None)
    return (0.0, None) if best is None or not isfinite(scores[0]) else (scores[best + 1] - scores[0], contrasts[best])


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
            return _fault("dropped", suspect.case, suspect.match, contrast, None)
    return None


def _fault(kind: Fault, case: _Case, match: Match, contrast: Contrast, gain: float | None) -> PolarityFault:
    tokens, denial = case.polarity.source, match.denial
    end = tokens[max(denial.last, denial.scope[0] if denial.scope else 0)].end
    cue = (tokens[denial.first].start, end)
    return PolarityFault(kind, case.segment(contrast), contrast, case.source, cue, gain)


def _added(context: Context, cases: Sequence[_Case]) -> Iterator[PolarityFault]:
    """Yield the plain denials of the article to which nothing in the source corresponds."""
    if context.scorer is None:
        return
    language = context.source_language
    tried = [t for case in cases if not _may_deny(case.polarity, language) for t in _insertions(case, language)]
    found = gains(
        context.scorer,
        [t.case.english for t in tried],
        [t.case.source for t in tried],
        [t.otherwise for t in tried],
    )
    best: dict[Contrast, tuple[float, _Insertion]] = {}
    for insertion, gain in zip(tried, found, strict=True):
        if gain >= max(_ADDED_FLOOR, best.get(insertion.contrast, (0.0, insertion))[0]):
            best[insertion.contrast] = (gain, insertion)
    for contrast, (gain, insertion) in best.items():
        preferred, _ = _best(context.scorer, insertion.case, [contrast])
        if gain + preferred >= _ADDED:
            token = insertion.case.polarity.source[insertion.number]
            cue = (token.start, token.end)
            case = insertion.case
            yield PolarityFault("added", case.segment(contrast), contrast, case.source, cue, gain + preferred)


@dataclass(frozen=True, slots=True)
class _Insertion:
    """A denial of the article, taken out by `contrast`, and a source that denies the word of some number too."""

    case: _Case
    contrast: Contrast
    number: int
    otherwise: str


def _may_deny(polarity: Polarity, language: str) -> bool:
    """Say whether a source may have what an English denial renders: a word that can, or something quite different."""
    if not polarity.added or polarity.coverage < _RENDERED:
        return True
    loose: Mapping[str, list[str]] = tables.load(language, "polarity")["loose"]
    words, beginnings = frozenset(loose["words"]), tuple(loose["beginnings"])
    return bool(polarity.denials) or any(t.form in words or t.form.startswith(beginnings) for t in polarity.source)


def _insertions(case: _Case, language: str) -> Iterator[_Insertion]:
    """Yield sources that deny what the article denies: before what renders it, else before words with no counterpart."""
    polarity, word = case.polarity, tables.load(language, "polarity")["insert"]["word"]
    places = {token: number for number, tokens in polarity.links.items() for token in tokens}
    for denial in polarity.added:
        contrast = affirmed(denial)
        if contrast is None:
            continue
        linked = [places[denial.head]] if denial.head in places else []
        if not linked and _is_framed(denial.head, places):
            linked = [i for i, t in enumerate(polarity.source) if t.is_word and i not in polarity.links][:_MOST]
        for number in linked:
            at = polarity.source[number].start
            yield _Insertion(case, contrast, number, _replaced(case.source, at, at, f"{word} "))


def _is_framed(verb: Token, places: Mapping[Token, int]) -> bool:
    """Say whether what stands on both sides of a verb has counterparts in the source."""
    return all(any(t in places for side in sides for t in side.subtree) for sides in (verb.lefts, verb.rights))


def _doubled(case: _Case) -> Iterator[PolarityFault]:
    """Yield what the article denies once where the source denies it twice ("bukan tidak mungkin": "not possible")."""
    polarity = case.polarity
    for match in polarity.matches:
        answer, last = match.answer, match.denial.last
        if match.denial.kind != "affirmed" or answer is None or sum(m.answer == answer for m in polarity.matches) > 1:
            continue
        if any(is_on(answer, token) or answer.token == token for token in polarity.links.get(last, ())):
            contrast = affirmed(answer)
            cue = (polarity.source[match.denial.first].start, polarity.source[last].end)
            if contrast is not None:
                yield PolarityFault("added", case.segment(contrast), contrast, case.source, cue, None)
