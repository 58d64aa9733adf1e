"""Every rule against its cases: tests/cases/<module>.toml, with the expected stretches marked ⟦thus⟧ in the text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import LineTranslator, ScoringTranslator

import mtcheck
from mtcheck.config import Config
from mtcheck.detectors import all_rules
from mtcheck.rule import Rule

CASES = Path(__file__).parent / "cases"
_MARK = re.compile("⟦(.*?)⟧", re.DOTALL)


@dataclass(frozen=True)
class Case:
    """One case: a text with its expected stretches, and what else the rule is given."""

    rule: str
    kind: str
    marked: str
    back_translation: dict[str, str] = field(default_factory=dict)
    round_trip: dict[str, str] = field(default_factory=dict)
    surprising: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    published: date | None = None
    source: str | None = None
    source_translation: dict[str, str] = field(default_factory=dict)
    paired: bool = True
    glossary: list[list[str]] = field(default_factory=list)
    reference: list[str] = field(default_factory=list)
    suggestion: str | None = None

    @property
    def text(self) -> str:
        """The text without the marks."""
        return _MARK.sub(r"\1", self.marked)

    @property
    def translator(self) -> LineTranslator | None:
        """The translator that the rule is given; one that scores where the case says what surprises it."""
        if self.surprising or self.source_translation:
            trips = self.round_trip | self.source_translation
            return ScoringTranslator(self.back_translation, trips=trips, surprising=frozenset(self.surprising))
        return LineTranslator(self.back_translation) if self.back_translation else None

    @property
    def expected(self) -> list[str]:
        """The stretches that are to be found, in order."""
        return _MARK.findall(self.marked)


def _module(rule: Rule) -> str:
    return rule.check.__module__.rpartition(".")[2]


def _cases() -> list[Any]:
    params = []
    for rule in all_rules():
        path = CASES / f"{_module(rule)}.toml"
        tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        for kind in ("suspect", "fine", "known"):
            for number, table in enumerate(tables.get(kind, []), 1):
                values = {k: v for k, v in table.items() if k not in ("origin", "why", "text")}
                case = Case(rule.name, kind, table["text"], **values)
                marks = [pytest.mark.xfail(strict=True)] if kind == "known" else []
                params.append(pytest.param(case, id=f"{rule.name}-{kind}-{number}", marks=marks))
    return params


def _glossary(rows: list[list[str]], folder: Path) -> tuple[str, ...]:
    """Write a glossary of rows (source, target, forbidden, note) to a file, if there are any."""
    if not rows:
        return ()
    path = folder / "terms.tsv"
    lines = ("\t".join(cells) for cells in (["source", "target", "forbidden", "note"], *rows))
    path.write_text("\n".join(lines), encoding="utf-8")
    return (str(path),)


@pytest.mark.parametrize("case", _cases())
def test_case(case: Case, tmp_path: Path) -> None:
    """A suspect text gives exactly its marked stretches, a fine text none."""
    rules = {case.rule: case.settings} if case.settings else {}
    glossary = _glossary(case.glossary, tmp_path)
    config = Config(select=(case.rule,), translate=False, rules=rules, published=case.published, glossary=glossary)
    paired = case.paired and bool(case.source)
    report = mtcheck.check(
        case.text, case.source, case.reference, config=config, translator=case.translator, paired=paired
    )
    assert [f.text for f in report.findings] == case.expected
    if case.suggestion is not None:
        assert case.suggestion in {f.suggestion for f in report.findings}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_rule_has_cases_with_hard_negatives(rule: Rule) -> None:
    """Each rule has cases, with at least as many hard negatives as suspects, and each says where it is from."""
    tables = tomllib.loads((CASES / f"{_module(rule)}.toml").read_text(encoding="utf-8"))
    assert len(tables["fine"]) >= len(tables["suspect"]) >= 3
    assert tables["known"], "record at least one fault of its kind that the rule does not find"
    assert all(case["origin"] in ("wild", "made up") for kind in tables.values() for case in kind)
    assert all("⟦" not in case["text"] for case in tables["fine"])
    assert all("⟦" in case["text"] for case in tables["suspect"])
