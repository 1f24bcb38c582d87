"""The questions of an evaluation, failed ones first, and what filters them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kb.evaluation.markup import Html, element
from kb.evaluation.question_item import show_item, value_text
from kb.evaluation.wording import (
    Fields,
    cause_of,
    result_of,
)

RESULTS = {"failed": "failed", "right": "right", "unjudged": "not judged"}


def show_questions(results: Fields) -> Html:
    """Show every question of every set, failed ones first, with what is needed to filter them."""
    numbered = [
        (number, place, item)
        for number, one in enumerate(results["sets"], 1)
        for place, item in enumerate(one["items"], 1)
    ]
    order = list(RESULTS)
    numbered.sort(key=lambda row: (row[0], order.index(result_of(row[2]))))
    names = {str(number): str(one["name"]) for number, one in enumerate(results["sets"], 1)}
    return element(
        "section",
        element("h2", "The questions"),
        element(
            "p",
            "Failed ones first, each with its answer, the facts that were expected, and the passages that were found.",
            class_="quiet",
        ),
        _filter([(str(number), item) for number, _, item in numbered], names),
        element("p", "No question fits. Choose less, or press Esc.", class_="none", hidden=True),
        element("div", *(show_item(number, place, item, names) for number, place, item in numbered), class_="items"),
        id="questions",
    )


def _filter(numbered: Sequence[tuple[str, Fields]], sets: Mapping[str, str]) -> Html:
    def choose(name: str, label: str, everything: str, values: Iterable[tuple[str, str]]) -> Html | None:
        values = [(value, shown) for value, shown in values if value]
        if len(values) < 2 and name != "cause":
            return None
        options = [("", everything), *values]
        made = [element("option", shown, value=value, data_label=shown) for value, shown in options]
        return element("label", label, element("select", *made, name=name))

    def found(name: str) -> list[tuple[str, str]]:
        return [(value, value.replace("_", " ")) for value in sorted({value_text(item[name]) for _, item in numbered})]

    results = {result_of(item) for _, item in numbered}
    causes = Counter(cause_of(item) for _, item in numbered)
    keys = [element("kbd", "/"), " search, ", element("kbd", "j"), " next, ", element("kbd", "k"), " previous, "]
    return element(
        "form",
        choose("result", "Show", "all", [(name, RESULTS[name]) for name in RESULTS if name in results]),
        choose("cause", "Likely cause", "any", [(cause, cause) for cause, _ in causes.most_common()]),
        choose("set", "Set", "any", sets.items()),
        choose("kind", "Kind", "any", found("kind")),
        choose("lang", "Language", "any", found("lang")),
        choose("topic", "Topic", "any", found("topic")),
        element(
            "label",
            "Search questions, answers and passages",
            Html('<input type="search" name="search">'),
            class_="search",
        ),
        element(
            "div",
            element("output", aria_live="polite"),
            element("span", *keys, element("kbd", "Esc"), " clear", class_="quiet keys"),
            element(
                "span",
                element("button", "Open or close all", type="button", data_do="fold"),
                element("button", "Clear", type="button", data_do="reset"),
                class_="buttons",
            ),
            class_="count",
        ),
        class_="filter",
        aria_label="Filter the questions",
        role="search",
        hidden=True,
    )
