"""The parallel text that prepare_word_translations.py aligns: pairs of lines as lemmas and forms."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from collocation_counts import read_lines

from mtcheck.analysis import parsing, source_words, word_translations

Links = tuple[tuple[int, int], ...]


class Pair(NamedTuple):
    """A line and its translation: English keys, source forms and clitics, how much it counts."""

    english: tuple[str, ...]
    foreign: tuple[str, ...]
    weight: float


def read(folder: Path, language: str, *, technical: Sequence[str], technical_weight: float) -> Iterator[Pair]:
    """Yield the pairs of the files (*.tsv, plain or xz: english TAB foreign) of a folder."""
    for path in sorted(p for p in folder.iterdir() if ".tsv" in p.suffixes):
        weight = technical_weight if path.name.startswith(tuple(technical)) else 1.0
        yield from (pair(line, language, weight) for line in read_lines(path) if "\t" in line)


def read_dictionaries(paths: Iterable[Path], language: str, *, weight: float) -> Iterator[Pair]:
    """Yield the entries of dictionaries (english TAB foreign) that are one word on either side."""
    for line in chain.from_iterable(map(read_lines, paths)):
        entry = pair(line, language, weight)
        if len(entry.english) == len(entry.foreign) == 1:
            yield entry


def pair(line: str, language: str, weight: float) -> Pair:
    """Take a line (english TAB foreign) apart."""
    english, _, foreign = line.partition("\t")
    lemmas = (word_translations.key(token.norm_) for token in parsing.pipeline().tokenizer(english))
    return Pair(tuple(filter(None, lemmas)), tuple(_pieces(foreign, language)), weight)


def _pieces(line: str, language: str) -> Iterator[str]:
    """Yield the forms of a line; a clitic is a word of its own here, marked by a hyphen ("-nya")."""
    for token in source_words.tokens(line, language):
        yield token.form.replace(" ", "")
        if token.clitic:
            yield f"-{token.clitic}"


def align(pairs: Sequence[Pair]) -> Iterator[Links]:
    """Align the words of pairs by eflomal both ways and yield the links on which both ways agree.

    Östling & Tiedemann (2016), "Efficient word alignment with Markov Chain Monte Carlo".
    """
    with tempfile.TemporaryDirectory() as folder:
        english, foreign, forward, reverse = (Path(folder) / name for name in ("en", "xx", "forward", "reverse"))
        _write(english, (p.english for p in pairs))
        _write(foreign, (p.foreign for p in pairs))
        program = [str(Path(sys.executable).parent / "eflomal-align"), "-s", str(english), "-t", str(foreign)]
        subprocess.run([*program, "-f", str(forward), "-r", str(reverse), "--model", "3"], check=True)
        for one, other in zip(read_lines(forward), read_lines(reverse), strict=True):
            yield links(one, other)


def links(forward: str, reverse: str) -> Links:
    """Give the links ("0-0 2-1") that stand in both lines."""
    both = set(forward.split()) & set(reverse.split())
    return tuple(sorted((int(i), int(j)) for i, _, j in (link.partition("-") for link in both)))


def _write(path: Path, lines: Iterable[Sequence[str]]) -> None:
    path.write_text("".join(f"{' '.join(line) or '_'}\n" for line in lines), encoding="utf-8")
