"""Turn folders of TSV files into one compressed training set, a tokenizer and a manifest.

The set is an xz file of lines ``weight TAB direction TAB kind TAB english TAB indonesian``; ``direction`` is
``both``, ``en-id`` or ``id-en`` and one side of a monolingual line is empty. The English and Indonesian share one
unigram SentencePiece vocabulary (Kudo 2018, arXiv:1804.10959) with byte fallback and single digits.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import lzma
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
import sentencepiece

WEIGHTS: dict[str, float] = {
    "panl_eco": 1.5, "panl_int": 2.0, "panl_sci": 2.0, "panl_spo": 1.5, "bbc": 2.0, "gunnxx_news": 2.0,
    "gunnxx_general": 1.5, "tico19": 2.0, "ausaid": 1.5, "smeru": 0.8, "xpersona": 0.5, "quran": 0.4, "odb": 1.0,
    "libreoffice_help": 0.4, "openstack_docs": 0.5, "react_docs": 0.5, "debian_reference": 0.5, "gnome_help": 0.5,
    "mediawiki_ui": 0.4, "openstreetmap_ui": 0.4, "kicad_doc": 0.4, "ms_dynamics": 0.5, "debian_handbook": 0.7,
    "iso_codes": 0.1, "cldr_names": 0.5, "freedict_eng_ind": 0.4, "vocab10000": 0.2, "nusax_lexicon": 0.1,
    "tico19_terms": 0.5, "press_phrases": 4.0, "en_reuters21578": 0.5,
}  # fmt: skip
SKIPPED_LEXICONS = frozenset({"calques", "calques_ambient"})
UNPUNCTUATED = frozenset({"smeru", "quran", "odb"})
OPEN_LICENCE = re.compile(r"\b(CC0|CC BY|MIT|Apache|MPL|L?GPL|PSF|Unicode)")
CLOSED_LICENCE = re.compile(r"none stated|none in copy|\bNC\b|CC BY-NC|own terms|research use", re.IGNORECASE)
SPECIAL_PIECES = (">>en<<", ">>id<<", "<bt>", "<pad>")
REQUIRED_CHARACTERS = "—–’‘“”éèêáàâíóôñüçöäå°€£"
REUTERS_SHORT = {
    "dlrs": "dollars", "dlr": "dollar", "mln": "million", "bln": "billion", "pct": "percent", "cts": "cents",
    "stg": "sterling", "shrs": "shares", "vs": "versus",
}  # fmt: skip
WORD = re.compile(r"\w+")


@dataclass
class Report:
    """What was read from one file and what became of it."""

    name: str
    licence: str
    sha256: str
    read: int = 0
    kept: int = 0
    dropped: dict[str, int] = field(default_factory=dict)

    def drop(self, reason: str) -> None:
        """Count one dropped line."""
        self.dropped[reason] = self.dropped.get(reason, 0) + 1


class TestOverlap:
    """Recognise sentences that a test set also holds."""

    def __init__(self, files: Iterable[Path]) -> None:
        """Index the normalised sentences and the 8-grams of every test file."""
        self.exact: set[str] = set()
        self.grams: dict[tuple[str, ...], int] = {}
        count = 0
        for file in files:
            for line in read_lines(file):
                for sentence in line.split("\t")[:2]:
                    count += 1
                    self.exact.add(normalised(sentence))
                    for gram in eight_grams(sentence):
                        self.grams[gram] = count

    def __call__(self, sentence: str) -> bool:
        """Say whether the sentence equals a test sentence or shares three 8-grams with one."""
        if normalised(sentence) in self.exact:
            return True
        hits = [self.grams[gram] for gram in eight_grams(sentence) if gram in self.grams]
        return any(hits.count(number) >= 3 for number in set(hits))


def normalised(sentence: str) -> str:
    """Lower-case a sentence and keep only its words."""
    return " ".join(WORD.findall(unicodedata.normalize("NFKC", sentence).lower()))


def eight_grams(sentence: str) -> Iterator[tuple[str, ...]]:
    """Yield the runs of eight words of a sentence."""
    words = normalised(sentence).split()
    for start in range(len(words) - 7):
        yield tuple(words[start : start + 8])


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a plain or xz-compressed UTF-8 file."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rb") as stream:
        for line in io.TextIOWrapper(stream, encoding="utf-8", newline="\n"):
            yield line.rstrip("\r\n")


def stem(path: Path) -> str:
    """Return a file's name without its endings."""
    return path.name.split(".")[0]


