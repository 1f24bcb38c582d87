"""The questions of an evaluation as a person reads them: what was asked, answered, expected and found."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kb.evaluation.markup import Html, element, highlight, join
from kb.evaluation.wording import (
    ANSWERED,
    CAUSES,
    STATUSES,
    Fields,
    anchor_of,
    cause_of,
    outcome_of,
    result_of,
    write_seconds,
)

PASSAGE = 600  # characters shown of a passage below a failed question
PASSAGE_OF_RIGHT = 160  # and below one that was answered rightly: enough to recognise it
PASSAGES_OF_RIGHT = 3
REFERENCE = 60  # characters from which a reference answer is a text to compare, not a fact to find
RESULTS = {"failed": "failed", "right": "right", "unjudged": "not judged"}

_MARK = re.compile(r"\s*\[\d+\]")


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
        element("div", *(_item(number, place, item, names) for number, place, item in numbered), class_="items"),
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
        return [(value, value.replace("_", " ")) for value in sorted({_text(item[name]) for _, item in numbered})]

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


def _item(number: int, place: int, item: Fields, sets: Mapping[str, str]) -> Html:
    failed = item["correct"] is False
    outcome, status = outcome_of(item), STATUSES.get(item["status"], str(item["status"]))
    said = {"right": "Right", "unjudged": "Not judged"}.get(outcome, "Failed")
    confidence = f"{status}, confidence {float(item['confidence']):.2f}, {write_seconds(float(item['seconds']))}"
    tags = [
        element("span", cause_of(item), class_="cause") if failed else None,
        *(
            element("span", text.replace("_", " "))
            for text in map(_text, (item["kind"], item["lang"], item["topic"]))
            if text
        ),
        element("span", str(item["id"])),
        element("span", sets[str(number)]) if len(sets) > 1 else None,
    ]
    key = element("span", class_=f"key {outcome}", role="img", aria_label=f"{said}: ")
    summary = element(
        "summary",
        key,
        element("div", element("h3", item["question"], dir="auto"), element("div", *tags, class_="tags")),
    )
    inside = [
        _history(item["history"]),
        element("h4", f"Answer ({confidence})"),
        _answer(item),
        element("p", f"The documents do not tell: {item['missing']}", class_="text") if item["missing"] else None,
        _sources(item),
        _expected(item),
        element("h4", "Likely cause") if failed else None,
        element("p", element("b", cause_of(item)), f": {CAUSES.get(item['cause'], '')}", class_="why")
        if failed
        else None,
        _passages(item),
    ]
    return element(
        "details",
        summary,
        element("div", *inside, class_="inside"),
        class_="item",
        id=anchor_of(number, place),
        open=failed,
        data_set=str(number),
        data_result=result_of(item),
        data_cause=cause_of(item) if failed else "",
        data_kind=_text(item["kind"]),
        data_lang=_text(item["lang"]),
        data_topic=_text(item["topic"]),
    )


def _history(history: Sequence[Fields]) -> Html | None:
    if not history:
        return None
    speakers = {"user": "Asked", "assistant": "Answered"}
    turns = [
        element(
            "li", element("b", speakers.get(turn["role"], turn["role"])), ": ", element("bdi", _cut(turn["text"], 400))
        )
        for turn in history
    ]
    return join([element("h4", "Said before"), element("ul", *turns, class_="turns")])


def _answer(item: Fields) -> Html:
    text = highlight(str(item["text"]), _facts(item)) if item["status"] in ANSWERED else join([str(item["text"])])
    return element("div", text, class_="answer", dir="auto")


def _sources(item: Fields) -> Html | None:
    if not item["citations"]:
        return None
    shown = _squeeze(_MARK.sub("", item["text"]))
    cited = []
    for citation in item["citations"]:
        place = " > ".join(part for part in (citation["title"], citation["heading"]) if part)
        where = f"[{citation['number']}] {place}"
        when = f", as of {citation['as_of']}" if citation.get("as_of") not in (None, "", "undated") else ""
        page = f", page {citation['page']}" if citation["page"] > 1 else ""
        # The answer mostly is the quotation: said again only where it was shown in another form.
        quote = None if _squeeze(citation["quote"]) in shown else element("p", _cut(citation["quote"], 300), dir="auto")
        cited.append(element("li", where, element("small", f" {citation['source']}{page}{when}"), quote))
    return join([element("h4", "Quoted from"), element("ul", *cited, class_="sources")])


def _expected(item: Fields) -> Html | None:
    title = element("h4", "Expected")
    if item["answerable"] is False:
        return join([title, element("p", "To say that the documents do not tell.", class_="text")])
    if not item["expected"]:
        return None
    rows = [[row] if isinstance(row, str) else list(map(str, row)) for row in item["expected"]]
    if all(isinstance(row, str) for row in item["expected"]):
        long = any(len(row[0]) > REFERENCE for row in rows)
        if long:  # to be read beside the answer; there is nothing to tick
            return join([title, *(element("p", _cut(row[0], 800), class_="text", dir="auto") for row in rows)])
        rows = [[answer for row in rows for answer in row]]  # any of them is right
    told = _squeeze(item["text"]) if item["status"] in ANSWERED else ""
    facts = []
    for row in rows:
        held = next((fact for fact in row if _squeeze(fact) in told), None)
        found = _place(row, item["passages"])
        where = f"in passage {found}" if found else "in none of the passages found"
        others = [fact for fact in row if fact != (held or row[0])]
        facts.append(
            element(
                "li",
                element("span", "✓" if held else "✗", class_="sign", aria_hidden="true"),
                element(
                    "span",
                    element("bdi", held or row[0]),
                    element("small", f" or {', '.join(others)}") if others and not held else None,
                    element("small", " – in the answer" if held else f" – not in the answer, {where}"),
                ),
                class_=None if held else "absent",
            )
        )
    return join([title, element("ul", *facts, class_="facts")])


def _passages(item: Fields) -> Html:
    failed = item["correct"] is False
    passages = item["passages"] if failed else item["passages"][:PASSAGES_OF_RIGHT]
    if not passages:
        return join([element("p", "No passages were found.", class_="more quiet"), _own_measures(item["measures"])])
    relevant, facts = set(item.get("relevant", ())), _facts(item)
    rows = []
    for place, passage in enumerate(passages, 1):
        page = f", page {passage['page']}" if passage["page"] > 1 else ""
        right = " – a right document" if passage["source"] in relevant else ""
        text = _excerpt(str(passage["text"]), facts, PASSAGE if failed else PASSAGE_OF_RIGHT)
        rows.append(
            element(
                "li",
                f"{place}. {passage['source']}{page} ",
                element("small", f"score {float(passage['score']):.2f}{right}"),
                element("p", highlight(text, facts), dir="auto"),
            )
        )
    total = len(item["passages"])
    title = f"{total} passages found" if len(rows) == total else f"First {len(rows)} of {total} passages found"
    listed = element("ul", *rows, class_="passages")
    return element("details", element("summary", title), listed, _own_measures(item["measures"]), class_="more")


def _own_measures(measures: Fields) -> Html | None:
    if not measures:
        return None
    shown = ", ".join(f"{name} {float(value):.3g}" for name, value in measures.items())
    return element("p", shown, class_="more quiet")


def _facts(item: Fields) -> list[str]:
    """Give the strings to look out for in texts."""
    rows = [[row] if isinstance(row, str) else list(row) for row in item["expected"]]
    return [str(fact) for row in rows for fact in row if len(str(fact)) <= REFERENCE]


def _place(facts: Sequence[str], passages: Sequence[Fields]) -> int | None:
    """Find the first passage that holds one of the facts, counted from 1."""
    wanted = [_squeeze(fact) for fact in facts]
    texts = (_squeeze(passage["text"]) for passage in passages)
    return next((place for place, text in enumerate(texts, 1) if any(fact in text for fact in wanted)), None)


def _excerpt(text: str, facts: Sequence[str], length: int) -> str:
    """Cut a text to a length, around the first fact in it."""
    if len(text) <= length:
        return text
    folded = text.lower()
    places = [place for place in (folded.find(fact.lower()) for fact in facts if fact) if place >= 0]
    start = min(max(0, min(places) - length // 2), len(text) - length) if places else 0
    return ("…" if start else "") + text[start : start + length] + ("…" if start + length < len(text) else "")


def _cut(text: Any, length: int) -> str:
    return str(text) if len(str(text)) <= length else f"{str(text)[:length]}…"


def _squeeze(text: Any) -> str:
    return " ".join(str(text).casefold().split())


def _text(value: Any) -> str:
    return "" if value is None else str(value)
