"""Write the results of an evaluation as one HTML file that anybody can read: pictures, figures, every question.

The page is complete without its script, which only filters. Whatever questions and documents say is escaped where it
is put in (kb.evaluation.markup), and the policy in the page lets no other style or script run and nothing be loaded.
"""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from string import Template

from kb.errors import ConfigError
from kb.evaluation.markup import Html, element, join
from kb.evaluation.questions import show_questions
from kb.evaluation.set_section import HEADLINES, SAME, show_set
from kb.evaluation.wording import (
    MEASURES,
    Fields,
    count_right,
    write_figure,
    write_seconds,
)


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
                "main",
                *(show_set(number, one) for number, one in enumerate(results["sets"], 1)),
                show_questions(results),
            ),
            _footer(results),
        ]
    )
    return Template(_read("report.html")).substitute(
        policy=policy, title=join([title]), style=style, script=script, body=body
    )


def _header(results: Fields) -> Html:
    sets = results["sets"]
    judged, right = count_right([item for one in sets for item in one["items"]])
    answers = element("strong", f"{right} of {judged}")
    lead = element("p", answers, f" questions were handled rightly. {_made_at(results)}", class_="lead")
    return element("header", element("h1", "Are the answers right?"), lead, _overview(sets) if len(sets) > 1 else None)


def _overview(sets: Sequence[Fields]) -> Html:
    names = [name for name in HEADLINES if name not in SAME and any(name in one["measures"] for one in sets)]
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
