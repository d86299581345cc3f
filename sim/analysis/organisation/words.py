"""What in an outlook is an estimate, and where an organisation lies among others, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.scenario import Own, OwnBaseline, OwnContractEnd, OwnCutover, OwnItem, OwnQuote
from sim.words import Text, bilingual, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.analysis.organisation.outlook import Outlook
    from sim.analysis.organisation.standing import Rank
    from sim.words import Lang

WORDS: Final = texts("standing")
KINDS: Final[dict[type[Own], Text]] = {
    OwnBaseline: bilingual("own_kinds/baseline"),
    OwnItem: bilingual("own_kinds/items"),
    OwnQuote: bilingual("own_kinds/quotes"),
    OwnContractEnd: bilingual("own_kinds/contract_ends"),
    OwnCutover: bilingual("own_kinds/cutovers"),
}


def mark(found: Outlook, lang: Lang) -> str:
    """What in the outlook is an estimate; shown wherever the part is named."""
    figures = [found.own(member) for member in range(len(found.part.rows))]
    if len(figures) == 1:
        return own_mark(figures[0].rows, lang)
    number = sum(1 for each in figures if each.rows)
    return WORDS["several"][lang].format(n=number) if number else WORDS["estimate"][lang]


def own_mark(rows: Iterable[Own], lang: Lang) -> str:
    """What own figures of one organisation leave to the estimate."""
    given = {type(row) for row in rows}
    what = [words[lang] for kind, words in KINDS.items() if kind in given]
    comma = "、" if lang == "ja" else ", "
    return WORDS["own"][lang].format(what=comma.join(what)) if what else WORDS["estimate"][lang]


def rank_text(place: Rank, lang: Lang) -> str:
    """Where an organisation that has a ratio lies among its class."""
    return WORDS["rank"][lang].format(
        of=place.of[lang],
        n=place.organisations,
        place=place.place,
        ratio=place.ratio,
        p10=place.class_p10,
        p50=place.class_p50,
        p90=place.class_p90,
    )
