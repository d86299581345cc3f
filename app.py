"""The page: what the baseline and the prefectures' requests lead to, in one view."""

from __future__ import annotations

from typing import Any, Literal

import streamlit as st

from sim import charts, facts, runs, store, summary
from sim.cli.commands import command_line, cores
from sim.errors import SimError
from sim.scenario import Entry, Scenario, catalogue, load

Lang = Literal["ja", "en"]
Summary = dict[str, Any]

WORDS: dict[str, dict[Lang, str]] = {
    "title": {
        "ja": "自治体システム標準化の見通し",
        "en": "Outlook of the municipal system standardisation",
    },
    "intro": {
        "ja": "1,788団体・34,592システムがいつ移行を終え、"
        "運用経費が2018年度比3割減の目標に対してどうなるかを試算します。"
        "団体ごとの事業者は公表されていないため確率的に割り当てています。推計であり、公表値ではありません。",
        "en": "When 34,592 systems of 1,788 organisations cut over, and what running costs do "
        "against the target of 30 % "
        "below FY2018. Nobody publishes which vendor serves whom: that is drawn. Estimates, not "
        "published values.",
    },
    "asks": {
        "ja": "知事会の要望（入れると前提が変わります）",
        "en": "The prefectures' requests (each changes assumptions)",
    },
    "mechanical": {"ja": "制度: 台帳の規則を変えます", "en": "mechanical: changes a rule of the ledger"},
    "behavioural": {
        "ja": "行動の仮定: 効果は仮定で、幅は0を含みます",
        "en": "behavioural: the effect is an assumption whose range includes zero",
    },
    "replications": {"ja": "試行の回数", "en": "Replications"},
    "run": {"ja": "計算する", "en": "Run"},
    "wait": {
        "ja": "計算しています",
        "en": "Running",
    },
    "none": {
        "ja": "まだ結果がありません。「計算する」を押してください。",
        "en": "There is no result yet: press Run.",
    },
    "stale": {
        "ja": "下の結果は、いま選んでいる要望・回数のものではありません。「計算する」を押すと更新します。",
        "en": "The result below does not belong to the requests and replications chosen now: press "
        "Run to renew it.",
    },
    "shown": {"ja": "この結果を再現するコマンド", "en": "The command that repeats this result"},
    "failed": {"ja": "計算できませんでした: ", "en": "The run failed: "},
}


def main() -> None:
    """Lay out the page."""
    st.set_page_config(page_title="Sanwari", layout="wide")
    lang = _language()
    st.title(WORDS["title"][lang])
    st.write(WORDS["intro"][lang])
    asks, replications, pressed = _choices(lang)
    wanted = (asks, replications)
    if pressed:
        _compute(asks, replications, lang)
    shown = st.session_state.get("shown") or _stored()
    if shown is None:
        st.info(WORDS["none"][lang])
        return
    of, result = shown
    if of != wanted:
        st.warning(WORDS["stale"][lang])
    _show(result, of, lang)


def _language() -> Lang:
    names: dict[str, Lang] = {"日本語": "ja", "English": "en"}
    chosen = st.sidebar.radio("言語 / Language", list(names), horizontal=True, key="lang")
    return names[chosen]


def _choices(lang: Lang) -> tuple[tuple[str, ...], int, bool]:
    """Requests switched on, replications, and whether the button was pressed."""
    with st.sidebar:
        pressed = st.button(WORDS["run"][lang], type="primary", key="run")
        replications = st.select_slider(
            WORDS["replications"][lang], (20, 50, 100, 200), value=200, key="replications"
        )
        st.subheader(WORDS["asks"][lang])
        asks = [
            entry.name
            for entry in _entries()
            if entry.ask is not None
            and st.toggle(entry.info.title(lang), key=entry.name, help=WORDS[entry.ask.kind][lang])
        ]
    return tuple(asks), replications, pressed


@st.cache_resource
def _entries() -> tuple[Entry, ...]:
    return catalogue()


def _compute(asks: tuple[str, ...], replications: int, lang: Lang) -> None:
    """Run the baseline with the requests and keep the result for this visitor."""
    bar = st.progress(0.0, WORDS["wait"][lang])
    try:
        results = runs.run(
            load("baseline", asks),
            replications,
            workers=cores(),
            progress=lambda done, total: bar.progress(done / total, WORDS["wait"][lang]),
        )
    except SimError as error:
        st.error(error.text(lang))
    except runs.NoReplicationError as error:
        st.error(WORDS["failed"][lang] + str(error))
    else:
        st.session_state["shown"] = ((asks, replications), summary.summarise(results))
    bar.empty()


def _stored() -> tuple[tuple[tuple[str, ...], int], Summary] | None:
    """The baseline that `make run` wrote, if it belongs to today's assumptions and data."""
    found = store.read_summary(store.BASELINE)
    baseline: Scenario = load("baseline")
    if found is None or found.get("schema") != summary.SCHEMA:
        return None
    if (found["scenario"]["hash"], found["data_hash"]) != (baseline.hash, facts.load().hash):
        return None
    return ((), found["replications"]), found


def _show(result: Summary, of: tuple[tuple[str, ...], int], lang: Lang) -> None:
    """The headline, three charts, and how to repeat them."""
    for column, (heading, points) in zip(st.columns(2) * 2, summary.sections(result, lang), strict=True):
        column.subheader(heading)
        column.markdown("\n".join(f"- {point}" for point in points))
    for note in summary.notes(result, lang):
        st.caption(note)
    for name in ("completion", "running_cost", "late_reasons"):
        st.altair_chart(charts.CHARTS[name](result, facts.load(), lang), theme=None)
    st.caption(WORDS["shown"][lang])
    st.code(command_line("baseline", of[0], of[1], result["seed"]), language="shell")


if __name__ == "__main__":
    main()
