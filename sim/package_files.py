"""Where files lie that travel with the program: facts, scenarios, forecasts, the page with its settings."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def place() -> Path:
    """The folder with all of them: inside an installed package, else that of the checkout."""
    inside = _PACKAGE / "_shipped"
    return inside if inside.is_dir() else _PACKAGE.parent


def folder(name: str) -> Path:
    """Folder `data`, `scenarios` or `forecasts`."""
    return place() / name
