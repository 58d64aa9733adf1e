"""Cut three English texts of NLTK's data collection into sentences, one a line, as more monolingual text.

The folder given holds the unpacked packages abc, masc_tagged and state_union (github.com/nltk/nltk_data).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

BREAK = re.compile(
    r"(?<=[.!?][\"”']) (?=[\"“A-Z0-9])"
    r"|(?<=(?<!\b[A-Z])(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bSt)(?<!\bvs)(?<!\bMrs)[.!?]) (?=[\"“A-Z0-9])"
)
SINCE = 1970


def sentences(text: str) -> Iterator[str]:
    """Cut running text after full stops."""
    yield from (part.strip() for part in BREAK.split(re.sub(r"\s+", " ", text)) if part.strip())


def news(folder: Path) -> Iterator[str]:
    """Yield the sentences of the Australian rural and science news; some lack the blank between sentences."""
    for name in ("rural", "science"):
        for line in (folder / f"{name}.txt").read_text(encoding="latin-1").split("\n"):
            yield from sentences(re.sub(r"(?<=[a-z]{2}[.!?])(?=[A-Z])", " ", line.strip()))


def addresses(folder: Path) -> Iterator[str]:
    """Yield the sentences of the younger addresses to the Congress."""
    for path in sorted(folder.glob("*.txt")):
        if int(path.name[:4]) >= SINCE:
            for paragraph in re.split(r"\n\s*\n", path.read_text(encoding="latin-1")):
                found = sentences(paragraph.replace("\x96", " – "))
                yield from (sentence for sentence in found if not sentence.isupper())


def joined(words: list[str]) -> str:
    """Join tokens of the Penn Treebank's kind; nothing comes back where quotation marks do not pair."""
    text = " ".join(words).replace("-LRB-", "(").replace("-RRB-", ")").replace("``", "“").replace("''", "”")
    text = re.sub(r" (n't|'(?:s|re|ve|ll|d|m|S)\b)", r"\1", text)
    text = re.sub(r"([(\[“$]) ", r"\1", re.sub(r" ([,.;:!?%)\]”])", r"\1", text))
    parts = text.split('"')
    parts[1::2] = [part.strip() for part in parts[1::2]]
    return '"'.join(parts) if len(parts) % 2 else ""


def written(folder: Path) -> Iterator[str]:
    """Yield the written part of the Manually Annotated Sub-Corpus, whose tokens carry tags."""
    for path in sorted((folder / "written").glob("*.txt")):
        for line in path.read_text(encoding="utf-8", errors="ignore").split("\n"):
            words = [word.rsplit("_", 1)[0] for word in line.split() if "_" in word]
            if words and (text := joined(words)):
                yield text


@click.command()
@click.argument("packages", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
def main(packages: Path, out: Path) -> None:
    """Write OUT/en_abc.txt, en_masc.txt and en_state_union.txt from the folder PACKAGES."""
    out.mkdir(parents=True, exist_ok=True)
    for name, package, read in (("abc", "abc", news), ("masc", "masc_tagged", written),
                                ("state_union", "state_union", addresses)):  # fmt: skip
        lines = list(read(packages / package))
        (out / f"en_{name}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        click.echo(f"{len(lines)} lines in en_{name}.txt", err=True)


if __name__ == "__main__":
    sys.exit(main())
