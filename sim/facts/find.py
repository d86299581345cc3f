"""A prefecture by what a user writes; of what is not there the nearest is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import Fault, UsageError, nearest

if TYPE_CHECKING:
    from sim.facts.values import Facts


def prefecture_row(facts: Facts, text: str) -> int:
    """Row of the prefecture with this number (01 to 47) or name; UsageError if there is none."""
    known = facts.prefectures
    wanted = text.strip().lower()
    names = (
        [f"{int(number):02d}" for number in known.number],
        known.name,
        [name.lower() for name in known.name_en],
    )
    for row, spellings in enumerate(zip(*names, strict=True)):
        if (wanted.zfill(2) if wanted.isascii() and wanted.isdigit() else wanted) in spellings:
            return row
    begun = next((name for name in known.name if wanted and name.startswith(wanted)), None)
    details = {"meant": begun or nearest(text, known.name) or nearest(text.title(), known.name_en)}
    raise UsageError([Fault("", "--prefecture", text, "unknown_prefecture", details)])
