"""Texts of the outlook."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "title": {
        "ja": "自治体システム標準化の全国の見通し",
        "en": "National outlook of the system standardisation",
    },
    "caveats": {"ja": "読むときの注意", "en": "Mind when reading"},
}
