"""The chat's messages as HTML. Every text is escaped here; the only tags are ours.

Gradio's Chatbot reads messages as Markdown, in which a block of HTML ends at a blank line. So each block is written on
one line, which leaves Markdown nothing to interpret, and blocks are parted by blank lines, so that the page replaces
only the block that changed. Links open in a new tab: Gradio's sanitizer sets that.
"""

import html
import re
from collections.abc import Mapping
from itertools import groupby

from kb.answer import Answer, Citation, Nearest, Status
from kb.web.links import describe_date, link_to
from kb.wording import phrase

STATUS_PHRASES = {
    Status.PARTLY: "status_partly",
    Status.NOT_FOUND: "status_not_found",
    Status.UNCLEAR: "status_unclear",
}

_NUMBER = re.compile(r"\[(\d{1,3})\]")
_STRUCK = re.compile(r"~~(.+?)~~")
_ITEM = re.compile(r"(?:[-*•]|\d{1,3}[.)])\s+")


def escape(text: str) -> str:
    """Escape a text for HTML, on one line."""
    return html.escape(re.sub(r"\s+", " ", text))


def show_question(question: str) -> str:
    """Show a question as it was typed."""
    return f'<p class="kb-question">{"<br>".join(map(escape, question.strip().splitlines()))}</p>'


def show_notice(text: str) -> str:
    """Show what is no answer: that one is being looked for, or why there is none and what to do."""
    return f'<p class="kb-notice">{escape(text)}</p>'


def show_answer(answer: Answer, pages: Mapping[str, int]) -> str:
    """Show an answer: its status in words, its text with citations as links, and its numbered sources.

    pages tells how many pages each source has; those of more than one are cited by page.
    """
    blocks = [*_status(answer), *_text(answer, pages)]
    blocks += [f'<p class="kb-missing">{escape(line)}</p>' for line in (answer.missing, answer.notice) if line]
    if answer.citations:
        items = "".join(f'<li value="{c.number}">{_source(c, answer, pages)}</li>' for c in answer.citations)
        blocks += [
            f'<h2 class="kb-title">{phrase("sources", answer.language)}</h2>',
            f'<ol class="kb-sources">{items}</ol>',
        ]
    if answer.nearest:
        items = "".join(f"<li>{_source(nearest, answer, pages)}</li>" for nearest in answer.nearest)
        blocks += [
            f'<h2 class="kb-title">{phrase("nearest", answer.language)}</h2>',
            f'<ul class="kb-sources">{items}</ul>',
        ]
    return "\n\n".join(blocks)


def _status(answer: Answer) -> list[str]:
    key = STATUS_PHRASES.get(answer.status)
    words = phrase(key, answer.language) if key else ""
    if not words or answer.text.startswith(words):
        return []
    return [f'<p class="kb-status">{escape(words)}</p>']


def _text(answer: Answer, pages: Mapping[str, int]) -> list[str]:
    chips = {c.number: _chip(c, answer, pages) for c in answer.citations}
    lines = [line for line in answer.text.splitlines() if line.strip()]
    blocks: list[str] = []
    for listed, group in groupby(lines, key=lambda line: _ITEM.match(line) is not None):
        if listed:
            items = "".join(f"<li>{_strike(_line(_ITEM.sub('', line, count=1), chips), answer)}</li>" for line in group)
            blocks.append(f'<ul class="kb-list">{items}</ul>')
        else:
            blocks += [f'<p class="kb-line">{_strike(_line(line, chips), answer)}</p>' for line in group]
    return blocks


def _strike(shown: str, answer: Answer) -> str:
    """Strike out what a chat model wrote and no passage bears; what is quoted has such marks of its own."""
    return _STRUCK.sub(r"<s>\1</s>", shown) if answer.worded_by else shown


def _line(line: str, chips: Mapping[int, str]) -> str:
    text, *rest = _NUMBER.split(line)  # text, number, text, number, ..., text
    shown = escape(text)
    for number, following in zip(rest[::2], rest[1::2], strict=True):
        # A number that is no citation belongs to the quoted text.
        chip = chips.get(int(number), f"[{number}]")
        shown += chip + escape(following)
    return shown


def _chip(citation: Citation, answer: Answer, pages: Mapping[str, int]) -> str:
    where = ", ".join(filter(None, (citation.title, _place(citation, answer, pages))))
    text = f'<span class="kb-sr">{escape(phrase("source", answer.language))} </span>{citation.number}'
    return f'<a class="kb-cite" href="{_href(citation, answer)}" title="{escape(where)}">{text}</a>'


def _source(passage: Citation | Nearest, answer: Answer, pages: Mapping[str, int]) -> str:
    facts = [escape(_place(passage, answer, pages))]
    if isinstance(passage, Citation):
        old = f"; {phrase('old', answer.language)}" if passage.old else ""
        facts.append(
            f'<span class="kb-date">{escape(describe_date(passage.as_of, answer.language))}{escape(old)}</span>'
        )
    below = " · ".join(filter(None, facts))
    within = f'<br><span class="kb-place">{below}</span>' if below else ""
    return f'<a class="kb-source" href="{_href(passage, answer)}">{escape(passage.title)}{within}</a>'


def _place(passage: Citation | Nearest, answer: Answer, pages: Mapping[str, int]) -> str:
    """Name the place within the document: its headings, and of several pages the page."""
    headings = passage.heading.replace(" > ", " › ")
    page = phrase("page", answer.language, number=passage.page) if pages.get(passage.source, 1) > 1 else ""
    return ", ".join(filter(None, (headings, page)))


def _href(passage: Citation | Nearest, answer: Answer) -> str:
    return html.escape(link_to(passage, answer.generation))
