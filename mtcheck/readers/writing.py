"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from mtcheck.records import MtcheckError


class UnwritableError(MtcheckError):
    """A file that cannot be written."""


def write(path: str | Path, data: bytes) -> None:
    """Write a file: it is replaced in one step, keeping its mode, so that a failure leaves the old one.

    What a link points to is replaced, not the link; a device or a pipe is written to. Raises UnwritableError.
    """
    given = Path(path)
    try:
        if given.exists() and not given.is_file():
            given.write_bytes(data)
        else:
            _replace(given.resolve(), data)
    except OSError as error:
        raise UnwritableError(f"{path}: cannot be written ({error.strerror or error})") from error


def _replace(target: Path, data: bytes) -> None:
    if target.exists() and not os.access(target, os.W_OK):  # the folder's permissions would let it be replaced
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name[:100]}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            temporary.chmod(mode)
            temporary.replace(target)
        except BaseException:  # an interruption too leaves no litter
            temporary.unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
