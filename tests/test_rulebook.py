"""The rules page in the repository is what the rules say of themselves."""

from __future__ import annotations

from conftest import ROOT

from mtcheck import rulebook
from mtcheck.detectors import all_rules


def test_the_rules_page_is_up_to_date() -> None:
    page = (ROOT / "mtcheck" / "detectors" / "README.md").read_text("utf-8")
    assert page == rulebook.markdown(all_rules()), "run: mtcheck rules --format markdown > mtcheck/detectors/README.md"


def test_every_rule_has_its_section_and_its_row() -> None:
    page = rulebook.markdown(all_rules())
    for rule in all_rules():
        assert f"\n## {rule.code} {rule.name}\n" in page
        assert f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) |" in page
