"""TMX (Translation Memory eXchange 1.4), through translate-toolkit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mtcheck.readers.bilingual import markup
from mtcheck.readers.bilingual.languages import Pair, primary
from mtcheck.readers.bilingual.toolkit import parsed
from mtcheck.readers.bilingual.units import Unit
from mtcheck.records import UnusableInputError

_LANGUAGE = ("{http://www.w3.org/XML/1998/namespace}lang", "lang")
"""How a variant says its language: since TMX 1.4, and before."""


def units(name: str, data: bytes, pair: Pair) -> Iterator[Unit]:
    """Yield the units that have a variant in at least one of the two languages, whatever their regions.

    Raises UnusableInputError for broken XML, and for a file without variants in one of the languages.
    """
    from translate.storage import tmx

    markup.root_attributes(name, data, "tmx")
    found: set[str] = set()
    for number, unit in enumerate(parsed(name, data, tmx.tmxfile, "TMX").unit_iter(), 1):
        sides = _sides(unit)
        found |= sides.keys()
        if pair.source in sides or pair.target in sides:
            identity = unit.xmlelement.get("tuid") or str(number)
            yield Unit(identity, sides.get(pair.source, ""), sides.get(pair.target, ""))
    if missing := [code for code in (pair.source, pair.target) if found and code not in found]:
        there = ", ".join(sorted(filter(None, found))) or "none"
        raise UnusableInputError(f"{name}: no text in the language {missing[0]} (its languages: {there})")


def _sides(unit: Any) -> dict[str, str]:
    """Give the texts of a unit by language, the first where there are several."""
    sides: dict[str, str] = {}
    for variant in unit.getlanguageNodes():
        tag = next((tag for key in _LANGUAGE if (tag := variant.get(key))), "")
        sides.setdefault(primary(tag), markup.text_of(next(variant.iterchildren("{*}seg"), None)))
    return sides
