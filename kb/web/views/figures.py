"""The charts of the views, as plotly figures. The only owner of plotly; what a chart shows also stands in a table.

Texts and lines get their colours from the style sheet, which knows light from dark; points and bars are of colours that
have a contrast of 3:1 on both.
"""

import calendar
import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

COLOURS = ("#3f7fc7", "#c2621b", "#2f8f5b", "#8a63c9", "#1f8a94", "#c4508f", "#9a7433", "#cf4a4a", "#76808f")
LANE = 46  # pixels of a row of the timeline
STEP = 0.17  # of a row, by which a point stands below another one of about the same time
STEPS = 4
BELOW = 0.16  # of a row, by which points stand below its line, above which its label stands
NEAR = 150  # of all days shown, the part within which points would cover each other
WRAP = 46  # characters of a line of what is shown at a point
ROOM = 1.3  # of the longest bar, for what is written behind it
EDGE = 0.03  # of all days shown, before the first and after the last
ROW = 40  # pixels of a bar or of a row of points
LONGEST_LABEL = 22  # characters of a line of a label beside a chart


@dataclass(frozen=True, slots=True)
class Point:
    """An event on the timeline: its date as one number, its row, its text, and the id of its entry in the list."""

    date: int
    row: str
    when: str
    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount: whose, of what, how much, whether it is the first that is told, and what to show at it."""

    name: str
    series: str
    amount: float
    first: bool
    text: str


def draw_timeline(points: Sequence[Point], rows: Sequence[str]) -> "Figure":
    """Draw events by date, a row for each instrument; hollow points are of months or years."""
    from plotly.graph_objects import Figure, Scatter

    figure = Figure()
    used = [row for row in rows if any(point.row == row for point in points)]
    days = sorted(middle_of(point.date) for point in points)
    near = max(((days[-1] - days[0]).days if days else 0) / NEAR, 1)
    for number, row in enumerate(used):
        own = sorted((point for point in points if point.row == row), key=lambda point: middle_of(point.date))
        colour = COLOURS[number % len(COLOURS)]
        figure.add_trace(
            Scatter(
                x=[middle_of(point.date).isoformat() for point in own],
                y=[-number - BELOW - STEP * step for step in _steps([middle_of(point.date) for point in own], near)],
                customdata=[point.target for point in own],
                text=[f"<b>{_plain(point.when)}</b> {_plain(row)}<br>{_wrap(point.text)}" for point in own],
                hovertemplate="%{text}<extra></extra>",
                mode="markers",
                marker={
                    "color": colour,
                    "size": 11,
                    "symbol": ["circle" if point.date % 100 else "circle-open" for point in own],
                    "line": {"color": colour, "width": 2},
                },
                name=row,
            )
        )
    ticks = {
        "tickvals": [-number for number in range(len(used))],
        "ticktext": [f"<b>{_plain(row)}</b>" for row in used],
    }
    figure.update_yaxes(
        **ticks,
        ticklabelposition="inside top",
        fixedrange=True,
        range=[-len(used) + 0.15, 0.55],
        zeroline=False,
        title=None,
    )
    edge = max((days[-1] - days[0]) * EDGE, timedelta(days=60)) if days else timedelta()
    # Told, for plotly would leave room for the labels that stand within.
    shown = [(days[0] - edge).isoformat(), (days[-1] + edge).isoformat()] if days else None
    figure.update_xaxes(type="date", side="top", zeroline=False, title=None, range=shown)
    return _finish(figure, LANE * len(used) + 60, dragmode="zoom", hovermode="closest", showlegend=False)


def draw_amounts(bars: Sequence[Bar], unit: str) -> "Figure":
    """Draw amounts as bars, a group for each name; figures other than the first of a series are diamonds."""
    from plotly.graph_objects import Figure

    figure = Figure()
    names = list(dict.fromkeys(bar.name for bar in bars))
    series = list(dict.fromkeys(bar.series for bar in bars))
    height = 0.8 / max(len(series), 1)
    for number, one in enumerate(series):
        offset = (number - (len(series) - 1) / 2) * height
        rows = {name: row + offset for row, name in enumerate(names)}
        own = [bar for bar in bars if bar.series == one]
        figure.add_traces(_draw_series(own, rows, height, COLOURS[number % len(COLOURS)]))
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=[_fold(name) for name in names],
        range=[len(names) - 0.45, -0.55],
        fixedrange=True,
        automargin=True,
    )
    most = max((bar.amount for bar in bars), default=0.0) / 1e6
    title = {"text": _plain(unit), "font": {"size": 13}}
    figure.update_xaxes(range=[0, most * ROOM], fixedrange=True, title=title, automargin=True)
    legend = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"}
    return _finish(figure, ROW * len(names) * max(len(series), 1) * 3 // 4 + 110, barmode="overlay", legend=legend)


def _draw_series(bars: Sequence[Bar], rows: dict[str, float], height: float, colour: str) -> list[Any]:
    """Draw the amounts of one series: bars, diamonds, and the figures behind them."""
    from plotly.graph_objects import Bar as Bars
    from plotly.graph_objects import Scatter

    first, others = [bar for bar in bars if bar.first], [bar for bar in bars if not bar.first]
    traces: list[Any] = [
        Bars(
            x=[bar.amount / 1e6 for bar in first],
            y=[rows[bar.name] for bar in first],
            width=height * 0.86,
            orientation="h",
            hovertext=[_wrap(bar.text) for bar in first],
            hovertemplate="%{hovertext}<extra></extra>",
            marker={"color": colour},
            name=_plain(bars[0].series),
        )
    ]
    if others:
        traces.append(
            Scatter(
                x=[bar.amount / 1e6 for bar in others],
                y=[rows[bar.name] for bar in others],
                mode="markers",
                marker={"symbol": "diamond", "size": 10, "color": "#ffffff", "line": {"width": 2, "color": colour}},
                hovertext=[_wrap(bar.text) for bar in others],
                hovertemplate="%{hovertext}<extra></extra>",
                showlegend=False,
            )
        )
    ends = [(bar.name, [b.amount / 1e6 for b in (*first, *others) if b.name == bar.name]) for bar in first]
    traces.append(
        Scatter(
            x=[max(amounts) for _, amounts in ends],
            y=[rows[name] for name, _ in ends],
            text=["  " + ", ".join(f"{amount:,.1f}" for amount in amounts) for _, amounts in ends],
            mode="text",
            textposition="middle right",
            hoverinfo="skip",
            cliponaxis=False,
            showlegend=False,
        )
    )
    return traces


def draw_areas(areas: Sequence[tuple[str, Sequence[str]]]) -> "Figure":
    """Draw which countries take part in what: a column for each name, a row for each country."""
    from plotly.graph_objects import Figure, Scatter

    names = [name for name, _ in areas]
    often: dict[str, int] = {}
    for _, countries in areas:
        for country in countries:
            often[country] = often.get(country, 0) + 1
    order = sorted(often, key=lambda country: (-often[country], country))
    figure = Figure()
    figure.add_trace(
        Scatter(
            x=[number for number, (_, countries) in enumerate(areas) for _ in countries],
            y=[order.index(country) for _, countries in areas for country in countries],
            text=[f"<b>{_plain(country)}</b><br>{_wrap(name)}" for name, countries in areas for country in countries],
            hovertemplate="%{text}<extra></extra>",
            mode="markers",
            marker={"size": 13, "color": COLOURS[0]},
        )
    )
    figure.update_xaxes(
        tickvals=list(range(len(names))),
        ticktext=[_plain(name) for name in names],
        side="top",
        range=[-0.6, len(names) - 0.4],
        fixedrange=True,
        automargin=True,
        zeroline=False,
    )
    figure.update_yaxes(
        tickvals=list(range(len(order))),
        ticktext=[_plain(country) for country in order],
        range=[len(order) - 0.4, -0.6],
        fixedrange=True,
        automargin=True,
        zeroline=False,
    )
    return _finish(figure, 26 * len(order) + 110, showlegend=False)


def middle_of(number: int) -> date:
    """Give the day at which a date is drawn: of a month or a year its middle."""
    year, month, day = number // 10_000, number // 100 % 100, number % 100
    if not 1 <= month <= 12:
        return date(year, 7, 1)
    return date(year, month, min(day, calendar.monthrange(year, month)[1]) if day else 15)


def _steps(days: Sequence[date], near: float) -> list[int]:
    """Give each point the step on which none of the points just before it stands; days are in order."""
    steps: list[int] = []
    for number, day in enumerate(days):
        taken = {steps[before] for before in range(max(0, number - STEPS), number) if (day - days[before]).days < near}
        steps.append(next((step for step in range(STEPS) if step not in taken), number % STEPS))
    return steps


def _finish(figure: "Figure", height: int, **layout: Any) -> "Figure":
    figure.update_layout(
        template="none",
        height=height,
        margin={"l": 8, "r": 24, "t": 34, "b": 16},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "system-ui, sans-serif", "size": 13},
        hoverlabel={"align": "left"},
        modebar={"remove": ["lasso2d", "select2d", "toImage", "autoScale2d"]},
        **layout,
    )
    return figure


def _wrap(text: str) -> str:
    return "<br>".join(map(_plain, textwrap.wrap(text, WRAP)))


def _fold(text: str) -> str:
    return "<br>".join(map(_plain, textwrap.wrap(text, LONGEST_LABEL)))


def _plain(text: str) -> str:
    """Escape what plotly would take for markup of its own."""
    return html.escape(text, quote=False)
