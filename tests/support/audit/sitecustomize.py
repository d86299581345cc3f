"""Writes down each address outside this machine that a Python process reaches for, before it reaches it.

And each temporary file that it opens. Python imports this file at its start where the folder is in
`PYTHONPATH`; so do the processes that it starts.
"""

from __future__ import annotations

import os
import sys
import tempfile
from typing import Any

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0", "::")  # noqa: S104 - the last two: where a server listens
REACHING = {
    "socket.connect": lambda args: args[1],
    "socket.sendto": lambda args: args[1],
    "socket.sendmsg": lambda args: args[1],
    "socket.getaddrinfo": lambda args: args[0],
    "socket.gethostbyname": lambda args: args[0],
    "socket.gethostbyaddr": lambda args: args[0],
    "urllib.Request": lambda args: args[0].partition("://")[2],
}
_LOG = os.environ["SANWARI_TEST_REACHED"]
_TEMPORARY = os.path.realpath(tempfile.gettempdir())  # asked for here, as Python tries the folder with a file


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event in REACHING:
        address = REACHING[event](args)
        host = _text(address[0] if isinstance(address, tuple) else address)
        if host and not host.startswith((*LOOPBACK, "/", "\0")):
            _note(event, host)
    elif event.startswith("tempfile.") or (event == "open" and _is_written(args[2])):
        _note_file(event, args[0])


def _is_written(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def _note_file(event: str, name: object) -> None:
    """Note what lies in the folder for temporary files, or is the folder: a file without a name."""
    path = os.path.realpath(_text(name))
    if _TEMPORARY in (path, path.rpartition(os.sep)[0]):
        _note(event, path)


def _text(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value or "")


def _note(event: str, what: str) -> None:
    with open(_LOG, "a", encoding="utf-8") as log:  # noqa: PTH123 - as little as can be is imported this early
        log.write(f"{event} {what}\n")


sys.addaudithook(_watch)
