"""report(): what is in data/, in a few lines."""

from __future__ import annotations

from collections import Counter

import numpy as np

from sim.facts.values import TYPE_NAMES, TYPES, Facts
from sim.wording import number

_WORDS = {
    "ja": {
        "organisations": "団体: {n:,}（{types}）",
        "people": "人口（2020年国勢調査、市区町村計）: {n:,}人",
        "systems": "対象システム: {n:,}（うち共通機能 {common:,}）",
        "pilot": "先行事業（8団体、5年間）: 移行前 {before:,}円、移行後 {after:,}円（{change}）",
        "series": "価格系列 {name}: {first}〜{last}年度の{n}年分"
        "（1か月のみで代えた年 {months}、見つからない年 {gaps}）",
        "observations": "公表値: {n}（指標 {metrics}、最新の公表日 {last}、確度 {grades}）",
        "programmes": "国の予算: {n}",
        "hash": "データのSHA-256: {hash}",
    },
    "en": {
        "organisations": "organisations: {n:,} ({types})",
        "people": "population (census 2020, municipalities): {n:,}",
        "systems": "systems in scope: {n:,} (of which common functions: {common:,})",
        "pilot": "pilot (8 bodies, 5 years): {before:,} yen before, {after:,} yen after ({change})",
        "series": "price series {name}: {n} years, FY{first} to FY{last} "
        "(years known by one month: {months}; years not found: {gaps})",
        "observations": "published figures: {n} ({metrics} metrics; last published on {last}; {grades})",
        "programmes": "budgets of the state: {n}",
        "hash": "SHA-256 of the data: {hash}",
    },
}


def report(facts: Facts, lang: str = "ja") -> str:
    """Counts and sums of the facts, one subject a line."""
    words = _WORDS[lang]
    lines = [
        words["organisations"].format(n=len(facts.organisations.code), types=_types(facts, lang)),
        words["people"].format(n=facts.organisations.population[facts.organisations.municipal].sum()),
        words["systems"].format(n=facts.scope().sum(), common=facts.scope()[:, -1].sum()),
        _pilot(facts, words["pilot"], lang),
        *(_series(facts, name, words["series"]) for name in facts.prices),
        _observations(facts, words["observations"]),
        words["programmes"].format(n=len(facts.programmes)),
        words["hash"].format(hash=facts.hash),
    ]
    return "\n".join(lines)


def _types(facts: Facts, lang: str) -> str:
    counts = np.bincount(facts.organisations.type, minlength=len(TYPES))
    parts = [f"{TYPE_NAMES[kind][lang]} {count}" for kind, count in zip(TYPES, counts, strict=True)]
    return ("、" if lang == "ja" else ", ").join(parts)


def _pilot(facts: Facts, words: str, lang: str) -> str:
    before, after = int(facts.pilot.before_yen.sum()), int(facts.pilot.after_yen.sum())
    return words.format(before=before, after=after, change=number(after / before - 1, "+.2%", lang))


def _series(facts: Facts, name: str, words: str) -> str:
    years = facts.prices[name].years
    figures = [one for one in facts.price_figures if one.series == name]
    return words.format(
        name=name,
        n=len(years),
        first=years[0],
        last=years[-1],
        months=sum(one.basis == "month" for one in figures),
        gaps=sum(one.value is None for one in figures),
    )


def _observations(facts: Facts, words: str) -> str:
    grades = Counter(one.grade for one in facts.observations)
    return words.format(
        n=len(facts.observations),
        metrics=len({one.metric for one in facts.observations}),
        last=max(one.published for one in facts.observations),
        grades=", ".join(f"{grade} {count}" for grade, count in grades.most_common()),
    )
