"""How much better a model explains the article by another source: contrastive conditioning.

Vamvas & Sennrich (2021), "Contrastive conditioning for assessing disambiguation in MT", and (2022), "As little as
possible, as much as necessary": the same English is scored given the source and given a changed source. What is common
to both, such as how rare the words are, cancels out.
"""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.analysis.token_scores import LineScorer, TokenScore


def gains(scorer: LineScorer, english: Sequence[str], source: Sequence[str], changed: Sequence[str]) -> list[float]:
    """Say by how many nats each line is likelier given the changed source; -inf where the model cannot take it."""
    given, otherwise = (scorer(lines, english) for lines in (source, changed))
    return [total(b) - total(a) if a and b else float("-inf") for a, b in zip(given, otherwise, strict=True)]


def total(scores: Sequence[TokenScore]) -> float:
    """Add up the scores of a line."""
    return sum(score.log_probability for score in scores)
