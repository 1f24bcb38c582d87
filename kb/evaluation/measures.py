"""Measure one answer against what is known about the right one."""

import re
import string
from collections import Counter
from collections.abc import Iterable, Sequence

from kb.evaluation.run import ANSWERED, Asked, Fields
from kb.evaluation.sets import EvaluationQuestion
from kb.golden import holds_facts
from kb.index import Index
from kb.words import split_words, terms

SHORT = 5  # words up to which a reference answer is one that an answer can hold as it stands
COVERED = 0.5  # share of a long reference's words from which an answer counts as right
SHINGLE = 5  # words in a row by which passages are compared
ALIKE = 0.5  # share of the shorter one's shingles from which two passages are the same
RETRIEVAL = ("nDCG@10", "R@5", "R@10", "RR", "Success@1", "Success@5")

_MARK = re.compile(r"\s*\[\d+\]")
_YES_NO = {"yes", "no"}


def judge_answer(question: EvaluationQuestion, answer: Fields) -> bool | None:
    """Tell whether an answer is right; None when nothing is known to hold it against.

    An unanswerable question must be refused. For an answerable one, the best there is counts: all expected facts; a
    short reference answer as it stands; half of the words of a long one; a citation from a relevant source.
    """
    if question.answerable is None:
        return None
    if not question.answerable:
        return refuses(answer)
    references = comparable_answers(question)
    if not (question.expect or references or question.relevant):
        return None
    if answer["status"] not in ANSWERED:
        return False
    if question.expect:
        return holds_facts(answer["text"], question.expect)
    if references:
        holds = is_short(references) and holds_reference(answer["text"], references)
        return holds or (not is_short(references) and covered_words(answer["text"], references) >= COVERED)
    return any(citation["source"] in question.relevant for citation in answer["citations"])


def refuses(answer: Fields) -> bool:
    """Tell whether an answer says, wholly or in part, that the documents do not tell."""
    return answer["status"] not in (*ANSWERED, "error") or (answer["status"] == "partly" and bool(answer["missing"]))


def measure_answer(asked: Asked, index: Index) -> dict[str, float]:
    """Give every measure that applies to one answer, each 0 to 1 but words."""
    question, answer = asked.question, asked.answer
    measured: dict[str, float] = {}
    verdict = judge_answer(question, answer)
    if verdict is not None:
        measured["correct"] = float(verdict)
    if question.answerable is True:
        measured["wrongly refused"] = float(answer["status"] not in ANSWERED)
        measured["doubted"] = float(refuses(answer) and answer["status"] in ANSWERED)
        measured |= _measure_text(question, answer)
    elif question.answerable is False:
        measured["rightly refused"] = float(refuses(answer))
    if question.evidence and question.answerable:
        found = [holds_evidence(passage["text"], question.evidence) for passage in answer["passages"]]
        measured |= {"evidence@1": float(any(found[:1])), "evidence@5": float(any(found[:5]))}
    if answer["status"] in ANSWERED:
        measured["words"] = float(len(strip_marks(answer["text"]).split()))
        measured |= _measure_citations(question, answer, index)
    return measured


def measure_retrieval(asked: Sequence[Asked]) -> list[dict[str, float]]:
    """Give the retrieval measures of every question that names relevant sources, by ir-measures; {} for the others.

    What is ranked are the sources of the passages, each where it comes first.
    """
    import ir_measures

    measures = [ir_measures.parse_measure(name) for name in RETRIEVAL]
    measured: list[dict[str, float]] = [{} for _ in asked]
    qrels, run = [], []
    for number, one in enumerate(asked):
        if not one.question.relevant or one.question.answerable is False:
            continue
        qrels += [ir_measures.Qrel(str(number), source, 1) for source in one.question.relevant]
        ranked = dict.fromkeys(passage["source"] for passage in one.answer["passages"])
        run += [ir_measures.ScoredDoc(str(number), source, -float(rank)) for rank, source in enumerate(ranked)]
        measured[number] = dict.fromkeys(RETRIEVAL, 0.0)
    if qrels:
        for value in ir_measures.iter_calc(measures, qrels, run):
            measured[int(value.query_id)][str(value.measure)] = float(value.value)
    return measured


def comparable_answers(question: EvaluationQuestion) -> tuple[str, ...]:
    """Give the reference answers that quotations can be held against: a bare yes or no stands in no document."""
    return tuple(answer for answer in question.answers if normalise(answer) not in {*_YES_NO, ""})


def is_short(references: Sequence[str]) -> bool:
    """Tell whether the shortest reference answer is so short that an answer can hold it as it stands."""
    return any(len(answer.split()) <= SHORT for answer in references)


