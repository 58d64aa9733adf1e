"""What a rule is: a decorated generator function in a module of its own, and how rules are selected."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args, get_origin

from mtcheck.hints import did_you_mean
from mtcheck.records import Applicability, Hit, MtcheckError
from mtcheck.taxonomy import CODE_BANDS, Category, Severity

Need = Literal["back_translation", "round_trip", "token_scores", "source", "source_translation", "reference"]
"""An input beyond the article that a rule cannot do without."""

Scope = Literal["segment", "document"]
"""Whether the engine calls a rule once per segment or once for the whole article."""

Check = Callable[..., Iterator[Hit]]

_CODE = re.compile(r"MT([1-9])\d\d")
_NAME = re.compile(r"[a-z]+(-[a-z]+)*")
HOUSE = "house"
"""The setting of the rules that know house styles."""
OVERRIDABLE = ("severity", "preview")
"""What the table of a rule may say of the rule itself, beside its settings."""
_SEE = " (see 'mtcheck rules')"
_SECTIONS = ("What it finds", "Why it matters", "Example", "Limits")


class RuleSelectionError(MtcheckError):
    """A --select or --ignore that names no rule, or a setting that no rule knows; `word` is the name that is wrong."""

    def __init__(self, message: str, word: str = "") -> None:
        super().__init__(message)
        self.word = word


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
    def choices(self) -> Mapping[str, tuple[Any, ...]]:
        """The words that a setting may be, of the settings whose type is a Literal."""
        parameters = inspect.signature(self.check, eval_str=True).parameters.values()
        return {p.name: get_args(p.annotation) for p in parameters if get_origin(p.annotation) is Literal}

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
        if taken := set(OVERRIDABLE) & set(inspect.signature(check).parameters):
            raise ValueError(f"{code}: {' and '.join(sorted(taken))} of a rule is no setting of its own")
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
    require_known(rules, (*chosen, *ignored))

    def strength(candidate: Rule, selectors: tuple[str, ...]) -> int:
        matching = (s for s in selectors if candidate.matches(s))
        return max((len("MT000") if s == candidate.name else len(s) for s in matching), default=0)

    kept = (
        r
        for r in rules
        if (strength(r, chosen) > 0 or not chosen) and (not (i := strength(r, ignored)) or strength(r, chosen) > i)
    )
    return tuple(sorted(kept, key=lambda r: r.code))


def require_known(
    rules: Iterable[Rule], selectors: Iterable[str] = (), tables: Mapping[str, Mapping[str, Any]] | None = None
) -> None:
    """Raise RuleSelectionError, with the nearest right name, for a selector, a table or a setting without a rule."""
    rules = tuple(rules)
    names = {r.name: r for r in rules}
    for selector in selectors:
        if not selector or not any(r.matches(selector) for r in rules):
            codes = (r.code for r in rules if len(selector) >= len(r.code))  # near a beginning is any code
            hint = did_you_mean(selector, [*names, *codes], _SEE)
            raise RuleSelectionError(f"no rule is called or begins with {selector!r}{hint}", selector)
    for name in tables or {}:
        if name not in names:
            raise RuleSelectionError(f"no rule is called {name!r}{did_you_mean(name, names, _SEE)}", name)
        settings_for(names[name], tables or {})


def settings_for(
    chosen: Rule, tables: Mapping[str, Mapping[str, Any]], house_style: str | None = None
) -> dict[str, Any]:
    """Give a rule's settings from the tables of a configuration, checked against the rule's own defaults.

    A setting `house` that the table does not have is the house style. Raises RuleSelectionError for a setting that
    the rule does not have, whose type differs from the default's, or that is none of the words that it may be.
    """
    table = {key.replace("-", "_"): value for key, value in tables.get(chosen.name, {}).items()}
    given = {name: value for name, value in table.items() if name not in OVERRIDABLE}
    for name, value in given.items():
        given[name] = _checked(chosen, name, value)
    if house_style is not None and HOUSE in chosen.settings:
        given.setdefault(HOUSE, house_style)
    return given


def _checked(chosen: Rule, name: str, value: object) -> object:
    key = name.replace("_", "-")
    if name not in chosen.settings:
        names = [*(setting.replace("_", "-") for setting in chosen.settings), *OVERRIDABLE]
        hint = did_you_mean(key, names, f" (it has: {', '.join(names)})")
        raise RuleSelectionError(f"the rule {chosen.name} has no setting {key!r}{hint}", key)
    default = chosen.settings[name]
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if default is not None and type(value) is not type(default):
        raise RuleSelectionError(f"the setting {key!r} of {chosen.name} is a {type(default).__name__}: {value!r}", key)
    if (words := chosen.choices.get(name, ())) and value not in words:
        known = ", ".join(repr(word) for word in words)
        raise RuleSelectionError(f"the setting {key!r} of {chosen.name} is one of {known}, not {value!r}", key)
    return value


def configured(chosen: Rule, tables: Mapping[str, Mapping[str, Any]]) -> Rule:
    """Give a rule with the severity that a configuration gives it, and the word on whether it is a preview."""
    table = tables.get(chosen.name, {})
    severity = Severity(table["severity"]) if "severity" in table else chosen.severity
    return replace(chosen, severity=severity, preview=table.get("preview", chosen.preview))


def governed(chosen: Rule, hit: Hit, tables: Mapping[str, Mapping[str, Any]]) -> Hit:
    """Give a hit whose own severity, and own word on being a preview, give way to what a configuration says."""
    table = tables.get(chosen.name, {})
    severity = None if "severity" in table else hit.severity
    return replace(hit, severity=severity, preview=table.get("preview", hit.preview))
