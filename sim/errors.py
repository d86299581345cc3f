"""What a user's files and arguments can get wrong, said in the user's language, all faults at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# By code: what is allowed and the way out. {key} and {value} are the fault's, other blanks its details.
MESSAGES: dict[str, dict[str, str]] = {
    "missing_file": {
        "ja": "ファイルがありません。場所と名前を確かめてください",
        "en": "there is no such file; check its place and name",
    },
    "unreadable": {
        "ja": "読み取れません（{reason}）。UTF-8の正しい形式で保存し直してください",
        "en": "cannot be read ({reason}); save it again in the right format as UTF-8",
    },
    "unknown_key": {
        "ja": "知らない項目 '{key}' です{hint}",
        "en": "unknown key '{key}'{hint}",
    },
    "missing_key": {
        "ja": "項目 '{key}' がありません。書き加えてください",
        "en": "'{key}' is missing; add it",
    },
    "wrong_type": {
        "ja": "{expected}で書いてください",
        "en": "write {expected} here",
    },
    "out_of_range": {
        "ja": "{low}から{high}までの値にしてください",
        "en": "a value lies between {low} and {high}",
    },
    "unknown_choice": {
        "ja": "次のどれかにしてください: {choices}{hint}",
        "en": "choose one of: {choices}{hint}",
    },
    "data_columns": {
        "ja": "列は左から {expected} です",
        "en": "the columns are, from the left, {expected}",
    },
    "data_cells": {
        "ja": "この行のセルは{expected}個です。読点（,）と引用符を確かめてください",
        "en": "this row has {expected} cells; check its commas and quotes",
    },
    "data_empty": {
        "ja": "'{key}' が空です。値を書いてください",
        "en": "'{key}' is empty; write its value",
    },
    "data_half_width": {
        "ja": "半角カナは使えません。{fixed} としてください",
        "en": "no half-width kana; write {fixed}",
    },
    "data_katakana": {
        "ja": "全角カタカナで書いてください",
        "en": "write full-width katakana only",
    },
    "data_whole_number": {
        "ja": "{low}から{high}までの整数です（桁区切りなし）",
        "en": "a whole number from {low} to {high}, without separators",
    },
    "data_number": {
        "ja": "{low}から{high}までの数です（桁区切りなし）",
        "en": "a number from {low} to {high}, without separators",
    },
    "data_day": {
        "ja": "日付は 2026-03-31 の形で書いてください",
        "en": "a day is written as 2026-03-31",
    },
    "data_code_form": {
        "ja": "団体コードは数字6桁です。先頭の0を落としていないか確かめてください",
        "en": "an organisation's code has six digits; check whether a leading zero was lost",
    },
    "data_code_digit": {
        "ja": "団体コードの検査数字が合いません。{fixed} ではありませんか",
        "en": "the code's last digit does not check; {fixed} would",
    },
    "data_key": {
        "ja": "英小文字・数字・下線だけの名前にしてください（例: declared_systems）",
        "en": "use lower-case letters, digits and underscores only, as in declared_systems",
    },
    "data_repeated": {
        "ja": "{line}行目と重複しています。どちらかを削ってください",
        "en": "line {line} has it already; remove one of the two",
    },
    "data_order": {
        "ja": "前の行 {before} より小さい値です。昇順に並べてください",
        "en": "the row before has {before}; sort the rows in ascending order",
    },
    "data_prefecture": {
        "ja": "団体コードの上2桁は {expected} です",
        "en": "the code begins with {expected}",
    },
    "data_count": {
        "ja": "{expected}あるはずです。抜けや重複がないか確かめてください",
        "en": "there must be {expected}; look for missing or extra rows",
    },
    "data_total": {
        "ja": "合計は{expected}のはずです。値を確かめてください",
        "en": "the sum must be {expected}; check the values",
    },
    "data_needed": {
        "ja": "この指標の行が必要です。加えてください",
        "en": "a row of this metric is needed; add it",
    },
    "data_not_seen": {
        "ja": "確度 {grade} と値の有無が合いません。NOT SEEN の行だけ、値を空にしてください",
        "en": "does not go with grade {grade}; a value is empty where, and only where, the grade is NOT SEEN",
    },
    "data_published": {
        "ja": "時点 {date} より前に公表されることはありません",
        "en": "a figure as of {date} cannot be public before that day",
    },
    "data_at_most": {
        "ja": "{other} の {limit} 以下にしてください",
        "en": "at most {other}, which is {limit}",
    },
    "data_unknown": {
        "ja": "{file} にありません。綴りを確かめてください{hint}",
        "en": "{file} has no such entry; check the spelling{hint}",
    },
}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a mistyped one most probably means, or None."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one place. `code` names the message, `details` fill its blanks.

    `key` is the path in the file (or row and column); `value` what stands there, None if nothing does.
    The detail `meant` becomes the hint "did you mean ...?".
    """

    file: str
    key: str
    value: object
    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def text(self, lang: str = "ja") -> str:
        """One line: where, what stands there, what is allowed and the way out."""
        blanks = {name: _word(detail, lang) for name, detail in self.details.items()}
        blanks |= {"key": self.key, "value": _shown(self.value), "hint": self._hint(lang)}
        message = MESSAGES[self.code][lang].format_map(blanks)
        place = f"{self.file}: " if self.file else ""
        if self.value is None or not self.key:
            return f"{place}{message}"
        return f"{place}{self.key} = {_shown(self.value)}; {message}"

    def _hint(self, lang: str) -> str:
        meant = self.details.get("meant")
        if not meant:
            return ""
        return f"。'{meant}' のことですか？" if lang == "ja" else f"; did you mean '{meant}'?"


class SimError(Exception):
    """Faults that the user can mend. The command line prints them and returns 2, the app shows them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.text("en"))

    def __reduce__(self) -> tuple[type[SimError], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)  # so that it crosses from a worker process

    def text(self, lang: str = "ja") -> str:
        """All faults, one a line."""
        return "\n".join(fault.text(lang) for fault in self.faults)


class DataError(SimError):
    """The facts in `data/` are incomplete or contradict each other."""


class ScenarioError(SimError):
    """A scenario cannot be read, or asks for what cannot be."""


class UsageError(SimError):
    """An argument of a command or a call is wrong."""


def _shown(value: object) -> str:
    """A value as it stands in a file: true and false small, text bare."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _word(detail: object, lang: str) -> str:
    """A detail in the language: a mapping {"ja": ..., "en": ...} gives its own words."""
    return _shown(detail[lang] if isinstance(detail, Mapping) else detail)