def holds_reference(text: str, references: Iterable[str]) -> bool:
    """Tell whether a text contains one of the reference answers, both normalised as in SQuAD."""
    padded = f" {normalise(strip_marks(text))} "
    return any(f" {normalise(answer)} " in padded for answer in references)


def covered_words(text: str, references: Sequence[str]) -> float:
    """Give the share of a reference's words (stems, stop words left out) that a text has; the best reference counts."""
    said = frozenset(terms(text))
    wanted = [frozenset(terms(answer)) for answer in references]
    return max((len(words & said) / len(words) for words in wanted if words), default=0.0)


def token_f1(text: str, reference: str) -> float:
    """Give the F1 of the words that a text and a reference share, as SQuAD counts them."""
    said, wanted = normalise(text).split(), normalise(reference).split()
    common = sum((Counter(said) & Counter(wanted)).values())
    if not said or not wanted:
        return float(said == wanted)
    return 2 * common / (len(said) + len(wanted))


def normalise(text: str) -> str:
    """Lower case, and drop punctuation, articles and extra white space, as SQuAD's own evaluation does."""
    bare = "".join(character for character in text.lower() if character not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def strip_marks(text: str) -> str:
    """Drop the numbers of the citations, [1], [2]."""
    return _MARK.sub("", text)


def holds_evidence(text: str, evidence: Iterable[str]) -> bool:
    """Tell whether a passage is one of the evidence passages or a part of it, by the runs of words they share."""
    words = split_words(text)
    return any(_alike(words, split_words(passage)) for passage in evidence)


def _alike(one: list[str], other: list[str]) -> bool:
    length = min(SHINGLE, len(one), len(other))
    if not length:
        return False
    first, second = ({tuple(words[i : i + length]) for i in range(len(words) - length + 1)} for words in (one, other))
    return len(first & second) >= ALIKE * min(len(first), len(second))


def _measure_text(question: EvaluationQuestion, answer: Fields) -> dict[str, float]:
    """Measure the answer to an answerable question; a refusal holds nothing."""
    text = strip_marks(answer["text"]) if answer["status"] in ANSWERED else ""
    measured: dict[str, float] = {}
    if question.expect:
        held = [holds_facts(answer["text"], (facts,)) for facts in question.expect] if text else []
        measured["facts"] = sum(held) / len(question.expect)
        measured["all facts"] = float(sum(held) == len(question.expect))
    references = comparable_answers(question)
    if references:
        measured["reference words"] = covered_words(text, references)
    if is_short(references):
        measured["holds reference"] = float(holds_reference(text, references))
        measured["exact match"] = float(any(normalise(text) == normalise(answer) for answer in references))
        measured["token F1"] = max(token_f1(text, answer) for answer in references)
    return measured


def _measure_citations(question: EvaluationQuestion, answer: Fields, index: Index) -> dict[str, float]:
    """Measure the citations of an answer: exact, from a relevant source and page, in a passage that holds the fact."""
    citations = answer["citations"]
    measured = {"citations exact": _mean([_is_exact(citation, index) for citation in citations])}
    if question.answerable is not True:
        return measured
    cited = [_cited_passage(citation, answer["passages"]) for citation in citations]
    references = comparable_answers(question)
    if question.expect:
        measured["cited passage holds facts"] = float(holds_facts("\n".join(cited), question.expect))
    elif is_short(references):
        measured["cited passage holds facts"] = float(any(holds_reference(text, references) for text in cited))
    if question.relevant:
        measured["cited source relevant"] = float(any(c["source"] in question.relevant for c in citations))
    if question.evidence:
        measured["cited evidence"] = float(any(holds_evidence(text, question.evidence) for text in cited))
    if question.pages:
        right = [
            c["page"] in question.pages and (not question.relevant or c["source"] in question.relevant)
            for c in citations
        ]
        measured["cited page right"] = float(any(right))
    return measured


def _is_exact(citation: Fields, index: Index) -> bool:
    try:
        text = index.text_of(citation["source"], citation["page"])
    except KeyError:
        return False
    return bool(text[citation["start"] : citation["end"]] == citation["quote"])


def _cited_passage(citation: Fields, passages: Sequence[Fields]) -> str:
    """Give the passage that a citation stands in, and the quotation itself if it is in none of the best."""
    for passage in passages:
        same = (passage["source"], passage["page"]) == (citation["source"], citation["page"])
        if same and passage["start"] <= citation["start"] and citation["end"] <= passage["end"]:
            return str(passage["text"])
    return str(citation["quote"])


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