def read_licences(provenance: Path | None) -> dict[str, str]:
    """Read the licence column of every table in a provenance file."""
    licences: dict[str, str] = {}
    column = -1
    for line in read_lines(provenance) if provenance else ():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0] == "file":
            column = cells.index("licence") if "licence" in cells else -1
        elif 0 <= column < len(cells) and "." in cells[0]:
            licences[Path(cells[0]).name.split(".")[0]] = cells[column]
    return licences


def is_open(licence: str) -> bool:
    """Say whether a stated licence is an open one."""
    return bool(OPEN_LICENCE.search(licence)) and not CLOSED_LICENCE.search(licence)


def clean(text: str) -> str:
    """Undo markup leftovers, stray spaces and detached punctuation."""
    text = unicodedata.normalize("NFC", html.unescape(text)).replace("\\s", "").replace("\u00ad", "")
    text = text.replace("Â£", "£").replace("``", '"').replace("''", '"')
    text = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\ufeff]", " ", text)
    text = re.sub(r"\s+([,;:!?%)\]]|\.(?!\w))", r"\1", re.sub(r"\s+", " ", text))
    text = re.sub(r"([(\[])\s+", r"\1", text)
    text = re.sub(r"\b(\w{2,}) ?- ?(\1)\b", r"\1-\2", text)
    return close_quotes(text).strip()


def close_quotes(text: str) -> str:
    """Attach straight double quotes that stand between spaces to the words they enclose."""
    if not re.search(r'(^| )" ', text) and not text.endswith(' "'):
        return text
    parts = text.split('"')
    for number in range(1, len(parts), 2):
        parts[number] = parts[number].strip() if number + 1 < len(parts) else parts[number].lstrip()
    return '"'.join(parts)


def pair_fault(english: str, indonesian: str) -> str | None:
    """Name the reason why a pair is not fit for training, if there is one."""
    lengths = len(english.split()), len(indonesian.split())
    if not min(lengths) or max(lengths) > 160:
        return "empty or too long"
    if max(lengths) > 3 * min(lengths) + 3 or max(len(english), len(indonesian)) > 1500:
        return "length ratio"
    if sum(map(str.isalpha, english)) < 0.5 * len(english.replace(" ", "")):
        return "few letters"
    if english == indonesian and max(lengths) > 3:
        return "untranslated"
    return None


def add_stop(name: str, english: str, indonesian: str) -> tuple[str, str]:
    """Give half of the sentences of files that lost their full stops one on both sides."""
    bare = english[-1:].isalnum() and indonesian[-1:].isalnum()
    if name in UNPUNCTUATED and bare and len(english.split()) >= 6 and len(english) % 2:
        return english + ".", indonesian + "."
    return english, indonesian


def accepted(
    report: Report, fault: str | None, key: str, seen: set[str], overlap: TestOverlap, *sentences: str
) -> bool:
    """Count an example as kept or dropped; one without a fault must be new and share nothing with a test set."""
    if not fault and key in seen:
        fault = "duplicate"
    if not fault and any(map(overlap, sentences)):
        fault = "test overlap"
    if fault:
        report.drop(fault)
        return False
    seen.add(key)
    report.kept += 1
    return True


def read_pairs(path: Path, report: Report, seen: set[str], overlap: TestOverlap) -> Iterator[tuple[str, str]]:
    """Yield the clean, new pairs of one TSV file that no test set holds."""
    for line in read_lines(path):
        report.read += 1
        cells = line.split("\t")
        if len(cells) < 2:
            report.drop("no two columns")
            continue
        english, indonesian = add_stop(report.name, clean(cells[0]), clean(cells[1]))
        fault = pair_fault(english, indonesian)
        key = normalised(english) + "\t" + normalised(indonesian)
        if accepted(report, fault, key, seen, overlap, english, indonesian):
            yield english, indonesian


