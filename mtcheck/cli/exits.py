"""Exit statuses, and the one way out for every problem that the user can act on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from mtcheck.records import MissingComponentError, MtcheckError

PASSED, THRESHOLD_MISSED, UNUSABLE, MISSING = 0, 1, 2, 3
"""The exit statuses: what they stand for is said in mtcheck.cli."""


def fail(message: str, status: int) -> NoReturn:
    """End with one line on standard error and an exit status."""
    click.echo(f"mtcheck: {message}", err=True)
    sys.exit(status)


def status_of(error: MtcheckError) -> int:
    """Give the exit status that a problem stands for."""
    return MISSING if isinstance(error, MissingComponentError) else UNUSABLE


def clean_exit(command: Callable[..., None]) -> Callable[..., None]:
    """Turn every problem that the user can act on into one line on standard error and an exit status."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        if sys.stdout is None:  # closed by the shell: >&-
            sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end
        try:
            command(*args, **kwargs)
        except MtcheckError as error:
            fail(str(error), status_of(error))
        except KeyboardInterrupt:
            fail("interrupted", 130)
        except BrokenPipeError:
            raise  # head has seen enough: click ends quietly
        except OSError as error:
            _give_up_standard_output()
            fail(f"{error.filename or 'standard output'}: {error.strerror or error}", UNUSABLE)

    return run


def _give_up_standard_output() -> None:
    """Let what is left in the buffer go: Python would try again at its end, and end with a status of its own."""
    with suppress(OSError):
        sys.stdout.flush()
        return
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
