"""The command line `sanwari`: arguments in, figures or one clear message out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from sim.garbage import pause_collection

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code of one command. Importing the model takes a second, and Ctrl-C counts then too."""
    try:
        command = _imported()
    except KeyboardInterrupt:
        return 130
    return command(arguments)


@cache
def _imported() -> Callable[[Sequence[str] | None], int]:
    """What runs a command, with all that it imports."""
    with pause_collection():
        from sim.cli import commands, entry  # noqa: F401  (the commands are most of it)
    return entry.main
