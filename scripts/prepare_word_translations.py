r"""Learn how single words are translated, and write mtcheck/data/<language>/word_translations.npz.

The words of parallel text are aligned by eflomal (GPL 3; used here only, its output is a list of links), and what both
directions agree on is counted: English lemmas with the source's forms (without clitics) and, as a back-off, with the
stems of these. The stem of a form is the one whose other forms are translated alike (word_translation_stems.py).
Technical text counts for less: its "berkas" is a file, in a newspaper it is also a dossier. Single-word entries of
dictionaries are added as pairs. What is written are words and probabilities: statistics, no sentence of any text.

The table in the repository was made thus (mtcheck/data/id/word_translations.md tells of what, and how good it is):

    pip install eflomal
    scripts/prepare_word_translations.py ../shared/corpora/train \
        --dictionary ../shared/corpora/lexicon/freedict_eng_ind.tsv \
        --dictionary ../shared/corpora/lexicon/tico19_terms.tsv \
        --dictionary ../shared/corpora/lexicon/vocab10000.tsv
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
import word_translation_stems
from word_translation_corpus import Links, Pair, align, read, read_dictionaries

from mtcheck.analysis import source_words, word_translations

TECHNICAL = (
    "bitcoin", "debian", "gnome", "kicad", "libreoffice", "mediawiki", "mozilla", "ms_dynamics", "nodejs", "openstack",
    "openstreetmap", "python", "react", "wesnoth", "xsid",
)  # fmt: skip
Counts = Mapping[tuple[str, str], float]
"""How often a form or stem of the source and an English lemma are linked."""

_DISCOUNT = 0.4
"""What is taken off every count, for half of the links seen once are wrong."""


class Entry(NamedTuple):
    """A translation: p(lemma | word) and p(word | lemma)."""

    word: str
    lemma: str
    to_english: float
    from_english: float


def count(pairs: Iterable[Pair], links: Iterable[Links]) -> dict[tuple[str, str], float]:
    """Count the links of words; marks and numbers do not count."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for pair, linked in zip(pairs, links, strict=True):
        for i, j in linked:
            lemma, form = pair.english[i], pair.foreign[j]
            if _is_word(lemma) and _is_word(form.removeprefix("-")):
                found[form, lemma] += pair.weight
    return found


def _is_word(text: str) -> bool:
    return text.replace("-", "").replace("'", "").isalpha()


