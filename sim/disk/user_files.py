"""Files that somebody has named: read up to a bound, and told apart from what is none before it is opened.

A pipe would be waited for, a device read for ever.
"""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class NoFileError(OSError):
    """Why a named file cannot be read: code of the message."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_named(path: Path, most: int) -> bytes:
    """The first bytes of a file, one more than `most` where there are more; raises NoFileError."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NoFileError("not_a_file")
        with path.open("rb") as file:
            return file.read(most + 1)
    except PermissionError:
        raise NoFileError("not_allowed") from None
    except NoFileError:
        raise
    except (OSError, ValueError):  # no name of a file holds a zero or half a sign
        raise NoFileError("missing_file") from None
