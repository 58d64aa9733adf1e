"""MT116: words that only the source shows to be wrong."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, replacement
from mtcheck.analysis.contrasted_words import ContrastedWord, contrasted_words
from mtcheck.analysis.loose_pairs import loose_pairs
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.source_senses import WrongSense, wrong_senses
from mtcheck.records import DELETE, Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_LEAST_GAIN = -1.0
"""The gain in nats from which a model does not contradict the source's word (no model: 0)."""


@rule(
    "MT116",
    "wrong-rendering",
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    needs={"source"},
    suggestions="unsafe",
)
def check(context: Context) -> Iterator[Hit]:
    """A word does not mean what stands in its place in the source.

    What it finds:
        Words that exclude what the source says ("rose" for a word that means "fell", "nurse" for one that means
        "doctor", "weeks" for "days": data/common/contrasts.toml), where nothing in the source accounts for them. And
        words of the source that have several senses, rendered in another than the one that the words beside them show
        there ("arrested the car" for *menahan mobil*, impounded), with its idioms and the names of its institutions
        rendered word by word. The article's own rules find the latter where the English gives them away; with the
        source, the phrase itself is the proof.

    Why it matters:
        The sentence is sound English and says something else: only who compares it with the source can know.

    Example:
        *Harga beras turun pekan ini.* comes out as "The price of rice rose this week." The source says that it fell.

    Limits:
        Translators paraphrase, so that a word is not suspect only because the table of translations or the model
        expects another: such words were counted, and one in seven was a fault. What the lists do not have is not
        found, nor an opposite in a sentence with a denial. Where the model finds the source's word far less likely in
        the sentence, the finding is only hinted at.
    """
    if context.source is None:
        return
    for found in wrong_senses(context):
        yield _sense(found)
    for pair in loose_pairs(context.pairs):
        for word in contrasted_words(context, pair):
            yield _contrasted(context, pair, word)


def _sense(found: WrongSense) -> Hit:
    phrase, line = found.match.phrase, found.source.line
    said = line[found.start : found.end]
    right = "English leaves out" if phrase.meaning == DELETE else f"means: {phrase.meaning}"
    return Hit(
        found.match.start,
        found.match.end,
        f"The source has “{said}” here, which {right}.",
        suggestion=phrase.suggestion or None,
        applicability="display",  # in its dictionary form
        evidence=(Evidence("source", line), Evidence("lexicon", f"{phrase.original}: {phrase.meaning}")),
        confidence=phrase.confidence,
        severity=phrase.severity,
        preview=phrase.preview,
    )


def _contrasted(context: Context, pair: Pair, found: ContrastedWord) -> Hit:
    token, said = found.token, found.source_token.text
    right = replacement.in_form_of(token, found.instead)
    gain = _gain(context, pair, found, right)
    evidence = [Evidence("source", found.source.line), Evidence("dictionary", f"{said}: {found.instead}")]
    if gain is not None:
        evidence.append(Evidence("model", f"“{right}” in place of “{token.text}”: {gain:+.1f} nats"))
    start = found.segment.start + token.idx
    return Hit(
        start,
        start + len(token),
        f"The source has “{said}” ({found.instead}) here, and nothing that means “{token.text}”.",
        suggestion=right,
        evidence=tuple(evidence),
        confidence=0.85 if gain is not None and gain > 0 else 0.7,
        preview=gain is not None and gain < _LEAST_GAIN,
    )


def _gain(context: Context, pair: Pair, found: ContrastedWord, right: str) -> float | None:
    if context.scorer is None:
        return None
    return replacement.gain(context.scorer, pair.source_line, found.token, right)
