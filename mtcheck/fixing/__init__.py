"""Fixing: suggestions written into the article, each only where its finding goes and none comes."""

from mtcheck.fixing.fixer import Check, Fixed, Left, fix
from mtcheck.fixing.manuscript import Manuscript, NotWrittenError, require_rewritable

__all__ = ["Check", "Fixed", "Left", "Manuscript", "NotWrittenError", "fix", "require_rewritable"]
