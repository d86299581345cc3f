"""Figures of fits and back-tests: each number under its heading, each title from its own row."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from typing import Any

import openpyxl
import pptx
import pytest
from support.made_fits import DAY, GROWTH, LOAD, SHARE, made_fit, made_scores, wanted_intervals

from sim.analysis.backtest.scores_file import FILE, read, stored
from sim.disk import to_json
from sim.facts import load
from sim.figures import Brief, Figure, Style, build_fitted, build_foreseen
from sim.figures.fits import scope_text
from sim.figures.model import INTERVALS, Plot
from sim.figures.words import WORDS as FITS
from sim.render.palette import LINES
from sim.render.plain import csv as as_csv
from sim.render.sheets.book import HEAD, workbook
from sim.render.slides.deck import presentation
from sim.render.vega.figure import specification
from sim.scenario.metadata import table
from sim.words import LANGS, Lang


@cache
def fit(lang: Lang = "en") -> Brief:
    return build_fitted(made_fit(), load(), Style(lang), "sanwari calibrate")


@cache
def back_test(lang: Lang = "en") -> Brief:
    return build_foreseen(made_scores(), load(), Style(lang), "sanwari backtest")


def figure(key: str, lang: Lang = "en") -> Figure:
    return next(each for each in (*fit(lang).figures, *back_test(lang).figures) if each.key == key)


def cells(key: str) -> dict[str, tuple[Any, ...]]:
    """Cells of a figure by heading, as programs read them."""
    return {each.heading: each.exact or each.values for each in figure(key).columns}


# What stands where


def test_an_assumption_stands_with_its_ends_before_and_after_in_its_unit() -> None:
    known = [table()[path] for path in (LOAD, GROWTH, DAY, SHARE)]
    assert cells("fitted_assumptions") == {
        "Assumption": tuple(f"{each.label_en} ({each.unit_text('en')})" for each in known),
        "Before 5 %": (0.21, 1.1, "2023-10-01", 0.0071),
        "Before median": (0.41, 1.5, "2024-02-01", 0.018),
        "Before 95 %": (0.81, 2.1, "2024-07-27", 0.0331),
        "After 5 %": (0.31, 1.2, "2023-11-20", 0.0158),
        "After median": (0.42, 1.4, "2024-01-09", 0.0236),
        "After 95 %": (0.56, 2.2, "2024-04-18", 0.0262),
        "Spread, after over before (times)": (0.437, 0.954, 0.512, 0.321),
        "From the published counts": ("told", "not told", "told", "told"),
    }
    shown = figure("fitted_assumptions").texts("en")
    assert shown[0][1:7] == ["0.210", "0.410", "0.810", "0.310", "0.420", "0.560"]
    assert shown[3][1:4] == ["0.0071", "0.0180", "0.0331"]
    assert figure("fitted_assumptions").title.startswith("The published counts tell of 3 of 4 assumptions")


def test_places_lie_on_the_scale_of_the_range_before() -> None:
    found = cells("prior_and_posterior")
    assert found["Before 5 %"] == (0, 0, 0, 0)
    assert found["Before 95 %"] == (1, 1, 1, 1)
    assert found["Before median"][0] == pytest.approx(0.2 / 0.6)
    assert found["After 5 %"][0] == pytest.approx(0.1 / 0.6)
    assert found["After median"][0] == pytest.approx(0.21 / 0.6)
    assert found["After 95 %"][0] == pytest.approx(0.35 / 0.6)
    assert found["After 95 %"][1] == pytest.approx(1.1)
    assert [round(300 * found[f"After {end}"][2]) for end in ("5 %", "median", "95 %")] == [50, 100, 200]
    title = figure("prior_and_posterior").title
    assert title == f"Narrowed most: {table()[SHARE].label_en}, to 0.32 times its spread before"


def test_published_counts_of_the_nation_stand_with_what_the_fit_gives() -> None:
    assert cells("fitted_systems") == {
        "Survey": ("2023-10-31", "2024-10-31"),
        "Published (systems)": (702, 2165),
        "Model 5 % (systems)": (610.1, 1522.2),
        "Model median (systems)": (650.6, 2113.3),
        "Model 95 % (systems)": (690.7, 3080.4),
        "Interval": ("× outside", "○ inside"),
    }
    organisations = cells("fitted_organisations")
    assert organisations["Published (organisations)"] == (171, 402, 607)
    assert organisations["Model 95 % (organisations)"] == (190.3, 559.9, 799.7)
    titles = [figure(f"fitted_{unit}").title for unit in ("systems", "organisations")]
    assert titles == [
        "Declared late, systems: 1 of 2 published counts of the nation lie outside the fitted model",
        "Declared late, organisations: 0 of 3 published counts of the nation lie outside the fitted model",
    ]
    assert figure("fitted_systems").texts("en")[0] == ["2023-10-31", "702", "610", "651", "691", "× outside"]


def test_other_counts_stand_with_their_scope_use_and_grade() -> None:
    assert cells("fitted_counts") == {
        "Survey": ("2023-10-31", "2024-10-31", "2024-10-31", "2025-04-30"),
        "Scope": ("town", "Tokyo", "Tokyo", "Bespoke"),
        "Counted": ("organisations", "systems", "organisations", "systems"),
        "Published": (34, 112, 35, 6),
        "Model 5 %": (22.1, 66.6, 15.2, 1.3),
        "Model median": (31.4, 88.7, 22.3, 5.4),
        "Model 95 %": (49.2, 99.9, 40.4, 9.8),
        "Interval": ("○ inside", "× outside", "× outside (at least)", "○ inside"),
        "Used": ("fitted", "compared only", "compared only", "fitted"),
        "Grade": ("OFFICIAL",) * 4,
    }
    headings = [column.name for column in figure("fitted_counts").columns]
    assert headings[-3:] == ["Interval", "Used", "Grade"]  # what judges a count, then what it rests on
    assert figure("fitted_counts").title.startswith("Of 4 published counts")
    assert ", 2 lie outside" in figure("fitted_counts").title
    assert figure("fitted_counts").texts("en")[3][3:7] == ["6", "1.3", "5.4", "9.8"]


def test_quotes_pairs_and_teams_stand_under_their_headings() -> None:
    assert cells("fitted_quotes") == {
        "Figure": ("mean multiple", "share at 2 or more", "organisations below 1"),
        "Unit": ("times", "share", "organisations"),
        "Published": (2.3, 0.5, 2.0),
        "Model 5 %": (2.051, 0.421, 0.0),
        "Model median": (2.342, 0.563, 3.0),
        "Model 95 %": (2.683, 0.694, 6.0),
    }
    assert "2.30 published, 2.34 (2.05 to 2.68)" in figure("fitted_quotes").title
    names = {path: table()[path].label_en for path in (LOAD, GROWTH, DAY, SHARE)}
    assert cells("entangled") == {
        "Assumption": (names[LOAD], names[GROWTH], names[LOAD]),
        "Stands in for it": (names[GROWTH], names[DAY], names[SHARE]),
        "Correlation": (-0.25, -0.61, 0.48),
    }
    assert figure("entangled").title == (
        f"Hardest to tell apart: {names[GROWTH]} and {names[DAY]} (correlation −0.61)"
    )
    assert cells("more_teams") == {
        "Class of sets": ("time-bound", "capacity-bound"),
        "Sets": (61, 67),
        "Change of late systems (%)": (-6.4, -16.7),
    }
    assert "by −16.7 % where staff binds, by −6.4 % where time does" in figure("more_teams").title


def test_each_wave_stands_with_every_forecast_made_before_it() -> None:
    assert cells("foreseen_systems") == {
        "Survey": ("2024-10-31", "2025-04-30", "2025-07-31"),
        "From what was public by": ("2024-12-22", "2025-12-22", "2025-12-22"),
        "Published (systems)": (2165, 3279, 3770),
        "This model P10 (systems)": pytest.approx((2045.1, 3718.0, 3538.9)),
        "This model median (systems)": (2345.4, 3868.6, 4170.1),
        "This model P90 (systems)": pytest.approx((2645.7, 4019.2, 4801.3)),
        "Straight line P10 (systems)": (None, pytest.approx(2287.9), pytest.approx(3513.5)),
        "Straight line median (systems)": (None, 2888.8, 3845.3),
        "Straight line P90 (systems)": (None, pytest.approx(3489.7), pytest.approx(4177.1)),
        "No change P10 (systems)": (None, None, pytest.approx(2377.7)),
        "No change median (systems)": (None, 2165.7, 3279.2),
        "No change P90 (systems)": (None, None, pytest.approx(4180.7)),
        "Interval": ("○ inside", "× outside", "○ inside"),
    }
    titles = [figure(f"foreseen_{unit}").title for unit in ("systems", "organisations")]
    assert "systems: 1 of 3 counts" in titles[0]
    assert "organisations: 0 of 2 counts" in titles[1]
    assert cells("foreseen_organisations")["No change median (organisations)"] == (402.5, 607.8)


def test_scores_stand_with_the_mean_that_decides() -> None:
    found = cells("mean_scores")
    assert found["Counted"] == ("systems",) * 4 + ("organisations",) * 3
    mean = "mean from 2025-04-30 on"
    assert found["Survey"] == (
        "2024-10-31",
        "2025-04-30",
        "2025-07-31",
        mean,
        "2025-04-30",
        "2025-07-31",
        mean,
    )
    assert found["This model CRPS"] == (901.1, 357.3, 246.6, 301.95, 25.9, 31.3, 28.6)
    assert found["Straight line CRPS"] == (None, 291.0, 118.8, 204.9, 90.2, 43.5, 66.85)
    assert found["No change CRPS"] == (None, 679.4, 416.7, 548.05, 116.1, 55.4, 85.75)
    assert figure("mean_scores").title == (
        "Nearest on average: straight line for systems (204.9), this model for organisations (28.6)"
    )


def test_coverage_other_forecasts_and_flags_stand_under_their_headings() -> None:
    assert cells("coverage") == {
        "Central interval": ("50 %", "80 %", "90 %"),
        "Counts inside (counts)": (2, 5, 6),
        "Counts (counts)": (7, 7, 7),
        "Inside, nation (counts)": (1, 4, 4),
        "Counts, nation (counts)": (5, 5, 5),
    }
    assert figure("coverage").title.startswith("In all, 2 of 7 published counts came outside")
    others = cells("other_forecasts")
    assert others["Scope"] == ("town", "Bespoke", "Tokyo")
    assert others["Counted"] == ("organisations", "systems", "systems")
    assert others["Published"] == (34, 45, 112)
    assert others["This model P10"] == pytest.approx((14.2, 36.0, 52.8))
    assert others["This model median"] == (30.1, 40.2, 60.3)
    assert others["This model P90"] == pytest.approx((46.0, 44.4, 67.8))
    assert others["This model CRPS"] == (5.6, 4.7, 9.8)
    assert others["Interval"] == ("○ inside", "× outside", "— at least")
    assert others["Grade"] == ("WEAK", "OFFICIAL", "OFFICIAL")
    assert figure("other_forecasts").title.startswith("Of 3 counts")
    assert ", 1 came outside" in figure("other_forecasts").title
    assert cells("flags") == {
        "Survey": ("2023-10-31", "2024-10-31"),
        "Of what": ("by type", "single organisations"),
        "In all (organisations)": (1016, 2),
        "Declared (organisations)": (76, 1),
        "Brier score": (0.0487, 0.4991),
        "Brier score of the common share": (0.0692, None),
        "AUC": (0.731, None),
    }
    said = "(by type, 2023-10-31): Brier score 0.049; the common share alone has 0.069"
    assert said in figure("flags").title


def test_misses_come_first_and_what_was_known_in_hindsight_is_said_everywhere() -> None:
    heading, misses = back_test().points[0]
    assert heading == "Misses"
    assert misses == (
        "2025-04-30, nation: 3,279 systems, fewer than the 80 % interval (3,718 to 4,019)",
        "2025-07-31, Bespoke: 45 systems, more than the 80 % interval (36 to 44)",
    )
    assert back_test().points[1][1] == (figure("mean_scores").title,)
    assert back_test().figures[0].key == "coverage"
    for lang in LANGS:
        assert "2025" in back_test(lang).caveats[0]
        for each in back_test(lang).figures:
            assert FITS["forecast_hindsight"][lang] in each.caption


def test_the_sizes_of_the_sets_and_the_identity_are_said() -> None:
    assert fit().points[0][1] == ("128 sets; effective sample size after each round: 56, 1,067",)
    assert {each.caption[-1] for each in fit().figures} == {
        "Published by 2025-12-23; 2,304 simulations; seed 7"
    }
    assert {each.caption[-1] for each in back_test().figures} == {
        "id 1064ec46-5-3000-0651b93d; 3,000 simulations; seed 5"
    }


@pytest.mark.parametrize("lang", LANGS)
def test_scopes_are_said_in_words(lang: Lang) -> None:
    said = [
        scope_text(scope, load(), lang)
        for scope in ("nation", "type:town", "reason:bespoke", "prefecture:13")
    ]
    assert (
        said
        == {"ja": ["全国", "町", "個別開発", "東京都"], "en": ["nation", "town", "Bespoke", "Tokyo"]}[lang]
    )
    assert "弘前市" in scope_text("organisation:022021", load(), "ja")


# How it is drawn


@pytest.mark.parametrize(
    ("key", "drawn"),
    [
        ("prior_and_posterior", (("third", "Before"), ("middle", "After"))),
        ("fitted_organisations", (("middle", "Model"),)),
        ("foreseen_systems", (("middle", "This model"), ("second", "Straight line"), ("third", "No change"))),
    ],
)
def test_an_interval_is_drawn_from_the_columns_that_bear_its_name(
    key: str, drawn: tuple[tuple[str, str], ...]
) -> None:
    """In the order of the columns of the table, each with the ends of its own name."""
    found = figure(key)
    plot = found.plot
    assert plot is not None
    ends = ("P10", "median", "P90") if key.startswith("foreseen") else ("5 %", "median", "95 %")
    wanted = [
        (f"{label} {end}", role, label)
        for middle, label in drawn
        for end, role in zip(ends, next(each for each in INTERVALS if middle in each), strict=True)
    ]
    series = [tuple(each) for each in plot.series]
    assert [each for each in series if each[1] != "observed"] == wanted
    assert [each for each in series if each[1] == "observed"] == (
        [] if key == "prior_and_posterior" else [("Published", "observed", "Published")]
    )
    names = [column.name for column in found.columns]
    assert [name for name in names if name in {each[0] for each in wanted}] == [each[0] for each in wanted]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "key", ["prior_and_posterior", "fitted_systems", "foreseen_organisations", "foreseen_systems"]
)
def test_intervals_are_drawn_side_by_side_with_what_was_observed(key: str, lang: Lang) -> None:
    found = figure(key, lang)
    plot = found.plot
    assert plot is not None
    layers = _layers(specification(found, Style(lang)))
    bar, tick, *point = layers
    assert [each["mark"]["type"] for each in layers] == ["bar", "tick", *["point"] * len(point)]
    assert [bar["encoding"][each]["field"] for each in ("x", "x2", "y", "yOffset")] == [
        "low",
        "high",
        "x",
        "what",
    ]
    assert tick["encoding"]["x"]["field"] == "y"
    labels = found.columns[0].values
    for each in wanted_intervals(found, plot):
        for layer, needed in ((bar, "low"), (tick, "y")):
            rows = [row for row in layer["data"]["values"] if row["what"] == each.label]
            whole = zip(labels, each.low, each.middle, each.high, strict=True)
            drawn = [dict(zip(("x", "low", "y", "high"), one, strict=True)) for one in whole]
            assert rows == [row | {"what": each.label} for row in drawn if row[needed] is not None]
    scale = bar["encoding"]["color"]["scale"]
    named = dict(zip(scale["domain"], scale["range"], strict=True))
    for drawn in plot.series:
        assert named[drawn.label] == f"#{LINES[drawn.role].colour}"
    observed = [drawn for drawn in plot.series if drawn.role == "observed"]
    assert len(observed) == len(point) == (key != "prior_and_posterior")
    for drawn, layer in zip(observed, point, strict=True):
        values = found.column(drawn.column).values
        assert [(row["x"], row["y"]) for row in layer["data"]["values"]] == list(
            zip(labels, values, strict=True)
        )
        shape = layer["encoding"]["shape"]["scale"]
        assert shape["range"][shape["domain"].index(drawn.label)] == "diamond"


def _layers(drawing: Any) -> list[dict[str, Any]]:
    if isinstance(drawing, list):
        return [part for inner in drawing for part in _layers(inner)]
    if not isinstance(drawing, dict):
        return []
    own = [drawing] if isinstance(drawing.get("mark"), dict) else []
    return [*own, *(part for inner in drawing.values() for part in _layers(inner))]


def _names(plot: Plot) -> dict[str, str]:
    """Columns that Office draws as bars, by their role."""
    return {drawn.role: drawn.column for drawn in plot.series if not drawn.role.endswith(("low", "high"))}


@pytest.mark.parametrize("mono", [False, True])
@pytest.mark.parametrize("key", ["prior_and_posterior", "fitted_systems", "foreseen_systems"])
def test_slides_and_sheets_draw_bars_with_whiskers_to_both_ends(key: str, mono: bool) -> None:
    found, style = figure(key), Style("en", mono=mono)
    plot = found.plot
    assert plot is not None
    brief = Brief(**{**vars(fit()), "figures": (found,), "style": style})
    deck = pptx.Presentation(io.BytesIO(presentation(brief)))
    (chart,) = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    ends = {each.role: each for each in wanted_intervals(found, plot)}
    names = _names(plot)
    assert [one.name for one in chart.plots[0].series] == list(names.values())
    for role, one in zip(names, chart.plots[0].series, strict=True):
        assert list(one.values) == list(found.column(names[role]).values)
        look = LINES[role]  # type: ignore[index]
        assert str(one.format.fill.fore_color.rgb) == (look.grey if mono else look.colour)
        whiskers = [
            [float(value.text) for value in one._element.findall(f".//{{*}}errBars/{{*}}{end}//{{*}}v")]
            for end in ("minus", "plus")
        ]
        if role == "observed":
            assert whiskers == [[], []]
            continue
        each = ends[role]  # type: ignore[index]
        assert whiskers == [_apart(each.low, each.middle), _apart(each.middle, each.high)]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(brief)))[found.tab]
    assert [cell.value for cell in sheet[HEAD + 1]][: len(found.columns)] == [
        each.heading for each in found.columns
    ]
    (drawn,) = sheet._charts
    headings = [column.name for column in found.columns]
    for role, one in zip(names, drawn.series, strict=True):
        letter = openpyxl.utils.get_column_letter(headings.index(names[role]) + 1)
        assert f"${letter}$" in one.val.numRef.f
        if role == "observed":
            assert not one.errBars
            continue
        bars = one.errBars
        held = [[float(point.v) for point in side.numLit.pt] for side in (bars.minus, bars.plus)]
        each = ends[role]  # type: ignore[index]
        assert held == [_apart(each.low, each.middle), _apart(each.middle, each.high)]


def _apart(low: Any, high: Any) -> list[Any]:
    return [0 if a is None or b is None else pytest.approx(b - a) for a, b in zip(low, high, strict=True)]


@pytest.mark.parametrize("lang", LANGS)
def test_csv_holds_the_digits_of_the_result(lang: Lang) -> None:
    head, first, *_ = csv.reader(io.StringIO(as_csv(figure("fitted_systems", lang)).decode("utf-8-sig")))
    assert head[0] == FITS["survey"][lang]
    assert first == ["2023-10-31", "702", "610.1", "650.6", "690.7", FITS["hit_outside"][lang]]


@pytest.mark.parametrize("lang", LANGS)
def test_tabs_are_short_and_no_two_alike(lang: Lang) -> None:
    for brief in (fit(lang), back_test(lang)):
        tabs = [each.tab for each in brief.figures]
        assert len(set(tabs)) == len(tabs)
        assert all(0 < len(tab) <= 31 for tab in tabs)


def test_what_nothing_is_known_of_has_no_figure() -> None:
    bare = {
        **{name: getattr(made_fit(), name) for name in made_fit().__slots__},
        "quotes": (),
        "entangled": (),
    }
    keys = [
        each.key
        for each in build_fitted(type(made_fit())(**bare | {"observations": ()}), load(), Style()).figures
    ]
    assert keys == ["fitted_assumptions", "prior_and_posterior", "more_teams"]


# The file


def test_a_file_read_back_is_the_same_back_test() -> None:
    assert read(json.loads(to_json(made_scores().as_dict()))) == made_scores()
    assert to_json(stored().as_dict()) == FILE.read_text(encoding="utf-8")
