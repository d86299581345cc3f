"""The command line `sanwari`: arguments in, figures or one clear message out."""

from __future__ import annotations

from sim.cli.main import main

__all__ = ["main"]
