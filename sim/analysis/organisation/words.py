"""An outlook in a sentence, and what in it is an estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.analysis.organisation.dates import last_cutover
from sim.analysis.organisation.standing import joint
from sim.analysis.organisation.tables import officer
from sim.fiscal import yen_text
from sim.ledger import DEFINITIONS
from sim.scenario import Own, OwnBaseline, OwnContractEnd, OwnCutover, OwnItem, OwnQuote
from sim.summary import ENOUGH, month
from sim.wording import ranged

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
    "sentence": {
        "ja": "{name}: 最後の移行は{last}。2026年3月31日までに終わる確率は{on_time}％。{cost}{target}",
        "en": "{name}: last cutover {last}; everything on time in {on_time} % of the replications. "
        "{cost}{target}",
    },
    "cost": {
        "ja": "運用経費は年{before}から移行後{after}（移行前の{multiple}倍、平均、税抜）。",
        "en": "Running cost goes from {before} to {after} a year ({multiple} times that before; "
        "means, before tax). ",
    },
    "no_cost": {"ja": "", "en": ""},
    "definition": {
        "ja": "定義 {code}: {label}。不足額だけは支援後",
        "en": "Definition {code}: {label}; the shortfall alone is after support",
    },
    "target": {
        "ja": "支援を受けても2018年度から3割減には年{gap}足りない（支援前に届く確率{chance}％、"
        "期限内かつ達成{both}％）。",
        "en": "After support {gap} a year are missing to 30 % below FY2018 (before support it is reached in "
        "{chance} %, on time as well in {both} %).",
    },
    "reached": {
        "ja": "支援を受ければ平均で2018年度から3割減に届く（支援前に届く確率{chance}％、"
        "期限内かつ達成{both}％）。",
        "en": "After support 30 % below FY2018 is reached on average (before support in {chance} %, on time "
        "as well in {both} %).",
    },
    "no_base": {
        "ja": "2018年度の経費が公表されていないため、運用経費と3割減は示せない。",
        "en": "Its cost of FY2018 is not published, so nothing can be said of running cost and the 30 %.",
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


def sentence(found: Outlook, lang: Lang) -> str:
    """When, how much, and whether the target is met: the answer for the part in a sentence or two."""
    total, odds = officer(found)[-1], joint(found)
    unit = "千円" if lang == "ja" and total.after < 10**10 else "億円" if lang == "ja" else "百万円"
    chance, both = (f"{100 * share:.0f}" for share in (odds.at_target, odds.both))
    gap = yen_text(total.shortfall, unit, lang)
    key = "no_base" if total.fy2018 <= 0 else "target" if total.shortfall > 0 else "reached"
    return WORDS["sentence"][lang].format(
        name=found.part.name[lang],
        last=_last(found, lang),
        on_time=f"{100 * odds.on_time:.0f}",
        cost=WORDS["cost" if total.before > 0 else "no_cost"][lang].format(
            before=yen_text(total.before, unit, lang),
            after=yen_text(total.after, unit, lang),
            multiple=f"{total.multiple:.2f}",
        ),
        target=WORDS[key][lang].format(gap=gap, chance=chance, both=both),
    )


def definition(lang: Lang) -> str:
    """What "30 %" means in an outlook: code and words; the shortfall alone is after support."""
    found = DEFINITIONS[0]
    return WORDS["definition"][lang].format(code=found.code, label=found.label(lang))


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


def _last(found: Outlook, lang: Lang) -> str:
    """The month of the last cutover, with its spread where there are enough replications."""
    days = last_cutover(found)
    low, middle, high = (month(getattr(days, end), lang) for end in ("p10", "p50", "p90"))
    return ranged(low, middle, high, lang) if found.replications >= ENOUGH else middle
