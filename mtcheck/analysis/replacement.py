"""A word of a sentence replaced by another, in the same form; and whether a model prefers the sentence so changed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mtcheck.analysis import parsing, tables
from mtcheck.analysis.clause_time import past_form
from mtcheck.analysis.contrastive_conditioning import total
from mtcheck.analysis.grammar import gerund
from mtcheck.analysis.nouns import plural
from mtcheck.analysis.vocabulary import zipf

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.analysis.token_scores import LineScorer


def in_form_of(token: Token, lemma: str) -> str:
    """Give a lemma in the number, tense and case of letters of a word ("fall" for "Rose": "Fell")."""
    word = _inflected(lemma, token.tag_)
    return word.capitalize() if token.text[:1].isupper() else word


def _inflected(lemma: str, tag: str) -> str:
    if tag in ("VBD", "VBN"):
        return _irregular(lemma, participle=tag == "VBN") or past_form(lemma) or lemma
    if tag == "VBG":
        return gerund(lemma)
    return plural(lemma) if tag in ("NNS", "VBZ") else lemma


@lru_cache(maxsize=4096)
def _irregular(lemma: str, *, participle: bool) -> str | None:
    """Give the commonest past tense or participle that the lemmatizer lists for an irregular verb."""
    participles = tables.load("common", "tenses")["past_of"]
    lookups = parsing.pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    listed = lookups.get_table("lemma_exc")["verb"]
    forms = [form for form, lemmas in listed.items() if lemmas == [lemma] and not form.endswith(("ing", "s"))]
    apart = [form for form in forms if (form in participles) == participle]
    return max(apart or forms, key=lambda form: zipf(form, "en"), default=None)


def replaced(token: Token, word: str) -> str:
    """Give the sentence of a word with another in its place, as one line."""
    text = token.doc.text
    return " ".join((text[: token.idx] + word + text[token.idx + len(token) :]).split())


def gain(scorer: LineScorer, source: str, token: Token, word: str) -> float | None:
    """Say by how many nats a sentence is likelier with another word; None where the model cannot take the lines.

    Sennrich (2017), "How grammatical is character-level neural machine translation?": two translations that differ in
    a word are scored given the same source.
    """
    before, after = scorer([source] * 2, [" ".join(token.doc.text.split()), replaced(token, word)])
    return total(after) - total(before) if before and after else None
