"""Charts of a calibration and a back-test, from their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from sim.fiscal import day_of
from sim.render.vega.fit_words import FITS
from sim.render.vega.frame import BLACK, GREY, NAVY, ORANGE, WIDTH, data, framed

if TYPE_CHECKING:
    from sim.pictures import Specification
    from sim.scenario.metadata import Lang

Tabled = dict[str, Any]

_FORECASTS = ("model", "straight_line", "no_change")
_MONTHS = alt.Axis(labelAngle=0, labelExpr="slice(datum.label, 0, 7)")
"""An axis of surveys by their month: whole days stand too close to be told apart."""


def prior_and_posterior(tabled: Tabled, lang: Lang) -> Specification:
    """Each fitted parameter before and after the fit, on the scale of its range before."""
    words = FITS["prior_and_posterior"][lang]
    rows = [
        row
        for each in tabled["parameters"]
        for row in (_bar(each, "prior", words, lang), _bar(each, "posterior", words, lang))
    ]
    order = [each["label"][lang] for each in tabled["parameters"]]
    domain = [words["prior"], words["posterior"]]
    y = alt.Y("name:N", title=None, sort=order, axis=alt.Axis(labelLimit=480, labelPadding=8))
    offset = alt.YOffset("when:N", sort=domain)
    x_axis = alt.Axis(labels=False, ticks=False, grid=False)
    x = alt.X("low:Q", title=words["x"], axis=x_axis, scale=alt.Scale(domain=[-0.4, 1.4], nice=False))
    colour = alt.Color(
        "when:N",
        scale=alt.Scale(domain=domain, range=[GREY, NAVY]),
        legend=alt.Legend(title=None, orient="bottom", direction="horizontal"),
    )
    base = alt.Chart(data(rows)).encode(y=y, yOffset=offset)
    plot = alt.layer(
        base.mark_bar(height=7, opacity=0.8).encode(x=x, x2="high:Q", color=colour),
        base.mark_point(shape="diamond", filled=True, size=45, color=BLACK, opacity=1).encode(x="middle:Q"),
        base.mark_text(align="left", dx=6, fontSize=11, color=BLACK).encode(x="high:Q", text="text:N"),
    ).properties(width=WIDTH - 330, height=alt.Step(17))
    return _framed(plot, words, tabled, lang)


def _bar(each: Tabled, when: str, words: dict[str, str], lang: Lang) -> dict[str, Any]:
    prior = [_number(text) for text in each["prior"]]
    low, middle, high = ((_number(text) - prior[0]) / (prior[2] - prior[0]) for text in each[when])
    text = f"{each[when][1]} [{each[when][0]} – {each[when][2]}]"
    row = {"name": each["label"][lang], "when": words[when], "text": text}
    return {**row, "low": low, "middle": middle, "high": high}


def _number(text: str) -> float:
    return float(day_of(text)) if text.count("-") == 2 else float(text)


def published_and_fitted(tabled: Tabled, lang: Lang) -> Specification:
    """Published counts of the nation beside what the kept sets give, each simulated with its own luck."""
    words = FITS["published_and_fitted"][lang]
    seen = [row for row in tabled["observations"] if row["scope"] == "nation"]
    rows = [
        {
            "survey": row["survey"],
            "unit": words[row["unit"]],
            "published": row["published"],
            "what": words["model"],
            **dict(zip(("low", "middle", "high"), row["model"], strict=True)),
        }
        for row in seen
    ]
    base = alt.Chart(data(rows)).encode(x=alt.X("survey:O", title=words["x"], axis=_MONTHS))
    y = alt.Y("low:Q", title=None, axis=alt.Axis(format=",d"), scale=alt.Scale(zero=True))
    layers = alt.layer(
        base.mark_bar(width=16, color=NAVY, opacity=0.45).encode(y=y, y2="high:Q"),
        base.mark_tick(width=16, thickness=2.5, color=NAVY).encode(y="middle:Q"),
        base.mark_point(shape="diamond", filled=True, size=80, color=BLACK, opacity=1).encode(
            y="published:Q"
        ),
    ).properties(width=WIDTH // 2 - 50, height=260)
    plot = layers.facet(
        column=alt.Column("unit:N", title=None, sort=[words["systems"], words["organisations"]])
    )
    return _framed(plot.resolve_scale(y="independent"), words, tabled, lang)


def forecasts(tabled: Tabled, lang: Lang) -> Specification:
    """Each published wave beside the forecasts made before it."""
    words = FITS["forecasts"][lang]
    rows = [
        {
            "survey": row["survey"],
            "unit": words[row["unit"]],
            "what": words[name],
            "published": row["published"],
            "low": row[name].get("p10", row[name]["p50"]),
            "middle": row[name]["p50"],
            "high": row[name].get("p90", row[name]["p50"]),
        }
        for row in tabled["forecasts"]
        if row["scope"] == "nation"
        for name in _FORECASTS
        if name in row
    ]
    order = [words[name] for name in _FORECASTS]
    colour = alt.Color(
        "what:N",
        scale=alt.Scale(domain=order, range=[NAVY, ORANGE, GREY]),
        legend=alt.Legend(title=None, orient="bottom", direction="horizontal"),
    )
    x = alt.X("survey:O", title=words["x"], axis=_MONTHS)
    y = alt.Y("low:Q", title=None, axis=alt.Axis(format=",d"), scale=alt.Scale(zero=True))
    base = alt.Chart(data(rows)).encode(x=x)
    aside = base.encode(xOffset=alt.XOffset("what:N", sort=order), color=colour)
    layers = alt.layer(
        aside.mark_bar(width=11, opacity=0.5).encode(y=y, y2="high:Q"),
        aside.mark_tick(width=11, thickness=2.5).encode(y="middle:Q"),
        base.mark_point(shape="diamond", filled=True, size=80, color=BLACK, opacity=1).encode(
            y="published:Q"
        ),
    ).properties(width=WIDTH // 2 - 50, height=300)
    plot = layers.facet(
        column=alt.Column("unit:N", title=None, sort=[words["systems"], words["organisations"]])
    )
    return _framed(plot.resolve_scale(y="independent"), words, tabled, lang)


def _framed(plot: Any, words: dict[str, str], tabled: Tabled, lang: Lang) -> Specification:
    blanks = {
        "until": tabled.get("until", ""),
        "sets": tabled.get("sets", ""),
        "simulations": tabled["simulations"],
        "seed": tabled["seed"],
    }
    above = [words["unit"], words["definition"]]
    below = [words["interval"].format(**blanks), words["source"], words["identity"].format(**blanks)]
    if "hindsight" in tabled:
        below.append(tabled["hindsight"][lang])
    return framed(plot, words["title"], above, below)
