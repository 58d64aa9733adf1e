"""The rules, one module each; the package is walked, so there is no list to keep."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from mtcheck.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Find every rule of the package, in the order of their codes; raises ValueError when two share one."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    rules = [value for module in modules for value in vars(module).values() if isinstance(value, Rule)]
    for key in ("code", "name"):
        values = [getattr(r, key) for r in rules]
        if len(set(values)) != len(values):
            raise ValueError(f"two rules share a {key}: {sorted(v for v in values if values.count(v) > 1)}")
    return tuple(sorted(rules, key=lambda r: r.code))
