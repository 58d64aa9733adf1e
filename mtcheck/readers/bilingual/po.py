"""PO (GNU gettext), through translate-toolkit: msgid is the source text, msgstr its translation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mtcheck.readers.bilingual import languages
from mtcheck.readers.bilingual.languages import Pair
from mtcheck.readers.bilingual.toolkit import parsed
from mtcheck.readers.bilingual.units import Unit


def units(name: str, data: bytes, pair: Pair) -> Iterator[Unit]:
    """Yield the units of a file, fuzzy ones too (that is how machine translations are often marked), no obsolete ones.

    Of a message with plural forms each translation is a unit, beside the form of the source that it renders.
    Raises UnusableInputError for a file that is no PO file, or whose header names another language.
    """
    from translate.storage import pypo

    store = parsed(name, data, pypo.pofile, "a PO file")
    header = store.parseheader()
    languages.require(name, header.get("X-Source-Language"), header.get("Language"), pair)
    for number, unit in enumerate(store.unit_iter(), 1):
        identity = unit.getcontext() or str(number)
        sources, targets = _forms(unit.source), _forms(unit.target)
        for form, target in enumerate(targets):
            numbered = f"{identity}[{form}]" if len(targets) > 1 else identity
            yield Unit(numbered, sources[min(form, len(sources) - 1)], target)


def _forms(text: Any) -> list[str]:
    """Give the plural forms of a text, one for most."""
    return [str(form) for form in getattr(text, "strings", [text])]
