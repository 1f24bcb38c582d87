"""How an evaluation is told to people: what its measures, causes and statuses mean, and how figures are written."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ANSWERED = ("answered", "partly")

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """How a measure is told to a person: its name, what it means, and as what its figure is written."""

    label: str
    meaning: str
    unit: str = "share"  # or "score" (0 to 1, no share of anything) or "number"
    good: bool = True  # more of it is better
    headline: str = ""  # the sentence under the figure, for those that stand at the top


_PLACE = "in the documents that the question's answer stands in"
MEASURES = {
    "correct": Measure(
        "Right",
        "Answered with all that was expected, or rightly refused.",
        headline="of all questions were handled rightly: answered with what was expected, or refused where the "
        "documents do not tell.",
    ),
    "all facts": Measure(
        "All expected facts",
        "The answer holds every fact that a right answer needs. Only questions that the documents answer.",
        headline="of the questions that the documents answer got an answer that holds every expected fact.",
    ),
    "facts": Measure("Expected facts", "Share of the expected facts that are in the answer."),
    "holds reference": Measure(
        "Holds the reference answer",
        "The short reference answer stands in the answer, word for word.",
        headline="of the answers that should hold a short reference answer do so, word for word.",
    ),
    "exact match": Measure(
        "Exactly the reference answer",
        "The answer is the reference answer and nothing else. Quoted sentences rarely are.",
    ),
    "token F1": Measure(
        "Words shared with the reference (F1)", "1 when answer and reference have the same words, 0 when none.", "score"
    ),
    "reference words": Measure(
        "Words of the reference answer",
        "Share of the reference answer's words that the answer has.",
        headline="of the words of the reference answers are in the answers.",
    ),
    "words": Measure(
        "Words in an answer", "How long the answers are, without the numbers of their citations.", "number"
    ),
    "wrongly refused": Measure(
        "Wrongly refused",
        "The documents tell, but it said that they do not.",
        good=False,
        headline="of the questions that the documents answer were refused. Less is better.",
    ),
    "doubted": Measure(
        "Answered with a doubt",
        "The documents tell, and it answered, but said that something of what was asked is not told, or not spoken of.",
        good=False,
    ),
    "rightly refused": Measure(
        "Rightly refused",
        "The documents do not tell, and it said so.",
        headline="of the questions that the documents do not answer were refused, as they should be.",
    ),
    "AUROC": Measure(
        "Knows what it does not know (AUROC)",
        "How often a question that the documents answer gets a higher confidence than one that they do not: 1 is "
        "always, 0.5 is a coin.",
        "score",
    ),
    "citations exact": Measure(
        "Exact quotations",
        "Share of the citations that stand in the document exactly as they are quoted.",
        headline="of the quotations stand in the document exactly as quoted.",
    ),
    "cited passage holds facts": Measure(
        "Fact in a cited passage",
        "The passages cited hold the expected facts, so a reader who follows them finds them.",
    ),
    "cited source relevant": Measure("Right document cited", f"A citation stands {_PLACE}."),
    "cited evidence": Measure("Right passage cited", "A citation stands in the passage named as the evidence."),
    "cited page right": Measure("Right page cited", "A citation stands on the right page of the right document."),
    "nDCG@10": Measure(
        "Order of what was found (nDCG@10)",
        "1 when the right documents come first among the first ten, less the further down they are.",
        "score",
    ),
    "R@5": Measure("Right documents among the first 5 (R@5)", "Share of the right documents that search finds."),
    "R@10": Measure("Right documents among the first 10 (R@10)", "Share of the right documents that search finds."),
    "RR": Measure(
        "Place of the first right document (RR)", "1 when it comes first, 1/2 when second, 1/3 when third.", "score"
    ),
    "Success@1": Measure("Right document found first", "Search puts a right document first."),
    "Success@5": Measure(
        "Right document among the first 5",
        "Search finds a right document among its first five.",
        headline="of the questions found a right document among the first five.",
    ),
    "evidence@1": Measure("Right passage found first", "Search puts the passage named as the evidence first."),
    "evidence@5": Measure("Right passage among the first 5", "Search finds the passage named as the evidence."),
}
CAUSES = {
    "fact not in the documents": "No document holds an expected fact. Add it to the documents, or mend the question.",
    "not retrieved": "A document holds the facts, but they are not among the passages that search found.",
    "not chosen": "The passages found hold the facts, but something else was quoted.",
    "refused": "The passages found hold the facts, but it was not sure enough to answer.",
    "answered though unanswerable": "The documents do not tell, so it should have said so.",
    "wrong status": "It took the question for something else: small talk, unclear, or partly known.",
}
STATUSES = {
    "answered": "answered",
    "partly": "answered in part",
    "not_found": "refused: not found",
    "unclear": "asked for a detail",
    "conversational": "taken as small talk",
    "error": "could not be asked",
}


def count_right(items: Sequence[Fields]) -> tuple[int, int]:
    """Count the questions that are judged, and those that are right."""
    judged = [item["correct"] for item in items if item["correct"] is not None]
    return len(judged), sum(judged)


def result_of(item: Fields) -> str:
    """Name the result of a question: right, failed or unjudged."""
    return "unjudged" if item["correct"] is None else "right" if item["correct"] else "failed"


def outcome_of(item: Fields) -> str:
    """Name what became of a question: right, wrong, refused (though the documents tell) or unjudged."""
    if item["correct"] is None:
        return "unjudged"
    if item["correct"]:
        return "right"
    return "refused" if item["answerable"] and item["status"] not in ANSWERED else "wrong"


def cause_of(item: Fields) -> str:
    """Name the likely cause of a failure; "" for a question that did not fail."""
    return "" if item["correct"] is not False else str(item["cause"] or "unknown")


def has_interval(own: Fields) -> bool:
    """Tell whether there is an interval; where all questions had the same figure, resampling can't give one."""
    return own.get("low") is not None and own.get("high") is not None and own["low"] < own["high"]


def write_figure(value: float | None, measure: Measure) -> str:
    """Write a figure as its measure is read."""
    if value is None or math.isnan(value):
        return "–"
    return f"{value:.0%}" if measure.unit == "share" else f"{value:.2f}" if measure.unit == "score" else f"{value:.0f}"


def write_interval(own: Fields, measure: Measure) -> str:
    """Write the interval of a figure and the number of questions behind it."""
    questions = f"{own['n']} question{'' if own['n'] == 1 else 's'}"
    if not has_interval(own):
        return questions
    return f"{write_figure(own['low'], measure)} to {write_figure(own['high'], measure)}; {questions}"


def write_seconds(seconds: float) -> str:
    """Write a time."""
    if seconds < 10:
        return f"{seconds:.2f} s"
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def anchor_of(number: int, place: int) -> str:
    """Name the place of a question on the page."""
    return f"question-{number}-{place}"
