"""Names of municipalities in Latin letters, from their reading in katakana.

Spelt as on maps and road signs: Hepburn after the rules of the Geospatial Information Authority of Japan
(国土地理院「地名等の英語表記規程」, 2016), the kind of body as a syllable behind a hyphen (Sapporo-shi).

Kana do not tell where a character begins: the u of Katsu-ura looks like the end of a long vowel. SEAMS has
what is known of that. A body may spell itself otherwise: Minoo as Minoh, Sanmu as Sammu.
"""

from __future__ import annotations

import re
from typing import Final

ROWS: Final[dict[str, str]] = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "g": "ガギグゲゴ",
    "s": "サシスセソ",
    "z": "ザジズゼゾ",
    "t": "タチツテト",
    "d": "ダヂヅデド",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "b": "バビブベボ",
    "p": "パピプペポ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
}
LETTERS: Final[dict[str, str]] = (
    {kana: row + vowel for row, five in ROWS.items() for kana, vowel in zip(five, "aiueo", strict=True)}
    | {"シ": "shi", "ジ": "ji", "チ": "chi", "ヂ": "ji", "ツ": "tsu", "ヅ": "zu", "フ": "fu"}
    | {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n'"}
    | {"ャ": "^ya", "ュ": "^yu", "ョ": "^yo", "ッ": "^", "|": "|"}
)
RULES: Final[tuple[tuple[str, str], ...]] = (
    (r"i\^y", "y"),  # キョ: kyo
    (r"(sh|ch|j)y", r"\1"),  # ショ: sho
    (r"\^(?=ch)", "t"),  # ッチ: tchi
    (r"\^(.)", r"\1\1"),  # ッポ: ppo
    (r"(o)u|(o)o(?!$)|(u)u", r"\1\2\3"),  # long o and u bear no sign; an お at the end is written
    (r"n'(?=[aiueoy])", "n-"),  # ン is n everywhere, apart from a vowel or y after it
    (r"['|]", ""),
)
"""What is rewritten, in this order, once each kana has its letters."""
SEAMS: Final[tuple[str, ...]] = (
    "カツ|ウラ",  # 勝浦
    "マツ|ウラ",  # 松浦
    "コト|ウラ",  # 琴浦
    "トヨ|ウラ",  # 豊浦
    "トヨ|オカ",  # 豊岡, 豊丘
    "コ|ウミ",  # 小海
    "ノ|ウエ",  # 滝上
    "ノ|ウチ",  # 山ノ内, 輪之内
    "セト|ウチ",  # 瀬戸内
    "ノ|オモテ",  # 西之表
)
"""Where a vowel begins a character and lengthens nothing."""
MISPRINTS: Final[dict[str, str]] = {
    f"{kana}{large}ウ": f"{kana}{small}ウ" for kana in "ギジシニリ" for large, small in ("ユュ", "ヨョ")
} | {"オンジユク": "オンジュク", "キヨナン": "キョナン", "ソウジヤ": "ソウジャ", "チヤタン": "チャタン"}
"""Large kana that the list of codes prints for small ones."""
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "市": ("シ",),
    "区": ("ク",),
    "町": ("チョウ", "マチ"),
    "村": ("ソン", "ムラ"),
}


def english(name: str, kana: str) -> str:
    """English name of a municipality: Sapporo-shi is 札幌市, サッポロシ."""
    kind = next((each for each in KINDS.get(name[-1], ()) if kana.endswith(each)), "")
    stem = latin(kana.removesuffix(kind)).capitalize()
    return f"{stem}-{latin(kind)}" if kind else stem


def latin(kana: str) -> str:
    """A reading in small Latin letters; kana that stand in no name today are left out."""
    for printed, meant in MISPRINTS.items():
        kana = kana.replace(printed, meant)
    for seam in SEAMS:
        kana = kana.replace(seam.replace("|", ""), seam)
    text = "".join(LETTERS.get(each, "") for each in kana)
    for pattern, written in RULES:
        text = re.sub(pattern, written, text)
    return text
