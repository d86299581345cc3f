"""The tab of 自団体 in which own figures are entered, while a run goes on in the background.

Nothing but the state of that run and the answer in a sentence is drawn meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import figures
from sim.errors import SimError
from sim.figures.model import PART_UNIT
from sim.intake.estimates import of_summary
from sim.intake.read import read_template
from sim.intake.template import template
from sim.scenario import OwnFigures, own_figures
from sim.web.desk import own_entries, session
from sim.web.desk.drafts import BASELINE
from sim.web.escaped_streamlit import DeltaGenerator, st
from sim.web.markdown import bullets, joined
from sim.web.pages import own_tables
from sim.web.widgets import body, downloads
from sim.web.words import markdown
from sim.web.work.own_summary import becomes_better, summary_so_far

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.analysis.part_summary import Part, PartSummary
    from sim.intake.estimates import Estimates
    from sim.web.desk.drafts import Desk
    from sim.web.work.answers import Answer
    from sim.words import Lang

STEPS: dict[str, Callable[[Desk], Desk]] = {
    "undo": lambda desk: desk.undo(),
    "redo": lambda desk: desk.redo(),
    "clear": lambda desk: desk.owning(OwnFigures(desk.organisation)),
}
UPLOADS = "own uploads"
"""How many workbooks this visitor's browser session has handed in."""


def draw(
    desk: Desk,
    part: Part,
    state: DeltaGenerator,
    above: DeltaGenerator,
    tab: DeltaGenerator,
) -> None:
    """Figures are entered: what a run in the background brings is drawn by itself and nothing else with it.

    A browser that draws a whole page is late to open the cell that is typed into, and loses what is typed
    until then. So the tables and charts of the other tabs wait until they are looked at.
    """
    with state:
        estimates = _estimates(desk, part, above)
        if estimates is None and body.answer(desk, "own", desk.scenario()) is None:
            return
        if estimates is not None:
            body.followed(
                desk,
                "own",
                [desk.scenario()],
                lambda found, is_of_now: _so_far(found, is_of_now, part, desk),
                lambda found: becomes_better(found, part),
            )
    drawn = _drawn_with(desk)
    with tab:
        body.apart(desk, lambda: _own_figures(drawn, estimates))


def _drawn_with(desk: Desk) -> tuple[object, ...]:
    """What the page was drawn with: heading and estimates are of this."""
    return desk.organisation, desk.own, desk.draft


def _so_far(answers: Sequence[Answer], is_of_now: bool, part: Part, desk: Desk) -> None:
    """The part's answer in a sentence beside the figures that are typed, and which run it is of."""
    if not answers:
        return
    lang, summary = desk.lang, summary_so_far(answers[0], part)
    sentence, places = _sentences(summary, (summary.id, part.code, summary.replications), lang)
    st.subheader(sentence)
    st.markdown(bullets(places))
    told = markdown("own.of", lang, number=f"{summary.replications:,}", id=summary.id)
    st.caption(told if is_of_now else joined("", [told, markdown("own.of_before", lang)]))


def _own_figures(drawn: tuple[object, ...], estimates: Estimates | None) -> None:
    """Tables to type into, the workbook to fill in, the one filled in, and the way back.

    While somebody types, only this is drawn anew; the page is when it was drawn with something else than is
    used now, be it that another tab of the browser changed it.
    """
    desk = session.desk()
    if _drawn_with(desk) != drawn:
        st.rerun()
    lang, own = desk.lang, own_figures(desk.scenario(), desk.organisation)
    st.markdown(markdown("own.how", lang))
    own_tables.draw(desk, own, estimates)
    _steps(desk)
    st.markdown(markdown("own.by_workbook", lang))
    left, right = st.columns(2)
    left.download_button(
        markdown("own.template", lang),
        _template(own, estimates, lang),
        f"sanwari-{own.organisation}.xlsx",
        downloads.MIME["xlsx"],
        key="template",
        on_click="ignore",
        help=markdown("own.template_help", lang),
    )
    uploaded = right.file_uploader(markdown("own.upload", lang), type="xlsx", key=_upload_key(desk))
    if uploaded is not None:
        _take_up(desk, uploaded.getvalue(), uploaded.name)


def _template(own: OwnFigures, estimates: Estimates | None, lang: Lang) -> bytes:
    """The workbook, made before the click: what is made at the click is lost while the page is drawn anew."""
    return session.pool().shown.get(
        ("template", repr((own, estimates)), lang), lambda: template(own.organisation, estimates, own, lang)
    )


def _steps(desk: Desk) -> None:
    """The way back: one step, one step forward, or all own figures out."""
    for column, name in zip(st.columns([1, 1, 1, 2]), STEPS, strict=False):
        column.button(
            markdown(f"own.{name}", desk.lang),
            key=f"own {name}",
            disabled=_after(desk, name) == desk,
            width="stretch",
            on_click=_go,
            args=(name, desk.organisation),
        )


def _after(desk: Desk, name: str) -> Desk:
    """The desk after a step; itself where the step would lead to another organisation."""
    after = STEPS[name](desk)
    return after if after.organisation == desk.organisation else desk


def _go(name: str, organisation: str) -> None:
    """Take a step from the desk as it is now: a cell left by this very click is on it already."""
    desk = session.desk()
    if desk.organisation == organisation:
        session.save(_after(desk, name))


def _estimates(desk: Desk, part: Part, place: DeltaGenerator) -> Estimates | None:
    """What is estimated without own figures: under the scenario in hand, else under the baseline.

    The same as long as figures are entered, however far a run goes on meanwhile.
    """
    scenarios = (desk.draft.scenario(), BASELINE.scenario())
    of = part.code, scenarios[0].hash
    held: tuple[tuple[str, str], Estimates] | None = st.session_state.get("own estimates")
    if held is not None and held[0] == of:
        return held[1]
    for scenario in scenarios:
        answer = session.pool().answer(scenario)
        if answer is not None:
            with place, st.spinner(markdown("own.computing", desk.lang)):
                made = of_summary(summary_so_far(answer, part))
            st.session_state["own estimates"] = of, made
            return made
    return None


def _upload_key(desk: Desk) -> str:
    """A new one after every workbook that was taken up: the page would find the same file for ever."""
    return f"own {desk.organisation} {st.session_state.get(UPLOADS, 0)}"


def _sentences(summary: PartSummary, of: tuple[str, str, int], lang: Lang) -> tuple[str, tuple[str, ...]]:
    """The answer of a summary in a sentence and its places; `of` tells summaries apart."""

    def make() -> tuple[str, tuple[str, ...]]:
        return figures.sentence(summary, figures.Style(lang, PART_UNIT)), figures.places(summary, lang)

    return session.pool().shown.get(("sentences", of, lang), make)


def _take_up(desk: Desk, content: bytes, name: str) -> None:
    """Put the figures of a workbook on the desk; what is wrong is said, sheet and cell, all at once."""
    try:
        figures = read_template(content, name)
        if figures.organisation != desk.organisation:
            st.error(markdown("own.other_body", desk.lang, code=figures.organisation))
            return
        changed = own_entries.used(desk, figures)
    except SimError as error:
        body.faults(error, desk.lang)
        return
    st.session_state[UPLOADS] = st.session_state.get(UPLOADS, 0) + 1
    if changed is not desk:
        session.save(changed)
        st.rerun()
