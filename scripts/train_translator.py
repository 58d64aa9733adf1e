"""Train a bidirectional translation network, make synthetic data with it, and write it for MarianMTModel.

``fit`` trains on the set that prepare_corpus.py wrote plus any synthetic files; ``synthesise`` translates the set for
back-translation (Sennrich et al. 2016, arXiv:1511.06709; tagged: Caswell et al. 2019, arXiv:1906.06442) and for
sequence-level knowledge distillation (Kim and Rush 2016, arXiv:1606.07947); ``join`` turns shards into one model.
"""

from __future__ import annotations

import copy
import lzma
import math
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click
import sacrebleu
import torch
import torch.nn.functional as F  # noqa: N812
from name_agreement import Names, learn_names
from safetensors import SafetensorError
from seq2seq import (
    EOS,
    Shape,
    Translator,
    Vocabulary,
    export,
    import_weights,
    load_network,
    save_network,
    translate,
)
from torch import Tensor
from training_data import Feeder, Ids, Material, Row, common_names, read_rows

PIECE = 30_000
PRESETS = {
    "student": Shape(width=320, heads=5, feed=1024, encoder=6, decoder=2, dropout=0.1),
    "teacher": Shape(width=512, heads=8, feed=2048, encoder=8, decoder=3, dropout=0.25),
    "tiny": Shape(width=64, heads=2, feed=128, encoder=2, decoder=1, dropout=0.1),
}


@dataclass(frozen=True)
class Plan:
    """How to train."""

    lr: float
    warmup: int
    smoothing: float
    minutes: float
    steps: int
    cooldown: float
    average: float
    eval_every: int
    patience: int


def smooth_loss(states: Tensor, weight: Tensor, labels: Tensor, smoothing: float, pad: int) -> Tensor:
    """Return the label-smoothed cross-entropy per target piece (Szegedy et al. 2016, arXiv:1512.00567)."""
    logits = F.linear(states, weight).flatten(0, 1).float()
    return F.cross_entropy(logits, labels.flatten(), ignore_index=pad, label_smoothing=smoothing)


