"""Pictures of an evaluation, as HTML and SVG that need no script and no library.

Everything is placed in per cent of the width, so a picture fits a phone, a desk and paper, and its words stay words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.evaluation.markup import Html, element, join

BINS = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart: shares between 0 and 1, low and high None where there is no interval."""

    label: str
    value: float
    shown: str
    low: float | None = None
    high: float | None = None
    note: str = ""
    tone: str = "good"
    link: Html | None = None  # in place of the label


@dataclass(frozen=True, slots=True)
class Square:
    """One question in a picture of all of them: what became of it, its words, and where it stands on the page."""

    outcome: str
    title: str
    anchor: str


def draw_bars(bars: Sequence[Bar]) -> Html:
    """Draw a row for each bar: its name, the bar with its interval, its figure."""
    rows = [
        element(
            "tr",
            element("th", bar.link or bar.label, scope="row"),
            element("td", draw_bar(bar), class_="picture"),
            element("td", element("b", bar.shown), element("small", bar.note) if bar.note else None, class_="figure"),
        )
        for bar in bars
    ]
    return element("table", element("tbody", *rows), class_="bars")


def draw_bar(bar: Bar) -> Html:
    """Draw one bar with its interval; its figure stands beside it as text."""
    parts = [
        element("rect", x=0, y=3, width="100%", height=12, rx=2, class_="track"),
        element("rect", x=0, y=3, width=_percent(bar.value), height=12, rx=2, class_=f"bar {bar.tone}"),
    ]
    if bar.low is not None and bar.high is not None:
        low, high = _percent(bar.low), _percent(bar.high)
        for name in ("halo", "whisker"):  # the halo keeps the line visible on the bar and off it
            parts.append(element("line", x1=low, x2=high, y1=9, y2=9, class_=name))
            parts += [element("line", x1=x, x2=x, y1=5, y2=13, class_=name) for x in (low, high)]
    return element("svg", *parts, width="100%", height=18, aria_hidden="true", focusable="false")


def draw_squares(squares: Sequence[Square]) -> Html:
    """Draw a square for each question; each leads to its question. The counts beside it say the same in words."""
    drawn = [
        element("a", class_=f"square {s.outcome}", href=f"#{s.anchor}", title=s.title, tabindex="-1") for s in squares
    ]
    return element("div", *drawn, class_="squares", aria_hidden="true")


def draw_curve(points: Sequence[tuple[float, float]], here: tuple[float, float], label: str) -> Html:
    """Draw risk against coverage, both from 0 to 1, with the point where the program stands."""
    top = _round_up(max([wrong for _, wrong in points] + [here[1]]))
    path = " ".join(f"{x * 100:.2f},{100 - y / top * 100:.2f}" for x, y in points)
    x, y = _percent(here[0]), _percent(1 - here[1] / top)
    lines = [element("line", x1=0, x2="100%", y1=_percent(s), y2=_percent(s), class_="grid") for s in (0, 0.5, 1)]
    lines += [element("line", y1=0, y2="100%", x1=_percent(s), x2=_percent(s), class_="grid") for s in (0, 0.5, 1)]
    plot = element(
        "svg",
        *lines,
        element(
            "svg",
            element("polyline", points=path, class_="curve"),
            viewBox="0 0 100 100",
            preserveAspectRatio="none",
            width="100%",
            height="100%",
            overflow="visible",
        ),
        element("line", x1=x, x2=x, y1=y, y2="100%", class_="guide"),
        element("line", x1=0, x2=x, y1=y, y2=y, class_="guide"),
        element("circle", cx=x, cy=y, r=6, class_="here"),
        width="100%",
        height=190,
        overflow="visible",
        role="img",
        aria_label=label,
    )
    return element(
        "div",
        element("div", *(element("span", f"{top * s:.0%}") for s in (1, 0.5, 0)), class_="y-axis"),
        element("div", plot, class_="plot"),
        element("div", *(element("span", f"{s:.0%}") for s in (0, 0.5, 1)), class_="x-axis"),
        class_="chart",
    )


def draw_times(seconds: Sequence[float], marks: Sequence[tuple[str, float]]) -> Html:
    """Draw how many answers took how long, with lines at the named times."""
    longest = max([*seconds, *(at for _, at in marks), 0.001])
    end = _round_up(min(longest, 2 * max([at for _, at in marks] or [longest])))
    counts = [0] * BINS
    for taken in seconds:
        counts[min(int(taken / end * BINS), BINS - 1)] += 1
    highest = max([*counts, 1])
    bars = [
        element(
            "rect",
            x=_percent((number + 0.1) / BINS),
            width=_percent(0.8 / BINS),
            y=_percent(1 - count / highest),
            height=_percent(count / highest),
            class_="bar good",
        )
        for number, count in enumerate(counts)
        if count
    ]
    lines = [
        join(
            [
                element("line", x1=_percent(at / end), x2=_percent(at / end), y1=16 * row, y2="100%", class_="guide"),
                element(
                    "text",
                    name,
                    x=_percent(at / end),
                    dx=-5 if at / end > 0.75 else 5,
                    y=12 + 16 * row,
                    text_anchor="end" if at / end > 0.75 else None,
                ),
            ]
        )
        for row, (name, at) in enumerate(marks)
    ]
    said = ", ".join(name for name, _ in marks)
    head = 16 * len(marks) + 6  # room for the names of the lines
    drawn = element("svg", *bars, y=head, width="100%", height=90)
    whole = {"width": "100%", "height": head + 90, "overflow": "visible", "role": "img", "aria_label": said}
    plot = element("svg", drawn, *lines, **whole)
    beyond = " or more" if longest > end else ""
    ticks = ("0 s", f"{end / 2:g} s", f"{end:g} s{beyond}")
    axis = element("div", *(element("span", tick) for tick in ticks), class_="x-axis")
    return element("div", element("div", plot, class_="plot"), axis, class_="chart times")


def _percent(share: float) -> str:
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}%"


def _round_up(value: float) -> float:
    """Give the next figure that reads well on an axis."""
    steps = [step * 10**power for power in range(-4, 4) for step in (1, 2, 4, 6, 8)]
    return next((round(step, 6) for step in steps if step >= value), value)