def clean_mono(text: str) -> str:
    """Clean a line of monolingual news and spell out the wire service's abbreviations."""
    text = re.sub(r"<([^<>]*)>", r"\1", clean(text))
    return WORD.sub(lambda match: REUTERS_SHORT.get(match.group(), match.group()), text)


def mono_fault(text: str) -> str | None:
    """Name the reason why a monolingual line is not fit for training, if there is one."""
    words = text.split()
    if not 4 <= len(words) <= 70:
        return "too short or too long"
    if not re.match(r'["“\'(]?[A-Z0-9]', text) or not re.search(r'[.!?]["”\')]?$', text):
        return "no whole sentence"
    if sum(map(str.islower, text)) < 0.6 * len(text.replace(" ", "")):
        return "few letters"
    return None


def read_mono(path: Path, report: Report, seen: set[str], overlap: TestOverlap) -> Iterator[str]:
    """Yield the clean, new sentences of a monolingual file."""
    for line in read_lines(path):
        report.read += 1
        text = clean_mono(line)
        fault = mono_fault(text)
        key = normalised(text)
        if accepted(report, fault, key, seen, overlap, text):
            yield text


def open_files(folder: Path | None, licences: dict[str, str], *, open_only: bool) -> Iterator[tuple[Path, Report]]:
    """Yield a folder's data files with a fresh report each, leaving out closed licences when asked."""
    for path in sorted(folder.iterdir()) if folder else ():
        if not re.search(r"\.(tsv|txt)(\.xz)?$", path.name) or stem(path) in SKIPPED_LEXICONS:
            continue
        licence = licences.get(stem(path), "not recorded")
        if open_only and not is_open(licence):
            click.echo(f"left out (no open licence): {path.name}", err=True)
            continue
        yield path, Report(stem(path), licence, hashlib.sha256(path.read_bytes()).hexdigest())


@dataclass
class Sources:
    """The folders and settings that a training set is made from."""

    pairs: list[Path]
    mono: tuple[Path, ...]
    lexicon: Path | None
    licences: dict[str, str]
    open_only: bool
    limit: int | None


def collect(sources: Sources, overlap: TestOverlap, reports: list[Report]) -> Iterator[str]:
    """Yield every line of the training set and fill in the reports."""
    seen: set[str] = set()
    folders = [(folder, "pair") for folder in sources.pairs] + [(sources.lexicon, "lexicon")]
    for folder, kind in folders:
        for path, report in open_files(folder, sources.licences, open_only=sources.open_only):
            reports.append(report)
            weight = WEIGHTS.get(report.name, 1.0)
            for english, indonesian in read_pairs(path, report, seen, overlap):
                if kind == "lexicon" and (len(english.split()) > 4 or "," in english + indonesian):
                    continue
                yield f"{weight:g}\tboth\t{kind}\t{english}\t{indonesian}"
                if sources.limit and report.kept >= sources.limit:
                    break
    for folder in sources.mono:
        for path, report in open_files(folder, sources.licences, open_only=sources.open_only):
            reports.append(report)
            direction, weight = "id-en" if path.name.startswith("en_") else "en-id", WEIGHTS.get(report.name, 1.0)
            for text in read_mono(path, report, seen, overlap):
                yield f"{weight:g}\t{direction}\tmono\t" + (f"{text}\t" if direction == "id-en" else f"\t{text}")
                if sources.limit and report.kept >= sources.limit:
                    break


def train_tokenizer(lines: list[str], folder: Path, size: int, seed: int) -> None:
    """Learn the shared vocabulary and write the four files of a MarianTokenizer."""
    texts = [cell for line in lines for cell in line.split("\t")[3:] if cell and "\tlexicon\t" not in line]
    model = io.BytesIO()
    sentencepiece.set_random_generator_seed(seed)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=model, model_type="unigram",
        vocab_size=size - 1 - len(SPECIAL_PIECES), character_coverage=0.9995, required_chars=REQUIRED_CHARACTERS,
        byte_fallback=True, split_digits=True, normalization_rule_name="nmt_nfkc", bos_id=-1, eos_id=-1, pad_id=-1,
        unk_id=0, num_threads=2, input_sentence_size=400_000, shuffle_input_sentence=True, max_sentence_length=6000,
        minloglevel=2,
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    write_tokenizer(model.getvalue(), folder)