class Trainer:
    """A training run that can stop after any step and go on exactly there."""

    def __init__(self, model: Translator, plan: Plan, device: str, *, compiled: bool, started: float) -> None:
        """Create the optimizer and the running average of the weights."""
        self.plan, self.device, self.started = plan, device, started
        self.model = model.to(device)
        self.mean = copy.deepcopy(self.model).requires_grad_(requires_grad=False)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=plan.lr, betas=(0.9, 0.98), eps=1e-9,
                                           weight_decay=0.01, fused=True)  # fmt: skip
        self.state: dict[str, Any] = {"step": 0, "epoch": 0, "batch": 0, "best": -1.0, "stale": 0, "data": ""}
        self.loss: Callable[..., Tensor] = smooth_loss
        if compiled:
            for layer in (*self.model.encoder, *self.model.decoder):
                layer.compile(dynamic=True)
            self.loss = torch.compile(smooth_loss, dynamic=True)

    def progress(self) -> float:
        """Return the share of the allotted steps or of this command's time that has passed."""
        by_steps = self.state["step"] / self.plan.steps if self.plan.steps else 0.0
        by_clock = (time.monotonic() - self.started) / 60 / self.plan.minutes if self.plan.minutes else 0.0
        return max(by_steps, by_clock)

    def rate(self) -> float:
        """Return the learning rate: a linear rise, the inverse square root, and a linear fall in the cooldown."""
        step, plan = self.state["step"] + 1, self.plan
        rate: float = plan.lr * min(step / plan.warmup, math.sqrt(plan.warmup / step))
        left = min(1.0, max(0.0, 1 - self.progress()) / plan.cooldown) if plan.cooldown else 1.0
        return rate * left

    def step(self, source: Ids, target: Ids) -> Tensor:
        """Learn from one batch."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        sources, targets = (torch.from_numpy(ids).to(self.device, torch.long) for ids in (source, target))
        with torch.autocast(self.device, torch.bfloat16):
            states = self.model.states(sources, targets[:, :-1])
            labels = targets[:, 1:]
            loss = self.loss(states, self.model.shared.weight, labels, self.plan.smoothing, self.model.shape.pad)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0, foreach=True)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.state["step"] += 1
        decay = min(self.plan.average, self.state["step"] / (self.state["step"] + 20))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.mean.parameters()), list(self.model.parameters()), 1 - decay)
        return loss.detach()

    def save(self, path: Path) -> None:
        """Write everything that going on needs."""
        random_states = {"cpu": torch.get_rng_state()}
        if self.device == "cuda":
            random_states["cuda"] = torch.cuda.get_rng_state()
        parts = {"model": self.model.state_dict(), "mean": self.mean.state_dict(), "state": self.state,
                 "optimizer": self.optimizer.state_dict(), "random": random_states}  # fmt: skip
        torch.save(parts, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def load(self, path: Path, data: str) -> None:
        """Go on from a checkpoint; other data start a new epoch."""
        stored = torch.load(path, map_location=self.device, weights_only=True)
        self.model.load_state_dict(stored["model"])
        self.mean.load_state_dict(stored["mean"])
        self.optimizer.load_state_dict(stored["optimizer"])
        self.state.update(stored["state"])
        torch.set_rng_state(stored["random"]["cpu"].cpu())
        if self.device == "cuda" and "cuda" in stored["random"]:
            torch.cuda.set_rng_state(stored["random"]["cuda"].cpu())
        if self.state["data"] != data:
            self.state.update(epoch=self.state["epoch"] + 1, batch=0, data=data, stale=0)


def development_score(model: Translator, vocabulary: Vocabulary, pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """Return chrF2 of greedy translations of the development pairs, into Indonesian and into English."""
    fast = copy.deepcopy(model).bfloat16().eval()
    scores = []
    for side, target in ((0, "id"), (1, "en")):
        sources = [[*vocabulary.marks(target), *vocabulary.encode(pair[side]), EOS] for pair in pairs]
        room = 60_000 if fast.shared.weight.is_cuda else 2_000
        outputs = translate(fast, vocabulary, sources, 1, room)
        scores.append(float(sacrebleu.corpus_chrf(outputs, [[pair[1 - side] for pair in pairs]]).score))
    return scores[0], scores[1]


class Run:
    """The loop around a trainer: batches, logging, evaluation, checkpoints."""

    def __init__(
        self, trainer: Trainer, feeder: Feeder, vocabulary: Vocabulary, pairs: list[tuple[str, str]], out: Path
    ) -> None:
        """Remember the parts and where results go."""
        self.trainer, self.feeder, self.vocabulary, self.pairs, self.out = trainer, feeder, vocabulary, pairs, out

    def evaluate(self) -> bool:
        """Score the averaged weights, keep them when they are the best, and say whether to go on."""
        trainer, began = self.trainer, time.monotonic()
        scores = development_score(trainer.mean, self.vocabulary, self.pairs)
        state = trainer.state
        state["stale"] += 1
        if sum(scores) / 2 > state["best"]:
            state.update(best=sum(scores) / 2, stale=0)
            save_network(trainer.mean, self.out / "best.pt")
        now = time.monotonic()
        click.echo(f"step {state['step']} epoch {state['epoch']} chrF en-id {scores[0]:.2f} id-en {scores[1]:.2f} "
                   f"({now - began:.1f} s, clock {now - trainer.started:.0f} s)", err=True)  # fmt: skip
        return not trainer.plan.patience or state["stale"] < trainer.plan.patience

    def go(self) -> None:
        """Train until the time, the steps or the patience run out; then evaluate and write a checkpoint."""
        trainer, state = self.trainer, self.trainer.state
        going, tokens, began, total = True, 0, time.monotonic(), torch.zeros((), device=trainer.device)
        while going:
            for source, target in self.feeder.epoch(state["epoch"], state["batch"]):
                total += trainer.step(source, target)
                tokens += int((target[:, 1:] != self.feeder.pad).sum())
                state["batch"] += 1
                if state["step"] % 100 == 0:
                    spent = time.monotonic() - began
                    click.echo(f"step {state['step']} loss {float(total) / 100:.3f} rate {trainer.rate():.2e} "
                               f"{tokens / spent:.0f} target tokens/s", err=True)  # fmt: skip
                    tokens, began = 0, time.monotonic()
                    total.zero_()
                over = trainer.progress() >= 1
                if over or state["step"] % trainer.plan.eval_every == 0:
                    going = self.evaluate() and not over
                    trainer.model.train()
                    trainer.save(self.out / "checkpoint.pt")
                    tokens, began = 0, time.monotonic()
                if not going:
                    break
            else:
                state.update(epoch=state["epoch"] + 1, batch=0)


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Read the development pairs."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[1]) for row in rows if len(row) >= 2]


def pick_device(device: str) -> str:
    """Choose the GPU when there is one; cuDNN's attention is left out, it plans anew for every new length."""
    torch.backends.cuda.enable_cudnn_sdp(enabled=False)
    if device == "cuda" and not torch.cuda.is_available():
        raise click.UsageError("no CUDA device is available")
    return ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device


