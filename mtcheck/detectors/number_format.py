"""MT402 number-format: figures and amounts of money in the source language's form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from mtcheck.analysis import Context, tables
from mtcheck.records import Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_GROUPS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_COUNTED = re.compile(r" (?!in |to |for |of |on |from |and |by |at |as |a |per |or |with |was |is )[a-z]")
"""A noun behind a magnitude: "$30, 7 million people" is a sum and another figure, not a torn one."""
_SHORT_MAGNITUDE = re.compile(r" ?(?:T|M|B|K|bn|tn|mn|m|jt|rb)\b")
_CERTAIN = 0.9
"""The confidence of the faults of form that are more than a matter of taste."""
_IP = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")


@rule("MT402", "number-format", category=Category.NUMBER_FORMAT, severity=Severity.MINOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Numbers or amounts of money keep the form of the source language.

    What it finds:
        Decimals torn at their comma ("Rp6, 7 trillion"), dots between thousands ("Rp10.000", "98.000 workers",
        "1.250.000"), decimal commas ("83,5 US dollars"), magnitudes and units left untranslated ("Rp5 miliar",
        "50 persen"), "108 thousand", a currency named twice ("$5 million dollars", "Rp5,000 rupiah"), remains of
        price tags ("Rp10,000,-"), "Rp." and "Rp " or "IDR" where the article writes "Rp", and "m2".

    Why it matters:
        "98.000" is ninety-eight to an English reader; a wrong magnitude is the costliest slip in business news.

    Example:
        "98.000 foreign workers" instead of "98,000 foreign workers".

    Limits:
        Three decimals before a magnitude ("4.464 million") or a rate ("$1.364 per euro") are right and left alone;
        so are lists ("6, 7 and 8"), versions, addresses and scores. A single group of three without a currency
        counts only when it ends in 000 or when people or things are counted. Whether the magnitude itself was
        translated rightly needs the source.

    Safe fixes:
        Amounts in rupiah and figures that can be read in one way only: torn decimals before a magnitude, dots between
        thousands, decimal commas before a unit, magnitudes and units left untranslated, doubled currencies. "4.464
        triliun" and questions of style ("108 thousand", "Rp.") need an editor.
    """
    text = context.document.text
    patterns = _Patterns(context.table("formats"), tables.load("common", "formats"))
    hits = [*_money(text, patterns), *_plain(text, patterns)]
    taken: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -(h.end - h.start))):
        if not taken or not hit.span.overlaps(taken[-1].span):
            taken.append(hit)
    yield from taken


@dataclass(frozen=True)
class _Patterns:
    """The words of both languages, as patterns."""

    source: Mapping[str, Any]
    english: Mapping[str, Any]

    @property
    def symbol(self) -> str:
        """The symbol of the source country's currency."""
        return str(self.source["currency"]["symbol"])

    @cached_property
    def magnitudes(self) -> dict[str, str]:
        """Magnitudes as they may stand in the text, with what English calls them."""
        return {**{m: m for m in self.english["magnitudes"]}, **self.source["magnitudes"]}

    @cached_property
    def money(self) -> re.Pattern[str]:
        """An amount: currency, figure, magnitude, and a word that names the currency again."""
        signs = [self.symbol + ".", self.symbol, self.source["currency"]["code"], *self.english["currencies"]]
        names = {n for words in self.english["currencies"].values() for n in words} | {
            *self.source["currency"]["names"]
        }
        return re.compile(
            rf"(?<![\w$])(?P<sign>{_either(signs)})(?P<gap> ?)(?P<figure>\d[\d.,]*\d|\d)"
            r"(?P<torn>(?: ?[,.] | [,.] ?)\d{1,3}(?=\s))?"
            rf"(?P<tag>,-|,--)?(?: (?P<magnitude>{_either(self.magnitudes)})\b)?(?: (?P<name>{_either(names)})\b)?"
        )


def _either(words: Sequence[str] | Mapping[str, Any] | set[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))


def _money(text: str, patterns: _Patterns) -> Iterator[Hit]:
    """Find amounts of money with at least one fault and give them in one English form."""
    found = list(patterns.money.finditer(text))
    usual = _usual(found, patterns)
    currency = usual["sign"] + usual["gap"] if usual else patterns.symbol
    for match in found:
        faults = list(_faults(match, patterns))
        if usual and _is_home(match, patterns) and match["sign"] + match["gap"] != currency:
            faults.append((f"the article writes {currency}{usual['figure']} elsewhere", Severity.MINOR, 0.7))
        if not faults:
            continue
        yield Hit(
            match.start(),
            match.end(),
            f"The amount is not in English form: {'; '.join(f[0] for f in faults)}.",
            _amount(match, patterns, currency),
            tuple(Evidence("format", f[0]) for f in faults),
            confidence=max(f[2] for f in faults),
            severity=max((f[1] for f in faults), key=lambda s: s.rank),
            applicability="safe" if _is_certain(match, patterns, max(f[2] for f in faults)) else None,
        )


