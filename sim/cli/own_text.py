"""The outlook of an organisation or a prefecture in words and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.analysis import organisation as analysis
from sim.figures.columns import aligned
from sim.ledger import ITEM_NAMES
from sim.summary import ENOUGH, month
from sim.wording import number

if TYPE_CHECKING:
    from sim.ledger import OfficerRow
    from sim.summary import Lang

WORDS: Final[dict[str, dict[str, str]]] = {
    "officer": {
        "ja": "費目別の運用経費（年額・円・税抜、{n}回の試行の平均）",
        "en": "Running cost by item (yen a year before tax, means of {n} replications)",
    },
    "officer_columns": {
        "ja": "費目|2018年度|移行前|移行後|移行前比|支援後|3割減まで",
        "en": "Item|FY2018|Before|After|Over before|After support|Above −30 %",
    },
    "law_change": {"ja": "制度改正", "en": "law changes"},
    "total": {"ja": "合計", "en": "Total"},
    "cutovers": {"ja": "業務ごとの移行", "en": "Cutover by business"},
    "cutover_columns": {
        "ja": "業務|早ければ|中央|遅ければ|期限内",
        "en": "Business|Early (P10)|Median|Late (P90)|On time",
    },
    "cutover_columns_few": {"ja": "業務|中央|期限内", "en": "Business|Median|On time"},
    "members": {
        "ja": "構成団体の運用経費（年額・円・税抜、{n}回の試行の平均）と最後の移行（中央）",
        "en": "Running cost of the members (yen a year before tax, means of {n} replications) and last "
        "cutover (median)",
    },
    "member_columns": {
        "ja": "団体|2018年度|移行前|移行後|移行前比|支援後|3割減まで|最後の移行|期限内",
        "en": "Member|FY2018|Before|After|Over before|After support|Above −30 %|Last cutover|On time",
    },
}


def text(found: analysis.Outlook, lang: Lang) -> str:
    """The answer, the officer's table, the cutovers and the rank of one organisation."""
    lines = _head(found, lang)
    if analysis.officer(found)[-1].before > 0:  # else nobody knows its cost
        lines.append(WORDS["officer"][lang].format(n=found.replications))
        lines += [*aligned([WORDS["officer_columns"][lang].split("|"), *_officer(found, lang)]), ""]
    lines += [WORDS["cutovers"][lang], *_cutovers(found, lang)]
    place = analysis.rank(found)
    if place.ratio is not None:
        lines += ["", analysis.rank_text(place, lang)]
    return "\n".join(lines)


def members_text(found: analysis.Outlook, lang: Lang) -> str:
    """The answer for a prefecture's members together, and a row for each."""
    rows = [WORDS["member_columns"][lang].split("|")]
    for row in analysis.members(found):
        name = row.name if lang == "ja" else row.name_en
        name = WORDS["total"][lang] if row.name == "total" else f"{name}{'*' if row.own else ''}"
        last = row.last_cutover
        when = [month(last.p50, lang), number(last.on_time, ".0%", lang)]
        gap = "-" if row.shortfall is None else f"{row.shortfall:,}"
        amounts = (row.fy2018, row.before, row.after, row.after_support)
        *yen, left = (f"{value:,}" if row.before else "-" for value in amounts)
        rows.append([name, *yen, _times(row.multiple), left, gap, *when])
    head = WORDS["members"][lang].format(n=found.replications)
    return "\n".join([*_head(found, lang), head, *aligned(rows)])


def _head(found: analysis.Outlook, lang: Lang) -> list[str]:
    named = f"{found.part.name[lang]}: {analysis.mark(found, lang)}"
    return [named, analysis.sentence(found, lang), analysis.definition(lang), ""]


def _officer(found: analysis.Outlook, lang: Lang) -> list[list[str]]:
    rows = analysis.officer(found)
    kept = [row for row in rows[:-1] if row.fy2018 or row.before or row.after]
    return [_cells(row, lang) for row in (*kept, rows[-1])]


def _cells(row: OfficerRow, lang: Lang) -> list[str]:
    name = WORDS[row.item][lang] if row.item in WORDS else ITEM_NAMES[row.item][lang]
    yen = [f"{value:,}" for value in (row.fy2018, row.before, row.after)]
    return [name, *yen, _times(row.multiple), f"{row.after_support:,}", f"{row.shortfall:,}"]


def _times(multiple: float) -> str:
    return "-" if multiple != multiple else f"{multiple:.2f}"


def _cutovers(found: analysis.Outlook, lang: Lang) -> list[str]:
    names = found.facts.businesses.names(lang)
    spread = found.replications >= ENOUGH
    ends = ("p10", "p50", "p90") if spread else ("p50",)
    rows = [WORDS["cutover_columns" if spread else "cutover_columns_few"][lang].split("|")]
    for row in analysis.cutovers(found):
        months = [month(getattr(row.cutover, end), lang) for end in ends]
        rows.append([names[row.business], *months, number(row.cutover.on_time, ".0%", lang)])
    return aligned(rows)