def parse_factors(values: tuple[str, ...]) -> dict[str, float]:
    """Read KIND=NUMBER settings."""
    try:
        return {name: float(number) for name, number in (value.split("=") for value in values)}
    except ValueError as error:
        raise click.UsageError(f"--factor wants KIND=NUMBER: {error}") from error


PREPARED = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
ANY = click.Path(path_type=Path)
DEVICE = click.Choice(["auto", "cpu", "cuda"])


@click.group()
def main() -> None:
    """Train the embedded translator."""


def gather(prepared: Path, synthetic: tuple[Path, ...], names: tuple[Path, ...], factors: dict[str, float],
           **settings: Any) -> Material:  # fmt: skip
    """Read the prepared set, the synthetic files and the lists of names."""
    try:
        vocabulary = Vocabulary(prepared / "tokenizer")
        rows = [row for path in (prepared / "set.tsv.xz", *synthetic) for row in read_rows(path, factors)]
        people = [line for path in names for line in path.read_text(encoding="utf-8").splitlines() if line]
    except (OSError, RuntimeError, ValueError, lzma.LZMAError) as error:
        raise click.UsageError(f"cannot read the training set: {error}") from error
    found = common_names(rows)
    rows = [row for row in rows if row.kind != "mono" and row.weight > 0]
    return Material(rows, vocabulary, found, people=people, **settings)


def build(shape: Shape, dropout: float | None, init: Path | None, seed: int) -> Translator:
    """Create the network, from exported weights when asked."""
    torch.manual_seed(seed)
    network = Translator(shape if dropout is None else replace(shape, dropout=dropout))
    if init:
        try:
            import_weights(network, init)
        except (OSError, ValueError, SafetensorError) as error:
            raise click.UsageError(f"cannot start from {init}: {error}") from error
    return network


