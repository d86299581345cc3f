"""What in an outlook is an estimate, and where an organisation lies among others, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.scenario import Own, OwnBaseline, OwnContractEnd, OwnCutover, OwnItem, OwnQuote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.analysis.organisation.outlook import Outlook
    from sim.analysis.organisation.standing import Rank
    from sim.summary import Lang

WORDS: Final[dict[str, dict[str, str]]] = {
    "estimate": {"ja": "推計（公表値ではない）", "en": "estimate, not a published value"},
    "own": {
        "ja": "自団体の数値を反映: {what}。ほかは推計",
        "en": "own figures: {what}; the rest is an estimate",
    },
    "several": {
        "ja": "{n}団体は自団体の数値を反映。ほかは推計（公表値ではない）",
        "en": "{n} with own figures; the rest are estimates, not published values",
    },
    "rank": {
        "ja": "{of}{n}団体の中で、移行後の2018年度比は低い方から{place}番目（試行の中央値で比べて"
        "{ratio:.2f}倍。"
        "同類の中央は{p50:.2f}倍、P10～P90 {p10:.2f}～{p90:.2f}倍）",
        "en": "Ratio to FY2018 among {n} organisations ({of}): number {place} from the lowest (by medians of "
        "the replications: {ratio:.2f}; their median {p50:.2f}, P10 to P90 {p10:.2f} to {p90:.2f})",
    },
}
KINDS: Final[dict[type[Own], dict[str, str]]] = {
    OwnBaseline: {"ja": "2018年度の経費", "en": "cost of FY2018"},
    OwnItem: {"ja": "2018年度の費目", "en": "items of FY2018"},
    OwnQuote: {"ja": "見積り", "en": "quotes"},
    OwnContractEnd: {"ja": "契約終了日", "en": "contract ends"},
    OwnCutover: {"ja": "移行予定日", "en": "planned cutovers"},
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
