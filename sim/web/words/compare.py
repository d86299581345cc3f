"""Texts of the comparison."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "title": {"ja": "シナリオの比較", "en": "Compare scenarios"},
    "intro": {
        "ja": "標準の想定と最大5つのシナリオを、同じ乱数で計算して比べます。"
        "「前提の変更」（為替など、誰も決められないこと）と「要望の実現」（誰かが決めれば変わること）を分けて示します。",
        "en": "The baseline beside up to five scenarios, run under the same luck. Changed assumptions (such "
        "as the exchange rate, which nobody decides) and requests granted (which somebody can decide) "
        "are shown apart.",
    },
    "choose": {"ja": "比べるシナリオ（5つまで）", "en": "Scenarios to compare (up to five)"},
    "placeholder": {"ja": "シナリオを選ぶ", "en": "Choose scenarios"},
    "none": {
        "ja": "比べるシナリオを上の欄で選んでください。手元のシナリオも選べます。",
        "en": "Choose scenarios above; those in hand are in the list too.",
    },
    "draft": {"ja": "手元 {number}：{title}", "en": "In hand {number}: {title}"},
    "heading": {"ja": "{title}（標準の想定との差）", "en": "{title} (against the baseline)"},
    "assumptions": {"ja": "前提の変更", "en": "Assumptions changed"},
    "actions": {"ja": "要望の実現による変更", "en": "Changed by requests granted"},
    "nothing": {"ja": "なし", "en": "none"},
    "column_figure": {"ja": "指標", "en": "Figure"},
    "column_change": {"ja": "差の平均", "en": "Mean difference"},
    "column_interval": {"ja": "平均の95％区間", "en": "95 % interval of the mean"},
    "column_verdict": {"ja": "自治体から見て", "en": "For municipalities"},
    "reading": {
        "ja": "同じ乱数の試行 {number} 回どうしの差。▲・▼は自治体から見た良し悪し、"
        "＋・－は増減です。区間が0をまたぐときは「はっきりしない」とします。",
        "en": "Differences of {number} replications that share their luck. ▲ and ▼ say better or worse for "
        "municipalities, + and - more or less; an interval that holds zero is called not clear.",
    },
}
