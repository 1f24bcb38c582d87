"""The pictures of one set, each with its heading and what it shows."""

from collections import Counter
from collections.abc import Sequence

from kb.evaluation.charts import Bar, Square, draw_bars, draw_curve, draw_squares, draw_times
from kb.evaluation.markup import Html, element
from kb.evaluation.wording import (
    ANSWERED,
    CAUSES,
    MEASURES,
    STATUSES,
    Fields,
    Measure,
    anchor_of,
    has_interval,
    outcome_of,
    write_figure,
    write_seconds,
)

GROUPS = {"kind": "kind of question", "lang": "language", "topic": "topic"}
OUTCOMES = {"right": "right", "wrong": "wrong answer", "refused": "refused though the documents tell"}


def show_outcomes(number: int, items: Sequence[Fields]) -> Html:
    """Show each question as a square that says what became of it, and what the answers were."""
    groups = (
        (True, "The documents answer it", OUTCOMES),
        (
            False,
            "The documents do not answer it",
            {"right": "rightly refused", "wrong": "answered all the same"},
        ),
        (None, "Not judged", {"unjudged": "nothing is known about the right answer"}),
    )
    drawn = []
    for answerable, title, names in groups:
        members = [(place, item) for place, item in enumerate(items, 1) if item["answerable"] is answerable]
        if not members:
            continue
        order = [*list(names), "unjudged"]
        members.sort(key=lambda member: order.index(outcome_of(member[1])))
        squares = [
            Square(outcome_of(item), f"{item['id']}: {item['question']}", anchor_of(number, place))
            for place, item in members
        ]
        counts = Counter(outcome_of(item) for _, item in members)
        legend = [
            element("li", element("span", class_=f"key {name}"), f"{counts[name]} {names.get(name, 'not judged')}")
            for name in order
            if counts[name]
        ]
        drawn.append(
            element(
                "div",
                element("h4", f"{title}: {len(members)}"),
                draw_squares(squares),
                element("ul", *legend, class_="legend"),
            )
        )
    return _figure(
        "What became of every question",
        "Each square is one question; click on it to read what was asked and answered.",
        element("div", element("div", *drawn), _statuses(items), class_="outcomes"),
    )


def _statuses(items: Sequence[Fields]) -> Html:
    columns = [value for value in (True, False, None) if any(item["answerable"] is value for item in items)]
    counts = Counter((item["answerable"], item["status"]) for item in items)
    names = {True: "in documents", False: "not in them", None: "not judged"}
    known = [*STATUSES, *sorted({item["status"] for item in items} - set(STATUSES))]
    rows = [
        element(
            "tr",
            element("th", STATUSES.get(status, status), scope="row"),
            *(element("td", str(counts[column, status]), class_="number") for column in columns),
        )
        for status in known
        if any(counts[column, status] for column in columns)
    ]
    head = element(
        "tr",
        element("th", "What it did", scope="col"),
        *(element("th", names[column], scope="col", class_="number") for column in columns),
    )
    return element("table", element("thead", head), element("tbody", *rows), class_="statuses")


def show_group(name: str, groups: Fields) -> Html | None:
    """Show the share of right answers for each value of a property; nothing where there is only one."""
    rows = [(label, own["correct"]) for label, own in groups.items() if "correct" in own]
    if len(rows) < 2:
        return None
    rows.sort(key=lambda row: (row[1]["value"], row[0]))
    return _figure(
        f"Right answers by {GROUPS[name]}",
        "Weakest first. The thin line shows where the figure would lie 95 times in 100 with other questions like "
        "these; groups of fewer than five are left out.",
        draw_bars([bar_of(own, MEASURES["correct"], label.replace("_", " "), f"of {own['n']}") for label, own in rows]),
    )


def show_causes(number: int, items: Sequence[Fields]) -> Html | None:
    """Show why questions failed; nothing where none did."""
    counts = Counter(item["cause"] or "unknown" for item in items if item["correct"] is False)
    if not counts:
        return None
    total = counts.total()
    bars = [
        Bar(
            label=cause,
            value=count / total,
            shown=str(count),
            tone="bad",
            link=element("a", cause, href="#questions", data_cause=cause, data_set=str(number)),
        )
        for cause, count in counts.most_common()
    ]
    explained = [
        element("li", element("b", cause), f": {CAUSES[cause]}") for cause, _ in counts.most_common() if cause in CAUSES
    ]
    return _figure(
        f"Why {total} failed" if total > 1 else "Why one failed",
        "The likely cause: where on the way from the documents to the answer the fact was lost.",
        draw_bars(bars),
        element("ul", *explained, class_="passages explained"),
    )


def show_curve(one: Fields) -> Html | None:
    """Show how many answers are wrong for how many are given; nothing where the curve has no shape."""
    points = [(float(p["answered"]), float(p["wrong"])) for p in one["curve"] if p["answered"]]
    judged = [item for item in one["items"] if item["answerable"] is not None]
    given = [item for item in judged if item["status"] in ANSWERED]
    if len(set(points)) < 3 or not given:
        return None
    here = len(given) / len(judged), sum(item["correct"] is False for item in given) / len(given)
    stands = (
        f"At a threshold of {one['operating_point']['threshold']:g} it answers {here[0]:.0%} of all questions, and "
    )
    stands += f"{here[1]:.0%} of these answers are wrong."
    told = [
        f"{one['operating_point'][name]:.0%} of the questions that the documents {rest}"
        for name, rest in (
            ("wrongly_refused", "answer are refused"),
            ("wrongly_answered", "do not answer are answered"),
        )
        if one["operating_point"].get(name) is not None
    ]
    return _figure(
        "How sure it should be before it answers",
        "The more questions it answers, the more of the answers are wrong. The dot is where it stands now; a higher "
        "threshold moves it to the left.",
        element("p", "Wrong among the answers", class_="axis-title"),
        draw_curve(points, here, stands),
        element("p", "Share of the questions that are answered", class_="axis-title"),
        element("p", " ".join([stands, f"{' and '.join(told)}." if told else ""])),
    )


def show_times(one: Fields) -> Html | None:
    """Show how long the answers took."""
    seconds = [float(item["seconds"]) for item in one["items"]]
    if not seconds:
        return None
    p50, p95 = float(one["seconds"]["p50"]), float(one["seconds"]["p95"])
    marks = [(f"half: {write_seconds(p50)}", p50), (f"95 of 100: {write_seconds(p95)}", p95)]
    return _figure(
        "How long an answer takes",
        "The higher a bar, the more answers took that long.",
        draw_times(seconds, marks),
        element("p", f"All {len(seconds)} together: {write_seconds(float(one['seconds']['total']))}."),
    )


def bar_of(own: Fields, measure: Measure, label: str = "", note: str = "") -> Bar:
    """Make the bar of a measure, with its interval."""
    tone = "good" if measure.good else "bad"
    low, high = (own["low"], own["high"]) if has_interval(own) else (None, None)
    return Bar(label, own["value"], write_figure(own["value"], measure), low, high, note, tone)


def _figure(title: str, about: str, *content: Html | None) -> Html:
    caption = element("figcaption", element("h3", title), element("p", about))
    return element("figure", caption, *content)
