"""The languages of a bilingual file, held against those that are asked for."""

from __future__ import annotations

from dataclasses import dataclass

from mtcheck.records import UnusableInputError


@dataclass(frozen=True, slots=True)
class Pair:
    """The language of the source and that of the article (ISO 639-1 codes)."""

    source: str
    target: str


def primary(tag: str | None) -> str:
    """Give the language of a tag without its region or script: "en" of "en-US" or "EN_us"; "" where there is none."""
    return (tag or "").strip().replace("_", "-").split("-")[0].lower()


def require(name: str, source: str | None, target: str | None, pair: Pair) -> None:
    """Refuse a file that says it translates from or into another language; a language left open is none."""
    if primary(source) in ("", pair.source) and primary(target) in ("", pair.target):
        return
    raise UnusableInputError(
        f"{name}: translates from {source or 'an unnamed language'} into {target or 'an unnamed language'}, "
        f"not from {pair.source} into {pair.target}"
    )
