"""Automatic scores: what is compared with what, and sacrebleu's figures for it."""

from __future__ import annotations

from mtcheck.scores.comparisons import Comparisons
from mtcheck.scores.expectation import expectations

__all__ = ["Comparisons", "expectations"]
