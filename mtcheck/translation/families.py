"""The families of translation models: which files make one up, and how one is told the languages.

Marian models (Junczys-Dowmunt et al. 2018) are what OPUS-MT and the embedded model are: of one direction each, or told
the target language by a first token of the input such as >>id<<. M2M100 (Fan et al. 2021) and NLLB (NLLB Team 2022)
are told the source language by a token of the input and the target by a forced first token of the output.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.analysis import tables
from mtcheck.records import MissingComponentError

Tokenizer = Any
"""A tokenizer of transformers; its classes share their interface by convention, not by type."""


@dataclass(frozen=True, slots=True)
class Direction:
    """How a model is told what to translate into what; `first` is the token that its output has to begin with."""

    prefix: str = ""
    source_code: str | None = None
    target_code: str | None = None
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A family: its classes in transformers, the files of its vocabulary, and the way to a Direction."""

    name: str
    model_class: str
    tokenizer_class: str
    files: tuple[tuple[str, ...], ...]
    direct: Callable[[Tokenizer, str, str, str], Direction]

    def direction(self, tokenizer: Tokenizer, model: str, source: str, target: str) -> Direction:
        """Give the direction from one language into another (ISO 639-1 codes) for the model of that name.

        Raises MissingComponentError when the model does not translate in this direction.
        """
        return self.direct(tokenizer, model, source, target)


def encode(tokenizer: Tokenizer, text: str, direction: Direction) -> list[int]:
    """Give the tokens of a text with those that tell the direction; what looks like such a token in it is only text."""
    if direction.source_code:
        tokenizer.src_lang = direction.source_code
    return list(tokenizer(direction.prefix + text, split_special_tokens=True).input_ids)


def encode_output(tokenizer: Tokenizer, text: str, direction: Direction) -> list[int]:
    """Give the tokens of a text as an output of the model, without the tokens around it."""
    if direction.target_code:
        tokenizer.tgt_lang = direction.target_code
    return list(tokenizer(text_target=text, split_special_tokens=True, add_special_tokens=False).input_ids)


def decode(tokenizer: Tokenizer, outputs: Sequence[Sequence[int]], direction: Direction) -> list[str]:
    """Give the texts of outputs, without the token that told the target language.

    transformers 5 does not count M2M100's language tokens among the special ones, so it is taken out here.
    """
    kept = [[token for token in ids if token != direction.first] for ids in outputs]
    return [text.strip() for text in tokenizer.batch_decode(kept, skip_special_tokens=True)]


def family_of(folder: Path, name: str) -> Family:
    """Tell the family of the model in a folder by its config.json; nothing in the folder is run.

    Raises MissingComponentError when it is no translation model, or lacks a file that its family needs.
    """
    kind = _read(folder / "config.json", name).get("model_type")
    tokenizer = _read(folder / "tokenizer_config.json", name, needed=False).get("tokenizer_class") or ""
    if kind == "m2m_100" and (tokenizer.startswith("Nllb") or not (folder / "vocab.json").is_file()):
        kind = "nllb"
    family = FAMILIES.get(str(kind))
    if family is None:
        raise MissingComponentError(
            f"{name} is not a translation model that mtcheck can use: its config.json says model_type {kind!r}, "
            f"not {', '.join(FAMILIES)}"
        )
    for alternatives in family.files:
        if not any((folder / file).is_file() for file in alternatives):
            raise MissingComponentError(f"{name} is not a whole {family.name} model: {folder} lacks {alternatives[0]}")
    return family


def _read(file: Path, name: str, *, needed: bool = True) -> Mapping[str, Any]:
    if not file.is_file():
        if needed:
            raise MissingComponentError(f"{name} is not a translation model: {file.parent} lacks {file.name}")
        return {}
    try:
        value = json.loads(file.read_bytes())
    except ValueError as error:
        raise MissingComponentError(f"the model {name} does not load: {file} is not JSON") from error
    return value if isinstance(value, dict) else {}


def _codes(language: str, kind: str) -> tuple[str, ...]:
    """Give a family's names for a language, the likeliest first."""
    table = tables.load("common", "language_codes")
    return tuple(table.get(language, {}).get(kind, (language,)))


def _marian(tokenizer: Tokenizer, model: str, source: str, target: str) -> Direction:
    tokens = tokenizer.supported_language_codes
    if tokens:
        token = next((t for code in _codes(target, "marian") if (t := f">>{code}<<") in tokens), None)
        if token is None:
            raise _lacks(model, target, [t.strip("<>") for t in tokens])
        return Direction(prefix=f"{token} ")
    own = (tokenizer.source_lang, tokenizer.target_lang)
    pair = own if all(own) else _pair_in(model)
    if pair is None or (_names(pair[0], source) and _names(pair[1], target)):
        return Direction()
    raise MissingComponentError(
        f"the model {model} translates {pair[0]}-{pair[1]}, not {source}-{target}; "
        f"name one for this direction with --model-{source}-{target}"
    )


def _pair_in(model: str) -> tuple[str, str] | None:
    """Read the languages in the name of an OPUS-MT model: Helsinki-NLP/opus-mt-en-id."""
    match = re.search(r"opus-mt-(?:tc-)?(?:big-|base-)?([\w+]+)-([\w+]+)$", model)
    return (match[1], match[2]) if match else None


def _names(code: str, language: str) -> bool:
    return code in (*_codes(language, "marian"), *_codes(language, "groups"))


def _m2m_100(tokenizer: Tokenizer, model: str, source: str, target: str) -> Direction:
    known = tokenizer.lang_code_to_id
    for language in (source, target):
        if _codes(language, "m2m_100")[0] not in known:
            raise _lacks(model, language, list(known))
    code, other = _codes(source, "m2m_100")[0], _codes(target, "m2m_100")[0]
    return Direction(source_code=code, target_code=other, first=tokenizer.get_lang_id(other))


def _nllb(tokenizer: Tokenizer, model: str, source: str, target: str) -> Direction:
    codes = [_codes(language, "nllb")[0] for language in (source, target)]
    ids = [tokenizer.convert_tokens_to_ids(code) for code in codes]
    for language, number in zip((source, target), ids, strict=True):
        if number in (None, tokenizer.unk_token_id):
            raise _lacks(model, language, [t for t in tokenizer.all_special_tokens if "_" in t])
    return Direction(source_code=codes[0], target_code=codes[1], first=ids[1])


def _lacks(model: str, language: str, known: list[str]) -> MissingComponentError:
    some = ", ".join(known[:8]) + (", ..." if len(known) > 8 else "")
    return MissingComponentError(f"the model {model} does not know the language {language!r} (it knows {some})")


_SPM = "sentencepiece.bpe.model"
FAMILIES: Mapping[str, Family] = {
    "marian": Family(
        "Marian", "MarianMTModel", "MarianTokenizer", (("source.spm",), ("target.spm",), ("vocab.json",)), _marian
    ),
    "m2m_100": Family(
        "M2M100", "M2M100ForConditionalGeneration", "M2M100Tokenizer", (("vocab.json",), (_SPM,)), _m2m_100
    ),
    "nllb": Family("NLLB", "M2M100ForConditionalGeneration", "NllbTokenizer", (("tokenizer.json",),), _nllb),
}
"""The families by the model_type of their configuration; NLLB calls itself m2m_100 and is told by its tokenizer."""
