"""The rules' pages as one Markdown text: mtcheck/detectors/README.md is made of it, and a test keeps it true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mtcheck.records import Applicability
from mtcheck.rule import Rule
from mtcheck.taxonomy import CODE_BANDS

_SAFE = "Safe fixes"
_HEADING = re.compile(rf"^(What it finds|Why it matters|Example|Limits|{_SAFE}):$", re.MULTILINE)
_USES: Mapping[Applicability, str] = {
    "safe": "its suggestions are safe",
    "unsafe": "its suggestions need an editor",
    "display": "its suggestions are only to be read",
}


def markdown(rules: Iterable[Rule]) -> str:
    """Render the pages of rules, with a table of contents, as Markdown."""
    rules = tuple(rules)
    bands = ", ".join(f"{digit} {name}" for digit, name in CODE_BANDS.items())
    rows = [f"| [{r.code}](#{_anchor(r)}) | {r.name} | {r.severity.value} | {r.summary}{_mark(r)} |" for r in rules]
    head = [
        "# The rules",
        "",
        f"Made by `mtcheck rules --format markdown`. The first digit of a code is the dimension: {bands}.",
        "Findings of preview rules are shown, but enter neither the score nor the gate.",
        "What `mtcheck fix` writes unread stands under “Safe fixes”; what needs an editor it writes with `--unsafe`.",
        "",
        "| code | name | severity | finds |",
        "|---|---|---|---|",
        *rows,
    ]
    return "\n".join([*head, *(_page(rule) for rule in rules)]) + "\n"


def has_safe_fixes(rule: Rule) -> bool:
    """Say whether a rule's page names suggestions that may be set unread."""
    return f"\n{_SAFE}:\n" in rule.page


def use(rule: Rule) -> str:
    """Say in words what a rule's suggestions may be used for."""
    return "some of its suggestions are safe" if has_safe_fixes(rule) else _USES[rule.suggestions]


def _anchor(rule: Rule) -> str:
    return f"{rule.code.lower()}-{rule.name}"


def _mark(rule: Rule) -> str:
    return " (preview)" if rule.preview else ""


def _page(rule: Rule) -> str:
    summary, _, body = rule.page.partition("\n")
    body = "\n".join(line.removeprefix("    ") for line in body.strip().splitlines())
    parts = [
        f"\n## {rule.code} {rule.name}",
        f"{summary}",
        f"*{rule.category.value}, {rule.severity.value}{_mark(rule)}; {use(rule)}*",
        _escaped(_HEADING.sub(r"**\1**\n", body).strip()),
    ]
    if rule.settings:
        settings = "\n".join(f"{name.replace('_', '-')} = {_toml(value)}" for name, value in rule.settings.items())
        parts.append(f"**Settings**\n\n```toml\n[tool.mtcheck.rules.{rule.name}]\n{settings}\n```")
    return "\n\n".join(parts)


def _escaped(text: str) -> str:
    """Keep what looks like a tag from being one, outside code spans."""
    return "`".join(part if i % 2 else part.replace("<", "&lt;") for i, part in enumerate(text.split("`")))


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
