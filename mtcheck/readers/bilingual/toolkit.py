"""translate-toolkit's stores, and what they raise said in one line."""

from __future__ import annotations

from typing import Any

from mtcheck.records import UnusableInputError

_LONGEST = 100
"""So many characters of a parser's message are shown: it may quote the file."""


def parsed(name: str, data: bytes, store: Any, kind: str) -> Any:
    """Parse a file with a class of translate-toolkit's; raises UnusableInputError when it is broken or of another kind.

    The toolkit lets through what lxml, its own asserts and its iterators raise.
    """
    try:
        return store.parsestring(data)
    except SyntaxError as error:  # lxml's XMLSyntaxError is one
        raise UnusableInputError(f"{name}: broken XML ({_shortened(error.msg)})") from error
    except (AssertionError, StopIteration) as error:
        raise UnusableInputError(f"{name}: not {kind}") from error
    except ValueError as error:  # PoParseError and UnicodeDecodeError are such
        raise UnusableInputError(f"{name}: not {kind} ({_shortened(str(error))})") from error


def _shortened(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
