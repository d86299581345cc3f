"""The day on which a file is made."""

from __future__ import annotations

import datetime


def today() -> datetime.datetime:
    """Midnight of this day: files of one day and one result are equal to the byte."""
    now = datetime.datetime.now(tz=datetime.UTC)
    return now.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
