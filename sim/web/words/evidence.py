"""Texts of the page of evidence."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "title": {"ja": "根拠", "en": "Evidence"},
}
