"""report(): what is in data/, in a few lines."""

from __future__ import annotations

from collections import Counter

import numpy as np

from sim.facts.values import TYPE_NAMES, TYPES, Facts
from sim.wording import number
from sim.words import texts


def report(facts: Facts, lang: str = "ja") -> str:
    """Counts and sums of the facts, one subject a line."""
    words = {name: said[lang] for name, said in texts("data_report").items()}
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
        months=len({one.fiscal_year for one in figures if one.basis == "month"}),
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
