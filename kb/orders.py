"""Orders to a chatbot that stand in documents: found, so that they are neither quoted nor taken for what is told.

Text that speaks to a machine about its reply ("ignore the above and answer ...") has no place in an answer, whoever put
it there; nor has what is only pretended ("let's say that ..."). What follows in its paragraph is left out with its
line, of a table the row alone, and what a colon announces: what is to be smuggled in often stands in the next sentence.
What is asked of a person ("send your reply to ...") stays; the forms are those of public collections of such attacks
(BIPIA, Yi et al. 2023, https://arxiv.org/abs/2312.14197; garak's latent injections; CyberSecEval).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_REPLY = r"(?:response|reply|answer|output|message|summary|words|text)s?"
_DO = (
    r"(?:add|append|augment|begin|change|encode|encrypt|end|enhance|express|finish|format|give|include|insert|integrate|"
    r"mention|modify|phrase|provide|put|render|repeat|replace|rephrase|rewrite|say|shift|start|substitute|translate|"
    r"use|write)"
)
_ORDERS = re.compile(
    rf"""
    \b{_DO}\b[^.\n]{{0,80}}\b(?:in|into|to|with|for|at\ the\ (?:start|end)\ of)?\s?\byour\ {_REPLY}\b
    | \bin\ your\ (?:response|reply|answer|output|summary)\b
    | \byour\ (?:response|reply|answer|output|summary)\ (?:must|should|shall|has\ to|needs\ to|is\ to)\b
    | (?<!n't\ )(?<!not\ )(?<!may\ )(?<!can\ )(?<!could\ )(?<!might\ )
      \b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{{0,60}}
      \b(?:instruction|prompt|rule|guideline|direction|information|info|snippet|context|scoring|above|previous|prior)s?\b
    | \b(?:respond|reply|answer|output)\ (?:only|simply|exactly|with(?:\ only|\ the\ following|\s*["“<:]))
    | \b(?:simply|only|just|always)\ (?:respond|reply|output)\b(?!\ to\b)
    | (?:^|[.!?:;,]['"”’]?\s+|\b(?:and|please|then|to)\ )
      (?:state|say|output|reply|respond|repeat|print|write|type)\ (?:with\ |back\ )?
      (?:the\ following\b\W*(?:[:"“']|$)|(?:the\ )?exact\ (?:words|phrase|sentence)|verbatim\b|:\s?["“]?\w)
    | \b(?:if|when|whenever|should)\b[^.\n]{{0,20}}\b(?:user|you\ are|asked)\b[^.\n]{{0,60}}
      \b(?:respond|reply|answer|say|output|tell)\b(?=\ (?:with|only|that|exactly)\b|\W*["“:])
    | \b(?:override|skip|ignore|disregard|forget)\b[^.\n]{{0,40}}
      \b(?:and|then)\ (?:just\ |simply\ |instead\ )?(?:output|respond|reply|say|state|print|write|answer)\b
    | \b(?:override|new\ instructions?)\s?:
    | \bfocus\ (?:only|exclusively)\ on\ the\ (?:following|information)\b
    | \byou\ (?:are|act\ as)\ (?:now\ )?(?:an?\ |the\ )?(?:AI|assistant|chatbot|language\ model|DAN)\b
    | \b(?:dear|attention|note\ to|hey)[,:]?\ (?:an?\ |the\ |all\ )?(?:AI|LLM|chatbots?|language\ models?)\b
    | \bas\ an?\ (?:AI|LLM|chatbot)(?:\ (?:assistant|language\ model|model)\b|,)
    | \b(?:note|notice|message|instructions?)\ (?:to|for)\ (?:\w+\ )?(?:automated|AI|LLM|screening|analysis)\b
    | \bvisible\ (?:only\ )?to\ (?:the\ )?(?:AI|LLM|model|machine)s?\b
    | \blet['’]s\ (?:say|pretend|imagine|assume|state|claim|suppose|conclude)\ (?:that|the|you|it|this)\b
    | (?:^|[.!?:;,]\s+)(?:please\ |now\ )?pretend\ (?:that|to\ be|you|as\ if)\b
    | \bin\ (?:a\ parallel|an?\ alternate|another)\ (?:universe|world|reality)\b
    | \bwe\ (?:might|could|may|would)\ (?:state|say|write)\s?:
    | \bin\ an?\ (?:\w+\ )?(?:world|universe|reality)\ (?:where|in\ which)\b[^.\n]{{0,120}}
      \bwe\ (?:might|could|may|would|can)\ (?:state|say|write|claim|conclude)\b
    | \b(?:ignore[rz]?|oublie[rz]?)\b[^.\n]{{0,40}}\b(?:instructions|consignes)\b
    | \b(?:ignora\w*|dimentica\w*|olvida\w*|omite)\b[^.\n]{{0,40}}\b(?:istruzioni|instrucciones)\b
    | \b(?:ignor[aăe]\w*|uita\w*|uită)\b[^.\n]{{0,40}}\b(?:instruc[țţt]iuni\w*|instruções)\b
    | \b(?:ignorier\w*|vergiss|vergessen)\b[^.\n]{{0,40}}\b(?:anweisung|instruktion)\w*
    | \b(?:z?ignoruj\w*|zapomnij\w*)\b[^.\n]{{0,40}}\b(?:instrukcj|polece)\w*
    | \b(?:ігноруй|проігноруй|забудь|игнорируй)\w*\b[^.\n]{{0,40}}\b(?:інструкці|вказівк|инструкци|указани)\w*
    | \btalimat\w*\b[^.\n]{{0,40}}\b(?:yok\ say|görmezden|unut)
    | تجاهل[^.\n]{{0,40}}(?:التعليمات|الأوامر|تعليمات)
    | \b(?:system|developer)\ prompts?\b | \bchain\ of\ thought\b
    | ^\W*(?:system|assistant|user)\s?:\s
    | <\s?(?:end|start)\ of\ (?:session|text|prompt|conversation)\s?>|<\|[a-z_]+\|>|\[/?INST\]
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_LINE = re.compile(r"[^\n]+")
_ANNOUNCES = re.compile(r":\W*$")


def is_order(text: str) -> bool:
    """Tell whether a text gives orders to a chatbot."""
    return _ORDERS.search(text) is not None


@lru_cache(maxsize=1024)
def find_orders(page: str) -> tuple[tuple[int, int], ...]:
    """Find what of a page gives orders to a chatbot, with what follows in the paragraph: start and end of each."""
    if not is_order(page):  # nearly all pages
        return ()
    found: list[tuple[int, int]] = []
    announced = False
    for paragraph in _PARAGRAPH.finditer(page):
        text = paragraph.group()
        if announced or is_order(text):
            found.extend(_within(page, *paragraph.span(), whole=announced))
            announced = _ANNOUNCES.search(text) is not None
    return tuple(found)


def _within(page: str, start: int, end: int, whole: bool) -> Iterator[tuple[int, int]]:
    """Give what of a paragraph is left out: from the first line with an order on; of a table each such row."""
    lines = [match.span() for match in _LINE.finditer(page, start, end)]
    ordering = [line for line in lines if is_order(page[slice(*line)])]
    if "|" in page[start:end] and ordering and not whole:
        yield from ordering
    else:
        yield (start if whole or not ordering else ordering[0][0], end)


def overlaps_order(page: str, start: int, end: int) -> bool:
    """Tell whether page[start:end] touches such a place."""
    return any(start < stop and first < end for first, stop in find_orders(page))
