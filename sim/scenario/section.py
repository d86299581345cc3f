"""What every section of a scenario has in common."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A named group of assumptions; frozen, and strict about types."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    title_ja: ClassVar[str]
    title_en: ClassVar[str]
