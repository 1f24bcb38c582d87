"""The chat's messages as HTML. Every text is escaped here; the only tags are ours.

Gradio's Chatbot reads messages as Markdown, in which a block of HTML ends at a blank line. So each block is written on
one line, which leaves Markdown nothing to interpret, and blocks are parted by blank lines, so that the page replaces
only the block that changed. Links open in a new tab: Gradio's sanitizer sets that.
"""

import html
import re
import textwrap
from collections.abc import Callable, Mapping
from functools import partial
from itertools import groupby

from kb.answer import Answer, Citation, Nearest, Status
from kb.contacts import Contact
from kb.web.interface import say
from kb.web.links import describe_date, is_web_address, link_to, link_to_mail, link_to_question
from kb.wording import phrase

STATUS: dict[Status, Callable[[str], str]] = {
    Status.ANSWERED: partial(say, "status_answered"),
    Status.PARTLY: partial(phrase, "status_partly"),
    Status.NOT_FOUND: partial(phrase, "status_not_found"),
    Status.UNCLEAR: partial(phrase, "status_unclear"),
}

_NUMBER = re.compile(r"\[(\d{1,3})\]")
_STRUCK = re.compile(r"~~(.+?)~~")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ITEM = re.compile(r"(?:[-*•]|\d{1,3}[.)])\s+")


def escape(text: str) -> str:
    """Escape a text for HTML, on one line."""
    return html.escape(re.sub(r"\s+", " ", text))


def show_question(question: str, exchange_id: str = "", language: str = "en") -> str:
    """Show a question as it was typed; one that was answered can be changed."""
    shown = f'<p class="kb-question">{"<br>".join(map(escape, question.strip().splitlines()))}</p>'
    if not exchange_id:
        return shown
    edit = escape(say("edit", language))
    button = f'<button type="button" class="kb-act kb-edit" id="kb-edit-{exchange_id}">{edit}</button>'
    return f'{shown}\n\n<p class="kb-below">{button}</p>'


def show_notice(text: str) -> str:
    """Show what is no answer: that one is being looked for, or why there is none and what to do."""
    return f'<p class="kb-notice">{escape(text)}</p>'


def show_failure(text: str) -> str:
    """Show why a question was not answered that is put back into the field (static/ask.js leaves it there)."""
    return f'<p class="kb-notice kb-returned">{escape(text)}</p>'


def show_answer(answer: Answer, pages: Mapping[str, int], question: str = "", only: str = "", model: str = "") -> str:
    """Show an answer: its status in words, its text with citations as links, and its numbered sources.

    pages tells how many pages each source has; those of more than one are cited by page. question is what was asked,
    only says what the answer was limited to, and model which chat model may word it.
    """
    blocks = [f'<p class="kb-only">{escape(only)}</p>'] if only else []
    blocks += [*_status(answer), *_text(answer, pages, question)]
    blocks += [f'<p class="kb-missing">{escape(line)}</p>' for line in (answer.missing, answer.notice) if line]
    if answer.ask is not None:
        blocks.append(_contact(answer.ask, answer, question))
    if answer.worded_by:
        worded = say("worded_by", answer.language, model=model or answer.worded_by)
        blocks.append(f'<p class="kb-worded">{escape(worded)}</p>')
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
    if answer.status not in STATUS:
        return []
    return [f'<p class="kb-status kb-{answer.status.replace("_", "-")}">{escape(status_words(answer))}</p>']


def status_words(answer: Answer) -> str:
    """Say in words what an answer is, "" for what is none."""
    if answer.doubt:
        return phrase("status_doubt", answer.language)
    return STATUS[answer.status](answer.language) if answer.status in STATUS else ""


