"""What people write in a cell: amounts with signs and separators, days in either calendar."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.utils.datetime import from_excel

from sim.fiscal import YEN_UNITS

LONGEST = 100
"""Signs of an amount or a day."""
MOST_YEN = 1_000_000_000_000
ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
"""Year before the first one of an era."""
_SERIALS = range(36_526, 60_000)
"""Days of this century as a spreadsheet counts them, where a cell is not formatted as a date."""
_YEAR = r"(?P<era>令和|平成|[RH])?\s*(?P<year>\d{1,4}|元)"
_DAY = re.compile(
    rf"^{_YEAR}\s*(?:年|[./-])\s*(?P<month>\d{{1,2}})\s*(?:月|[./-]|$)\s*(?:(?P<day>\d{{1,2}})\s*日?)?$"
)


class UnreadableError(Exception):
    """A cell that holds something else; the text is the code of the message."""


def amount(cell: object, unit: int) -> int | None:
    """Whole yen of a cell in a unit [yen], or in the one written behind it; None if it is empty.

    Raises UnreadableError.
    """
    text = _text(cell)
    if not text:
        return None
    if isinstance(cell, bool | date) or len(text) > LONGEST:
        raise UnreadableError("own_cell_amount")
    minus = text[0] in "-△▲−"
    digits = re.sub(r"[,\s¥￥]", "", text.lstrip("-△▲−"))
    for name in sorted(YEN_UNITS, key=len, reverse=True):
        if digits.endswith(name):
            digits, unit = digits.removesuffix(name), YEN_UNITS[name]
            break
    try:
        yen = (Decimal(digits) * unit).quantize(Decimal(1), ROUND_HALF_UP)
    except ArithmeticError as error:  # no number, or one beyond all counting
        raise UnreadableError("own_cell_amount") from error
    if not yen.is_finite() or yen > MOST_YEN or (minus and yen > 0):
        raise UnreadableError("own_cell_range")
    return int(yen)


def day(cell: object, last_of_month: bool) -> date | None:
    """Day of a cell; None if it is empty. A month alone means its last or its first day.

    Raises UnreadableError.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    if not text:
        return None
    if len(text) > LONGEST:
        raise UnreadableError("own_cell_day")
    if re.fullmatch(r"\d{5}(\.0)?", text) and int(float(text)) in _SERIALS:
        serial = from_excel(int(float(text)))
        return serial.date() if isinstance(serial, datetime) else None
    if re.fullmatch(r"20\d{6}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    found = _DAY.match(text)
    if found is None:
        raise UnreadableError("own_cell_day")
    return _date(found, last_of_month)


def _date(found: re.Match[str], last_of_month: bool) -> date:
    era, year_text, month = found["era"], found["year"], int(found["month"])
    if era is None and len(year_text) != 4:
        raise UnreadableError("own_cell_day")
    year = (1 if year_text == "元" else int(year_text)) + (ERAS[era] if era else 0)
    try:
        if found["day"]:
            return date(year, month, int(found["day"]))
        return date(year, month, monthrange(year, month)[1] if last_of_month else 1)
    except ValueError as error:
        raise UnreadableError("own_cell_day") from error


def _text(cell: object) -> str:
    """The cell in half-width characters, without blanks around it."""
    return "" if cell is None else unicodedata.normalize("NFKC", str(cell)).strip()
