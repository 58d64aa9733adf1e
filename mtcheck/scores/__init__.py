"""Automatic scores: what is compared with what, and sacrebleu's figures for it."""

from __future__ import annotations

from mtcheck.scores.comparisons import Comparisons
from mtcheck.scores.estimate import estimates

__all__ = ["Comparisons", "estimates"]
