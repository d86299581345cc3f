"""Words for what a file may hold, and the fault of one value before its place is known."""

from __future__ import annotations

from sim.errors import Fault, nearest

EXPECTED: dict[str, dict[str, str]] = {
    "number": {"ja": "数値（例 1.2）", "en": "a number, such as 1.2,"},
    "whole": {"ja": "整数（例 3）", "en": "a whole number, such as 3,"},
    "day": {"ja": "引用符のない日付（例 2026-03-31）", "en": "a date without quotes, such as 2026-03-31,"},
    "text": {"ja": "引用符で囲んだ文字", "en": "text in quotes"},
    "flag": {"ja": "true か false", "en": "true or false"},
    "months": {"ja": "月の並び（例 [3, 6, 9, 12]）", "en": "a list of months, such as [3, 6, 9, 12],"},
    "rows": {"ja": "表の並び（例 [{ ... }]）", "en": "a list of tables, such as [{ ... }],"},
    "names": {"ja": '名前の並び（例 ["asks/x"]）', "en": 'a list of names, such as ["asks/x"],'},
    "table": {"ja": "表（[名前] の下の項目）", "en": "a table of keys under [name]"},
    "row": {"ja": "項目の組 { 名前 = 値, ... }", "en": "keys in braces, { name = value, ... },"},
    "years": {"ja": "年の並び（例 [2023, 2027]）", "en": "a list of years, such as [2023, 2027],"},
    "month_day": {"ja": '月日（例 "02-16"）', "en": 'month and day, such as "02-16",'},
    "code": {
        "ja": '6桁の団体コード（例 "011002"）',
        "en": 'an organisation\'s six digits, such as "011002",',
    },
    "cost": {"ja": '年額（円）または "not priced"', "en": 'yen per year or "not priced"'},
}
"""What should stand in a place, by kind."""


def shown(raw: object) -> object:
    """A value as a file would say it: text in quotes, keys in braces; a row of a table in a few words."""
    if isinstance(raw, dict):
        return "{ " + ", ".join(f"{name} = {shown(value)}" for name, value in raw.items()) + " }"
    if isinstance(raw, list):
        return "[" + ", ".join(str(shown(value)) for value in raw) + "]"
    if isinstance(raw, str):
        return f'"{raw}"'
    return str(raw).lower() if isinstance(raw, bool) else raw


class Wrong(Exception):  # noqa: N818 - it is not an error yet: the reader gives it its place and collects it
    """One value that cannot be used."""

    def __init__(self, code: str, value: object, *, part: str = "", **details: object) -> None:
        super().__init__(code)
        self.code, self.value, self.part, self.details = code, value, part, details

    @classmethod
    def choice(cls, value: object, options: tuple[str, ...], *, part: str = "") -> Wrong:
        """A word that is none of the options."""
        meant = nearest(str(value), options)
        return cls("unknown_choice", shown(value), part=part, choices=", ".join(options), meant=meant)

    def fault(self, file: str, key: str) -> Fault:
        """The fault, once its place is known."""
        return Fault(file, f"{key}{self.part}", self.value, self.code, self.details)
