"""Which findings are to be fixed, with which edits, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from mtcheck.fixing import speech
from mtcheck.fixing.manuscript import Manuscript
from mtcheck.readers.edits import Edit, deletion
from mtcheck.readers.fitting import are_neighbours, fitted
from mtcheck.records import Finding

Reason = Literal["unsafe", "advice", "speech", "markup", "rejected"]
"""Why a finding is left: its suggestion needs an editor, or is only to be read; it stands in what somebody said; it
cannot be written into the file; or its fix did not prove itself."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An edit, and the findings whose suggestions it stands for: several where neighbours are deleted together."""

    findings: tuple[Finding, ...]
    edit: Edit


class Judge:
    """Says of a finding why it is not to be fixed, or with which edit it is."""

    def __init__(self, manuscript: Manuscript, *, unsafe: bool) -> None:
        self._manuscript = manuscript
        self._unsafe = unsafe
        self._quoted = speech.quoted(manuscript.document)

    def __call__(self, finding: Finding) -> tuple[Reason | None, Edit | None]:
        """Give the reason for which a finding is left, or the edit that fixes it."""
        document = self._manuscript.document
        if finding.applicability == "display" or not (edit := fitted(document, finding)):
            return "advice", None
        if not self._manuscript.editable(edit):
            return "markup", None
        if self._unsafe:
            return None, edit
        if finding.applicability != "safe":
            return "unsafe", None
        return ("speech", None) if speech.touches(document, edit, self._quoted) else (None, edit)


def plans(manuscript: Manuscript, findings: Iterable[Finding], *, unsafe: bool) -> list[Planned]:
    """Give the edits of the findings that count and are to be fixed, in the order of the text, without overlaps."""
    judge = Judge(manuscript, unsafe=unsafe)
    made = [Planned((finding,), edit) for finding in findings if finding.counts and (edit := judge(finding)[1])]
    made = _joined(manuscript, made)
    made.sort(key=lambda plan: (plan.edit.start, plan.edit.end))
    kept: list[Planned] = []
    for plan in made:
        if not kept or plan.edit.start > kept[-1].edit.end:  # what touches another edit waits for the next round
            kept.append(plan)
    return kept


def _joined(manuscript: Manuscript, made: Sequence[Planned]) -> list[Planned]:
    """Delete neighbours with one edit: of a notice whose first sentence has gone, the second may not be found."""
    groups: list[list[Finding]] = []
    for plan in made:
        (finding,) = plan.findings
        if groups and are_neighbours(manuscript.document.text, groups[-1][-1], finding):
            groups[-1].append(finding)
        else:
            groups.append([finding])
    edits = {plan.findings[0]: plan.edit for plan in made}
    result = []
    for group in groups:
        edit = edits[group[0]] if len(group) == 1 else deletion(manuscript.document, group[0].start, group[-1].end)
        if len(group) == 1 or manuscript.editable(edit):
            result.append(Planned(tuple(group), edit))
        else:
            result += [Planned((finding,), edits[finding]) for finding in group]
    return result
