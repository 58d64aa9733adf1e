"""A model as a translator: texts are cut, batched and joined alike, whichever engine runs the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from mtcheck.analysis.token_scores import TokenScore
from mtcheck.records import MissingComponentError
from mtcheck.translation import conversion, splitting, with_ctranslate2, with_transformers
from mtcheck.translation.engines import BEAMS, Engine, Forced, Work
from mtcheck.translation.families import Direction, decode, encode, encode_output
from mtcheck.translation.models import ModelFiles
from mtcheck.translation.pieces import places
from mtcheck.translation.protocol import Progress, Scoring
from mtcheck.translation.splitting import bucket

_SCORED_TOKENS = 256
"""The most tokens in a batch to score: for each there is a row of the whole vocabulary (up to 256,000 words)."""
_DECIMALS = 3
"""Of a log-probability; what lies behind them differs between machines."""


@dataclass(frozen=True)
class ModelTranslator:
    """A model as a translator; it is loaded when the first text comes.

    `engine` is "auto" (CTranslate2 where it is installed and converts the model, else transformers), "transformers"
    or "ctranslate2"; `device` "auto", "cpu" or "cuda"; `dtype` "auto" or a number format of torch.
    """

    model: ModelFiles
    engine: str = "auto"
    device: str = "auto"
    dtype: str = "auto"

    @cached_property
    def signature(self) -> str:
        """Name the model, its revision, the engine with its number format, device and version, and the decoding."""
        module = with_ctranslate2 if self._chosen == "ctranslate2" else with_transformers
        described = module.describe(self.device, self.dtype)
        decoding = f"beam-{BEAMS},input-{splitting.LONGEST_INPUT}"
        return f"{self.model.family.name.lower()}/{self.model.name}@{self.model.revision},{described},{decoding}"

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, progress: Progress | None = None
    ) -> list[str]:
        """Translate each text on its own; one without any word (a number, an address) is passed through.

        Texts longer than what a model does well are cut at clause boundaries and their translations joined.
        """
        direction = self._direction(source, target)
        groups = [self._pieces(text, source, direction) if splitting.is_translatable(text) else [] for text in texts]
        made = iter(self._translate_all([piece for group in groups for piece in group], direction, progress))
        return [
            splitting.joined(group, list(islice(made, len(group)))) if group else text
            for group, text in zip(groups, texts, strict=True)
        ]

    def score(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        *,
        source: str,
        target: str,
        progress: Progress | None = None,
    ) -> list[tuple[TokenScore, ...]]:
        """Score each target line as the translation of the source line in its place, by forced decoding."""
        direction, tokenizer = self._direction(source, target), self._engine.tokenizer
        pairs: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        for i, (before, after) in enumerate(zip(sources, targets, strict=True)):
            if splitting.is_translatable(before) and splitting.is_translatable(after):
                pair = tuple(encode(tokenizer, before, direction)), tuple(self._output(after, direction))
                if max(map(len, pair)) <= self._engine.longest:
                    pairs[i] = pair
        scores = self._score_all(pairs, progress)
        first = 0 if direction.first is None else 1
        return [
            self._placed(targets[i], pairs[i][1][first:], scores[i][first:]) if i in pairs else ()
            for i in range(len(targets))
        ]

    @cached_property
    def _chosen(self) -> str:
        """Choose the engine: for "auto", CTranslate2 where the conversion is there or can be made."""
        if self.engine != "auto":
            if self.engine == "ctranslate2" and not with_ctranslate2.is_installed():
                raise MissingComponentError("CTranslate2 is not installed; pip install 'mtcheck[fast]' installs it")
            return self.engine
        if not with_ctranslate2.is_installed():
            return "transformers"
        try:
            conversion.converted(self.model, with_ctranslate2.number_format(self.dtype))
        except MissingComponentError:
            return "transformers"
        return "ctranslate2"

    @cached_property
    def _engine(self) -> Engine:
        if self._chosen == "ctranslate2":
            return with_ctranslate2.CTranslate2Engine(self.model, device=self.device, dtype=self.dtype)
        return with_transformers.TransformersEngine(self.model, device=self.device, dtype=self.dtype)

    def _direction(self, source: str, target: str) -> Direction:
        return self.model.family.direction(self._engine.tokenizer, self.model.name, source, target)

    def _pieces(self, text: str, source: str, direction: Direction) -> list[str]:
        limit, tokenizer = min(self._engine.longest, splitting.LONGEST_INPUT), self._engine.tokenizer
        return splitting.pieces(
            text, source, lambda part: len(part) <= limit // 2 or len(encode(tokenizer, part, direction)) <= limit
        )

    def _translate_all(self, texts: Sequence[str], direction: Direction, progress: Progress | None) -> list[str]:
        """Translate texts in batches of like length, so that little is padded; the result is in the texts' order."""
        engine = self._engine
        inputs = [tuple(encode(engine.tokenizer, text, direction)) for text in texts]
        batches = list(splitting.batches([len(ids) for ids in inputs]))
        results: dict[int, str] = {}
        works = [self._work([inputs[i] for i in batch], direction) for batch in batches]
        for batch, outputs in zip(batches, engine.generate(works), strict=True):
            results |= zip(batch, decode(engine.tokenizer, outputs, direction), strict=True)
            if progress:
                progress(len(results), len(texts))
        return [results[i] for i in range(len(texts))]

    def _work(self, inputs: Sequence[tuple[int, ...]], direction: Direction) -> Work:
        """Allow outputs of twice the input and a little: far more than any language needs, and an end to loops."""
        longest = min(self._engine.longest, 2 * bucket(max(map(len, inputs))) + 16)
        return Work(tuple(inputs), direction.first, longest)

    def _output(self, text: str, direction: Direction) -> list[int]:
        tokenizer = self._engine.tokenizer
        first = [] if direction.first is None else [direction.first]
        return [*first, *encode_output(tokenizer, text, direction), int(tokenizer.eos_token_id)]

    def _score_all(
        self, pairs: Mapping[int, tuple[tuple[int, ...], tuple[int, ...]]], progress: Progress | None
    ) -> dict[int, list[float]]:
        """Score pairs of input and output in batches of like length."""
        numbers = list(pairs)
        lengths = [max(map(len, pairs[i])) for i in numbers]
        batches = [[numbers[k] for k in batch] for batch in splitting.batches(lengths, _SCORED_TOKENS)]
        works = [Forced(*(tuple(part) for part in zip(*(pairs[i] for i in batch), strict=True))) for batch in batches]
        results: dict[int, list[float]] = {}
        for batch, scores in zip(batches, self._engine.score(works), strict=True):
            results |= zip(batch, scores, strict=True)
            if progress:
                progress(len(results), len(pairs))
        return results

    def _placed(self, line: str, ids: Sequence[int], scores: Sequence[float]) -> tuple[TokenScore, ...]:
        """Set the scores of an output's tokens, the last of which is its end, in their places in the line."""
        stretches = places(line, self._engine.tokenizer.convert_ids_to_tokens(list(ids[:-1])))
        stretches.append((len(line), len(line)))
        return tuple(
            TokenScore(start, end, round(score, _DECIMALS))
            for (start, end), score in zip(stretches, scores, strict=True)
        )


@dataclass(frozen=True)
class Directed:
    """Two translators, one for each direction."""

    translators: Mapping[tuple[str, str], Scoring]

    @property
    def signature(self) -> str:
        """The signatures of the translators, once where they are the same."""
        signatures = {f"{s}-{t}": translator.signature for (s, t), translator in self.translators.items()}
        if len(set(signatures.values())) == 1:
            return next(iter(signatures.values()))
        return ";".join(f"{pair}={signature}" for pair, signature in signatures.items())

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, progress: Progress | None = None
    ) -> list[str]:
        """Translate with the translator of the direction; raises MissingComponentError where there is none."""
        return self._translator(source, target).translate(texts, source=source, target=target, progress=progress)

    def score(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        *,
        source: str,
        target: str,
        progress: Progress | None = None,
    ) -> list[tuple[TokenScore, ...]]:
        """Score with the translator of the direction; raises MissingComponentError where there is none."""
        translator = self._translator(source, target)
        return translator.score(sources, targets, source=source, target=target, progress=progress)

    def _translator(self, source: str, target: str) -> Scoring:
        translator = self.translators.get((source, target))
        if translator is None:
            raise MissingComponentError(f"no model translates {source}-{target}; --model-{source}-{target} names one")
        return translator
