"""Rules: their metadata, their pages, their selection and their settings."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.detectors import all_rules
from mtcheck.records import Hit
from mtcheck.rule import Rule, RuleSelectionError, configured, governed, require_known, rule, select, settings_for
from mtcheck.taxonomy import CODE_BANDS, Category, Severity

PAGE = "Summary.\n\nWhat it finds:\n    x\n\nWhy it matters:\n    x\n\nExample:\n    x\n\nLimits:\n    x\n"


def _rule(code: str, name: str, **options: Any) -> Rule:
    def check(context: object, *, limit: int = 3, house: str = "") -> Iterator[Hit]:
        yield from ()

    check.__doc__ = PAGE
    return rule(code, name, category=Category.GRAMMAR, severity=Severity.MINOR, **options)(check)


RULES = (_rule("MT101", "one-thing"), _rule("MT102", "other-thing"), _rule("MT301", "third-thing"))


@pytest.mark.parametrize("one", all_rules(), ids=lambda one: one.name)
def test_every_rule_keeps_the_conventions(one: Rule) -> None:
    assert one.code[2] in CODE_BANDS
    assert one.summary
    assert not one.summary.endswith(".")
    assert len(one.summary) <= 100
    assert one.check.__module__ == f"mtcheck.detectors.{one.name.replace('-', '_')}"
    first, *rest = inspect.signature(one.check).parameters.values()
    positional = [first, *(p for p in rest if p.kind is not p.KEYWORD_ONLY)]
    assert len(positional) == (2 if one.scope == "segment" else 1)
    assert all(p.default is not p.empty for p in rest if p.kind is p.KEYWORD_ONLY)
    assert inspect.isgeneratorfunction(one.check)


@pytest.mark.parametrize(
    ("code", "name", "page"),
    [("MT1", "a-b", PAGE), ("XX101", "a-b", PAGE), ("MT701", "a-b", PAGE), ("MT101", "A_b", PAGE), ("MT101", "a", "x")],
)
def test_a_rule_that_breaks_them_is_refused(code: str, name: str, page: str) -> None:
    def check(context: object) -> Iterator[Hit]:
        yield from ()

    check.__doc__ = page
    with pytest.raises(ValueError, match=code):
        rule(code, name, category=Category.GRAMMAR, severity=Severity.MINOR)(check)


@pytest.mark.parametrize(
    ("chosen", "ignored", "kept"),
    [
        ((), (), ["MT101", "MT102", "MT301"]),
        (("MT1",), (), ["MT101", "MT102"]),
        ((), ("MT1",), ["MT301"]),
        (("MT1",), ("MT102",), ["MT101"]),
        (("MT102",), ("MT1",), ["MT102"]),
        (("mt3",), (), ["MT301"]),
        (("third-thing", "MT101"), (), ["MT101", "MT301"]),
        (("MT101",), ("MT101",), []),
    ],
)
def test_selection(chosen: tuple[str, ...], ignored: tuple[str, ...], kept: list[str]) -> None:
    assert [r.code for r in select(reversed(RULES), chosen, ignored)] == kept


@given(st.text())
def test_a_selector_that_means_nothing_is_refused(selector: str) -> None:
    if any(r.matches(selector) for r in RULES) and selector:
        return
    with pytest.raises(RuleSelectionError):
        select(RULES, [selector])


def test_settings_are_checked_against_the_rule() -> None:
    assert settings_for(RULES[0], {"one-thing": {"limit": 5}, "other-thing": {"limit": 1}}) == {"limit": 5}
    assert settings_for(RULES[2], {}) == {}
    with pytest.raises(RuleSelectionError, match=r"no setting 'limits' \(did you mean limit\?\)"):
        settings_for(RULES[0], {"one-thing": {"limits": 5}})
    with pytest.raises(RuleSelectionError, match="'limit' of one-thing is a int"):
        settings_for(RULES[0], {"one-thing": {"limit": "5"}})


def test_a_configuration_has_the_last_word_on_severity_and_preview() -> None:
    tables: dict[str, dict[str, Any]] = {"one-thing": {"severity": "critical", "preview": False, "limit": 5}}
    one, other, _ = (configured(each, tables) for each in RULES)
    assert (one.severity, one.preview) == (Severity.CRITICAL, False)
    assert other == RULES[1]
    weak = Hit(0, 1, "x", severity=Severity.NEUTRAL, preview=True)
    assert governed(one, weak, tables) == Hit(0, 1, "x")
    assert governed(other, weak, tables) == weak
    assert governed(one, Hit(0, 1, "x"), {"one-thing": {"preview": True}}).preview
    assert settings_for(one, tables) == {"limit": 5}


def test_the_house_style_holds_where_a_rule_has_no_word_of_its_own() -> None:
    assert settings_for(RULES[0], {}, "british") == {"house": "british"}
    assert settings_for(RULES[0], {"one-thing": {"house": "american"}}, "british") == {"house": "american"}
    plain = next(each for each in all_rules() if "house" not in each.settings)
    assert settings_for(plain, {}, "british") == {}


def test_the_nearest_right_name_is_told() -> None:
    for selectors, tables in ((("one-thng",), {}), ((), {"one_thing": {}})):
        with pytest.raises(RuleSelectionError, match=r"\(did you mean one-thing\?\)") as caught:
            require_known(RULES, selectors, tables)
        assert caught.value.word in (*selectors, *tables)
    with pytest.raises(RuleSelectionError, match=r"'preveiw' \(did you mean preview\?\)"):
        require_known(RULES, (), {"one-thing": {"preveiw": True}})


def test_the_words_of_every_setting_can_be_told() -> None:
    words = {(one.name, name): words for one in all_rules() for name, words in one.choices.items()}
    assert words == {("quotation-style", "house"): ("", "american", "british")}
    assert all(one.settings[name] in one.choices[name] for one in all_rules() for name in one.choices)


@pytest.mark.parametrize("name", ["severity", "preview"])
def test_a_rule_has_no_setting_that_would_hide_what_every_rule_has(name: str) -> None:
    def check(context: object, *, severity: str = "") -> Iterator[Hit]:
        yield from ()

    def check_other(context: object, *, preview: bool = False) -> Iterator[Hit]:
        yield from ()

    chosen = check if name == "severity" else check_other
    chosen.__doc__ = PAGE
    with pytest.raises(ValueError, match=f"MT101: {name}"):
        rule("MT101", "a-b", category=Category.GRAMMAR, severity=Severity.MINOR)(chosen)
