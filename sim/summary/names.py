"""What a summary calls its scenario, its days and its deadlines."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sim.fiscal import HORIZON_END, date_of, month_text
from sim.scenario import catalogue
from sim.words import Lang, bilingual

if TYPE_CHECKING:
    from sim.summary.model import Identity

MOST_NAMED = 2
"""Files on top of a scenario that its name lists; more are counted."""
_MANY = bilingual("summary/many")


def scenario_name(scenario: Identity, lang: Lang) -> str:
    """Title of the scenario with those of what was put on top, or with their number if they are many."""
    title, on_top, known = scenario.title(lang), scenario.combined, _titles(lang)
    if len(on_top) > MOST_NAMED:
        return f"{title} + {_MANY[lang].format(n=len(on_top))}"
    return " + ".join((title, *(known.get(name, name) for name in on_top)))


@cache
def _titles(lang: Lang) -> dict[str, str]:
    """Titles of the scenarios and requests that come with the program, by name."""
    return {entry.name: entry.info.title(lang) for entry in catalogue()}


def month(day: float | None, lang: str, era: bool = False) -> str:
    """Month of a day in words; of one beyond the horizon (or None), that it is not done by then."""
    if day is None or day > HORIZON_END:
        last = month_text(date_of(HORIZON_END), lang, era)
        return bilingual("summary/not_done")[lang].format(last=last)
    return month_text(date_of(int(day)), lang, era)