def _faults(match: re.Match[str], patterns: _Patterns) -> Iterator[tuple[str, Severity, float]]:
    """Yield what is wrong with an amount, how bad it is, and how sure."""
    sign, figure, magnitude = match["sign"], match["figure"], match["magnitude"]
    home = _is_home(match, patterns)
    if match["torn"] and (home or (magnitude and not _COUNTED.match(match.string, match.end()))):
        yield "the decimal comma is torn from its digits", Severity.MAJOR, 0.95
    elif _is_grouped(match) and (home or figure.count(".") > 1 or figure.endswith(".000")):
        yield "dots separate the thousands", Severity.MAJOR, 0.95
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})*,\d{1,2}", figure) and (magnitude or home or "." in figure):
        yield "a comma marks the decimals", Severity.MAJOR if "." in figure else Severity.MINOR, 0.9
    if match["tag"]:
        yield "the dash of a price tag remains", Severity.MINOR, 0.9
    if magnitude and patterns.magnitudes[magnitude] != magnitude:
        yield f"{magnitude!r} is not translated", Severity.MAJOR, 0.95
    elif magnitude == "thousand" and re.fullmatch(r"\d{1,3}", figure):
        yield "English writes thousands in figures", Severity.MINOR, 0.8
    names = patterns.source["currency"]["names"] if home else patterns.english["currencies"].get(sign, ())
    if match["name"] and match["name"] in names:
        yield "the currency is named twice", Severity.MINOR, 0.9
    if sign == patterns.symbol + ".":
        yield f"{patterns.symbol} takes no full stop", Severity.MINOR, 0.7


def _is_grouped(match: re.Match[str]) -> bool:
    """Say whether dots part the thousands of an amount: not before a magnitude, be it short ("Rp 52.016 T")."""
    short = _SHORT_MAGNITUDE.match(match.string, match.end())
    return _GROUPS.fullmatch(match["figure"]) is not None and not match["magnitude"] and not short


def _is_certain(match: re.Match[str], patterns: _Patterns, confidence: float) -> bool:
    """Say whether an amount can only be read in one way: not "Rp6, 7", nor "4.464 triliun" (4,464 or 4.464)."""
    foreign = match["magnitude"] and patterns.magnitudes[match["magnitude"]] != match["magnitude"]
    torn = match["torn"] and not match["magnitude"]
    return confidence >= _CERTAIN and not torn and not (foreign and "." in match["figure"])


def _is_home(match: re.Match[str], patterns: _Patterns) -> bool:
    """Say whether an amount is in the currency of the source's country."""
    return match["sign"].rstrip(".") in (patterns.symbol, patterns.source["currency"]["code"])


def _usual(found: Sequence[re.Match[str]], patterns: _Patterns) -> re.Match[str] | None:
    """Give the first amount in the way that the article mostly writes the home currency ("Rp5", "Rp 5", "IDR 5")."""
    home = [m for m in found if _is_home(m, patterns) and not m["sign"].endswith(".")]
    ways = Counter(m["sign"] + m["gap"] for m in home)
    best = max(ways, key=lambda way: (ways[way], way == patterns.symbol, way == patterns.symbol + " "), default="")
    return next((m for m in home if m["sign"] + m["gap"] == best), None)


def _amount(match: re.Match[str], patterns: _Patterns, currency: str) -> str:
    """Write an amount in English form; `currency` is how the article writes the home currency ("Rp")."""
    sign, magnitude, name = match["sign"].rstrip("."), patterns.magnitudes.get(match["magnitude"] or ""), match["name"]
    home = _is_home(match, patterns)
    sign = currency if home else sign
    figure = match["figure"] + (re.sub(r"\s*[,.]\s*", ".", match["torn"]) if match["torn"] else "")
    figure = _english(figure, scaled=bool(magnitude) or bool(match["torn"]))
    if magnitude == "thousand" and figure.isdigit():
        figure, magnitude = f"{figure},000", None
    doubled = patterns.source["currency"]["names"] if home else patterns.english["currencies"].get(sign, ())
    rest = [w for w in (magnitude, None if name in doubled else name) if w]
    return " ".join([f"{sign}{figure}", *rest])


def _english(figure: str, *, scaled: bool) -> str:
    """Write a figure with decimal points and commas between thousands; `scaled`: a magnitude follows it."""
    if _GROUPS.fullmatch(figure) and not scaled:
        return figure.replace(".", ",")
    if match := re.fullmatch(r"(\d{1,3}(?:\.\d{3})*),(\d{1,2})", figure):
        whole = match[1].replace(".", ",")
        return whole if match[2].strip("0") == "" else f"{whole}.{match[2]}"
    return figure


