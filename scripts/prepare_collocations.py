r"""Learn which English word pairs are calques of collocations, and write mtcheck/data/<language>/collocations.npz.

The table answers one question: which pair of English words, that English does not put together, is the word-by-word
rendering of a frequent collocation of the source language? A pair enters it when all of this holds:

- The collocation is significant: at least five occurrences, a log-likelihood ratio (Dunning 1993) of 20 or more.
- It is figurative. It keeps other company than its words do without each other (the cosine of its context vector with
  theirs is small: Katz & Giesbrecht 2006; Cordeiro et al. 2019, "Unsupervised compositionality prediction of nominal
  compounds"), or parallel text hardly ever translates it word by word.
- Its words render the English ones, by IBM model 1 over the parallel text or by a dictionary.
- English lacks the pair, though both words are common in it: the monolingual and parallel English counted here and the
  286,000 commonest bigrams of Google's trillion words (package wordsegment, Apache 2.0, Norvig 2009) have it not, and
  no translator wrote it for the collocation. Files of parallel text whose English is itself literal do not count.

The evidence is weighed to log-odds by a logistic regression (_WEIGHTS). What is written are fingerprints of pairs,
their log-odds, the collocations, and the phrase of one or two words that parallel text most often has for each:
statistics, no sentence of any text.

The table in the repository was made from the folders mono/ and train/ that PROVENANCE.md (../shared/corpora)
describes, without train-nc/ (non-commercial), with vocab10000.tsv (MIT) as the dictionary:

    pip install wordsegment
    scripts/prepare_collocations.py ../shared/corpora/mono ../shared/corpora/train \
        --dictionary ../shared/corpora/lexicon/vocab10000.tsv
"""

from __future__ import annotations

import importlib.util
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
from collocation_corpus import Corpus, Renderings, Usual, read, read_dictionary
from collocation_counts import translations
from collocation_english import English
from collocation_phrases import Phrases, closeness_of, find_phrases, is_figurative, literal_odds

from mtcheck.analysis import collocations, tables
from mtcheck.analysis.collocations import Relation

_WEIGHTS = {
    "closeness": -9.1, "literal": -1.13, "untranslated": 2.2, "significance": 1.37, "lexicon": 0.53, "expected": -0.29,
    "kinship": -8.9, "constant": -5.7,
}  # fmt: skip
"""A logistic regression of 45 idioms' literal renderings (a list of ours) against the pairs of the first half of
200,000 words of BBC news, both judged with English counts that lack that news."""
_KEPT = -0.5
"""The log-odds from which a pair is kept."""


class Candidate(NamedTuple):
    """An English pair as the rendering of a collocation, and the weaker of its two words' translation odds."""

    phrase: int
    relation: Relation
    first: int
    second: int
    lexicon: float


def candidates(corpus: Corpus, phrases: Phrases, renderings: Renderings, language: str) -> Iterator[Candidate]:
    """Yield the word-by-word renderings of the figurative collocations."""
    words = tables.load(language, "collocations")["words"]
    verb, noun = re.compile(words["verb"]), re.compile(words["noun"])
    for i, (first, second) in enumerate(zip(phrases.first.tolist(), phrases.second.tolist(), strict=True)):
        if not is_figurative(closeness_of(phrases, i), len(phrases.sentences[i]), literal_odds(phrases, i)):
            continue
        head = corpus.foreign.words[first]
        loans = {corpus.english.number.get(corpus.foreign.words[w]) for w in (first, second)}
        for one, p in renderings[first].items():
            for other, q in renderings[second].items():
                if one == other or loans & {one, other}:
                    continue
                if not verb.match(head) and not verb.match(corpus.foreign.words[second]):
                    yield Candidate(i, "mod", other, one, min(p, q))
                    yield Candidate(i, "of", one, other, min(p, q))
                if not noun.match(head):
                    yield Candidate(i, "obj", one, other, min(p, q))


def choose(
    corpus: Corpus, phrases: Phrases, english: English, found: Iterable[Candidate], *, common: int
) -> dict[int, tuple[float, int]]:
    """Give the fingerprints of the pairs to keep, each with its log-odds and its likeliest collocation."""
    kept: dict[int, tuple[float, int]] = {}
    by_relation: dict[Relation, list[Candidate]] = defaultdict(list)
    for candidate in found:
        by_relation[candidate.relation].append(candidate)
    for relation, group in by_relation.items():
        first, second = (np.array([c[i] for c in group], dtype=np.int64) for i in (2, 3))
        sound = english.lacks(relation, first, second)
        sound &= (english.frequency[first] >= common) & (english.frequency[second] >= common)
        for index in np.flatnonzero(sound):
            candidate = group[int(index)]
            if (score := log_odds(candidate, phrases, english)) < _KEPT or _is_written(candidate, phrases, corpus):
                continue
            words = corpus.english.words
            key = collocations.fingerprint(relation, words[candidate.first], words[candidate.second])
            kept[key] = max(kept.get(key, (score, candidate.phrase)), (score, candidate.phrase))
    return kept


