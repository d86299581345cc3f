"""The command line `sanwari`: arguments in, figures or one clear message out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import cache

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
    """What runs a command, with all that it imports.

    That stays until the end, and to look for garbage among it took a fifth of the start.
    """
    gc.disable()
    try:
        from sim.cli import commands, entry  # noqa: F401  (the commands are most of it)
    finally:
        gc.freeze()
        gc.enable()
    return entry.main
