"""Which pairs of English words render a frequent collocation of the source language word by word, and are not English.

The pairs are statistics that scripts/prepare_collocations.py draws from monolingual and parallel text:
data/<language>/collocations.npz, of which this module is the reader. It holds four arrays: `keys`, the sorted 64-bit
fingerprints of the English pairs; `scores`, ten times the log-odds that a pair is a calque; `phrases`, the number of
the collocation that it renders; and `texts`, the lines "collocation TAB usual English" as UTF-8 bytes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from mtcheck.analysis import parsing, tables

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Relation = Literal["mod", "obj", "of"]
"""How two words belong together: modifier and noun, verb and object, noun of noun; in the order of the words named."""

_PARTS = ("noun", "verb", "adj")
_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
_HYPHENS = frozenset("-\u2010\u2011\u2013")


class Pair(NamedTuple):
    """Two words of a sentence that belong together, as lemmas, and the first and last of their tokens."""

    relation: Relation
    first: str
    second: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Calque:
    """A collocation of the source language that a pair renders, its usual English, and the log-odds of a calque."""

    original: str
    english: str | None
    score: float


class Collocations:
    """The pairs of one language's table."""

    def __init__(self, keys: list[int], scores: list[int], phrases: list[int], texts: list[str]) -> None:
        self._keys, self._scores, self._phrases, self._texts = keys, scores, phrases, texts

    def __len__(self) -> int:
        return len(self._keys)

    def get(self, relation: Relation, first: str, second: str) -> Calque | None:
        """Give what a pair of lemmas renders, or None when nothing is known against it."""
        key = fingerprint(relation, first, second)
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return None
        original, _, english = self._texts[self._phrases[at]].partition("\t")
        return Calque(original, english or None, self._scores[at] / 10)


def fingerprint(relation: Relation, first: str, second: str) -> int:
    """Give the 64-bit key of a pair of lemmas."""
    return int.from_bytes(blake2b(f"{relation} {first} {second}".encode(), digest_size=8).digest(), "little")


@cache
def load(language: str) -> Collocations:
    """Read the table of a language, once; a language without one has no pairs."""
    import numpy as np

    resource = files("mtcheck") / "data" / language / "collocations.npz"
    if not resource.is_file():
        return Collocations([], [], [], [])
    ordinary = [map(lemma, pair.split()) for pair in tables.load(language, "collocations")["ordinary"]["pairs"]]
    excluded = {fingerprint(relation, first, second) for first, second in ordinary for relation in _RELATIONS}
    with as_file(resource) as path, np.load(path) as data:
        keys, scores, phrases = (data[name].tolist() for name in ("keys", "scores", "phrases"))
        texts = data["texts"].tobytes().decode().split("\n")
    kept = [i for i, key in enumerate(keys) if key not in excluded]
    return Collocations([keys[i] for i in kept], [scores[i] for i in kept], [phrases[i] for i in kept], texts)


_RELATIONS: tuple[Relation, ...] = ("mod", "obj", "of")


def pairs(doc: Doc) -> Iterator[Pair]:
    """Yield the pairs of content words of a sentence that stand together: no names, no words of hyphened compounds."""
    for token in doc:
        if _is_plain(token) and (found := _relation(token)):
            relation, first, second = found
            start, end = sorted((first.i, second.i))
            yield Pair(relation, lemma(first.lower_), lemma(second.lower_), start, end)


def _is_plain(token: Token) -> bool:
    """Say whether a token is an ordinary word: no name, not part of an entity, not joined to another by a hyphen."""
    doc = token.doc
    before = doc[token.i - 1].text if token.i else ""
    after = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
    return (
        token.is_alpha
        and token.pos_ in _CONTENT
        and not token.ent_type_
        and not _HYPHENS & {before, after}
        and (token.is_lower or token.i == 0 or doc[token.i - 1].is_punct)
    )


def _relation(token: Token) -> tuple[Relation, Token, Token] | None:
    """Give the relation of a token to its head with the two words in the relation's order, if it is one of ours."""
    head = token.head
    if token.dep_ == "pobj":
        noun = head.head
        is_of = head.lower_ == "of" and noun.pos_ == "NOUN" == token.pos_ and noun.i == head.i - 1
        return ("of", noun, token) if is_of and token.i - head.i <= 3 and _is_plain(noun) else None
    if not _is_plain(head):
        return None
    if token.dep_ in ("amod", "compound", "nmod") and head.pos_ == "NOUN" and token.i == head.i - 1:
        modified = any(child.i == token.i - 1 and child.dep_ in ("compound", "amod") for child in token.children)
        return None if modified and token.dep_ != "amod" else ("mod", token, head)
    if token.dep_ in ("dobj", "nsubjpass") and head.pos_ == "VERB" and token.pos_ == "NOUN":
        return ("obj", head, token) if abs(token.i - head.i) <= 5 else None
    if token.dep_ == "acl" and token.tag_ == "VBN" and head.pos_ == "NOUN" and token.i == head.i + 1:
        return "obj", token, head
    return None


@lru_cache(maxsize=65536)
def lemma(form: str) -> str:
    """Give one lemma for a lower-case word form, whatever part of speech it has in its place.

    The tagger errs often in translated English, and counted text is not tagged at all, so that the key of a form must
    not hang on its context: "building" is always "build", "found" always "find".
    """
    index, exceptions, rules = _lookups()
    found = {w for part in _PARTS for w in exceptions[part].get(form, ()) if len(w) > 1}
    if not found and not form.endswith("ss"):
        known = any(form in index[part] for part in _PARTS)
        if known and not form.endswith(("s", "ed", "ing")):
            return form
        for part in _PARTS:
            for old, new in rules[part]:
                stem = form[: len(form) - len(old)] + new
                if form.endswith(old) and len(stem) > 2 and stem in index[part]:
                    found.add(stem)
        if known and form.endswith("ing"):
            found.add(form)
    return min(found, key=lambda word: (len(word), word)) if found else form


@cache
def _lookups() -> tuple[dict[str, frozenset[str]], Any, Any]:
    """Give the tables of spaCy's English lemmatizer: known lemmas, exceptions and suffix rules by part of speech."""
    lookups = parsing.pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index = lookups.get_table("lemma_index")
    return (
        {part: frozenset(index[part]) for part in _PARTS},
        lookups.get_table("lemma_exc"),
        lookups.get_table("lemma_rules"),
    )