def write_tokenizer(model: bytes, folder: Path) -> None:
    """Write a SentencePiece model as the files that MarianTokenizer reads, ids from 0 without gaps."""
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model)
    names = ["</s>", *(pieces.id_to_piece(number) for number in range(pieces.get_piece_size())), *SPECIAL_PIECES]
    for side in ("source", "target"):
        (folder / f"{side}.spm").write_bytes(model)
    vocabulary = {name: number for number, name in enumerate(names)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    settings = {
        "tokenizer_class": "MarianTokenizer", "source_lang": "en", "target_lang": "id",
        "model_max_length": 512, "separate_vocabs": False, "eos_token": "</s>", "unk_token": "<unk>",
        "pad_token": "<pad>", "sp_model_kwargs": {},
    }  # fmt: skip
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def write_set(lines: list[str], path: Path) -> str:
    """Write the compressed training set and return its hash."""
    packed = lzma.compress("".join(line + "\n" for line in lines).encode(), preset=9 | lzma.PRESET_EXTREME)
    path.write_bytes(packed)
    return hashlib.sha256(packed).hexdigest()


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("pairs", type=FOLDER, nargs=-1, required=True)
@click.option("--test", type=FOLDER, required=True, help="Folder of test and development TSV files.")
@click.option("--mono", type=FOLDER, multiple=True, help="Folder of en_*.txt and id_*.txt files (xz or plain).")
@click.option("--lexicon", type=FOLDER, help="Folder of dictionary TSV files.")
@click.option("--provenance", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Licence tables.")
@click.option("--open-licences-only", is_flag=True, help="Keep only files with a stated open licence.")
@click.option("--out", type=click.Path(path_type=Path), default=Path(".train"), show_default=True)
@click.option("--vocab-size", default=8000, show_default=True, help="Size of the shared vocabulary.")
@click.option("--tokenizer", type=FOLDER, help="Keep this vocabulary instead of learning one.")
@click.option("--limit", type=int, help="Keep at most this many lines of each file (for rehearsals).")
@click.option("--seed", default=1, show_default=True)
def main(
    *, pairs: tuple[Path, ...], test: Path, mono: tuple[Path, ...], lexicon: Path | None, provenance: Path | None,
    open_licences_only: bool, out: Path, vocab_size: int, tokenizer: Path | None, limit: int | None, seed: int,
) -> None:  # fmt: skip
    """Write a training set, a tokenizer and a manifest from the TSV files (english TAB indonesian) in PAIRS."""
    out.mkdir(parents=True, exist_ok=True)
    tests = sorted(path for path in test.iterdir() if ".tsv" in path.suffixes)
    reports: list[Report] = []
    sources = Sources(list(pairs), mono, lexicon, read_licences(provenance), open_licences_only, limit)
    try:
        lines = list(collect(sources, TestOverlap(tests), reports))
    except (OSError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise click.UsageError(f"cannot read the corpus: {error}") from error
    if not any("\tpair\t" in line for line in lines):
        raise click.UsageError("the folders hold no usable sentence pairs")
    click.echo(f"{len(lines)} lines kept", err=True)
    if tokenizer:
        (out / "tokenizer").mkdir(exist_ok=True)
        for name in ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json"):
            shutil.copyfile(tokenizer / name, out / "tokenizer" / name)
    else:
        train_tokenizer(lines, out / "tokenizer", vocab_size, seed)
    (out / "names.json").unlink(missing_ok=True)
    digest = write_set(lines, out / "set.tsv.xz")
    for path in tests:
        (out / f"{stem(path)}.tsv").write_text("\n".join(read_lines(path)) + "\n", encoding="utf-8")
    manifest = {"set": "set.tsv.xz", "sha256": digest, "lines": len(lines), "vocabulary": vocab_size, "seed": seed,
                "files": [vars(report) for report in reports]}  # fmt: skip
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    click.echo(f"{out}/set.tsv.xz: {(out / 'set.tsv.xz').stat().st_size / 1e6:.1f} MB", err=True)


if __name__ == "__main__":
    sys.exit(main())
