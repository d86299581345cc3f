"""Words of what is handed over, in Japanese and English."""

from __future__ import annotations

from typing import Final

from sim.figures.words.figures import COLUMNS, TITLES
from sim.figures.words.fits import FITS
from sim.figures.words.texts import ANSWER, CAPTIONS, DIFFERENCES, TEXTS

WORDS: Final[dict[str, dict[str, str]]] = {
    **TITLES,
    **COLUMNS,
    **CAPTIONS,
    **ANSWER,
    **DIFFERENCES,
    **TEXTS,
    **FITS,
}

SHEETS: Final[dict[str, dict[str, str]]] = {
    "completion": {"ja": "移行の進み", "en": "Completion"},
    "running_cost": {"ja": "運用経費の倍率", "en": "Running cost"},
    "joint_plane": {"ja": "期限と3割減", "en": "Both aims"},
    "town_map": {"ja": "市区町村の地図", "en": "Map of municipalities"},
    "late_map": {"ja": "都道府県の地図", "en": "Map of prefectures"},
    "late_reasons": {"ja": "遅れの事由", "en": "Late by reason"},
    "vendor_queues": {"ja": "事業者の待ち行列", "en": "Vendors' queues"},
    "accounts": {"ja": "会計区分別", "en": "Cost by account"},
    "causes": {"ja": "経費の原因", "en": "Causes of cost"},
    "funding": {"ja": "歳出と財源", "en": "Funding"},
    "freed_money": {"ja": "生み出された財源", "en": "Freed money"},
    "definitions": {"ja": "3割減の定義別", "en": "Definitions"},
    "types": {"ja": "団体種別", "en": "By type"},
    "prefectures": {"ja": "都道府県別", "en": "By prefecture"},
    "slips": {"ja": "計画からの遅れの費用", "en": "Cost of slips"},
    "officer": {"ja": "費目別の運用経費", "en": "Officer's table"},
    "budget": {"ja": "歳出と財源・債務負担", "en": "Budget"},
    "members": {"ja": "構成団体", "en": "Members"},
    "businesses": {"ja": "業務別の移行時期", "en": "By business"},
}
"""Names of the figures, short enough for the tab of a workbook (31 characters)."""


def say(word: str, lang: str, **blanks: object) -> str:
    """A word or sentence in the language, its blanks filled."""
    return WORDS[word][lang].format(**blanks) if blanks else WORDS[word][lang]
