"""Training examples: rows of the prepared set, varied, cut into pieces and put into batches.

Every example is a function of the seed, the epoch and its place alone, so that a run can stop and go on exactly.
"""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import click
import numpy as np
import numpy.typing as npt
from seq2seq import EOS, Vocabulary

Ids = npt.NDArray[np.int16]
NAME = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-Z][a-z]{2,}\b")
NAMES = re.compile(r"(?<![\w'’-])[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]{2,}){0,3}\b")
SMALL = re.compile(r"(an?|and|as|at|by|for|from|in|of|on|or|the|to|with|dan|dari|dengan|di|ke|oleh|pada|untuk|yang)")
NUMBER = re.compile(r"\d[\d.,]*\d")
CHUNK = 4096
SAMPLED, SPLIT = 0.7, 0.1


class Row(NamedTuple):
    """One line of a training set."""

    weight: float
    direction: str
    kind: str
    english: str
    indonesian: str


class Chunk(NamedTuple):
    """Encoded examples: all ids one after the other, and the lengths."""

    source: Ids
    source_lengths: Ids
    target: Ids
    target_lengths: Ids


@dataclass
class Material:
    """What a worker process needs to build examples; inherited by forking."""

    rows: list[Row]
    vocabulary: Vocabulary
    names: list[str]
    seed: int
    swaps: float = 0.12
    people: list[str] = field(default_factory=list)
    capitals: float = 0.012


MATERIAL: list[Material] = []


def read_rows(path: Path, factors: dict[str, float]) -> Iterator[Row]:
    """Yield the rows of a prepared or synthetic file, their weights multiplied by the factor of their kind."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != 5:
                raise click.UsageError(f"{path}, line {number}: expected 5 columns, found {len(cells)}")
            yield Row(float(cells[0]) * factors.get(cells[2], 1.0), *cells[1:])


def common_names(rows: list[Row]) -> list[str]:
    """Collect capitalised words of running text, to be swapped for one another."""
    found: dict[str, None] = {}
    for row in rows:
        if row.kind != "lexicon":
            found.update(dict.fromkeys(NAME.findall(row.indonesian or row.english)))
    return list(found)


def swap_names(english: str, indonesian: str, names: list[str], draw: random.Random) -> tuple[str, str]:
    """Put another name where both sides have the same one, so that names are learnt to be copied."""
    shared = sorted(set(NAME.findall(english)) & set(NAME.findall(indonesian)))
    for old in shared:
        new = draw.choice(names)
        english, indonesian = (re.sub(rf"\b{old}\b", new, text) for text in (english, indonesian))
    return english, indonesian


def swap_whole_names(english: str, indonesian: str, people: list[str], draw: random.Random) -> tuple[str, str]:
    """Put another full name, of one or more words, where both sides have the same one, at their start too."""
    shared = sorted(set(NAMES.findall(english)) & set(NAMES.findall(indonesian)), key=len, reverse=True)
    for old in shared[:4]:
        new = draw.choice(people)
        english, indonesian = (re.sub(rf"(?<![\w-]){old}(?![\w-])", new, text) for text in (english, indonesian))
    return english, indonesian


def swap_numbers(english: str, indonesian: str, draw: random.Random) -> tuple[str, str]:
    """Put other digits where both sides have the same number, whatever their separators are."""
    other = {re.sub(r"\D", "", found): found for found in NUMBER.findall(indonesian)}
    for old in dict.fromkeys(NUMBER.findall(english)):
        digits = re.sub(r"\D", "", old)
        if digits not in other or english.count(old) + indonesian.count(other[digits]) != 2:
            continue
        fresh = digits[0] + "".join(draw.choice("0123456789") for _ in digits[1:])
        english = english.replace(old, put_digits(old, fresh))
        indonesian = indonesian.replace(other[digits], put_digits(other[digits], fresh))
    return english, indonesian


def put_digits(number: str, digits: str) -> str:
    """Write other digits between a number's separators."""
    left = iter(digits)
    return re.sub(r"\d", lambda _: next(left), number)


def headline(text: str) -> str:
    """Capitalise the words of a text as headlines do."""
    words = text.split(" ")
    return " ".join(
        word if at and SMALL.fullmatch(word) else word[:1].upper() + word[1:] for at, word in enumerate(words)
    )


def vary(english: str, indonesian: str, draw: random.Random) -> tuple[str, str]:
    """Now and then change names, numbers, case, quotation or the full stop on both sides alike."""
    material = MATERIAL[0]
    if material.names and draw.random() < material.swaps:
        if material.people and draw.random() < 0.6:
            english, indonesian = swap_whole_names(english, indonesian, material.people, draw)
        else:
            english, indonesian = swap_names(english, indonesian, material.names, draw)
        if draw.random() < 0.7:
            return english, indonesian
    if draw.random() < (2 if len(english) < 120 else 0.4) * material.capitals:
        return change_case(english, indonesian, draw)
    chance = draw.random()
    if chance < 0.09:
        english, indonesian = swap_numbers(english, indonesian, draw)
    elif chance < 0.125 and english.endswith(".") and indonesian.endswith("."):
        english, indonesian = english[:-1], indonesian[:-1]
    elif chance < 0.16:
        left, right = draw.choice(('""', "“”", "''", "‘’"))
        english, indonesian = left + english + right, left + indonesian + right
    return english, indonesian


def change_case(english: str, indonesian: str, draw: random.Random) -> tuple[str, str]:
    """Write both sides in capitals, in small letters or as headlines."""
    chance = draw.random()
    if chance < 0.5:
        return english.upper(), indonesian.upper()
    if chance < 0.75:
        return english.lower(), indonesian.lower()
    return headline(english.rstrip(".")), headline(indonesian.rstrip("."))


