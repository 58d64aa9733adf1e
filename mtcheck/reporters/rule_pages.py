"""The pages of the rules as the review page shows them: in sections, their lines joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck.records import Report, RuleCard

_HEADING = re.compile(r"^(\S[^\n]*):\n(?= )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a rule's page: its heading, and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of a rule says."""

    card: RuleCard
    sections: tuple[Section, ...]


def pages(reports: Sequence[Report]) -> tuple[Page, ...]:
    """Give the page of every rule that found something, once, in the order of the codes."""
    told = {finding.code for report in reports for finding in report.findings}
    cards = {card.code: card for report in reports for card in report.rules if card.code in told}
    return tuple(Page(cards[code], sections(cards[code].page)) for code in sorted(cards))


def sections(page: str) -> tuple[Section, ...]:
    """Cut a page into its sections; the summary with which it begins is shown apart."""
    _, *parts = _HEADING.split(page)
    return tuple(Section(name, _paragraphs(body)) for name, body in zip(parts[::2], parts[1::2], strict=True))


def _paragraphs(body: str) -> tuple[str, ...]:
    return tuple(" ".join(block.split()) for block in re.split(r"\n\s*\n", body) if block.strip())
