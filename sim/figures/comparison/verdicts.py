"""What a difference is called beside its number: the statistical verdict, as far as it is seen in print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.words import Text, bilingual

if TYPE_CHECKING:
    from sim.analysis.compare import PairedDifference, Verdict
    from sim.words import Lang

TOO_SMALL: Final[Text] = bilingual("verdict_notes/too_small")


def said(verdict: Verdict, mean: float | str | None, *ends: float | str | None) -> Verdict:
    """The verdict on a difference as it is printed: what rounds to nothing there is the same.

    `mean` and `ends` are the difference and its interval as printed. As long as an end shows that there may
    be a difference, what is not clear stays so.
    """
    printed = (mean, *ends) if verdict == "unclear" else (mean,)
    return "same" if all(is_nothing(each) for each in printed) else verdict


def why(found: PairedDifference, lang: Lang) -> str:
    """Why a difference that is called unchanged is nothing, or too small to be seen."""
    return (found.why_same or TOO_SMALL)[lang]


def is_nothing(printed: float | str | None) -> bool:
    """Whether a printed number, with or without its unit, is zero."""
    if isinstance(printed, str):
        return "0" in printed and not any(digit in "123456789" for digit in printed)
    return printed == 0
