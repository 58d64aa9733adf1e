"""Writing a quantity of the source as English does, in the form of the one that it replaces."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from mtcheck.analysis import tables
from mtcheck.analysis.quantities.records import Kind, Quantity

_MILLION = 10**6
_WORDS_TO = 9
"""The highest number that is written as a word."""
_NOON, _HOUR = 720, 60
_VAGUE = {10: "dozens", 100: "hundreds"}
_TEENS = range(11, 14)


def written(source: Quantity, like: Quantity, *, own_unit: bool = False) -> str:
    """Give the English for a quantity of the source, in the form of the article's quantity `like`.

    With `own_unit` it keeps its own currency or unit of measure.
    """
    if own_unit:
        return _with_unit(source, like)
    if source.kind is Kind.WEEKDAY:
        return str(_formats()["weekdays"][int(source.value)])
    if source.kind in (Kind.MONTH, Kind.DATE):
        return _day(int(source.value), dated=source.kind is Kind.DATE)
    if source.kind is Kind.CLOCK:
        return _clock(int(source.value), like.text)
    if source.kind is Kind.VAGUE:
        return _cased(source.wording or _vague(int(source.value)), like.text)
    number = _ordinal(source.value, like) if like.kind is Kind.ORDINAL else _number(source, like)
    return _cased(like.text[: like.core[0]] + number + _unit(source, like), like.text)


def _with_unit(source: Quantity, like: Quantity) -> str:
    number = _number(source, like)
    if source.kind is not Kind.MONEY:
        return f"{number} {source.unit.replace('-', ' ') if source.value == 1 else _plural(source)}"
    unit = "US$" if source.unit == "$" else source.unit
    return f"{number} {unit}" if unit.islower() else f"{unit}{number}"


def _plural(source: Quantity) -> str:
    name = source.unit.replace("-", " ")
    return {"times": "times", "foot": "feet", "inch": "inches", "century": "centuries"}.get(name, f"{name}s")


def number_text(value: Fraction, *, scaled: bool = False) -> str:
    """Write a number in digits, in millions and upwards with its magnitude, where that leaves three decimals at most.

    >>> number_text(Fraction(24600000000000), scaled=True)
    '24.6 trillion'
    >>> number_text(Fraction(12400))
    '12,400'
    """
    if scaled and value >= _MILLION:
        names = {int(size): name for name, size in _quantities()["magnitudes"].items() if len(name) > len("trn")}
        size = max(s for s in names if _MILLION <= s <= value)
        if (value / size * 1000).denominator == 1:
            return f"{_plain(value / size)} {names[size]}"
    return _plain(value)


def _plain(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{int(value):,}"
    return f"{float(value):,.4f}".rstrip("0").rstrip(".")


def _number(source: Quantity, like: Quantity) -> str:
    """Write a plain number, in words as the article does."""
    words = {int(value): word for word, value in _quantities()["words"].items()}
    small = source.value in words and source.value <= _WORDS_TO
    if small and source.kind is Kind.NUMBER and not like.digits:
        return words[int(source.value)]
    if source.kind is Kind.YEAR or like.kind is Kind.YEAR:
        return str(int(source.value))
    return number_text(source.value, scaled=bool(source.magnitude or like.magnitude))


def _unit(source: Quantity, like: Quantity) -> str:
    """Give what stands behind the article's number, with its unit in the right number."""
    tail = like.text[like.core[1] :]
    if like.kind is Kind.ORDINAL:
        return ""
    return tail[:-1] if source.value == 1 and tail.endswith("s") else tail


def _ordinal(value: Fraction, like: Quantity) -> str:
    names = {int(v): word for word, v in reversed(list(_quantities()["ordinals"].items()))}
    if not like.digits and int(value) in names:
        return str(names[int(value)])
    number = int(value)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in _TEENS else "th"
    return f"{number}{ending}"


def _vague(size: int) -> str:
    """Write a power of ten: "hundreds", "tens of thousands"."""
    if size in _VAGUE:
        return _VAGUE[size]
    names = {int(s): name for name, s in _quantities()["magnitudes"].items() if len(name) > len("trn")}
    base = max(s for s in names if s <= size)
    many = {1: "", 10: "tens of ", 100: "hundreds of "}[size // base]
    return f"{many}{names[base]}s"


def _day(value: int, *, dated: bool) -> str:
    month, day = divmod(value, 100) if dated else (value, 0)
    if not dated:
        return str(_formats()["months"][month - 1])
    return f"{_formats()['months_before_day'][month - 1]} {day}"


def _clock(minutes: int, like: str) -> str:
    """Write a time as the article does: on a clock of 24 hours, or with a.m. and p.m."""
    hour, minute = divmod(minutes % (2 * _NOON), _HOUR)
    if ":" in like and "m" not in like.lower():
        return f"{hour:02}:{minute:02}"
    half = "a.m." if hour < _NOON // _HOUR else "p.m."
    return f"{(hour - 1) % 12 + 1}{f':{minute:02}' if minute else ''} {half}"


def _cased(text: str, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


def _quantities() -> Mapping[str, Mapping[str, float]]:
    return tables.load("common", "quantities")


def _formats() -> Mapping[str, list[str]]:
    return tables.load("common", "formats")


def plain(source: Quantity) -> str:
    """Give the English for a quantity that has none in the article: "214", "Rp3.2 billion", "six"."""
    words = {int(value): word for word, value in _quantities()["words"].items()}
    if source.kind is Kind.VAGUE:
        return source.wording or _vague(int(source.value))
    number = number_text(source.value, scaled=bool(source.magnitude))
    if source.value in words and source.value <= _WORDS_TO and not source.unit:
        number = words[int(source.value)]
    if source.kind is Kind.MONEY:
        unit = "US$" if source.unit == "$" else source.unit
        return f"{number} {unit}" if unit.islower() else f"{unit}{number}"
    if source.kind is Kind.SHARE:
        return f"{number} percent"
    return f"{number} {source.unit if source.value == 1 else _plural(source)}" if source.unit else number
