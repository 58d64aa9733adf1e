"""SARIF 2.1.0 (OASIS), for GitHub code scanning, Azure DevOps, editors: one run with all articles.

Columns count code points (columnKind), offsets too. What does not count is there, never above the level "note":
preview findings, and suppressed ones with their `suppressions` (inSource for a comment in the article, else external).
GitHub's code scanning ignores `suppressions` and would show those as open alerts: before an upload to it, take out the
results that have any (`jq '.runs[].results |= map(select(.suppressions | not))'`). It wants a line for every
result, so a result in a file without lines points to line 1, and says the place in words as a logical location. It
also makes `primaryLocationLineHash` itself (upload-sarif); `mtcheckFingerprint/v1` is mtcheck's own, which survives
edits elsewhere in the article. Its limits (25,000 results and rules a run, 10 tags shown) are kept.

A fix is given where a suggestion may take the phrase's place. Failures, notes, stale suppressions and what could not be
checked are notifications of the invocation, which is not successful where there is no report on an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtcheck.records import Failure, Finding, Report, RuleCard
from mtcheck.reporters import brief, levels, places
from mtcheck.reporters.replacements import replacement
from mtcheck.reporters.sarif_invocation import invocation
from mtcheck.reporters.sarif_parts import artifact_location, location, message, region
from mtcheck.reporters.visible import dumps
from mtcheck.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""What `$schema` names, as the standard gives it."""
RESULTS = 25_000
"""The most results that GitHub takes in a run; the worst are kept."""
_LONGEST = 1024
"""The longest description that GitHub shows."""
_HEADING = re.compile(r"^(What it finds|Why it matters|Example|Limits|Safe fixes):$", re.MULTILINE)


def render_many(reports: Sequence[Report], failures: Sequence[Failure] = ()) -> str:
    """Render reports and failures as one SARIF log with one run."""
    cards = _cards(reports)
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(reports, failures, cards)]}
    return dumps(log, indent=2) + "\n"


def _run(reports: Sequence[Report], failures: Sequence[Failure], cards: Sequence[RuleCard]) -> dict[str, Any]:
    index = {card.code: number for number, card in enumerate(cards)}
    found = [(report, finding) for report in reports for finding in report.findings]
    if left := len(found) - RESULTS:
        worst = {id(f) for f in levels.worst_first(finding for _, finding in found)[:RESULTS]}
        found = [(report, finding) for report, finding in found if id(finding) in worst]
    return {
        "tool": {"driver": _driver(reports, cards)},
        "invocations": [invocation(reports, failures, left_out=max(left, 0))],
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "artifacts": [
            {"location": artifact_location(name), "roles": ["analysisTarget"]}
            for name in dict.fromkeys(report.document.name for report in reports)
        ],
        "results": [_result(report, finding, index[finding.code]) for report, finding in found],
        "columnKind": "unicodeCodePoints",
        "properties": {"articles": [_article(report) for report in reports]},
    }


def _driver(reports: Sequence[Report], cards: Sequence[RuleCard]) -> dict[str, Any]:
    return {
        "name": "mtcheck",
        "version": reports[0].version if reports else __version__,
        "language": "en",
        "rules": [_rule(card) for card in cards],
    }


def _article(report: Report) -> dict[str, Any]:
    """Give an article's figures, also where nothing was found in it."""
    return {
        "title": places.title(report.document),
        "verdict": report.verdict.status,
        "score": report.score,
        "words": report.document.words,
        "reliable": report.reliable,
        "signature": report.signature,
    }


def _cards(reports: Sequence[Report]) -> list[RuleCard]:
    """Give the rules that ran, and those of which only findings are known, in the order of their codes."""
    cards = {card.code: card for report in reports for card in report.rules}
    for finding in (finding for report in reports for finding in report.findings):
        if finding.code not in cards:
            name = finding.rule
            cards[finding.code] = RuleCard(finding.code, name, finding.category, finding.severity, name, name)
    return [cards[code] for code in sorted(cards)]


def _rule(card: RuleCard) -> dict[str, Any]:
    tags = ["preview"] if card.preview else []
    summary = card.summary.rstrip(".") + "."
    return {
        "id": card.code,
        "name": card.name,
        "shortDescription": {"text": summary[:_LONGEST]},
        "fullDescription": {"text": _opening(card)[:_LONGEST]},
        "help": {"text": card.page, "markdown": _markdown(card.page)},
        "defaultConfiguration": {"level": levels.of_rule(card).sarif},
        "properties": {
            "tags": ["translation", *card.category.value.split("/"), *tags],
            "precision": "low" if card.preview else "high",
            "problem.severity": levels.of_rule(card).problem,
        },
    }


def _opening(card: RuleCard) -> str:
    """Give the summary and what the first section of the page says: what the rule finds."""
    match = re.search(r"^What it finds:\n(.*?)(?=^\S|\Z)", card.page, re.MULTILINE | re.DOTALL)
    return " ".join([card.summary.rstrip(".") + ".", *(match[1].split() if match else ())])


def _markdown(page: str) -> str:
    """Write a rule's page as Markdown: its sections' names bold, and nothing of it an HTML tag outside code."""
    body = "\n".join(text.removeprefix("    ") for text in _HEADING.sub(r"**\1**\n", page).splitlines())
    return "`".join(part if i % 2 else part.replace("<", "&lt;") for i, part in enumerate(body.split("`")))


def _result(report: Report, finding: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": levels.of(finding).sarif,
        "message": message(brief.message(report, finding)),
        "locations": [location(report, finding)],
        "partialFingerprints": {"mtcheckFingerprint/v1": finding.fingerprint},
        "rank": round(100 * finding.confidence, 1),
    }
    result |= dict(_suppressions(finding))
    if instead := replacement(report.document, finding):
        change = {"deletedRegion": region(instead.region), "insertedContent": {"text": instead.text}}
        files = [{"artifactLocation": artifact_location(report.document.name), "replacements": [change]}]
        result["fixes"] = [{"description": message(brief.suggestion(finding)), "artifactChanges": files}]
    result["properties"] = _properties(finding)
    return result


def _suppressions(finding: Finding) -> Iterator[tuple[str, Any]]:
    if suppression := finding.suppression:
        kind = "inSource" if suppression.kind == "comment" else "external"
        yield "suppressions", [{"kind": kind, "status": "accepted", "justification": suppression.reason}]


def _properties(finding: Finding) -> Mapping[str, Any]:
    """Give what SARIF has no name for."""
    return {
        "severity": finding.severity.value,
        "category": finding.category.value,
        "counts": finding.counts,
        "preview": finding.preview,
        "suggestion": finding.suggestion,
        "applicability": finding.applicability,
        "evidence": [{"kind": evidence.kind, "text": evidence.text} for evidence in finding.evidence],
        **({"suppressedBy": finding.suppression.place} if finding.suppression else {}),
    }
