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
    "scenario": {"ja": "シナリオ", "en": "Scenario"},
    "level": {"ja": "{middle}（{interval}）", "en": "{middle} ({interval})"},
    "levels": {
        "ja": "平均（時期は中央値、かっこ内は P10～P90）。試行 {n} 回以上。",
        "en": "Means (dates: medians; P10 to P90 in brackets) of {n} replications or more.",
    },
    "levels_few": {
        "ja": "試行 {n} 回の平均（速報）。200回から幅も示します。",
        "en": "Means of {n} replications, a first answer; the spread is shown from 200 on.",
    },
    "changes_of": {"ja": "差の表：{title}", "en": "Differences: {title}"},
    "heading": {"ja": "{title}（標準の想定との差）", "en": "{title} (against the baseline)"},
    "assumptions": {"ja": "前提の変更", "en": "Assumptions changed"},
    "actions": {"ja": "要望の実現による変更", "en": "Changed by requests granted"},
    "nothing": {"ja": "なし", "en": "none"},
    "column_figure": {"ja": "指標", "en": "Figure"},
    "column_change": {"ja": "差の平均", "en": "Mean difference"},
    "column_interval": {"ja": "平均の95％区間", "en": "95 % interval of the mean"},
    "column_verdict": {"ja": "自治体から見て", "en": "For municipalities"},
    "and_moved": {"ja": "、", "en": "; "},
    "against": {"ja": "{changes}。", "en": "{changes}."},
    "moved": {"ja": "{figure} {change}（{verdict}）", "en": "{figure}: {change} ({verdict})"},
    "others_rest": {
        "ja": "ほかの主な指標は変わりません。",
        "en": " The other main figures do not change.",
    },
    "others_unclear": {
        "ja": "ほかの主な指標に、はっきりした差は見えません。",
        "en": " No clear difference is seen in the other main figures.",
    },
    "nothing_clear": {
        "ja": "主な指標に、はっきりした差は見えません（どの区間も0をまたぎます）。",
        "en": "No clear difference is seen in the main figures: every interval includes zero.",
    },
    "nothing_moves": {
        "ja": "主な指標はどれも標準の想定と変わりません。理由は下にあります。",
        "en": "None of the main figures differs from the baseline; the reasons are below.",
    },
    "reading": {
        "ja": "同じ乱数の試行 {number} 回どうしの差。○・×は自治体から見た良し悪し、"
        "+・−は増減です。区間が0をまたぐときは「はっきりしない」とします。",
        "en": "Differences of {number} replications that share their luck. ○ and × say better or worse for "
        "municipalities, + and − more or less; an interval that holds zero is called not clear.",
    },
}
