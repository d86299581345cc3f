"""The documents as a site: its code prints what it says, its links hold, nothing is fetched to read it."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.pages import FENCE, printed, renewed, steps
from support.paths import ROOT

import sim
from sim.web.words import TABLES

DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), ROOT / "README.md", ROOT / "README.ja.md", ROOT / "CONTRIBUTING.md"]
TRIED = [page for page in PAGES if steps(page.read_text(encoding="utf-8"))]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_all_python_of_the_documents_is_tried() -> None:
    blocks = [block for page in PAGES for block in FENCE.finditer(page.read_text(encoding="utf-8"))]
    tried = [step for page in TRIED for step in steps(page.read_text(encoding="utf-8"))]
    assert sum(block[1] == "python" for block in blocks) == sum(step.kind == "python" for step in tried) > 20
    assert {short(page) for page in TRIED} >= {
        f"docs/{name}.md" for name in ("index", "recipes", "how-to-officer.ja")
    }
    assert sum(step.kind == "sh" for step in tried) >= 8
    assert sum(step.span is not None for step in tried) >= 20
    assert not [page for page in PAGES if "```text\n```" in page.read_text(encoding="utf-8")]


@pytest.mark.slow
@pytest.mark.golden
@pytest.mark.parametrize("page", TRIED, ids=short)
def test_code_of_a_page_runs_and_prints_what_the_page_says(
    page: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    outputs = printed(page, tmp_path)
    text = page.read_text(encoding="utf-8")
    if request.config.getoption("--refresh-golden"):
        page.write_text(renewed(text, outputs), encoding="utf-8")
        return
    for step, out in outputs:
        if step.span:
            assert text[slice(*step.span)] == out, f"{page.name}, line {step.line}: `make golden` renews it"


def test_a_page_that_is_wrong_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '```toml title="a.toml"\nx = 1\n```\n\n```python\nprint(open("a.toml").read())\nn = 2\n```\n'
    )
    assert [out for _, out in printed(page, tmp_path)] == ["", "x = 1\n\n"]
    page.write_text(
        "```python\nn = 2\n```\n\n```text\n```\n\n```python\nprint(n + 1)\n```\n\n```text\n4\n```\n"
    )
    assert renewed(page.read_text(), printed(page, tmp_path)).endswith("```text\n3\n```\n")
    for wrong in (
        "```python\nx\n```\n",
        "```sh\nsanwari rum\n```\n",
        "```python\nimport sim\nsim.load('b')\n```\n",
    ):
        page.write_text(wrong)
        with pytest.raises(AssertionError):
            printed(page, tmp_path)


def test_what_the_officer_is_told_to_press_is_on_the_page() -> None:
    text = (DOCS / "how-to-officer.ja.md").read_text(encoding="utf-8")
    steps_, _, troubles = text.partition("## うまくいかないとき")
    told = [*re.findall(r"\*\*(.+?)\*\*", steps_), *re.findall(r"タブ \*\*(.+?)\*\*", troubles)]
    shown = {word["ja"] for table in TABLES.values() for word in table.values()}
    assert len(told) > 12
    assert [word for word in told if word not in shown | {"太字"}] == []


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_the_headline_of_the_readme_is_that_of_the_run_on_the_first_page(name: str) -> None:
    def numbers(text: str) -> set[str]:
        plain = re.sub(r"[\d,.]+億円（.*?）|\d+年|\d+月", " ", text)
        return set(re.findall(r"\d[\d,]*(?:\.\d+)?", plain.replace("1000", "1,000")))

    text = (ROOT / name).read_text(encoding="utf-8")
    quoted = "\n".join(line for line in text.splitlines() if line.startswith("> "))
    (run,) = [out for out in FENCE.findall((DOCS / "index.md").read_text("utf-8")) if "result hash" in out[2]]
    assert len(numbers(quoted)) > 10
    assert numbers(quoted) - {"3"} <= numbers(run[2])


@pytest.mark.slow
def test_the_data_dictionary_is_that_of_the_tables() -> None:
    made = runpy.run_path(str(DOCS / "data_dictionary.py"))["text"]()
    assert (DOCS / "data-dictionary.md").read_text(encoding="utf-8") == made, "`make dictionary` renews it"


def test_the_interface_page_has_every_name() -> None:
    shown = set(re.findall(r"^::: sim\.(\w+)$", (DOCS / "api.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert shown == set(sim.__all__)


class Fetched(HTMLParser):
    """Addresses that a browser asks for by itself when it shows a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "link" or (tag != "a" and "src" in held):
            self.addresses.append(held.get("href", held.get("src", "")))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT / "mkdocs.yml", tmp_path_factory.mktemp("site") / "site")