def _contact(contact: Contact, answer: Answer, question: str) -> str:
    """Show whom to ask as a card, with an e-mail that is ready to be sent where an address is told."""
    language = answer.language
    found = _MAIL.search(f"{contact.reach} {contact.name}")
    lines = [f"<strong>{escape(contact.name)}</strong>"]
    if contact.reach and not found:
        link = contact.reach if "://" in contact.reach else f"https://{contact.reach}"
        shown = escape(contact.reach)
        lines.append(f'<a href="{html.escape(link)}">{shown}</a>' if is_web_address(link) else shown)
    if found:
        subject = say("mail_subject", language, question=textwrap.shorten(question, 80, placeholder=" …"))
        mail = link_to_mail(found.group(), subject, say("mail_body", language, question=question.strip()))
        lines.append(escape(found.group()))
        lines.append(f'<a class="kb-mail" href="{html.escape(mail)}">{escape(say("write_mail", language))}</a>')
    place = " › ".join(filter(None, (contact.title, contact.heading.replace(" > ", " › "))))
    date = escape(describe_date(contact.as_of, language))
    told = f'<a class="kb-source" href="{_href(contact, answer)}">{escape(place)}</a> · <span>{date}</span>'
    title = f'<span class="kb-card-title">{escape(phrase("whom_to_ask", language))}</span>'
    return f'<div class="kb-card">{"<br>".join([title, *lines, told])}</div>'


def _text(answer: Answer, pages: Mapping[str, int], question: str) -> list[str]:
    chips = {c.number: _chip(c, answer, pages) for c in answer.citations}
    choices = {f"- {choice}": choice for choice in answer.choices}
    lines = [line for line in _said(answer).splitlines() if line.strip()]
    blocks: list[str] = []
    for listed, group in groupby(lines, key=lambda line: _ITEM.match(line) is not None):
        if listed:
            items = [
                show_ask(f"{question} ({choices[line]})", choices[line])
                if line in choices
                else _strike(_line(_ITEM.sub("", line, count=1), chips), answer)
                for line in group
            ]
            kind = "kb-suggested kb-choices" if choices else "kb-list"
            blocks.append(f'<ul class="{kind}">{"".join(f"<li>{item}</li>" for item in items)}</ul>')
        else:
            blocks += [f'<p class="{_kind(line, answer)}">{_strike(_line(line, chips), answer)}</p>' for line in group]
    return blocks


def _said(answer: Answer) -> str:
    """Give what is to be read as text: that nothing was found says the status, and whom to ask the card."""
    if answer.status is not Status.NOT_FOUND:
        return answer.text
    rest = answer.text.removeprefix(phrase("not_found", answer.language)).strip()
    return "" if answer.ask is not None else rest


def _kind(line: str, answer: Answer) -> str:
    return "kb-line kb-differ" if line.startswith(phrase("disagree", answer.language)) else "kb-line"


def show_ask(question: str, shown: str = "") -> str:
    """Show a link that asks a question; shown is what stands in it, if not the question."""
    return f'<a class="kb-ask" href="{html.escape(link_to_question(question))}">{escape(shown or question)}</a>'


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
        facts.append(f'<span class="kb-date">{escape(describe_date(passage.as_of, answer.language))}</span>')
        facts.append(f'<span class="kb-old">{escape(phrase("old", answer.language))}</span>' if passage.old else "")
    below = " · ".join(filter(None, facts))
    within = f'<br><span class="kb-place">{below}</span>' if below else ""
    printed = passage.url if isinstance(passage, Citation) and is_web_address(passage.url) else ""
    original = f'<span class="kb-original">{escape(printed)}</span>' if printed else ""
    return f'<a class="kb-source" href="{_href(passage, answer)}">{escape(passage.title)}{within}</a>{original}'


def _place(passage: Citation | Nearest, answer: Answer, pages: Mapping[str, int]) -> str:
    """Name the place within the document: its headings, and of several pages the page."""
    headings = passage.heading.replace(" > ", " › ")
    page = phrase("page", answer.language, number=passage.page) if pages.get(passage.source, 1) > 1 else ""
    return ", ".join(filter(None, (headings, page)))


def _href(passage: Citation | Nearest | Contact, answer: Answer) -> str:
    return html.escape(link_to(passage, answer.generation))
