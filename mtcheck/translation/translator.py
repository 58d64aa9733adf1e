"""A model as a translator: texts are cut, batched and joined alike, whichever engine runs the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from mtcheck.records import MissingComponentError
from mtcheck.translation import conversion, splitting, with_ctranslate2, with_transformers
from mtcheck.translation.engines import BEAMS, Engine, Work
from mtcheck.translation.families import Direction, decode, encode
from mtcheck.translation.models import ModelFiles
from mtcheck.translation.protocol import Progress, Translator
from mtcheck.translation.splitting import bucket


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


@dataclass(frozen=True)
class Directed:
    """Two translators, one for each direction."""

    translators: Mapping[tuple[str, str], Translator]

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
        translator = self.translators.get((source, target))
        if translator is None:
            raise MissingComponentError(f"no model translates {source}-{target}; --model-{source}-{target} names one")
        return translator.translate(texts, source=source, target=target, progress=progress)
