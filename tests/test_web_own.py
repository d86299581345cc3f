"""The page of the own organisation: found by any of its names, estimated until it says more, private."""

from __future__ import annotations

import io

import openpyxl
import pytest
from desk import desk_of, opened
from streamlit.testing.v1 import AppTest

from sim.brief.template import template
from sim.scenario import OwnBaseline, OwnFigures
from sim.web import links, own, session
from sim.web.drafts import Edit

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Streamlit's own
CITY = "112089"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return opened(monkeypatch, "own", 2)


def test_every_organisation_and_prefecture_is_in_the_list_by_name_kana_and_code(page: AppTest) -> None:
    assert not page.exception
    names = page.selectbox(key="found").options
    assert len(names) == 1_788 + 47
    assert any("所沢市" in name and CITY in name and "埼玉" in name for name in names)


@pytest.mark.slow
def test_a_city_sees_its_table_its_budget_and_its_mark(page: AppTest) -> None:
    page.selectbox(key="found").set_value(CITY).run()
    assert not page.exception
    assert not page.error
    assert desk_of(page).organisation == CITY
    assert any("推計" in each.value for each in page.caption)
    assert len(page.table) == 3  # the officer's table, the budget, the businesses
    assert len(page.get("vega_lite_chart")) == len(own.CHARTS)
    assert any(code.value.startswith("sanwari export baseline --organisation") for code in page.code)


def test_figures_of_one_body_do_not_go_to_another(page: AppTest) -> None:
    mine = desk_of(page)
    edits = (Edit("cost.own_baselines", '[{ organisation = "112089", fy2018_yen = 100000000 }]'),)
    changed = mine.owning(CITY, edits)
    session.desks().put(changed)
    assert changed.scenario().hash != mine.scenario().hash
    assert "112089" not in str(links.parameters(changed.draft))  # never in a link
    assert changed.owning("011002", ()).own == ()


def test_the_template_is_a_workbook_of_this_body() -> None:
    content = template(CITY, None, OwnFigures(CITY, (OwnBaseline(CITY, 100_000_000),)), "ja")
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert CITY in cells