def log_odds(candidate: Candidate, phrases: Phrases, english: English) -> float:
    """Weigh the evidence that a pair is a calque."""
    i = candidate.phrase
    evidence = {
        "closeness": closeness_of(phrases, i),
        "literal": literal_odds(phrases, i),
        "untranslated": float(not phrases.sentences[i]),
        "significance": math.log(phrases.significance[i]),
        "lexicon": math.log(candidate.lexicon),
        "expected": math.log(english.expected(candidate.first, candidate.second) + 0.003),
        "kinship": english.kinship(candidate.first, candidate.second),
        "constant": 1.0,
    }
    return sum(_WEIGHTS[name] * value for name, value in evidence.items())


def _is_written(candidate: Candidate, phrases: Phrases, corpus: Corpus) -> bool:
    """Say whether a translator wrote both words for the collocation."""
    both = {candidate.first, candidate.second}
    sentences = (corpus.pairs[s] for s in phrases.sentences[candidate.phrase])
    return any(pair.counts and both <= set(pair.english) for pair in sentences)


def write(out: Path, kept: dict[int, tuple[float, int]], corpus: Corpus, phrases: Phrases) -> None:
    """Write the table."""
    usual = Usual(corpus.pairs)
    used = sorted({phrase for _, phrase in kept.values()})
    number = {phrase: i for i, phrase in enumerate(used)}
    words = corpus.foreign.words
    texts = [f"{words[phrases.first[p]]} {words[phrases.second[p]]}\t{usual.of(phrases.sentences[p])}" for p in used]
    keys = sorted(kept)
    np.savez_compressed(
        out,
        keys=np.array(keys, dtype=np.uint64),
        scores=np.array([round(10 * kept[k][0]) for k in keys], dtype=np.int16),
        phrases=np.array([number[kept[k][1]] for k in keys], dtype=np.uint32),
        texts=np.frombuffer("\n".join(texts).encode(), dtype=np.uint8),
    )
    click.echo(f"{out}: {len(keys)} pairs of {len(texts)} collocations, {out.stat().st_size / 1e6:.2f} MB")


def _wordsegment() -> Path | None:
    """Give the bigram file of the package wordsegment, which is not imported: that would read it whole."""
    spec = importlib.util.find_spec("wordsegment")
    return Path(spec.origin).parent / "bigrams.txt" if spec and spec.origin else None


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("mono", type=FOLDER)
@click.argument("parallel", type=FOLDER)
@click.option("--language", default="id", show_default=True, help="The source language.")
@click.option("--dictionary", type=FILE, help="Single words, english TAB foreign.")
@click.option("--bigrams", type=FILE, help="English bigrams and counts (default: those of the package wordsegment).")
@click.option("--literal", multiple=True, default=("panl",), help="Parallel files whose English is literal.")
@click.option("--hold-out", default=0, help="Leave out so many words of each English file, to measure on them.")
@click.option("--least", default=5, show_default=True, help="The fewest occurrences of a collocation.")
@click.option("--significance", default=20.0, show_default=True, help="Its least log-likelihood ratio.")
@click.option("--common", default=20, show_default=True, help="The fewest occurrences of each English word.")
@click.option("--rank", default=150, show_default=True, help="The dimensions of the word vectors.")
@click.option("--out", type=click.Path(path_type=Path), help="The table (default: the package's own).")
def main(
    *, mono: Path, parallel: Path, language: str, dictionary: Path | None, bigrams: Path | None,
    literal: tuple[str, ...], hold_out: int, least: int, significance: float, common: int, rank: int, out: Path | None,
) -> None:  # fmt: skip
    """Learn calque pairs from MONO (en_*.txt, id_*.txt) and PARALLEL (*.tsv: english TAB foreign), xz or plain."""
    if not (bigrams := bigrams or _wordsegment()):
        raise click.UsageError("no English bigrams: 'pip install wordsegment' or give --bigrams")
    corpus = read(mono, parallel, language, literal=literal, hold_out=hold_out)
    if not corpus.pairs or not corpus.english_lines:
        raise click.UsageError("the folders hold no usable text")
    dictionary_entries = read_dictionary(dictionary, corpus)
    sides = [(pair.english, pair.foreign) for pair in corpus.pairs]
    learnt = translations(sides, (len(corpus.english.words), len(corpus.foreign.words)))
    renderings = Renderings([learnt, dictionary_entries])
    phrases = find_phrases(corpus, renderings, least=least, significance=significance, rank=rank)
    click.echo(f"{len(learnt.english)} translations of words, {len(phrases.first)} collocations", err=True)
    english = English(corpus, bigrams, rank=min(rank, 100))
    found = candidates(corpus, phrases, renderings, language)
    kept = choose(corpus, phrases, english, found, common=common)
    write(out or Path(collocations.__file__).parents[1] / "data" / language / "collocations.npz", kept, corpus, phrases)


if __name__ == "__main__":
    sys.exit(main())