def cut(vocabulary: Vocabulary, text: str, draw: random.Random) -> list[int]:
    """Encode a text, mostly with some pieces split at random."""
    ids = vocabulary.encode(text)
    return vocabulary.resegment(ids, SPLIT, draw) if draw.random() < SAMPLED else ids


def examples(epoch: int, chunk: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yield source and target ids of one chunk of one epoch, a function of the seed, epoch and chunk alone."""
    material, vocabulary = MATERIAL[0], MATERIAL[0].vocabulary
    draw = random.Random(f"{material.seed}/{epoch}/{chunk}")  # noqa: S311 - seeded, not secret
    part = material.rows[chunk * CHUNK : (chunk + 1) * CHUNK]
    for row in part:
        for _ in range(int(row.weight + draw.random())):
            english, indonesian = row.english, row.indonesian
            if draw.random() < 0.06 and len(english) < 300:
                other = draw.choice(part)
                if (other.direction, other.kind) == (row.direction, row.kind) != ("both", "lexicon"):
                    english, indonesian = f"{english} {other.english}", f"{indonesian} {other.indonesian}"
            if row.kind == "lexicon" and draw.random() < 0.4:
                english, indonesian = english[:1].upper() + english[1:], indonesian[:1].upper() + indonesian[1:]
            english, indonesian = vary(english, indonesian, draw)
            for target in ("en", "id"):
                if row.direction in ("both", f"{'id' if target == 'en' else 'en'}-{target}"):
                    texts = (english, indonesian) if target == "id" else (indonesian, english)
                    source, output = (cut(vocabulary, text, draw) for text in texts)
                    yield [*vocabulary.marks(target, synthetic=row.kind == "bt"), *source, EOS], [*output, EOS]


def build_chunk(epoch: int, chunk: int, longest: int = 160) -> Chunk:
    """Encode one chunk of one epoch."""
    result = [pair for pair in examples(epoch, chunk) if max(map(len, pair)) <= longest]
    sides = []
    for side in (0, 1):
        sides += [np.concatenate([np.asarray(pair[side], np.int16) for pair in result] or [np.zeros(0, np.int16)]),
                  np.asarray([len(pair[side]) for pair in result], np.int16)]  # fmt: skip
    return Chunk(*sides)


class Feeder:
    """Batches of every epoch, encoded in worker processes one epoch ahead."""

    def __init__(self, material: Material, workers: int, batch_tokens: int) -> None:
        """Fork the workers; must happen before the GPU is used."""
        MATERIAL[:] = [material]
        random.Random(material.seed).shuffle(material.rows)  # noqa: S311
        self.pad, self.seed, self.room = material.vocabulary.size - 1, material.seed, batch_tokens
        self.chunks = -(-len(material.rows) // CHUNK)
        self.pool = ProcessPoolExecutor(workers, mp_context=get_context("fork"))
        self.pool.submit(len, "").result()
        self.coming: dict[int, list[Future[Chunk]]] = {}

    def request(self, epoch: int) -> None:
        """Start encoding an epoch."""
        if epoch not in self.coming:
            self.coming[epoch] = [self.pool.submit(build_chunk, epoch, chunk) for chunk in range(self.chunks)]

    def epoch(self, epoch: int, skip: int = 0) -> Iterator[tuple[Ids, Ids]]:
        """Yield the padded (source, target) batches of an epoch, leaving out the first ``skip``."""
        self.request(epoch)
        chunks = [future.result() for future in self.coming.pop(epoch)]
        self.request(epoch + 1)
        source, source_lengths, target, target_lengths = (np.concatenate(parts) for parts in zip(*chunks, strict=True))
        draw = np.random.default_rng([self.seed, epoch])
        widths = round_up(source_lengths), round_up(target_lengths)
        order = np.lexsort((draw.random(len(widths[0])), widths[0], widths[1]))
        batches = self.cut(order, np.maximum(*widths))
        sources = Flat(source, source_lengths), Flat(target, target_lengths)
        for number in draw.permutation(len(batches))[skip:]:
            rows = batches[number]
            yield sources[0].rows(rows, self.pad), sources[1].rows(rows, self.pad, shift=True)

    def cut(self, order: npt.NDArray[np.int64], widths: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
        """Cut sorted examples into batches of about the wanted number of padded ids."""
        batches, start, widest = [], 0, 0
        for position, row in enumerate(order):
            widest = max(widest, int(widths[row]))
            if (position - start + 1) * widest > self.room and position > start:
                batches.append(order[start:position])
                start, widest = position, int(widths[row])
        return [*batches, order[start:]]


class Flat:
    """Rows of ids stored one after the other."""

    def __init__(self, ids: Ids, lengths: Ids) -> None:
        """Keep the ids and find where each row starts."""
        self.ids, self.lengths = ids, lengths.astype(np.int64)
        self.starts = np.cumsum(self.lengths) - self.lengths

    def rows(self, numbers: npt.NDArray[np.int64], pad: int, *, shift: bool = False) -> Ids:
        """Return padded rows, moved one to the right behind a padding id when ``shift`` is set."""
        lengths = self.lengths[numbers]
        width = int(round_up(lengths).max())
        columns = np.arange(width)
        places = np.minimum(self.starts[numbers, None] + columns, len(self.ids) - 1)
        padded = np.where(columns < lengths[:, None], self.ids[places], pad)
        return np.pad(padded, ((0, 0), (1, 0)), constant_values=pad) if shift else padded


def round_up(lengths: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Round lengths up to multiples of 8, so that the same kernels are used again."""
    return (lengths.astype(np.int64) + 7) // 8 * 8
