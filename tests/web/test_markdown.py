"""What a visitor calls something is shown as the text that it is, whatever it looks like."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as given_by
from streamlit.testing.v1 import AppTest
from support.live_markdown import live, page_texts, text
from support.soak import tries

from sim.web.markdown import JOINER, Markdown, bullets, escaped, filled, joined
from sim.web.words import markdown, plain

PIECES = (
    *"\\`*_{}[]()<>#+-.!|~$&:;=^@/'\" \n\t\r0123456789",
    *(
        "https://",
        "www.",
        "a@b.cd",
        ":red[",
        ":material/home:",
        ":smile:",
        ":::note",
        "->",
        "<->",
        "--",
        ">=",
    ),
    *("![x](https://e.invalid/p.png)", "[x](https://e.invalid)", "<img src=x>", "&lt;", "[^1]", "    "),
    *("題名", "word", "\N{IDEOGRAPHIC SPACE}", "1. ", "- ", "***", "==="),
)
texts = given_by.lists(given_by.sampled_from(PIECES), max_size=12).map("".join) | given_by.text(max_size=20)


def seen(value: str) -> str:
    """A text as a browser shows it: blanks are one blank, none at the ends."""
    return re.sub(r"[\x00-\x20\x7f]+", " ", value).strip()


@pytest.mark.fuzz
@settings(max_examples=tries(400, 20_000), deadline=None)
@given(texts)
@example("![x](https://evil.invalid/p.png)")
@example("https://evil.invalid www.evil.invalid mail@evil.invalid")
@example(":red[x] :material/home: :smile: $m$ a -> b")
@example(" - x")
@example("1)")
def test_any_text_is_shown_as_it_is_and_nothing_more(value: str) -> None:
    made = escaped(value)
    assert live(made) == set()
    assert seen(text(made).replace(JOINER, "")) == seen(value.replace(JOINER, ""))


@pytest.mark.fuzz
@settings(max_examples=tries(200, 10_000), deadline=None)
@given(texts, texts)
def test_text_in_a_blank_changes_nothing_around_it(first: str, second: str) -> None:
    for made in (
        filled("A{}B {name} C", first, name=second),
        markdown("compare.draft", "en", number=first, title=second),
    ):
        assert live(made) == set()
    assert live(filled("- **x{}**", first)) <= live("- **x**")
    assert live(bullets([first, second])) <= live("- a\n- b")


def test_what_is_meant_as_markdown_stays_and_what_is_made_of_it_is_text_again() -> None:
    bold = Markdown("**a**")
    assert escaped(bold) is bold
    assert filled("{}!", bold) == "**a**!"
    assert joined(", ", [bold, "*b*"]) == "**a**, \\*b\\*"
    assert not isinstance(f"{bold}", Markdown)
    assert not isinstance(bold + "", Markdown)


def test_what_shows_no_markdown_gets_the_text_itself() -> None:
    assert plain("compare.draft", "en", number=1, title="*a*") == "In hand 1: *a*"


def test_numbers_and_names_of_parameters_bear_no_mark() -> None:
    for value in ("1.90倍", "-0.5", "+1,234", "prices.usdjpy_fixed", "P10～P90", "12 %", 0.5, 7):
        assert escaped(value) == str(value)


PLANTED = "![x](https://evil.invalid/p.png)"


def _everything() -> None:
    """A page that shows a stranger's text wherever Streamlit would read Markdown, with no care taken."""
    import pandas as pd

    from sim.web.escaped_streamlit import st

    planted = "![x](https://evil.invalid/p.png)"
    for draw in (st.title, st.header, st.subheader, st.markdown, st.caption, st.info, st.warning, st.error):
        draw(planted)
    st.success(body=planted, title=planted)
    st.toast(planted)
    st.progress(0.5, planted)
    st.metric(planted, planted, planted, help=planted)
    st.button(planted, help=planted, key="b")
    st.download_button(planted, "x", key="d")
    st.link_button(planted, "https://own.invalid")
    st.toggle(planted, key="t")
    st.checkbox(planted, key="c", help=planted)
    st.selectbox(planted, ["a"], key="s")
    st.multiselect(planted, ["a"], key="m")
    st.text_input(planted, key="ti")
    st.text_area(planted, key="ta")
    st.number_input(planted, key="n")
    st.date_input(planted, key="di")
    st.file_uploader(planted, key="f")
    st.radio(planted, [planted], captions=[planted], key="r")
    st.pills(planted, [planted], key="p")
    st.segmented_control(planted, ["a"], format_func=lambda _: planted, key="sc")
    st.table(pd.DataFrame({planted: [planted]}, index=pd.Index([planted], name=planted)))
    for tab in st.tabs([planted]):
        tab.markdown(planted)
    for column in st.columns(2):
        column.container().markdown(planted)
    with st.expander(planted), st.container() as inner:
        inner.caption(planted)
    st.popover(planted).caption(planted)
    st.empty().markdown(planted)
    st.form("form").form_submit_button(planted)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Streamlit's own
def test_a_page_that_takes_no_care_shows_no_stranger_s_picture() -> None:
    page = AppTest.from_function(_everything).run()
    assert not page.exception
    found = [each for each in page_texts(page) if "evil.invalid" in each]
    assert len(found) >= 43
    assert [each for each in found if live(each)] == []
    headings = [*page.title, *page.header, *page.subheader]
    assert len(headings) == 3
    assert all(each.proto.hide_anchor for each in headings)  # nor an address of somebody's words
    (table,) = page.table
    cells = [
        *table.value.columns,
        *table.value.index,
        *table.value.to_numpy().ravel(),
        *table.value.index.names,
    ]
    assert cells == [escaped(PLANTED)] * 4