@main.command()
@click.argument("prepared", type=PREPARED)
@click.option("--out", type=ANY, required=True, help="Folder of the run: checkpoint.pt and best.pt.")
@click.option("--preset", type=click.Choice(list(PRESETS)), default="student", show_default=True)
@click.option("--dropout", type=float, help="Instead of the preset's dropout.")
@click.option("--synthetic", type=FILE, multiple=True, help="Files that synthesise wrote.")
@click.option("--factor", multiple=True, help="KIND=NUMBER multiplies the weight of pair, lexicon, bt or kd rows.")
@click.option("--swaps", default=0.12, show_default=True, help="Share of examples in which names are swapped.")
@click.option("--names", type=FILE, multiple=True, help="Lists of full names to swap in as well, one a line.")
@click.option("--capitals", default=0.012, show_default=True, help="Share of examples whose case is changed.")
@click.option("--init", type=PREPARED, help="Start from the weights of an exported model folder.")
@click.option("--minutes", default=0.0, help="End this command after so many minutes, counted from its start.")
@click.option("--steps", default=0, help="End the run after so many steps in all.")
@click.option("--cooldown", default=0.0, help="Last share of the run in which the rate falls linearly to 0.")
@click.option("--batch-tokens", default=16_000, show_default=True)
@click.option("--lr", default=1e-3, show_default=True)
@click.option("--warmup", default=1500, show_default=True)
@click.option("--smoothing", default=0.1, show_default=True)
@click.option("--average", default=0.999, show_default=True, help="Decay of the running average of the weights.")
@click.option("--eval-every", default=1000, show_default=True)
@click.option("--patience", default=0, help="Stop after so many evaluations without a better chrF.")
@click.option("--workers", default=2, show_default=True)
@click.option("--device", type=DEVICE, default="auto")
@click.option("--compile", "compiled", is_flag=True, help="Compile the layers.")
@click.option("--export", "target", type=ANY, help="Write the best weights here in half precision.")
@click.option("--shard", default="5GB", show_default=True, help="Largest weight file of --export.")
@click.option("--seed", default=1, show_default=True)
def fit(*, prepared: Path, out: Path, preset: str, dropout: float | None, synthetic: tuple[Path, ...],
        factor: tuple[str, ...], batch_tokens: int, workers: int, device: str, compiled: bool, target: Path | None,
        shard: str, seed: int, swaps: float, names: tuple[Path, ...], capitals: float,
        init: Path | None, **settings: Any) -> None:  # fmt: skip
    """Train on a PREPARED folder, going on from the checkpoint in --out if there is one."""
    started = time.monotonic()
    plan, device = Plan(**settings), pick_device(device)
    if not plan.minutes and not plan.steps:
        raise click.UsageError("give --minutes or --steps")
    material = gather(prepared, synthetic, names, parse_factors(factor), seed=seed, swaps=swaps, capitals=capitals)
    data = f"{len(material.rows)}/{sum(row.weight for row in material.rows):.3f}/{batch_tokens}/{seed}/{swaps}"
    feeder = Feeder(material, workers, batch_tokens)
    shape = replace(PRESETS[preset], vocab=material.vocabulary.size)
    trainer = Trainer(build(shape, dropout, init, seed), plan, device, compiled=compiled, started=started)
    out.mkdir(parents=True, exist_ok=True)
    trainer.state["data"] = data
    if (out / "checkpoint.pt").exists():
        trainer.load(out / "checkpoint.pt", data)
    feeder.request(trainer.state["epoch"])
    size = sum(weight.numel() for weight in trainer.model.parameters())
    click.echo(f"{size / 1e6:.2f} M parameters, {len(material.rows)} rows, {device}, from step {trainer.state['step']} "
               f"(clock {time.monotonic() - started:.0f} s)", err=True)  # fmt: skip
    Run(trainer, feeder, material.vocabulary, read_pairs(prepared / "ud_pud.tsv"), out).go()
    feeder.pool.shutdown(wait=False, cancel_futures=True)
    if target:
        export(load_network(out / "best.pt", "cpu"), target, shard)


def degenerate(source: str, output: str) -> bool:
    """Say whether a synthetic sentence is empty, of odd length or repeats itself."""
    words, length = output.split(), len(source.split())
    grams = [tuple(words[start : start + 4]) for start in range(len(words) - 3)]
    return not words or max(len(words), length) > 2 * min(len(words), length) + 4 or len(grams) > len(set(grams)) + 2


