"""Words of the source that stand in the article as they are, though English has other words for them.

A copied word is a fault where the table of word translations renders it otherwise and hardly ever by itself: what
human translators keep ("batik") they keep in the parallel text that the table was learnt from. Names are told by their
capitals: one of the two texts must write the word without a capital, unless it heads the name of an office, which
English translates (data/<language>/copied.toml).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import Context, evidence, glosses, tables
from mtcheck.analysis.nouns import plural
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.source_names import SourceNames
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.vocabulary import zipf
from mtcheck.analysis.word_translations import key

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_KEPT = 0.05
"""The share of a word's translations that are the word itself, from which translators keep it."""
_KEPT_SMALL = 0.45
"""The same for a word without a capital in both texts: the table counts what names keep, too ("muara", "kota")."""
_TRANSLATED, _FIRST = 0.3, 3
"""The share that so many of its likeliest translations have together, from which a word is known to be translated."""
_LIKELY = 0.5
"""The share from which a translation is the one to suggest."""
_ELSEWHERE = 0.2
"""The score from which another word of the source accounts for a word of English that is spelt like one of it."""
_LEANING = 1.0
"""How much commoner than in English (Zipf) a word without translations is in the language of the source."""
_USED = 3.0
"""The Zipf frequency from which such a word is a word of that language."""
_ENGLISH = 4.5
"""The Zipf frequency in English from which a word is English, whatever else it is."""
_BARELY_ENGLISH = 3.6
"""The Zipf frequency in English below which a word that a copied one brought along is no word of English."""
_LETTERS = 3
_SUFFIXES = ("", "s")
"""What English may hang on a copied word."""
_EVERYWHERE = 6.3
"""The Zipf frequency from which an English word stands beside so many others that it translates none of them."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A stretch of the original text [start, end) with words of the source, and their translation if one is sure."""

    start: int
    end: int
    source_line: str
    english: str | None = None


class CopiedWords:
    """The words of the source in an article, pair by pair."""

    def __init__(self, context: Context, names: SourceNames) -> None:
        self._context, self._names = context, names
        self._language = context.source_language
        self._loanwords = frozenset(context.table("leftovers")["loanwords"]["words"])
        self._particles = frozenset(context.table("names")["particles"])
        self._heads = frozenset(context.table("copied")["heads"])
        self._also_english = frozenset(context.table("copied")["also_english"])
        self._meanings: Mapping[str, str] = context.table("copied")["meanings"]

    def of(self, pair: Pair) -> Iterator[Copy]:
        """Yield the stretches of a pair's sentences that were copied from its source."""
        line = [token for segment in pair.source for token in self._names.tokens[segment.start] if token.is_word]
        known: dict[str, SourceToken] = {}
        for token in line:
            known.setdefault(token.text.lower(), token)
            known.setdefault(token.form, token)
        kept = {w.lower() for s in pair.source for n in self._names.of(s) if n.kind != "institution" for w in n.words}
        for segment in pair.article:
            doc = self._context.parse(segment)
            found = {t.i: o for t in doc if (o := _original(t, known)) and self._is_fault(t, o, line, kept)}
            if found and segment.line in {s.line for s in pair.source}:
                yield Copy(segment.start, segment.end, segment.line)
                continue
            for group in _groups(doc, sorted(found | _beside(doc, found, line))):
                first, last = doc[group[0]], doc[group[-1]]
                english = self._english(found[group[0]], first) if len(group) == 1 and group[0] in found else None
                start, end = segment.start + first.idx, segment.start + last.idx + len(last)
                yield Copy(start, end, pair.source_line, english)

    def _is_fault(self, token: Token, original: SourceToken, line: Sequence[SourceToken], kept: set[str]) -> bool:
        """Say whether a word of the article that stands in the source too should have been translated."""
        if original.form in self._loanwords | self._particles | self._also_english:
            return False
        if not self._is_translated(token, original):
            return False
        others = (t for t in line if t.stem != original.stem)
        if any(self._names.table.score(token.lower_, t.form) >= _ELSEWHERE for t in others):
            return False
        if original.form in self._heads:
            return not _is_presented_name(token)
        if token.text[0].islower():
            return original.text[0].islower() or original.text.lower() not in kept
        return original.text[0].islower() and token.lower_ not in self._names.inside and _is_all_copied(token, line)

    def _is_translated(self, token: Token, original: SourceToken) -> bool:
        """Say whether English has another word, by the table or, where it lacks the word, by its frequencies."""
        known = self._names.table.from_source(original.form)
        foreign = zipf(original.form, self._language)
        english = max(zipf(token.lower_, "en"), zipf(original.form, "en"))
        if not known:
            derived = english == 0.0 and evidence.is_derived(original.form, self._language)
            return derived or (foreign >= _USED and foreign - english >= _LEANING)
        itself = {original.form, token.lower_, key(token.lower_)}
        own = sum(p for lemma, p in known if lemma in itself)
        small = token.text.islower() and original.text.islower() and foreign - english >= _LEANING
        kept = own >= (_KEPT_SMALL if small else _KEPT)
        translated = sum(p for lemma, p in known[:_FIRST] if lemma not in itself) >= _TRANSLATED
        return translated and not kept and foreign >= _USED and english < _ENGLISH

    def _english(self, original: SourceToken, token: Token) -> str | None:
        """Give the one translation of a word that is by far the likeliest, if there is one, in the token's number."""
        known = self._names.table.from_source(original.form)
        likely = known[0][0] if known and known[0][1] >= _LIKELY and zipf(known[0][0], "en") < _EVERYWHERE else None
        english = self._meanings.get(original.form, likely)
        return plural(english) if english and token.lower_ == f"{original.form}s" else english


