"""The text of an answer with its citations, from quotations or from the words of a chat model."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.answer.age import is_old
from kb.answer.values import Answer, Citation
from kb.extract import Quotation
from kb.followup import Turn
from kb.generate import UNCHECKABLE, Sentence, Worded, Writer
from kb.index import Hit, Index
from kb.wording import phrase

_BRACKETS = re.compile(r"\[(\d+)\]")


def quote_answer(base: Answer, quotations: Sequence[Quotation], newest: str) -> Iterator[Answer]:
    """Answer in quotations, one by one."""
    citations: list[Citation] = []
    lines: list[str] = []
    for quotation in quotations:
        citation = _cite(len(citations) + 1, quotation, newest)
        citations.append(citation)
        lines += [quotation.above] if quotation.above else []
        lines.append(_mark(quotation.shown, citation.number))
        yield replace(base, text="\n".join(lines), citations=tuple(citations))


def hits_to_word(quotations: Sequence[Quotation], passages: Sequence[Hit]) -> list[Hit]:
    """Give the hits that a chat model may word: those that would be quoted, then the best passages, each once."""
    hits = (*(quotation.hit for quotation in quotations), *passages)
    return list({(hit.source, hit.page, hit.start): hit for hit in hits}.values())


def word_answer(
    base: Answer,
    index: Index,
    question: str,
    history: Sequence[Turn],
    quotations: Sequence[Quotation],
    newest: str,
    writer: Writer,
    user: str,
) -> Iterator[Answer]:
    """Answer in the chat model's words as far as passages bear them, else in quotations with a line that says so.

    While nothing is worded yet the text is empty.
    """
    hits = hits_to_word(quotations, base.passages)
    worded = Worded(())
    for worded in writer.word_answer(index, question, hits, history, base.language, user):
        if not worded.done:
            yield _say(base, worded.sentences, newest, writer)
    base = replace(base, problem=worded.problem, tokens_in=worded.tokens_in, tokens_out=worded.tokens_out)
    if worded.usable:
        notice = phrase("chat_cut", base.language) if worded.problem else ""
        yield replace(_say(base, worded.sentences, newest, writer), notice=notice)
        return
    *_, quoted = quote_answer(base, quotations, newest)
    why = "chat_language" if worded.problem == UNCHECKABLE else "chat_failed"
    yield replace(quoted, notice=phrase(why, base.language))


def _say(base: Answer, sentences: Sequence[Sentence], newest: str, writer: Writer) -> Answer:
    """Put sentences together with the citations that bear them; what nothing bears is dropped or struck out."""
    numbers: dict[tuple[str, int, int, int], int] = {}
    citations: list[Citation] = []
    lines: list[str] = []
    for sentence in sentences:
        marks = ""
        for ground in sentence.grounds:
            place = (ground.hit.source, ground.hit.page, ground.start, ground.end)
            if place not in numbers:
                numbers[place] = len(numbers) + 1
                quotation = Quotation(ground.hit, ground.start, ground.end, ground.text, ground.text)
                citations.append(_cite(numbers[place], quotation, newest))
            marks += f" [{numbers[place]}]"
        if not sentence.grounds and writer.unsupported == "drop":
            continue
        said = f"{without_marks(sentence.text)}{marks}" if sentence.grounds else f"~~{without_marks(sentence.text)}~~"
        if sentence.listed:
            lines.append(f"- {said}")
        elif lines and not lines[-1].startswith("- "):
            lines[-1] += f" {said}"
        else:
            lines.append(said)
    return replace(base, text="\n".join(lines), citations=tuple(citations), worded_by=writer.chat.name)


def _cite(number: int, quotation: Quotation, newest: str) -> Citation:
    hit = quotation.hit
    return Citation(
        number=number,
        source=hit.source,
        title=hit.title,
        page=hit.page,
        heading=hit.heading,
        start=quotation.start,
        end=quotation.end,
        quote=quotation.quote,
        as_of=hit.as_of,
        url=hit.url,
        old=is_old(hit.as_of, newest),
    )


def _mark(shown: str, number: int) -> str:
    """Put the citation's number behind a quotation; behind the lead-in of a list, whose items follow."""
    # A number in brackets that the document itself has is none of ours.
    first, *rest = without_marks(shown).split("\n")
    return "\n".join([f"{first} [{number}]", *rest])


def without_marks(text: str) -> str:
    """Put a number in brackets that a text has itself in others, so that it is taken for none of our citations."""
    return _BRACKETS.sub(r"(\1)", text)
