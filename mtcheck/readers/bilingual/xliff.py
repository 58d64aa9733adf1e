"""XLIFF 1.2 and 2.0, through translate-toolkit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mtcheck.readers.bilingual import languages, markup
from mtcheck.readers.bilingual.languages import Pair
from mtcheck.readers.bilingual.toolkit import parsed
from mtcheck.readers.bilingual.units import Unit

_KIND = "XLIFF as version 1.2 or 2.0 has it"


def units(name: str, data: bytes, pair: Pair) -> Iterator[Unit]:
    """Yield the units of a file, but those that are not to be translated; in XLIFF 2 a unit is a <segment>.

    Raises UnusableInputError for broken XML, and for a file that translates from or into another language.
    """
    attributes = markup.root_attributes(name, data, "xliff")
    if attributes.get("version", "").startswith("2"):
        languages.require(name, attributes.get("srcLang"), attributes.get("trgLang"), pair)
        yield from _of_version_2(name, data)
    else:
        yield from _of_version_1(name, data, pair)


def _of_version_1(name: str, data: bytes, pair: Pair) -> Iterator[Unit]:
    from translate.storage import xliff

    store = parsed(name, data, xliff.xlifffile, _KIND)
    files = list(store.document.getroot().iterchildren(store.namespaced("file")))
    for file in files:
        languages.require(name, file.get("source-language"), file.get("target-language"), pair)
    for number, unit in enumerate(store.unit_iter(), 1):
        file, _, identity = unit.getid().rpartition(xliff.ID_SEPARATOR)
        identity = identity or str(number)
        yield from _of(unit, f"{file}/{identity}" if file and len(files) > 1 else identity)


def _of_version_2(name: str, data: bytes) -> Iterator[Unit]:
    from translate.storage import xliff2

    for number, unit in enumerate(parsed(name, data, xliff2.Xliff2File, _KIND).unit_iter(), 1):
        yield from _of(unit, unit.getid() or str(number))


def _of(unit: Any, identity: str) -> Iterator[Unit]:
    if unit.istranslatable():
        yield Unit(identity, markup.text_of(unit.source_dom), markup.text_of(unit.target_dom))
