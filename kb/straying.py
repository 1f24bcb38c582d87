"""Whether what was found for a follow-up is about something that the conversation never named.

"Which places?" finds a list of places of any programme. What its words do not bind to what was spoken of is searched
for with it, and likeness may win over it: such an answer is no sure one.
"""

from collections.abc import Sequence

from kb.compose.question import names_in
from kb.compose.quotation import Composed
from kb.elliptic import is_joined, narrowing_words
from kb.followup import Turn
from kb.index import Index
from kb.lookup import Found
from kb.names import Name
from kb.question import defined_term, defines
from kb.spoken_of import is_told
from kb.words import term_set

FEW_TERMS = 2  # of a question that says too little to be found by itself
TELLING = 0.5  # rarity from which a word tells what was spoken of, against that of a word that the library has not


def strays(index: Index, found: Found, history: Sequence[Turn], composed: Composed) -> bool:
    """Tell whether an answer to a question that leans on others begins with a thing of which none of them speaks.

    Where they name none that has a document of its own, the answer to next to no words must have a telling word of what
    was asked before. One more detail of the last question may be told nowhere, and that question is answered again.
    """
    if not history or not composed.quotations:
        return False
    narrowing = narrowing_words(found.reading.question)
    if narrowing and narrowing.isdisjoint(term_set(" ".join(one.quote for one in composed.quotations))):
        return True  # the whole was counted, not the part
    if not found.leans:
        return False
    if is_joined(found.reading.text):
        return True
    asked = " ".join(turn.text for turn in history if turn.role == "user")
    told_of = [turn.text for turn in history if turn.role == "assistant" and is_told(turn.text)]
    heard = " ".join([asked, *told_of, found.reading.text])
    first = composed.quotations[0]
    about = f"{first.hit.title}\n{first.hit.heading}\n{first.shown}"
    if defines(first.quote.removeprefix("| "), defined_term(found.reading.text)):
        return False
    meant, told = _titled_in(index, heard), _titled_in(index, about)
    if meant and told:
        return meant.isdisjoint(told)
    if len(term_set(found.reading.text)) > FEW_TERMS:
        return False
    telling = {term for term in term_set(asked) if index.rarity(term) >= TELLING * index.rarest}
    return bool(telling) and telling.isdisjoint(term_set(f"{about} {first.quote}"))


def _titled_in(index: Index, text: str) -> frozenset[Name]:
    return frozenset(name for name in names_in(index, text) if name.titled)