def _plain(text: str, patterns: _Patterns) -> Iterator[Hit]:
    """Find figures without a currency sign that are not in English form."""
    yield from _dotted(text, patterns)
    yield from _decimal_commas(text, patterns)
    units = {**patterns.source["magnitudes"], **patterns.source["units"]}
    for match in re.finditer(rf"(?<![\w.,$])(\d[\d.,]*) ({_either(units)})\b", text):
        figure = _english(match[1], scaled=True)
        suggestion = (
            f"{figure},000" if units[match[2]] == "thousand" and figure.isdigit() else f"{figure} {units[match[2]]}"
        )
        message = f"{match[2]!r} is not translated."
        hit = Hit(match.start(), match.end(), message, suggestion, confidence=0.9, severity=Severity.MAJOR)
        # "4.464 ribu" may be either, and one unit is no plural.
        yield replace(hit, applicability="safe") if "." not in match[1] and figure != "1" else hit
    trade = _either(patterns.english["units"]["thousands_unit"])
    money = _either(patterns.english["units"]["money"])
    pattern = rf"(?<![\w.,$£€-])(\d{{1,3}}) thousand\b(?: ({money})\b)?(?! (?:{trade})\b)"
    for match in re.finditer(pattern, text):
        suggestion = f"{match[1]},000" + (f" {match[2]}" if match[2] else "")
        yield Hit(match.start(), match.end(), "English writes thousands in figures.", suggestion, confidence=0.75)
    powers = patterns.english["powers"]
    for match in re.finditer(rf"(?<![\w.,])(\d[\d.,]*\d|\d) ?({_either(powers)})\b", text):
        suggestion = f"{match[1]} {powers[match[2]]}"
        yield Hit(match.start(), match.end(), "A raised figure became a plain one.", suggestion, confidence=0.8)


def _dotted(text: str, patterns: _Patterns) -> Iterator[Hit]:
    """Find figures with dots between thousands: several groups, or one that ends in 000 or counts people or things."""
    scales = _either([*patterns.magnitudes, *patterns.english["units"]["measured"]])
    counted = _either(patterns.english["units"]["counted"])
    pattern = rf"(?<![\w.,/:@#$£€¥-])(?:{_GROUPS.pattern})(?![\w/:%-]|[.,]\d)(?P<behind>(?: [a-z-]+){{0,3}})"
    for match in re.finditer(pattern, text):
        figure = match[0][: len(match[0]) - len(match["behind"])]
        behind = match["behind"].strip()
        if re.match(rf"(?:{scales})\b", behind) or _IP.fullmatch(figure) or text[: match.start()].endswith("ersion "):
            continue
        several, counts = figure.count(".") > 1, re.search(rf"\b(?:{counted})\b", behind)
        if several or counts or (figure.endswith(".000") and behind):
            commas = re.search(r"\b\d{1,3},\d{3}\b", text)
            yield Hit(
                match.start(),
                match.start() + len(figure),
                "Dots separate the thousands; in English they are read as decimals.",
                figure.replace(".", ","),
                (Evidence("document", f"the article also writes {commas[0]}"),) if commas else (),
                confidence=0.95 if several or commas else 0.85,
                severity=Severity.MAJOR,
                # "2.125 people per household" may be an average.
                applicability="safe" if several or (counts and figure.endswith(".000")) else None,
            )


def _decimal_commas(text: str, patterns: _Patterns) -> Iterator[Hit]:
    """Find figures with a decimal comma before a unit: "7,5 percent", "83,5 US dollars"; torn ones are a preview."""
    units = _either(patterns.english["units"]["after_decimal"])
    dollars = {"US dollars", "U.S. dollars", "dollars"}
    for match in re.finditer(
        rf"(?<![\w.,/:$£€¥-])(\d{{1,3}}),(?P<torn> ?)(\d{{1,2}})(?P<gap> ?)(?P<unit>{units})(?!\w)", text
    ):
        torn, unit = bool(match["torn"]), match["unit"]
        if (not match["gap"] and unit != "%") or (torn and not match["gap"]):
            continue
        figure = f"{match[1]}.{match[3]}"
        suggestion = (
            f"${match[1]}.{match[3]:0<2}" if unit in dollars and unit != "dollars" else f"{figure}{match['gap']}{unit}"
        )
        message = "The decimal comma is torn from its digits." if torn else "English marks decimals with a point."
        yield Hit(
            match.start(),
            match.end(),
            message,
            suggestion,
            confidence=0.5 if torn else 0.9,
            preview=torn,
            applicability=None if torn else "safe",
        )
