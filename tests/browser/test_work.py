"""An officer at work in a real browser: a lever, requests, own figures, a comparison, slides to take away."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pptx
from playwright.sync_api import Page, expect

from sim.analysis.organisation.words import own_mark
from sim.facts import load as load_facts
from sim.figures.words import SHEETS as SHEETS_OF_FIGURES
from sim.intake.read import read_template
from sim.intake.template import ENTRY, ESTIMATE, FIRST_ROW, template
from sim.intake.words import SHEETS
from sim.scenario import OwnBaseline, OwnFigures
from sim.web.desk.drafts import Desk
from sim.web.words import markdown

CITY, NEIGHBOUR = "112089", "132047"
VERDICT = re.compile("[○×＋－]")


def go(page: Page, name: str) -> None:
    """Open the desk and a page of it by its name."""
    page.goto("/")
    page.get_by_role("link", name=markdown(f"frame.{name}", "ja")).click()
    expect(page.get_by_role("heading", name=markdown(f"{name}.title", "ja"), exact=True)).to_be_visible()


def group(page: Page, name: str) -> None:
    label = markdown(f"scenario.group_{name}", "ja")
    page.get_by_role("radio", name=label).or_(page.get_by_role("button", name=label)).first.click()


def test_a_lever_moves_a_figure(page: Page) -> None:
    go(page, "scenario")
    group(page, "cloud")
    field = page.get_by_role("spinbutton").first
    field.fill("120")
    field.press("Enter")
    expect(page.get_by_text("prices.usdjpy_fixed").first).to_be_visible()
    expect(page.locator("table").get_by_text(VERDICT).first).to_be_visible()


def test_three_requests_are_granted_and_taken_back(page: Page) -> None:
    go(page, "scenario")
    for number in range(3):
        page.locator("[data-testid=stCheckbox] label").nth(number).click()
        expect(
            page.get_by_role("switch", checked=True).or_(page.get_by_role("checkbox", checked=True))
        ).to_have_count(number + 1)
    expect(page.locator("table").get_by_text(VERDICT).first).to_be_visible()
    page.get_by_role("button", name=markdown("scenario.undo", "ja"), exact=True).click()
    expect(
        page.get_by_role("switch", checked=True).or_(page.get_by_role("checkbox", checked=True))
    ).to_have_count(2)


def filled(*entries: tuple[str, int, object]) -> bytes:
    """The template of the city with cells filled in: sheet, line, entry."""
    book = openpyxl.load_workbook(io.BytesIO(template(CITY)))
    for sheet, line, entry in entries:
        book[SHEETS[sheet]["ja"]].cell(FIRST_ROW + 1 + line, ENTRY + 1).value = entry
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def upload(page: Page, content: bytes) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("input[type=file]").set_input_files(
        {"name": "own.xlsx", "mimeType": kind, "buffer": content}
    )


def taken(page: Page, kind: str, folder: Path) -> Path:
    """A file that the page makes and hands over."""
    button = page.get_by_role("button", name=markdown(f"frame.{kind}", "ja"))
    if not button.is_visible():
        page.get_by_role("button", name=markdown("frame.make", "ja")).click()
    with page.expect_download() as download:
        button.click()
    file = folder / f"taken.{kind}"
    download.value.save_as(file)
    return file


def said_on(slides: Path) -> str:
    shapes = [shape for slide in pptx.Presentation(str(slides)).slides for shape in slide.shapes]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def find(page: Page, code: str) -> None:
    """Choose an organisation on its page."""
    box = page.get_by_role("combobox").first
    box.click()
    box.fill(code)
    page.get_by_role("option", name=re.compile(code)).click()


def own_page(page: Page) -> None:
    """The page of the city, its figures to be entered."""
    go(page, "own")
    find(page, CITY)
    expect(page.locator("table").first).to_be_visible()
    tab(page, "enter")


def settled(page: Page) -> None:
    """Stop a run that goes on, so that nothing is drawn anew while figures are read or typed."""
    stop, done = page.get_by_role("button", name=markdown("frame.stop", "ja")), page.get_by_text("計算済み")
    expect(stop.or_(done).first).to_be_visible()
    if stop.is_visible():
        stop.click()
    expect(done.first).to_be_visible()


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=markdown(f"own.tab_{name}", "ja")).click()


def test_own_figures_with_two_faults_are_told_mended_and_used(page: Page, tmp_path: Path) -> None:
    own_page(page)
    upload(page, filled(("fy2018", 10, "たくさん"), ("cutovers", 0, "いつか")))
    fault = page.locator("[data-testid=stAlert]").filter(has_text="たくさん")
    expect(fault).to_contain_text("いつか")
    upload(page, filled(("fy2018", 10, 250_000_000)))
    expect(page.get_by_text(re.compile("自団体の数値を反映")).first).to_be_visible()
    settled(page)
    tab(page, "cost")
    total = page.locator("table").first.locator("tbody tr").last.locator("td").first
    expect(total).to_have_text(re.compile("^25[0-9],[0-9]{3}$"))  # 250,000 and the law changes on top, 千円
    shown = total.inner_text()
    assert "own_baselines" not in page.url
    tab(page, "take")
    file = taken(page, "pptx", tmp_path)
    shapes = [shape for slide in pptx.Presentation(str(file)).slides for shape in slide.shapes]
    cells = [
        cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells
    ]
    assert shown in cells


def test_a_figure_typed_on_the_page_is_used_and_is_in_the_template(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 1366, "height": 1300})  # the whole table can be clicked
    own_page(page)
    grid = page.locator("[data-testid=stDataFrame]:visible").first
    expect(grid).to_be_visible()
    page.wait_for_timeout(2_000)  # it is drawn on a canvas, of which nothing can be waited for
    box = grid.bounding_box()
    assert box is not None
    lines = len(load_facts().pilot.key) + 1
    page.mouse.click(box["x"] + 0.85 * box["width"], box["y"] + box["height"] * (lines + 0.5) / (lines + 1))
    page.keyboard.press("Enter")
    page.keyboard.type("250,000", delay=80)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("自団体の数値を反映")).first).to_be_visible()
    expect(page.get_by_text(re.compile("結果に使う自団体の数値：.*250,000")).first).to_be_visible()
    expect(page.locator("[data-testid=stElementContainer][data-stale=true]")).to_have_count(0)  # all drawn
    with page.expect_download() as workbook:
        page.get_by_role("button", name=markdown("own.template", "ja")).click()
    file = tmp_path / "own.xlsx"
    workbook.value.save_as(file)
    assert read_template(file.read_bytes()) == OwnFigures(CITY, (OwnBaseline(CITY, 250_000_000),))
    cells = openpyxl.load_workbook(file)[SHEETS["fy2018"]["ja"]]
    assert cells.cell(FIRST_ROW + 1, ESTIMATE + 1).value > 0  # the estimate stands beside it


def test_figures_of_two_bodies_in_a_file_are_shown_and_cleared_each_by_itself(page: Page) -> None:
    go(page, "scenario")
    page.get_by_role("button", name=markdown("scenario.take_away", "ja")).click()
    desk = Desk("")
    for code in (CITY, NEIGHBOUR):
        desk = desk.owning(OwnFigures(code, (OwnBaseline(code, 250_000_000),)))
    file = {"name": "two.toml", "mimeType": "application/toml", "buffer": desk.toml().encode()}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("cost.own_baselines").first).to_be_visible()
    page.get_by_role("link", name=markdown("frame.own", "ja")).click()
    mark = page.get_by_text(own_mark(desk.own[0].rows, "ja"))
    expect(mark.first).to_be_visible()
    expect(page.get_by_text(markdown("own.in_effect", "ja", names="東京都三鷹市"))).to_be_visible()
    find(page, NEIGHBOUR)
    expect(page.get_by_text(markdown("own.in_effect", "ja", names="埼玉県所沢市"))).to_be_visible()
    expect(mark.first).to_be_visible()
    tab(page, "enter")
    page.get_by_role("button", name=markdown("own.clear", "ja")).click()
    expect(mark).to_have_count(0)
    find(page, CITY)
    expect(mark.first).to_be_visible()
    expect(page.get_by_text(markdown("own.in_effect", "ja", names="東京都三鷹市"))).to_have_count(0)
    assert "250000000" not in page.url
    expect(page.get_by_text("最初の 200 回から計算")).to_be_visible()  # no summary is under way any more


def test_four_scenarios_are_compared(page: Page) -> None:
    go(page, "compare")
    for name in ("yen_115", "yen_140", "asks/cloud_fees", "asks/software_fees"):
        box = page.get_by_role("combobox").first
        box.click()
        box.fill(name)
        page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    expect(page.locator("table")).to_have_count(5)  # the levels, and the differences of each
    expect(page.locator("[data-testid=stVegaLiteChart] svg")).to_be_visible()


def test_slides_and_workbook_of_the_outlook_say_what_the_screen_says(page: Page, tmp_path: Path) -> None:
    go(page, "outlook")
    page.locator("[data-testid=stVegaLiteChart] svg").first.wait_for()
    identity = re.compile(r"[0-9a-f]{8}-1-\d+-[0-9a-f]{8}")
    slides, book = taken(page, "pptx", tmp_path), taken(page, "xlsx", tmp_path)  # while the run goes on
    text = said_on(slides)
    held = identity.search(text)
    assert held is not None
    expect(page.get_by_text(held[0]).first).to_be_visible()  # on the page, or beside the buttons
    settled(page)
    page.get_by_role("button", name=markdown("frame.make", "ja")).click()
    expect(page.get_by_role("button", name=markdown("frame.make", "ja"))).to_be_enabled()
    slides, book = taken(page, "pptx", tmp_path), taken(page, "xlsx", tmp_path)
    shown = [each.inner_text().split()[0] for each in page.locator("[data-testid=stMetricValue]").all()]
    text = said_on(slides)
    assert shown[0] in text  # systems late
    assert shown[2] in text  # times FY2018
    opened = openpyxl.load_workbook(book, data_only=True)
    answer = "\n".join(str(cell.value) for row in opened.worksheets[0].iter_rows() for cell in row)
    assert shown[0] in answer
    assert any(shape.has_chart for slide in pptx.Presentation(str(slides)).slides for shape in slide.shapes)
    course = opened[SHEETS_OF_FIGURES["completion"]["ja"]]
    march = next(row for row in course.iter_rows(values_only=True) if row[0] == "2026年3月")
    assert f"{34_592 - int(march[2]):,}" == shown[0]  # what has not cut over by the deadline is late


def test_a_comparison_is_taken_away_with_the_differences_of_the_screen(page: Page, tmp_path: Path) -> None:
    go(page, "compare")
    box = page.get_by_role("combobox").first
    box.click()
    box.fill("yen_115")
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    expect(page.locator("table")).to_have_count(2)
    settled(page)
    label = "運用経費の倍率（移行完了後の平年度、2018年度比）"
    row = page.locator("table").last.locator("tr").filter(has_text=label)
    shown = float(row.locator("td").first.inner_text().replace("−", "-"))
    book = openpyxl.load_workbook(taken(page, "xlsx", tmp_path), data_only=True)
    held = next(cells for cells in book["差 2"].iter_rows(values_only=True) if cells[0] == label)
    assert held[4] == shown
    assert f"{abs(shown):.3f}" in said_on(taken(page, "pptx", tmp_path))


def test_rows_are_pasted_into_a_table_while_a_run_goes_on(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    go(page, "scenario")
    group(page, "vendors")
    field = page.get_by_role("spinbutton").first
    field.fill("0.4")
    field.press("Enter")
    expect(page.get_by_text("計算中").first).to_be_visible()
    grid = page.get_by_test_id("data-grid-canvas").first
    grid.click(force=True, position={"x": 60, "y": 52})  # a new row; what scrolls it lies above it
    expect(page.locator("#portal input")).to_be_focused()  # it opens its first cell
    page.keyboard.press("Escape")
    expect(grid).to_be_focused()
    page.evaluate("navigator.clipboard.writeText('3\\t2027-03-31\\n5\\t2028-03-31')")
    page.keyboard.press("Control+v")
    said = page.get_by_text("事業者3 2027-03-31、事業者5 2028-03-31")
    expect(said).to_be_visible()
    page.get_by_role("button", name=markdown("scenario.undo", "ja"), exact=True).click()
    expect(said).to_have_count(0)


def test_what_is_being_typed_outlives_the_answers_that_come_meanwhile(page: Page) -> None:
    go(page, "scenario")
    group(page, "cloud")
    first, other = page.get_by_role("spinbutton").nth(0), page.get_by_role("spinbutton").nth(1)
    first.fill("137")
    first.press("Enter")
    expect(page.get_by_text("計算中").first).to_be_visible()
    other.fill("1.2")  # and not told yet
    expect(page.get_by_text(re.compile("同じ乱数の試行 (?:50|200) 回")).first).to_be_visible()
    expect(other).to_have_value("1.2")