def _beside(doc: Doc, found: Mapping[int, SourceToken], line: Sequence[SourceToken]) -> dict[int, SourceToken]:
    """Give the words beside copied ones that stand beside them in the source, too, and are no English or hardly any."""
    places = {id(token): j for j, token in enumerate(line)}
    beside: dict[int, SourceToken] = {}
    for i, original in found.items():
        for step in (-1, 1):
            j = places[id(original)] + step
            if not (0 <= i + step < len(doc) and 0 <= j < len(line)) or i + step in found:
                continue
            if doc[i + step].lower_ == line[j].text and zipf(line[j].text, "en") < _BARELY_ENGLISH:
                beside[i + step] = line[j]
    return beside


def _groups(doc: Doc, places: Sequence[int]) -> list[list[int]]:
    """Join the places of words that stand side by side, or with one word between them."""
    groups: list[list[int]] = []
    for i in places:
        near = groups and i - groups[-1][-1] <= 2 and not any(t.is_punct for t in doc[groups[-1][-1] : i])
        if near:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _original(token: Token, known: dict[str, SourceToken]) -> SourceToken | None:
    """Give the word of the source that a token is a copy of, perhaps with an English ending."""
    if not token.is_alpha or len(token.text) < _LETTERS or _is_in_code(token):
        return None
    return next(
        (known[w] for s in _SUFFIXES if token.lower_.endswith(s) and (w := token.lower_.removesuffix(s)) in known), None
    )


def _is_in_code(token: Token) -> bool:
    """Say whether a word is part of a number of files or of an address ("006/munaslub/2018")."""
    before, behind = token.doc.text[: token.idx].split(" ")[-1], token.doc.text[token.idx :].split(" ", 1)[0]
    return "/" in before + behind and any(map(str.isdigit, before + behind))


def _is_all_copied(token: Token, line: Sequence[SourceToken]) -> bool:
    """Say whether a capitalised word and its capitalised neighbours are the source's, all small or this one first."""
    small = {t.text for t in line if t.text[0].islower()}
    everything = {t.text.lower() for t in line}
    run = _capitals(token)
    words = [t.lower_ for t in run if t.is_alpha]
    return all(w in small for w in words) or (run[0].i == token.i and all(w in everything for w in words))


def _is_presented_name(token: Token) -> bool:
    """Say whether the name that a word heads stands in brackets or quotation marks, or is explained behind."""
    run, text = _capitals(token), token.doc.text
    start, end = run[0].idx, run[-1].idx + len(run[-1])
    return text[max(0, start - 1) : start] in tuple("([\"“'‘") or glosses.is_explained(text, start, end)


def _capitals(token: Token) -> Sequence[Token]:
    """Give the capitalised words around a word, itself included."""
    doc, first, last = token.doc, token.i, token.i
    while first > 0 and doc[first - 1].text[0].isupper():
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].text[0].isupper():
        last += 1
    return list(doc[first : last + 1])


@cache
def short_forms(language: str) -> Mapping[str, bool]:
    """Map the sections of acronyms.toml whose entries only a source can tell for certain to whether it is enough."""
    table = tables.load(language, "copied")
    return dict.fromkeys(table["doubtful_short_forms"], False) | dict.fromkeys(table["short_forms"], True)
