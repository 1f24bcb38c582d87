"""One question of an evaluation as a person reads it: what was asked, answered, expected and found."""

import re
from collections.abc import Mapping, Sequence
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

_MARK = re.compile(r"\s*\[\d+\]")


def show_item(number: int, place: int, item: Fields, sets: Mapping[str, str]) -> Html:
    """Show one question: the set by its number and the place in it, each from 1; sets name them."""
    failed = item["correct"] is False
    outcome, status = outcome_of(item), STATUSES.get(item["status"], str(item["status"]))
    said = {"right": "Right", "unjudged": "Not judged"}.get(outcome, "Failed")
    confidence = f"{status}, confidence {float(item['confidence']):.2f}, {write_seconds(float(item['seconds']))}"
    tags = [
        element("span", cause_of(item), class_="cause") if failed else None,
        *(
            element("span", text.replace("_", " "))
            for text in map(value_text, (item["kind"], item["lang"], item["topic"]))
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
        data_kind=value_text(item["kind"]),
        data_lang=value_text(item["lang"]),
        data_topic=value_text(item["topic"]),
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


def value_text(value: Any) -> str:
    """Give a value as text, "" where there is none."""
    return "" if value is None else str(value)
