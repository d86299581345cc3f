"""Texts of the outlook."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "title": {"ja": "全国の見通し", "en": "National outlook"},
    "caveats": {"ja": "読むときの注意", "en": "Read with care"},
    "comma": {"ja": "、", "en": ", "},
    "tab_completion": {"ja": "いつ終わるか", "en": "When"},
    "tab_running_cost": {"ja": "いくらかかるか", "en": "How much"},
    "tab_joint_plane": {"ja": "両立するか", "en": "Both aims"},
    "tab_map": {"ja": "どこで遅れるか", "en": "Where"},
    "tab_late_reasons": {"ja": "なぜ遅れるか", "en": "Why"},
    "tab_vendor_queues": {"ja": "事業者の混み具合", "en": "Vendors"},
    "all_points": {"ja": "くわしい答え", "en": "The answer in full"},
    "read_completion": {
        "ja": "期限の2026年3月末までに {systems} システムのうち {done}が切り替わり、{late}が残ります。",
        "en": "By the deadline of March 2026, {done} of {systems} systems have cut over and {late} are left.",
    },
    "read_running_cost": {
        "ja": "全国の運用経費は{top}年度に最も高く、2018年度の{highest}です。{last}年度は{end}です。"
        "目標は0.70倍です。",
        "en": "The nation's running cost is highest in FY{top}, {highest} that of FY2018; "
        "in FY{last} it is {end}. The target is 0.70.",
    },
    "read_running_cost_rising": {
        "ja": "全国の運用経費は、示した最後の{last}年度に最も高く、2018年度の{end}です。目標は0.70倍です。",
        "en": "The nation's running cost is highest in FY{last}, the last year shown: {end} that of "
        "FY2018. The target is 0.70.",
    },
    "prefecture": {"ja": "{home} {share}", "en": "{home} ({share})"},
    "read_late_reasons": {
        "ja": "期限に間に合わないシステムの事由別の数は、{parts}です。",
        "en": "Systems that miss the deadline by reason: {parts}.",
    },
    "read_late_map": {
        "ja": "遅れるシステムの割合が高いのは{most}、低いのは{least}です。",
        "en": "The share of late systems is highest in {most} and lowest in {least}.",
    },
    "read_late_map_none": {
        "ja": "どの都道府県でも、遅れるシステムの割合は1％に届きません。",
        "en": "In no prefecture do late systems reach 1 %.",
    },
    "read_joint_plane": {
        "ja": "全国で3割減に届いたのは {number} 回の試行のうち {times} 回です。"
        "期限と3割減の両方を満たす団体の割合は{share}です。",
        "en": "The nation reached −30 % in {times} of {number} replications. {share} of the organisations "
        "meet both the deadline and −30 %.",
    },
    "read_town_map": {
        "ja": "遅れるシステムが残る確率が5割以上なのは、{all} 市区町村のうち {likely} 団体です。",
        "en": "In {likely} of {all} municipalities a late system is at least as likely as not.",
    },
    "read_vendor_queues_none": {
        "ja": "どの類型の事業者にも、待ち行列はほとんどできません。",
        "en": "Hardly a queue forms at any kind of vendor.",
    },
    "read_vendor_queues": {
        "ja": "待ち行列が最も長いのは{quarter}の{kind}で、その処理能力の {years} 年分です。",
        "en": "The longest queue is that of the {kind}s in {quarter}: {years} years of their capacity.",
    },
}
