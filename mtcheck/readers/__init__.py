"""Readers: files in, Documents out."""

from __future__ import annotations

from mtcheck.readers.text import from_text, read

__all__ = ["from_text", "read"]
