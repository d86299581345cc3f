"""Texts of the outlook."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "title": {"ja": "全国の見通し", "en": "National outlook"},
    "caveats": {"ja": "読むときの注意", "en": "Read with care"},
    "comma": {"ja": "、", "en": ", "},
    "tab_completion": {"ja": "いつ終わるか", "en": "When"},
    "tab_running_cost": {"ja": "いくらかかるか", "en": "How much"},
    "tab_causes": {"ja": "何にかかるか", "en": "What for"},
    "tab_joint_plane": {"ja": "両立するか", "en": "Both aims"},
    "tab_map": {"ja": "どこで遅れるか", "en": "Where"},
    "tab_late_reasons": {"ja": "なぜ遅れるか", "en": "Why"},
    "tab_vendor_queues": {"ja": "事業者の混み具合", "en": "Vendors"},
    "all_points": {"ja": "くわしい答え", "en": "The answer in full"},
}
