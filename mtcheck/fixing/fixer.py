"""The order of work: suggestions become edits, edits are tried, and what does not prove itself is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mtcheck.fixing import planning, trial
from mtcheck.fixing.manuscript import Manuscript
from mtcheck.fixing.planning import Planned, Reason
from mtcheck.records import Document, Finding, MissingComponentError, MtcheckError, Report

Check = Callable[[Document], Report]
"""What checks an article: the engine, with its settings, models and dismissals."""


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that is left, and why."""

    finding: Finding
    reason: Reason


@dataclass(frozen=True, slots=True)
class Fixed:
    """What became of an article: its file as it now is, what is found in it, what was fixed, and what is left.

    The place of a fixed finding is that in the text of the round in which it was fixed. `left` holds the findings that
    count; `checks` is the number of times that the article was checked.
    """

    manuscript: Manuscript
    report: Report
    fixed: tuple[Finding, ...]
    left: tuple[Left, ...]
    checks: int


@dataclass(frozen=True, slots=True)
class _State:
    """The article after some fixes, and what is found in it."""

    manuscript: Manuscript
    report: Report


@dataclass(frozen=True, slots=True)
class _Step:
    """A round that went well: where it led, and what it fixed."""

    state: _State
    fixed: tuple[Finding, ...]


def fix(manuscript: Manuscript, check: Check, *, unsafe: bool = False) -> Fixed:
    """Fix what can be fixed in an article, until nothing more can be.

    Only suggestions that are safe are used, and none inside quotation marks; with `unsafe` also those that an editor
    must agree to, and there too. Every fix makes its finding go and brings none, and fixing the result again changes
    nothing, because the last round tries whatever is left, one by one. Raises what `check` raises for the article as
    it is.
    """
    return _Fixer(check, unsafe=unsafe).run(manuscript)


class _Fixer:
    """The rounds over one article."""

    def __init__(self, check: Check, *, unsafe: bool) -> None:
        self._check_article = check
        self._unsafe = unsafe
        self._checks = 0

    def run(self, manuscript: Manuscript) -> Fixed:
        """Go on, round by round, until one fixes nothing: each leaves fewer findings, so there is an end."""
        state, fixed = _State(manuscript, self._check(manuscript.document)), list[Finding]()
        while step := self._round(state):
            state = step.state
            fixed += step.fixed
        return Fixed(state.manuscript, state.report, tuple(fixed), tuple(self._left(state)), self._checks)

    def _check(self, document: Document) -> Report:
        self._checks += 1
        return self._check_article(document)

    def _round(self, state: _State) -> _Step | None:
        """Fix as much as can be fixed at once or, where that is nothing, the first that can be fixed by itself."""
        plans = planning.plans(state.manuscript, state.report.findings, unsafe=self._unsafe)
        return self._together(state, plans) or self._one(state, plans)

    def _together(self, state: _State, plans: Sequence[Planned]) -> _Step | None:
        """Try all edits at once, and again without those in whose sentences something came up, or with half of them."""
        while len(plans) > 1:
            found = self._tried(state, plans)
            if isinstance(found, _Step):
                return found
            innocent = [plan for plan in plans if plan not in found]
            plans = innocent if found else plans[: len(plans) // 2]
        return None

    def _one(self, state: _State, plans: Sequence[Planned]) -> _Step | None:
        """Try the edits one by one, and give the first that proves itself."""
        for plan in plans:
            if isinstance(found := self._tried(state, [plan]), _Step):
                return found
        return None

    def _tried(self, state: _State, plans: Sequence[Planned]) -> _Step | list[Planned]:
        """Give the step that edits make or, where something is found that was not there, the guilty ones, if known."""
        edits = [plan.edit for plan in plans]
        fixed = tuple(finding for plan in plans for finding in plan.findings)
        try:
            manuscript = state.manuscript.edited(edits)
            report = self._check(manuscript.document)
        except MissingComponentError:
            raise
        except MtcheckError:  # it cannot be written, or is no English article any more
            return []
        came = tuple(trial.brought(state.report.findings, report.findings, edits, fixed))
        if not came:
            return _Step(_State(manuscript, report), fixed)
        guilty = trial.guilty(edits, manuscript.document, came)
        return [plan for plan in plans if plan.edit in guilty]

    def _left(self, state: _State) -> Iterator[Left]:
        """Yield the findings that count and are left, each with the reason."""
        judge = planning.Judge(state.manuscript, unsafe=self._unsafe)
        for finding in state.report.findings:
            if finding.counts:
                reason, _ = judge(finding)
                yield Left(finding, reason or "rejected")
