"""MT101 literal-epithet: a press epithet for a country, city, club or institution, rendered word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from mtcheck.analysis import Context, drop_in, epithets, glosses, places, tables
from mtcheck.analysis.grammar import behind
from mtcheck.records import Applicability, Evidence, Hit, Segment, Span
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_NEXT = re.compile(r"[ \u00a0](\w[\w'\u2019-]*)")
_BEFORE = re.compile(r"(\w[\w'\u2019-]*)[ \u00a0]$")
_STOPS = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "of",
        "in",
        "on",
        "at",
        "to",
        "from",
        "for",
        "with",
        "by",
        "and",
        "or",
        "but",
        "as",
    }
)
_OPENING = re.compile(
    r"""(?:.*[.!?:]["'\u201d\u2019)]*\s+)?["'\u201c\u2018(\[\s]*(?:the\s+)?""", re.IGNORECASE | re.DOTALL
)
_ARTICLE = re.compile(r"\b(?P<the>the)\s+[\"'\u201c\u2018]?$", re.IGNORECASE)
_BACK = "back-translation"
_SURE = 0.9
_PLACES = frozenset({"country", "city"})
_LEADING = frozenset({"ADP", "VERB", "AUX", "PUNCT", "CCONJ", "SCONJ", "PART", "ADV", "SPACE"})
"""What stands before a name, or before its "the"."""
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
"""What makes an epithet before it an attribute ("the State of Sakura government")."""


@rule("MT101", "literal-epithet", category=Category.OVERLY_LITERAL, severity=Severity.MAJOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Press epithets for countries, cities, clubs and institutions were rendered word by word.

    What it finds:
        Nearly four hundred epithets of the Indonesian press in any literal rendering: "State of ...", "...'s country",
        "... Country" for "Negeri ...", and likewise for cities, islands, regions, continents, clubs and institutions;
        half-translated ones too ("Jiran Country"). Where the rendering is also ordinary English, the article has to
        name what is meant. The names of unknown clubs' "armies" are found in articles about football.

    Why it matters:
        The reader does not learn which country, city or club is meant.

    Example:
        "volunteers from the State of Sakura" for volunteers from Japan.

    Limits:
        Epithets that English shares ("the Land of the Rising Sun") are left alone, and so are those that the article
        introduces ("known as the City of ..."). A state or country that no list knows is only hinted at (preview), and
        so is an epithet that shows in the back-translation alone.

    Safe fixes:
        Epithets for a country or city that the article itself names elsewhere, where the name alone stands as well:
        not before a noun ("the State of Sakura government"), nor in a sentence that has the name already.
    """
    facts = _Facts(context)
    for segment in context.document.segments:
        matches = epithets.find(segment.text, context.source_language)
        taken = [Span(segment.start + match.start, segment.start + match.end) for match in matches]
        yield from (hit for match in matches if (hit := facts.judge(segment, match)))
        for hit in (*facts.unlisted(segment), *facts.from_back(segment, matches)):
            if not any(hit.span.overlaps(span) for span in taken):
                taken.append(hit.span)
                yield hit


class _Facts:
    """What the article as a whole says on the epithets in it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.document.text
        self.language = context.source_language
        self.book = epithets.book(self.language)
        self.table = context.table("epithets")

    def names(self, word: str, segment: Segment, match: epithets.Match) -> bool:
        """Say whether a word (or the beginning of one) stands in the article outside the match."""
        own = range(segment.start + match.start, segment.start + match.end)
        return any(m.start() not in own for m in re.finditer(rf"\b{re.escape(word)}", self.text))

    def is_named(self, segment: Segment, match: epithets.Match) -> bool:
        """Say whether the article names what the epithet means."""
        return any(self.names(name, segment, match) for name in _names(match.core.epithet))

    def judge(self, segment: Segment, match: epithets.Match) -> Hit | None:
        """Make a hit of a match unless the rendering is English, or means something else here."""
        entry, text = match.core.epithet, segment.text
        if match.form in entry.english or self._continues(text, match):
            return None
        named = self.is_named(segment, match)
        unsure = entry.named or match.form in entry.unsure
        if (unsure and not named) or self._is_deliberate(text, match):
            return None
        preview = entry.preview or (match.shape == "kept" and entry.head != "negeri")
        if not match.core.strong:
            if not named and not self._is_at_home(segment, match):
                return None
            if not _is_capitalised(text, match):
                if not named or match.shape == "whole":
                    return None
                preview = preview or not self._is_odd(text, match)
        sure = 0.9 if match.core.strong and not unsure else 0.7
        return self._hit(segment, match, 0.4 if preview else sure, preview=preview)

    def _is_odd(self, text: str, match: epithets.Match) -> bool:
        """Say whether "the <head> of <X>" stands there with a head that English sets before no such X."""
        plain = self.book.heads[match.core.epithet.head or ""].plain
        return (
            match.shape == "of"
            and bool(plain)
            and match.form[0] not in plain
            and _ARTICLE.search(text[: match.start]) is not None
        )

    def _continues(self, text: str, match: epithets.Match) -> bool:
        """Say whether the words go on into a longer name or an ordinary compound ("Lion State Park")."""
        after, before = _NEXT.match(text, match.end), _BEFORE.search(text[: match.start])
        entry = match.core.epithet
        head = self.book.heads[entry.head] if entry.head else None
        if after and head and after[1].lower() in head.followers:
            return True
        if _is_titled(text):
            return False
        if after and after[1][0].isupper() and match.shape != "kept" and not _is_day(after[1]):
            return True
        return bool(
            before
            and not match.core.strong
            and before[1][0].isupper()
            and before[1].lower() not in _STOPS
            and not _OPENING.fullmatch(text[: match.start - len(before[0])])
        )

    def _is_deliberate(self, text: str, match: epithets.Match) -> bool:
        """Say whether the epithet is introduced as one, or is a title in quotation marks."""
        odd = match.core.epithet.head == "negeri" and match.core.strong and match.form[0] in ("state", "country")
        lead = text[max(0, match.start - 30) : match.start].lower()
        if not odd and any(word in lead for word in self.table["introduced"]):
            return True
        if match.shape == "kept":
            return glosses.is_explained(text, match.start, match.end)
        return not match.core.strong and glosses.is_set_off(text, match.start, match.end)

    def _is_at_home(self, segment: Segment, match: epithets.Match) -> bool:
        """Say whether the article is about the country in which an epithet of this class is used, if that matters."""
        head = match.core.epithet.head
        if head is None:
            return False
        home = self.book.heads[head].home
        return not home or any(self.names(word, segment, match) for word in home)

    def _hit(self, segment: Segment, match: epithets.Match, confidence: float, *, preview: bool) -> Hit:
        entry, text = match.core.epithet, segment.text
        meanings = [m for m in entry.meaning if self.names(m.removeprefix("the "), segment, match)]
        meaning = meanings[0] if len(meanings) == 1 else " or ".join(entry.meaning)
        evidence = [Evidence("lexicon", f"{entry.indonesian}: {meaning}")]
        translation = self.context.translation(segment)
        pattern = epithets.back_pattern(entry, self.book.heads)
        if translation and (seen := pattern.search(translation.back_translation)):
            evidence.append(Evidence(_BACK, seen[0]))
            confidence = min(0.98, confidence + 0.05)
        start = match.start
        if (article := _ARTICLE.search(text[:start])) and article["the"][0] == "T":
            start = article.start()
        return Hit(
            segment.start + start,
            segment.start + match.end,
            f"A literal rendering of the epithet “{entry.indonesian}”, which means {meaning}.",
            suggestion=meaning,
            evidence=tuple(evidence),
            confidence=confidence,
            preview=preview,
            applicability=self._applicability(segment, match, meaning) if confidence >= _SURE else _read(meaning),
        )

    def _applicability(self, segment: Segment, match: epithets.Match, meaning: str) -> Applicability:
        """Say whether the meaning may stand for the epithet: a place that the article names, in a place's position."""
        doc, name = self.context.parse(segment), meaning.removeprefix("the ")
        words = doc.char_span(match.start, match.end, alignment_mode="expand")
        known = self.context.atlas.find(name)
        named = self.names(name, segment, match) and re.search(rf"\b{re.escape(name)}\b", segment.text) is None
        if words is None or known is None or known.kind not in _PLACES or not named or not match.core.strong:
            return _read(meaning)
        before, after = behind(words[0], -1), behind(words[-1])
        if before is not None and before.lower_ == "the":
            before = behind(before, -1)
        led = before is None or before.pos_ in _LEADING
        return "safe" if led and (after is None or after.pos_ not in _NOUNS) else _read(meaning)

    def unlisted(self, segment: Segment) -> Iterator[Hit]:
        """Yield the heads with a capital before something that no list knows."""
        for match in _unlisted(self.language).finditer(segment.text):
            if self._is_known(match["x"]) or glosses.is_set_off(segment.text, *match.span()):
                continue
            army = match["army"] is not None
            if army and not self._is_about_sport():
                continue
            yield Hit(
                segment.start + match.start(),
                segment.start + match.end(),
                "This looks like an epithet rendered word by word: say which "
                + ("club or team it is." if army else "country or place it is."),
                confidence=0.6 if army else 0.3,
                preview=not army,
            )

    def _is_known(self, x: str) -> bool:
        known = frozenset(self.table["open"]["known"])
        words = re.findall(r"[\w'\u2019]+", x)
        return bool(known.intersection(words)) or any(
            name in _countries() or places.is_nationality(name) for name in (x, *words)
        )

    def _is_about_sport(self) -> bool:
        words = set(re.findall(r"[a-z]+", self.text.lower()))
        return sum(1 for word in self.table["open"]["sport"] if word in words) >= 3

    def from_back(self, segment: Segment, matches: Iterable[epithets.Match]) -> Iterator[Hit]:
        """Yield the English behind an epithet that shows in the back-translation alone."""
        translation = self.context.translation(segment)
        if translation is None:
            return
        seen = {match.core.epithet.indonesian for match in matches}
        for pattern, entry in _back(self.language):
            place = pattern.search(translation.back_translation)
            if entry.indonesian in seen or place is None:
                continue
            heads = "|".join(self.book.heads[entry.head or ""].english)
            for match in re.finditer(rf"\b(?i:{heads}) of (?:the )?[A-Z]\w+(?: [A-Z]\w+)*", segment.text):
                if epithets.stems(match[0]) not in entry.english and not self._is_known(match[0]):
                    yield Hit(
                        segment.start + match.start(),
                        segment.start + match.end(),
                        f"This may be a rendering of the epithet “{entry.indonesian}”, which means {entry.meaning[0]}.",
                        suggestion=" or ".join(entry.meaning),
                        evidence=(Evidence(_BACK, place[0]),),
                        confidence=0.4,
                        preview=True,
                        applicability="display",
                    )


def _read(meaning: str) -> Applicability:
    """Say what a meaning may be used for that an editor has to read: of several, one must be chosen."""
    return "unsafe" if drop_in.is_one(meaning) else "display"


@cache
def _back(language: str) -> tuple[tuple[re.Pattern[str], epithets.Epithet], ...]:
    book = epithets.book(language)
    return tuple((epithets.back_pattern(entry, book.heads), entry) for entry in book.epithets if entry.head)


@cache
def _unlisted(language: str) -> re.Pattern[str]:
    """Give the pattern of a capitalised head with a capitalised X; a sentence-initial article belongs to it."""
    table = tables.load(language, "epithets")["open"]
    return re.compile(
        rf"(?:\bThe )?\b(?:{'|'.join(table['heads'])}|(?P<army>{'|'.join(table['army'])}))"
        r" of (?:the )?(?P<x>[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){0,2})"
    )


def _countries() -> Mapping[str, Any]:
    countries: Mapping[str, Any] = tables.load("common", "places")["countries"]
    return countries


@cache
def _names(entry: epithets.Epithet) -> tuple[str, ...]:
    """Give the beginnings of words by which an article names what an epithet means."""
    found = [*entry.names]
    for meaning in entry.meaning:
        name = meaning.removeprefix("the ").removesuffix("'s national team")
        found.append(name)
        country = _countries().get(name, {})
        found.extend(word for words in country.values() for word in words)
    return tuple(found)


def _is_capitalised(text: str, match: epithets.Match) -> bool:
    """Say whether the writer set a capital that neither the sentence's beginning nor a headline asks for."""
    if _is_titled(text):
        return False
    places_of_words = {match.head, match.body}
    return any(text[start].isupper() and not _OPENING.fullmatch(text[:start]) for start, _ in places_of_words) or (
        text[match.start].isupper() and _ARTICLE.search(text[: match.start]) is not None
    )


def _is_titled(text: str) -> bool:
    """Say whether nearly every longer word of a text has a capital, as in a headline, and no full stop ends it."""
    if text.rstrip("\"'\u201d\u2019) \n").endswith((".", "!", "?")):
        return False
    longer = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)


def _is_day(word: str) -> bool:
    return bool(re.fullmatch(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", word))
