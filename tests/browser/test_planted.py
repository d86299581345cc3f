"""A link that a stranger has sent: its texts are read, and nothing is fetched or can be clicked."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from sim.web.desk import links
from sim.web.desk.drafts import Draft
from sim.web.markdown import JOINER
from sim.web.words import markdown

TITLE = (
    "![p](https://evil.invalid/p.png) [l](https://evil.invalid/l) https://evil.invalid/a www.evil.invalid/w "
    "mail@evil.invalid <img src=https://evil.invalid/i> :red[r] :material/home: :smile: $m$ **b** -> ~~s~~ "
    "&lt;"
)
LINK = Draft(title=TITLE, author=TITLE, reason=TITLE).setting("prices.usdjpy_fixed", "171")

READY = "[data-testid=stApp][data-test-script-state=notRunning]"


def shown(page: Page) -> str:
    """The text of a page, as it is read."""
    found = page.locator("[data-testid=stMain]").inner_text().replace(JOINER, "")
    return re.sub(r"\s+", " ", found)


def harmless(page: Page) -> None:
    """Nothing in the page leads to the stranger; what is fetched from there fails the visitor by itself."""
    for place in ("href", "src", "srcset", "style"):
        assert page.locator(f"[data-testid=stMain] [{place}*='evil']").count() == 0
    assert page.locator("[data-testid=stMain] .katex").count() == 0


def test_a_planted_link_is_read_and_fetches_nothing_on_any_page(page: Page) -> None:
    page.goto("/?" + urlencode(links.parameters(LINK)))
    expect(page.get_by_text(f"id {LINK.scenario().hash[:8]}-1-").first).to_be_visible()
    expect(page.locator("[data-testid=stVegaLiteChart] svg").first).to_be_visible()
    assert TITLE in shown(page)
    harmless(page)
    for name in ("scenario", "compare", "evidence"):
        page.get_by_role("link", name=markdown(f"frame.{name}", "ja")).click()
        expect(page.get_by_role("heading", name=markdown(f"{name}.title", "ja")).first).to_be_visible()
        if name == "scenario":
            expect(
                page.get_by_role("heading", name=markdown("scenario.differences", "ja", number=1))
            ).to_be_visible()
        expect(page.locator("[data-testid=stMain]")).to_contain_text("evil", use_inner_text=True)
        expect(page.locator(READY)).to_be_visible()
        assert TITLE in shown(page)
        harmless(page)
