"""What the report says of one set: its figures, its pictures."""

from kb.evaluation.charts import draw_bar
from kb.evaluation.markup import Html, element
from kb.evaluation.pictures import GROUPS, bar_of, show_causes, show_curve, show_group, show_outcomes, show_times
from kb.evaluation.wording import (
    MEASURES,
    Fields,
    Measure,
    write_figure,
    write_interval,
    write_seconds,
)

SAME = ("all facts", "holds reference", "reference words")  # at most one of these at the top
HEADLINES = ("correct", *SAME, "rightly refused", "wrongly refused", "Success@5", "citations exact")


def show_set(number: int, one: Fields) -> Html:
    """Show one set, numbered from 1."""
    index, items = one["index"], one["items"]
    about = (
        f"{one['questions']} questions asked of {index['documents']} documents in {index['chunks']} passages "
        f"(index {index['generation']}). "
    )
    pictures = [
        *(show_group(name, one["groups"].get(name, {})) for name in GROUPS),
        show_causes(number, items),
        show_curve(one),
        show_times(one),
    ]
    return element(
        "section",
        element("h2", str(one["name"])),
        element("p", about, element("code", str(one["path"])), class_="quiet"),
        _cards(one),
        show_outcomes(number, items),
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
            draw_bar(bar_of(measures[name], MEASURES[name])),
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


def _measures(measures: Fields) -> Html:
    rows = []
    for name, own in measures.items():
        measure = MEASURES.get(name, Measure(name, "", "share" if 0 <= own["value"] <= 1 else "number"))
        bar = draw_bar(bar_of(own, measure)) if measure.unit != "number" else None
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
