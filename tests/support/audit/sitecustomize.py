"""Writes down each address outside this machine that a Python process reaches for, before it reaches it.

Python imports this file at its start where the folder is in `PYTHONPATH`; so do the processes that it starts.
"""

from __future__ import annotations

import os
import sys
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


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event not in REACHING:
        return
    address = REACHING[event](args)
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if host is None or str(host).startswith((*LOOPBACK, "/", "\0")) or host == "":
        return
    with open(_LOG, "a", encoding="utf-8") as log:  # noqa: PTH123 - as little as can be imported this early
        log.write(f"{event} {host}\n")


sys.addaudithook(_watch)
