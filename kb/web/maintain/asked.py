"""What people ask most, as a chart and as a table, from what is kept and nothing else."""

import html
from collections.abc import Sequence
from typing import Any

import gradio as gr

from kb.errors import KnowledgeBaseError
from kb.feedback import Verdict
from kb.inbox import Group, Vectors, embed_questions, group_questions, name_subjects
from kb.web.maintain.desk import Desk, Section, speaks
from kb.web.maintain.show import note, short, table
from kb.web.maintain.texts import Language, say
from kb.web.messages import escape, show_notice

MOST = 12  # groups that are shown
LABEL = 44  # characters of a question above its bar
ROW = 52  # pixels a bar with its question
COLOURS = {Verdict.UP: "#2a7d6f", Verdict.DOWN: "#b3541e", Verdict.NOT_FOUND: "#6b7688"}


def build_asked(desk: Desk) -> Section:
    """Lay out the section."""
    known: dict[str, Vectors] = {}
    standing = gr.Markdown(desk.i18n("loading"), elem_id="kb-asked-note")
    chart = gr.Plot(show_label=False, visible=False, elem_id="kb-asked-chart")
    shown = gr.Markdown(elem_id="kb-asked-table")

    def refresh(request: gr.Request) -> tuple[str, Any, str]:
        language = speaks(request)
        try:
            feedback = desk.feedback.list_feedback()
            if not feedback:
                return note(say("asked_none", language)), gr.Plot(visible=False), ""
            with desk.library.borrow() as index:
                groups = group_questions(feedback, embed_questions(index, known), name_subjects(index))[:MOST]
        except KnowledgeBaseError as error:
            return show_notice(str(error)), gr.Plot(visible=False), ""
        told = note(say("asked_note", language, count=len(feedback)))
        return told, gr.Plot(draw_groups(groups, language), visible=True), show_groups(groups, language)

    return Section(refresh, [standing, chart, shown])


def draw_groups(groups: Sequence[Group], language: Language) -> Any:
    """Draw a bar for each group, the most asked on top, parted by what was said of the answers."""
    import plotly.graph_objects as go

    names = [f"{number}. {short(group.question, LABEL)}" for number, group in enumerate(groups, start=1)]
    bars = [
        go.Bar(
            y=names,
            x=[_count(group, verdict) for group in groups],
            name=say(f"verdict_{verdict}", language),
            orientation="h",
            marker_color=colour,
            width=0.4,
            hovertemplate="%{x}<extra>%{fullData.name}</extra>",
        )
        for verdict, colour in COLOURS.items()
        if any(_count(group, verdict) for group in groups)
    ]
    figure = go.Figure(bars)
    figure.update_layout(
        barmode="stack",
        height=ROW * len(groups) + 110,
        margin={"l": 8, "r": 16, "t": 16, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "system-ui, sans-serif", "size": 13},
        legend={"orientation": "h", "y": -0.12, "x": 0, "traceorder": "normal"},
        dragmode=False,
    )
    for name in names:  # above its bar: beside it there is no room on a phone
        figure.add_annotation(
            x=0, y=name, yshift=19, text=html.escape(name), showarrow=False, xanchor="left", xref="x", yref="y"
        )
    figure.update_yaxes(autorange="reversed", fixedrange=True, ticks="", showticklabels=False)
    figure.update_xaxes(dtick=_step(groups), fixedrange=True, rangemode="tozero")
    return figure


def show_groups(groups: Sequence[Group], language: Language) -> str:
    """Show the same as a table."""
    headers = [say("question", language), say("times", language), *(say(f"verdict_{v}", language) for v in COLOURS)]
    rows = [
        (
            escape(group.question),
            str(len(group.feedback)),
            *(str(_count(group, verdict)) for verdict in COLOURS),
        )
        for group in groups
    ]
    return table(say("asked_title", language), headers, rows)


def _count(group: Group, verdict: Verdict) -> int:
    return sum(one.verdict is verdict for one in group.feedback)


def _step(groups: Sequence[Group]) -> int:
    """Give a step of the axis: whole numbers, some five of them."""
    return max(1, round(max(len(group.feedback) for group in groups) / 5))
