"""Write answers and hits for a terminal and as JSON."""

import json
from dataclasses import asdict
from typing import Any

from kb.answer import Answer, Status
from kb.index import Hit
from kb.wording import phrase


def answer_fields(answer: Answer) -> dict[str, Any]:
    """Give an answer as the fields that programs read; passages are the best hits, best first."""
    return {
        "status": str(answer.status),
        "missing": answer.missing,
        "text": answer.text,
        "confidence": round(answer.confidence, 4),
        "seconds": round(answer.seconds, 4),
        "citations": [asdict(citation) for citation in answer.citations],
        "passages": [hit_fields(hit) for hit in answer.passages],
        "nearest": [asdict(nearest) for nearest in answer.nearest],
        "ask": asdict(answer.ask) if answer.ask else None,
        "choices": list(answer.choices),
        "language": answer.language,
        "generation": answer.generation,
        **{name: getattr(answer, name) for name in ("worded_by", "notice", "problem", "tokens_in", "tokens_out")},
    }


def hit_fields(hit: Hit) -> dict[str, Any]:
    """Give a hit as the fields that programs read."""
    names = ("source", "page", "start", "end", "score", "text")
    return {name: getattr(hit, name) for name in names} | {"score": round(hit.score, 4)}


def answer_json(answer: Answer) -> str:
    """Write an answer as one line of JSON."""
    return json.dumps(answer_fields(answer), ensure_ascii=False)


def search_fields(hit: Hit) -> dict[str, Any]:
    """Give a hit of a search as the fields that programs read."""
    return hit_fields(hit) | {"title": hit.title, "heading": hit.heading}


def hit_json(hit: Hit) -> str:
    """Write a hit as one line of JSON."""
    return json.dumps(search_fields(hit), ensure_ascii=False)


def answer_for_people(answer: Answer) -> str:
    """Write an answer with its sources below."""
    lines = [answer.text]
    if answer.status is Status.PARTLY:
        lines.append(f"({phrase('partly', answer.language)})")
    if answer.notice:
        lines.append(f"({answer.notice})")
    if answer.citations:
        lines.append("")
    for citation in answer.citations:
        place = " > ".join(part for part in (citation.title, citation.heading) if part)
        when = phrase("as_of", answer.language, date=citation.as_of) + (
            f"; {phrase('old', answer.language)}" if citation.old else ""
        )
        lines.append(f"[{citation.number}] {place} ({when}), {citation.source}")
    if answer.nearest:
        lines += [
            "",
            phrase("nearest", answer.language) + ":",
            *(f"- {near.title}, {near.source}" for near in answer.nearest),
        ]
    return "\n".join(lines)


def hit_for_people(hit: Hit) -> str:
    """Write a hit on two lines: where, and the beginning of what."""
    text = " ".join(hit.text.split())
    shown = text if len(text) <= 160 else text[:157] + "..."
    return f"{hit.score:.3f}  {hit.source}, page {hit.page}  {hit.heading}\n       {shown}"
