"""What a rule is: a decorated generator function in a module of its own, and how rules are selected."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from mtcheck.records import Applicability, Hit, MtcheckError
from mtcheck.taxonomy import CODE_BANDS, Category, Severity

Need = Literal["back_translation", "round_trip", "token_scores", "source", "source_translation", "reference"]
"""An input beyond the article that a rule cannot do without."""

Scope = Literal["segment", "document"]
"""Whether the engine calls a rule once per segment or once for the whole article."""

Check = Callable[..., Iterator[Hit]]

_CODE = re.compile(r"MT([1-9])\d\d")
_NAME = re.compile(r"[a-z]+(-[a-z]+)*")
_SECTIONS = ("What it finds", "Why it matters", "Example", "Limits")


class RuleSelectionError(MtcheckError):
    """A --select or --ignore that names no rule, or a setting that no rule knows."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its identity, what it needs, and the generator function that does the work.

    `check` is called with the shared Context (document scope) or with a Segment and the Context (segment scope),
    and with the rule's settings as keyword arguments; it yields Hits with offsets into the original text.
    `suggestions` says what its suggestions may be used for where a hit does not say so itself.
    """

    code: str
    name: str
    category: Category
    severity: Severity
    scope: Scope
    needs: frozenset[Need]
    preview: bool
    summary: str
    check: Check
    suggestions: Applicability = "display"

    @property
    def settings(self) -> Mapping[str, Any]:
        """The rule's settings (its keyword-only parameters) and their defaults."""
        parameters = inspect.signature(self.check).parameters.values()
        return {p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY}

    @property
    def page(self) -> str:
        """The rule's page: its docstring, dedented."""
        return inspect.cleandoc(self.check.__doc__ or "")

    def matches(self, selector: str) -> bool:
        """Say whether a selector (a name, a code, or the beginning of a code) means this rule."""
        return selector == self.name or self.code.startswith(selector.upper())


def rule(
    code: str,
    name: str,
    *,
    category: Category,
    severity: Severity,
    scope: Scope = "document",
    needs: Iterable[Need] = (),
    preview: bool = False,
    suggestions: Applicability = "display",
) -> Callable[[Check], Rule]:
    """Turn a generator function into a Rule; its docstring, in four fixed sections, is the rule's page.

    Raises ValueError when the metadata or the docstring break the conventions of the project.
    """

    def decorate(check: Check) -> Rule:
        page = inspect.cleandoc(check.__doc__ or "")
        if not (match := _CODE.fullmatch(code)) or match[1] not in CODE_BANDS:
            raise ValueError(f"{code}: a code is MT and three digits, in a known band")
        if not _NAME.fullmatch(name):
            raise ValueError(f"{code}: the name {name!r} is not lower-case words joined by hyphens")
        if missing := [s for s in _SECTIONS if f"\n{s}:\n" not in page]:
            raise ValueError(f"{code}: the docstring lacks the sections {', '.join(missing)}")
        return Rule(
            code=code,
            name=name,
            category=category,
            severity=severity,
            scope=scope,
            needs=frozenset(needs),
            preview=preview,
            summary=page.partition("\n")[0].rstrip("."),
            check=check,
            suggestions=suggestions,
        )

    return decorate


def select(rules: Iterable[Rule], chosen: Iterable[str] = (), ignored: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Give the rules that are chosen (all, when nothing is) and not ignored, in the order of their codes.

    The longest matching selector wins, and `ignored` wins a tie, so that `--ignore MT1 --select MT104` keeps
    MT104. Raises RuleSelectionError for a selector that matches no rule.
    """
    rules, chosen, ignored = tuple(rules), tuple(chosen), tuple(ignored)
    for selector in (*chosen, *ignored):
        if not selector or not any(r.matches(selector) for r in rules):
            raise RuleSelectionError(f"no rule is called or begins with {selector!r} (see 'mtcheck rules')")

    def strength(candidate: Rule, selectors: tuple[str, ...]) -> int:
        matching = (s for s in selectors if candidate.matches(s))
        return max((len("MT000") if s == candidate.name else len(s) for s in matching), default=0)

    kept = (
        r
        for r in rules
        if (strength(r, chosen) > 0 or not chosen) and (not (i := strength(r, ignored)) or strength(r, chosen) > i)
    )
    return tuple(sorted(kept, key=lambda r: r.code))


def settings_for(chosen: Rule, tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Give a rule's settings from the tables of a configuration, checked against the rule's own defaults.

    Raises RuleSelectionError for a setting that the rule does not have, or whose type differs from the default's.
    """
    table = tables.get(chosen.name, {})
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in chosen.settings:
            known = ", ".join(chosen.settings) or "none"
            raise RuleSelectionError(f"the rule {chosen.name} has no setting {key!r} (it has: {known})")
        default = chosen.settings[name]
        if default is not None and type(value) is not type(default):
            raise RuleSelectionError(f"the setting {key!r} of {chosen.name} is a {type(default).__name__}: {value!r}")
    return {key.replace("-", "_"): value for key, value in table.items()}