@main.command()
@click.argument("network", type=click.Path(exists=True, path_type=Path))
@click.argument("prepared", type=PREPARED)
@click.option("--kind", type=click.Choice(["mono", "pair"]), multiple=True, default=("mono",), show_default=True)
@click.option("--beams", default=1, show_default=True)
@click.option("--room", default=250_000, show_default=True, help="Source ids times beams in a batch.")
@click.option("--limit", type=int, help="Translate at most this many rows of each kind and direction.")
@click.option("--minutes", default=0.0, help="Stop after so many minutes and write what there is.")
@click.option("--check-names", is_flag=True, help="Leave out translations that lose or invent a name.")
@click.option("--workers", default=2, show_default=True)
@click.option("--device", type=DEVICE, default="auto")
@click.option("--out", type=ANY, required=True)
def synthesise(*, network: Path, prepared: Path, kind: tuple[str, ...], beams: int, room: int, limit: int | None,
               minutes: float, check_names: bool, workers: int, device: str,
               out: Path) -> None:  # fmt: skip
    """Translate the set's rows with a NETWORK (best.pt or a model folder).

    Monolingual rows give bt and kd rows, pairs give kd rows.
    """
    started, device = time.monotonic(), pick_device(device)
    vocabulary, rows = Vocabulary(prepared / "tokenizer"), list(read_rows(prepared / "set.tsv.xz", {}))
    names = learn_names(rows, prepared / "names.json") if check_names else Names()
    rows = [row for row in rows if row.kind in kind]
    random.Random(1).shuffle(rows)  # noqa: S311 - seeded, not secret
    jobs = [("id", [row for row in rows if row.english]), ("en", [row for row in rows if row.indonesian])]
    pieces = [(target, part[start : min(start + PIECE, limit or len(part))])
              for start in range(0, limit or max(len(part) for _, part in jobs), PIECE)
              for target, part in jobs]  # fmt: skip
    HELPERS[:] = [(vocabulary, names)]
    with (
        ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool,
        out.open("w", encoding="utf-8") as stream,
    ):
        waiting = [pool.submit(encode_piece, target, piece) for target, piece in pieces]
        model = load_network(network, device).bfloat16()
        finished: list[Future[str]] = []
        for number, (target, piece) in enumerate(pieces):
            if piece and not (minutes and time.monotonic() - started > minutes * 60):
                outputs = translate(model, vocabulary, waiting[number].result(), beams, room)
                finished.append(pool.submit(write_piece, target, piece, outputs))
                click.echo(f"piece {number} of {len(pieces)}, {time.monotonic() - started:.0f} s", err=True)
        for future in finished:
            stream.write(future.result())


HELPERS: list[tuple[Vocabulary, Names]] = []


def encode_piece(target: str, rows: list[Row]) -> list[list[int]]:
    """Return the marked ids of the side that is to be translated (in a worker process)."""
    vocabulary = HELPERS[0][0]
    texts = [row.english if target == "id" else row.indonesian for row in rows]
    return [[*vocabulary.marks(target), *vocabulary.encode(text)[:250], EOS] for text in texts]


def write_piece(target: str, rows: list[Row], outputs: list[str]) -> str:
    """Return the lines of the outputs that are fit for training (in a worker process)."""
    lines: list[str] = []
    for row, output in zip(rows, outputs, strict=True):
        text = row.english if target == "id" else row.indonesian
        if not degenerate(text, output) and HELPERS[0][1].agree(text, output):
            lines += synthetic_rows(row, target, text, output)
    return "".join(lines)


def synthetic_rows(row: Row, target: str, text: str, output: str) -> Iterator[str]:
    """Yield the lines that one translation gives: a distilled one, and a back-translated one for mono rows."""
    output = " ".join(output.split())
    english, indonesian = (text, output) if target == "id" else (output, text)
    forward, backward = ("en-id", "id-en") if target == "id" else ("id-en", "en-id")
    yield f"{row.weight:g}\t{forward}\tkd\t{english}\t{indonesian}\n"
    if row.kind == "mono":
        yield f"{row.weight:g}\t{backward}\tbt\t{english}\t{indonesian}\n"


@main.command()
@click.argument("weights", type=PREPARED)
@click.argument("tokenizer", type=PREPARED)
@click.argument("out", type=ANY)
def join(weights: Path, tokenizer: Path, out: Path) -> None:
    """Join exported (sharded) WEIGHTS and a TOKENIZER folder into the model folder OUT."""
    from transformers import MarianMTModel  # noqa: PLC0415

    try:
        model = MarianMTModel.from_pretrained(weights, dtype=torch.float16, local_files_only=True)
    except (OSError, ValueError) as error:
        raise click.UsageError(f"{weights} holds no exported model: {error}") from error
    model.save_pretrained(out)
    for name in ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json"):
        shutil.copyfile(tokenizer / name, out / name)
    click.echo(f"{sum(path.stat().st_size for path in out.iterdir())} bytes in {out}", err=True)


if __name__ == "__main__":
    sys.exit(main())