def merge(counts: Counts, stems: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """Add up the counts of the forms of each stem."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for (form, lemma), number in counts.items():
        found[stems[form], lemma] += number
    return found


def prune(counts: Counts, *, least: float, probability: float, most: int) -> list[Entry]:
    """Give the translations that are frequent and probable enough, the likeliest of each word and each lemma."""
    words, lemmas = (_totals(counts, side) for side in (0, 1))
    entries = [
        Entry(word, lemma, (number - _DISCOUNT) / words[word], (number - _DISCOUNT) / lemmas[lemma])
        for (word, lemma), number in counts.items()
        if number >= least
    ]
    probable = [e for e in entries if max(e.to_english, e.from_english) >= probability]
    by_word, by_lemma = defaultdict(list), defaultdict(list)
    for entry in sorted(probable, key=lambda e: (-e.to_english, -e.from_english, e)):
        by_word[entry.word].append(entry)
    for entry in sorted(probable, key=lambda e: (-e.from_english, -e.to_english, e)):
        by_lemma[entry.lemma].append(entry)
    kept = {e for group in (by_word, by_lemma) for found in group.values() for e in found[:most]}
    return sorted(kept, key=lambda e: (e.word, -e.to_english, e.lemma))


def _totals(counts: Counts, side: int) -> Counter[str]:
    totals: Counter[str] = Counter()
    for names, number in counts.items():
        totals[names[side]] += number  # type: ignore[assignment]
    return totals


def learn_stems(counts: Counts, language: str) -> dict[str, str]:
    """Give each form its stem."""
    profiles: dict[str, dict[str, float]] = defaultdict(dict)
    for (form, lemma), number in counts.items():
        profiles[form][lemma] = number
    return word_translation_stems.choose(profiles, lambda form: source_words.stems(form, language))


def write(out: Path, forms: Sequence[Entry], stems: Sequence[Entry], stem_of: Mapping[str, str]) -> None:
    """Write the table; word_translations.py says what is in it."""
    lemmas = sorted({entry.lemma for entry in (*forms, *stems)})
    number = {lemma: i for i, lemma in enumerate(lemmas)}
    stem_words = list(dict.fromkeys(entry.word for entry in stems))
    place = {stem: i for i, stem in enumerate(stem_words)}
    known = sorted(form for form, stem in stem_of.items() if stem in place)
    arrays = {"lemmas": _packed(lemmas), "known": _packed(known)}
    arrays["stem_of"] = np.array([place[stem_of[form]] for form in known], dtype=np.uint16)
    for name, entries in (("forms", forms), ("stems", stems)):
        words = list(dict.fromkeys(entry.word for entry in entries))
        sizes = Counter(entry.word for entry in entries)
        arrays[name] = _packed(words)
        arrays[f"{name}_sizes"] = np.array([sizes[word] for word in words], dtype=np.uint16)
        arrays[f"{name}_lemmas"] = np.array([number[e.lemma] for e in entries], dtype=np.uint16)
        arrays[f"{name}_to"] = np.array([_byte(e.to_english) for e in entries], dtype=np.uint8)
        arrays[f"{name}_from"] = np.array([_byte(e.from_english) for e in entries], dtype=np.uint8)
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]
    click.echo(
        f"{out}: {len(lemmas)} lemmas, {len(arrays['forms_sizes'])} forms with {len(forms)} translations, "
        f"{len(stem_words)} stems with {len(stems)}, {out.stat().st_size / 1e6:.2f} MB"
    )


def _packed(words: Sequence[str]) -> np.typing.NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def _byte(probability: float) -> int:
    return max(1, min(255, round(255 * probability)))


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("parallel", type=FOLDER)
@click.option("--language", default="id", show_default=True, help="The source language.")
@click.option("--dictionary", "dictionaries", type=FILE, multiple=True, help="english TAB foreign.")
@click.option("--dictionary-weight", default=2.0, show_default=True, help="What an entry of a dictionary counts.")
@click.option("--technical", multiple=True, default=TECHNICAL, help="How the names of technical files begin.")
@click.option("--technical-weight", default=0.3, show_default=True, help="What a link in technical text counts.")
@click.option("--least", default=2.0, show_default=True, help="The least count of a translation.")
@click.option("--probability", default=0.02, show_default=True, help="Its least probability, the better way round.")
@click.option("--most", default=12, show_default=True, help="The most translations of a word, each way.")
@click.option("--out", type=click.Path(path_type=Path), help="The table (default: the package's own).")
def main(
    *, parallel: Path, language: str, dictionaries: tuple[Path, ...], dictionary_weight: float,
    technical: tuple[str, ...], technical_weight: float, least: float, probability: float, most: int, out: Path | None,
) -> None:  # fmt: skip
    """Learn translations of words from PARALLEL (*.tsv, plain or xz: english TAB foreign)."""
    pairs = list(read(parallel, language, technical=technical, technical_weight=technical_weight))
    pairs += read_dictionaries(dictionaries, language, weight=dictionary_weight)
    if not pairs:
        raise click.UsageError("the folder holds no pairs")
    counts = count(pairs, align(pairs))
    stem_of = learn_stems(counts, language)
    limits = {"least": least, "probability": probability, "most": most}
    forms, stems = (prune(c, **limits) for c in (counts, merge(counts, stem_of)))  # type: ignore[arg-type]
    data = Path(word_translations.__file__).parents[1] / "data" / language
    write(out or data / "word_translations.npz", forms, stems, stem_of)


if __name__ == "__main__":
    sys.exit(main())
