"""Write the results of an evaluation as one HTML file that anybody can read: pictures, figures, every question.

The page is complete without its script, which only filters. Whatever questions and documents say is escaped where it
is put in (kb.evaluation.markup), and the policy in the page lets no other style or script run and nothing be loaded.
"""

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from string import Template

from kb.errors import ConfigError
from kb.evaluation.charts import Bar, Square, draw_bar, draw_bars, draw_curve, draw_squares, draw_times
from kb.evaluation.markup import Html, element, join
from kb.evaluation.questions import show_questions
from kb.evaluation.wording import (
    ANSWERED,
    CAUSES,
    MEASURES,
    STATUSES,
    Fields,
    Measure,
    anchor_of,
    count_right,
    has_interval,
    outcome_of,
    write_figure,
    write_interval,
    write_seconds,
)

SAME = ("all facts", "holds reference", "reference words")  # at most one of these at the top
HEADLINES = ("correct", *SAME, "rightly refused", "wrongly refused", "Success@5", "citations exact")
GROUPS = {"kind": "kind of question", "lang": "language", "topic": "topic"}
OUTCOMES = {"right": "right", "wrong": "wrong answer", "refused": "refused though the documents tell"}


def write_report(results: Fields, path: Path) -> None:
    """Write the results as one HTML file that needs nothing else; raises ConfigError when it can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_report(results), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(f"The report can't be written to {path}: {error.strerror}. Name another file.") from error


def render_report(results: Fields) -> str:
    """Give the report as HTML."""
    style, script = _read("report.css"), _read("report.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    judged, right = count_right([item for one in results["sets"] for item in one["items"]])
    title = f"Evaluation: {right} of {judged} answers right"
    body = join(
        [
            element("a", "To the questions", href="#questions", class_="skip"),
            _header(results),
            element(
                "main", *(_set(number, one) for number, one in enumerate(results["sets"], 1)), show_questions(results)
            ),
            _footer(results),
        ]
    )
    return Template(_read("report.html")).substitute(
        policy=policy, title=join([title]), style=style, script=script, body=body
    )


# the top


def _header(results: Fields) -> Html:
    sets = results["sets"]
    judged, right = count_right([item for one in sets for item in one["items"]])
    answers = element("strong", f"{right} of {judged}")
    lead = element("p", answers, f" questions were handled rightly. {_made_at(results)}", class_="lead")
    return element("header", element("h1", "Are the answers right?"), lead, _overview(sets) if len(sets) > 1 else None)


def _overview(sets: Sequence[Fields]) -> Html:
    names = [name for name in ("correct", *HEADLINES[4:]) if any(name in one["measures"] for one in sets)]
    head = element(
        "tr",
        element("th", "Set", scope="col"),
        element("th", "Questions", scope="col", class_="number"),
        *(element("th", MEASURES[name].label, scope="col", class_="number") for name in names),
        element("th", "Typical time", scope="col", class_="number"),
    )
    rows = [
        element(
            "tr",
            element("th", element("a", str(one["name"]), href=f"#set-{number}"), scope="row"),
            element("td", str(one["questions"]), class_="number"),
            *(
                element(
                    "td",
                    write_figure(one["measures"][name]["value"], MEASURES[name]) if name in one["measures"] else "–",
                    class_="number",
                )
                for name in names
            ),
            element("td", write_seconds(one["seconds"]["p50"]), class_="number"),
        )
        for number, one in enumerate(sets, 1)
    ]
    table = element("table", element("thead", head), element("tbody", *rows))
    return element("div", table, class_="overview", tabindex="0", role="region", aria_label="Overview")


def _footer(results: Fields) -> Html:
    return element(
        "footer",
        element("p", "Made by ", element("code", str(results["command"])), class_="quiet"),
        element(
            "p",
            "Intervals are 95 % bootstrap intervals. What is less probable than ",
            f"{results['min_confidence']:g} to be answered by the documents is refused.",
            class_="quiet",
        ),
    )


# one set


def _set(number: int, one: Fields) -> Html:
    index, items = one["index"], one["items"]
    about = (
        f"{one['questions']} questions asked of {index['documents']} documents in {index['chunks']} passages "
        f"(index {index['generation']}). "
    )
    pictures = [
        *(_group(name, one["groups"].get(name, {})) for name in GROUPS),
        _causes(number, items),
        _curve(one),
        _times(one),
    ]
    return element(
        "section",
        element("h2", str(one["name"])),
        element("p", about, element("code", str(one["path"])), class_="quiet"),
        _cards(one),
        _outcomes(number, items),
        element("div", *pictures, class_="pictures"),
        _measures(one["measures"]),
        class_="set",
        id=f"set-{number}",
    )


def _cards(one: Fields) -> Html:
    measures = one["measures"]
    same = [name for name in SAME if name in measures][:1]
    names = [name for name in HEADLINES if name in measures and (name not in SAME or name in same)]
    cards = [
        element(
            "div",
            element("h3", MEASURES[name].label),
            element("b", write_figure(measures[name]["value"], MEASURES[name])),
            draw_bar(_bar(measures[name], MEASURES[name])),
            element("p", MEASURES[name].headline),
            element("small", write_interval(measures[name], MEASURES[name]), class_="range"),
            class_="card",
        )
        for name in names
    ]
    seconds = one["seconds"]
    cards.append(
        element(
            "div",
            element("h3", "Time"),
            element("b", write_seconds(seconds["p50"])),
            element("p", f"until a typical answer is there; 95 of 100 take less than {write_seconds(seconds['p95'])}."),
            class_="card",
        )
    )
    columns = 4 if len(cards) in (4, 7, 8) else 3
    return element("div", *cards, class_=f"cards columns-{columns}{' odd' if len(cards) % columns else ''}")


def _outcomes(number: int, items: Sequence[Fields]) -> Html:
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


def _group(name: str, groups: Fields) -> Html | None:
    rows = [(label, own["correct"]) for label, own in groups.items() if "correct" in own]
    if len(rows) < 2:
        return None
    rows.sort(key=lambda row: (row[1]["value"], row[0]))
    return _figure(
        f"Right answers by {GROUPS[name]}",
        "Weakest first. The thin line shows where the figure would lie 95 times in 100 with other questions like "
        "these; groups of fewer than five are left out.",
        draw_bars([_bar(own, MEASURES["correct"], label.replace("_", " "), f"of {own['n']}") for label, own in rows]),
    )


def _causes(number: int, items: Sequence[Fields]) -> Html | None:
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


def _curve(one: Fields) -> Html | None:
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


def _times(one: Fields) -> Html | None:
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


def _measures(measures: Fields) -> Html:
    rows = []
    for name, own in measures.items():
        measure = MEASURES.get(name, Measure(name, "", "share" if 0 <= own["value"] <= 1 else "number"))
        bar = draw_bar(_bar(own, measure)) if measure.unit != "number" else None
        rows.append(
            element(
                "tr",
                element("th", measure.label, scope="row"),
                element("td", element("b", write_figure(own["value"], measure)), class_="number"),
                element("td", bar, class_="picture"),
                element("td", write_interval(own, measure), class_="number quiet"),
                element("td", measure.meaning, class_="meaning"),
            )
        )
    names = ("Measure", "Figure", "", "95 % interval", "What it means")
    head = element(
        "tr", *(element("th", text, scope="col", class_="number" if text == "Figure" else None) for text in names)
    )
    table = element("table", element("thead", head), element("tbody", *rows))
    scroll = element("div", table, class_="scroll", tabindex="0", role="region", aria_label="All figures")
    return element("details", element("summary", "All figures"), scroll, class_="measures")


def _figure(title: str, about: str, *content: Html | None) -> Html:
    caption = element("figcaption", element("h3", title), element("p", about))
    return element("figure", caption, *content)


def _bar(own: Fields, measure: Measure, label: str = "", note: str = "") -> Bar:
    tone = "good" if measure.good else "bad"
    low, high = (own["low"], own["high"]) if has_interval(own) else (None, None)
    return Bar(label, own["value"], write_figure(own["value"], measure), low, high, note, tone)


def _made_at(results: Fields) -> str:
    try:
        made = datetime.fromisoformat(str(results["made_at"]))
    except ValueError:
        return str(results["made_at"])
    return f"{made.day} {made:%B %Y, %H:%M} {made.tzname() or ''}".rstrip() + "."


def _read(name: str) -> str:
    return (files("kb.evaluation") / "static" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
