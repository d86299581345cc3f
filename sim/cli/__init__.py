"""The command line `sanwari`: arguments in, figures or one clear message out."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code of one command. Importing the model takes a second, and Ctrl-C counts then too."""
    try:
        from sim.cli import entry
    except KeyboardInterrupt:
        return 130
    return entry.main(arguments)
