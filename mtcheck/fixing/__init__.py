"""Fixing: suggestions written into the article, each only where its finding goes and none comes."""

from mtcheck.fixing.fixer import Check, Fixed, Left, fix
from mtcheck.fixing.manuscript import Manuscript, require_rewritable

__all__ = ["Check", "Fixed", "Left", "Manuscript", "fix", "require_rewritable"]
