"""Score a bidirectional Marian model on a TSV file of english TAB indonesian sentences.

Prints chrF2 (Popović 2015) and BLEU (Papineni et al. 2002) with sacrebleu's signatures, how many of the numbers and
names that the human reference keeps the model keeps too, and how many outputs repeat four words three times.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import sacrebleu
import torch
from transformers import MarianMTModel, MarianTokenizer

NUMBER = re.compile(r"\d[\d.,]*\d|\d")
NAME = re.compile(r"(?<![\w.-])[A-Z][\w-]{2,}\b")


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Read the sentence pairs of a plain or xz-compressed file."""
    opener: Any = lzma.open if path.suffix == ".xz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as stream:
            rows = [line.rstrip("\n").split("\t") for line in stream]
    except (OSError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise click.UsageError(f"cannot read {path}: {error}") from error
    if not rows or any(len(row) < 2 for row in rows):
        raise click.UsageError(f"{path} is not a file of english TAB indonesian lines")
    return [(row[0], row[1]) for row in rows]


def load(folder: Path, device: str) -> tuple[Any, Any]:
    """Load the model and its tokenizer from a folder, never from the network."""
    try:
        tokenizer = MarianTokenizer.from_pretrained(folder, local_files_only=True)
        model = MarianMTModel.from_pretrained(folder, local_files_only=True, dtype=torch.float32)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise click.UsageError(f"{folder} holds no Marian model: {str(error).splitlines()[0]}") from error
    return model.to(device).eval(), tokenizer


@torch.inference_mode()
def translate(model: Any, tokenizer: Any, texts: list[str], target: str, *, batch: int, beams: int) -> list[str]:
    """Translate the texts in batches of similar length."""
    outputs = [""] * len(texts)
    order = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        marked = [f">>{target}<< {texts[number]}" for number in part]
        inputs = tokenizer(marked, return_tensors="pt", padding=True, truncation=True, pad_to_multiple_of=8)
        longest = min(256, int(1.6 * inputs.input_ids.shape[1]) + 12)
        ids = model.generate(**inputs.to(model.device), num_beams=beams, max_new_tokens=longest)
        for number, text in zip(part, tokenizer.batch_decode(ids, skip_special_tokens=True), strict=True):
            outputs[number] = text
    return outputs


def numbers(text: str) -> Iterator[str]:
    """Yield the digits of every number, without separators."""
    return (re.sub(r"\D", "", found) for found in NUMBER.findall(text))


def names(text: str) -> Iterator[str]:
    """Yield the capitalised words that do not open a sentence."""
    for match in NAME.finditer(text):
        if not re.search(r"(^|[.!?:])[\s\"“'‘(]*$", text[: match.start()]):
            yield match.group()


def kept(sources: list[str], outputs: list[str], references: list[str], find: Any) -> tuple[int, int]:
    """Count the found things that source and reference share, and those of them that the output has too."""
    shared = survived = 0
    for source, output, reference in zip(sources, outputs, references, strict=True):
        wanted = Counter(find(source)) & Counter(find(reference))
        have = Counter(find(output)) if find is numbers else Counter(re.findall(r"\w[\w-]*", output))
        shared += wanted.total()
        survived += (wanted & have).total()
    return shared, survived


def repeats(text: str) -> bool:
    """Say whether some run of four words occurs three times."""
    words = text.lower().split()
    grams = Counter(tuple(words[start : start + 4]) for start in range(len(words) - 3))
    return max(grams.values(), default=0) >= 3


def measure(sources: list[str], outputs: list[str], references: list[str]) -> dict[str, Any]:
    """Return every figure for one direction."""
    chrf, bleu = sacrebleu.CHRF(), sacrebleu.BLEU()
    figures: dict[str, Any] = {
        "chrF2": round(chrf.corpus_score(outputs, [references]).score, 2),
        "chrF2_signature": str(chrf.get_signature()),
        "BLEU": round(bleu.corpus_score(outputs, [references]).score, 2),
        "BLEU_signature": str(bleu.get_signature()),
    }
    for label, find in (("numbers", numbers), ("names", names)):
        shared, survived = kept(sources, outputs, references, find)
        figures[f"{label}_kept"] = f"{100 * survived / max(1, shared):.1f} % of {shared}"
    repeated = sum(map(repeats, outputs))
    figures["repeating"] = f"{100 * repeated / len(outputs):.2f} % ({repeated} of {len(outputs)})"
    return figures


@click.command()
@click.argument("model_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("tsv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--beams", default=4, show_default=True)
@click.option("--batch", default=32, show_default=True)
@click.option("--limit", type=int, help="Use only the first sentences.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto")
@click.option("--outputs", type=click.Path(path_type=Path), help="Write source, output and reference here.")
def main(
    *, model_dir: Path, tsv: Path, beams: int, batch: int, limit: int | None, device: str, outputs: Path | None
) -> None:
    """Print the scores of MODEL_DIR on TSV for both directions as JSON."""
    pairs = read_pairs(tsv)[:limit]
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    model, tokenizer = load(model_dir, device)
    lines = []
    for side, target in ((0, "id"), (1, "en")):
        began = time.monotonic()
        sources, references = [pair[side] for pair in pairs], [pair[1 - side] for pair in pairs]
        results = translate(model, tokenizer, sources, target, batch=batch, beams=beams)
        figures = {"file": tsv.name, "direction": "en-id" if target == "id" else "id-en"}
        figures |= measure(sources, results, references)
        click.echo(json.dumps(figures, ensure_ascii=False, indent=1))
        click.echo(f"{time.monotonic() - began:.0f} s", err=True)
        lines += ["\t".join(row) + "\n" for row in zip(sources, results, references, strict=True)]
    if outputs:
        outputs.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