def built(settings: Path, out: Path) -> Path:
    ended = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(settings), "-d", str(out)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return out


def pages_of(site: Path) -> Iterator[tuple[str, str]]:
    for page in sorted(site.rglob("*.html")):
        yield page.relative_to(site).as_posix(), page.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_site_is_built_without_a_warning_and_fetches_nothing_from_elsewhere(site: Path) -> None:
    fetched = 0
    for name, text in pages_of(site):
        parser = Fetched()
        parser.feed(text)
        assert [each for each in parser.addresses if re.match(r"[a-z]+:|//", each)] == [], name
        fetched += len(parser.addresses)
    assert fetched > 100
    own = (site / "site.css").read_text(encoding="utf-8")
    assert "url(" not in own
    assert "@import" not in own


@pytest.mark.slow
def test_every_link_and_anchor_inside_the_site_leads_somewhere(site: Path) -> None:
    pages = dict(pages_of(site))
    anchors = {name: set(re.findall(r'\b(?:id|name)="([^"]+)"', text)) for name, text in pages.items()}
    broken, checked = [], 0
    for name, text in pages.items():
        for target in re.findall(r'<a[^>]*? href="([^"]+)"', text):
            if name == "404.html" or re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            there = (site / name).parent / path if path else site / name
            page = there.resolve().relative_to(site.resolve()).as_posix()
            checked += 1
            if not there.is_file() or (anchor and page in anchors and anchor not in anchors[page]):
                broken.append((name, target))
    assert broken == []
    assert checked > 500


@pytest.mark.slow
def test_the_site_shows_the_interface_and_the_equations(site: Path) -> None:
    pages = dict(pages_of(site))
    assert all(f'id="sim.{name}"' in pages["api.html"] for name in sim.__all__)
    for method in ("sim.Run.figure", "sim.Run.draws", "sim.PartRun.export", "sim.scenario.Scenario.change"):
        assert f'id="{method}"' in pages["api.html"]
    equations = (DOCS / "model.md").read_text(encoding="utf-8").count("\n$$")
    assert (
        pages["model.html"].count('<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">')
        == equations
    )
    assert "$$" not in pages["model.html"]


@pytest.mark.slow
def test_the_site_names_no_place_of_work(site: Path) -> None:
    for name, text in pages_of(site):
        assert str(ROOT) not in text, name
        assert "Edit this page" not in text, name


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong", ["[a](nowhere.md)", "[a](model.md#nothing)", "::: sim.simulate", "[a](../data/none.csv)"]
)
def test_a_site_with_a_fault_is_not_built(wrong: str, tmp_path: Path) -> None:
    copied = shutil.copytree(DOCS, tmp_path / "docs")
    with (copied / "index.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{wrong}\n")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for here, there in (
        ("docs_dir: docs", f"docs_dir: {copied}"),
        ("paths: [.]", f"paths: [{ROOT}]"),
        ("- docs/site_hooks.py", f"- {DOCS / 'site_hooks.py'}"),
    ):
        assert here in settings
        settings = settings.replace(here, there)
    file = tmp_path / "mkdocs.yml"
    file.write_text(settings, encoding="utf-8")
    with pytest.raises(
        AssertionError, match=r"(?s)1 warnings in strict mode|sim\.simulate could not be found"
    ):
        built(file, tmp_path / "site")
