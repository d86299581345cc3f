"""What rounds to nothing where it is printed is called unchanged there: terminal, page, slides, workbook."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pptx
import pytest
from support.made import results

from sim.analysis.compare import HEADLINE, VERDICTS, Comparison, PairedDifference, Verdict, compare
from sim.figures import Style, build_compared
from sim.figures.comparison import verdicts
from sim.figures.comparison.differences import text
from sim.figures.comparison.measure import Measured
from sim.render.sheets.book import workbook
from sim.render.slides.deck import presentation
from sim.scenario import load
from sim.summary import spread, summarise
from sim.web.pages import differences
from sim.words import LANGS, Lang

UNSEEN = {"systems": 0.04, "organisations": 0.04, "days": 0.04, "ratio": 0.0004, "share": 4e-5, "yen": 3e5}
"""Differences that are there in every replication and are printed as zero in every format."""


def moved(sign: float, verdict: Verdict = "worse") -> Comparison:
    """A comparison in which every figure moves by less than is printed, and surely so."""
    base = results(20)
    found = compare(base, [replace(base, scenario=load("yen_140"))])
    figures = tuple(
        replace(
            each,
            verdict=verdict,
            why_same=None,
            difference=spread([sign * UNSEEN[each.measure.unit] * (1 + step / 100) for step in range(20)]),
        )
        for each in found.others[0].figures
    )
    return replace(found, others=(replace(found.others[0], figures=figures),))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize("verdict", ["better", "worse", "more", "less", "unclear"])
def test_what_is_printed_as_zero_is_unchanged_everywhere(verdict: Verdict, sign: float, lang: Lang) -> None:
    found = moved(sign, verdict)
    (other,) = found.others
    summary = summarise(results(20))
    brief = build_compared(found, [summary, summary], Style(lang, "oku"))
    table = next(each for each in brief.figures if each.key == "changes_2")
    unchanged = VERDICTS["same"][lang]
    assert set(table.columns[-1].values) == {unchanged}
    assert {line.rpartition(": ")[2] for line in brief.points[0][1]} == {unchanged}
    assert table.title.count(unchanged) == 2
    slides = pptx.Presentation(io.BytesIO(presentation(brief)))
    book = openpyxl.load_workbook(io.BytesIO(workbook(brief)))
    printed = [
        text(found, lang).partition("\n\n")[2].rpartition("\n\n")[0],  # without what explains the signs
        str(differences.headline(other, lang, HEADLINE)),
        *(
            cell.text
            for slide in slides.slides
            for shape in slide.shapes
            if shape.has_table
            for row in shape.table.rows
            for cell in row.cells
        ),
        *(str(cell.value) for row in book[table.tab].iter_rows(max_row=20) for cell in row),
    ]
    for words in (VERDICTS[each][lang] for each in ("better", "worse", "more", "less", "unclear")):
        assert not [each for each in printed if words in each]
    assert verdicts.TOO_SMALL[lang] in printed[0]


def paired_as(*values: float) -> PairedDifference:
    """A paired difference of late systems that is not clear."""
    base = results(20)
    found = compare(base, [base]).others[0].figures[0]
    return replace(found, verdict="unclear", why_same=None, difference=spread(values))


@pytest.mark.parametrize("lang", LANGS)
def test_what_may_be_much_is_not_called_unchanged_because_its_mean_is_nothing(lang: Lang) -> None:
    found = Measured(paired_as(-30, 30, -29, 29), Style(lang))
    assert (found.mean, found.verdict) == (0, "unclear")
    assert found.said != VERDICTS["same"][lang]


@pytest.mark.parametrize(
    ("mean", "expected"),
    [("0.000", "same"), ("0.0 billion yen", "same"), ("+0.001", "worse"), ("−10", "worse"), ("-", "worse")],
)
def test_a_printed_zero_is_nothing_and_a_missing_number_is_not(mean: str, expected: Verdict) -> None:
    assert verdicts.said("worse", mean) == expected


def test_the_verdict_of_the_comparison_itself_stays_statistical() -> None:
    assert {each.verdict for each in moved(1.0).others[0].figures} == {"worse"}
