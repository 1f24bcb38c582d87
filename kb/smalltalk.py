"""What is said to a chatbot that is no question to the documents: greetings, thanks, "what can you do?"."""

import re

from kb.words import fold

_HELLO = (
    r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|bonjour|bonsoir|salut|ciao|buongiorno|salve|"
)
_HELLO += r"buna(?: ziua)?|привіт|добрии день|вітаю)"  # "добрий", folded
_THANKS = r"(?:thanks?(?: you)?(?: very much| a lot| so much)?|cheers|merci(?: beaucoup)?|grazie(?: mille)?|multumesc|"
_THANKS += r"дякую|great|perfect|ok(?:ay)?|bye|goodbye|see you)"
_HELP = r"(?:help|who are you|what are you|what can you do|what can i ask(?: you)?|how do(?:es)? (?:you|this) work|"
_HELP += r"are you (?:a |an )?(?:human|robot|bot|ai|chatbot))"
# The forms of instructions to the chatbot itself; a question that only mentions such words goes to the documents.
_POLITELY = r"(?:please )?(?:(?:can|could|would|will) you )?(?:please )?"
_ORDERS = (
    rf"{_POLITELY}(?:ignore|forget|disregard|override|bypass) (?:all |any |everything )?(?:of )?"
    r"(?:the |your |my |these |those |all )*"
    r"(?:(?:previous|prior|above|earlier|safety) )?(?:rules?|instructions?|prompts?|guidelines|restrictions|above)\b.*|"
    rf"{_POLITELY}(?:write|tell|sing|compose|make up|invent|draw|generate)(?: me| us)? (?!the )(?:\w+ ){{0,3}}"
    r"(?:poem|joke|song|story|haiku|limerick|essay|picture|image|rap|python|code|script)\b.*|"
    # Work that is asked for; "how do I write an application" asks the documents.
    rf"{_POLITELY}(?:write|draft|fill in|fill out|complete|correct|proofread|rewrite|summari[sz]e)(?: up| me)? "
    r"(?:my|our|an?|the|this)(?: \w+){0,2} (?:applications?(?: forms?)?|proposals?|letters?|e ?mails?|speech|cv|"
    r"reports?|texts?|function|program|budget table)(?: (?:for|to|about|in) .*)?|"
    rf"{_POLITELY}translate (?:this|that|it|the following|my|our|into)\b.*|"
    rf"{_POLITELY}(?:pretend|act|behave|speak|talk) (?:to be|as|like|you are)\b.*|"
    r"(?:from now on )?you are now .*|from now on .*|"
    rf"{_POLITELY}(?:show|reveal|print|repeat|tell|what is|what are)(?: me| us)? your "
    r"(?:system |hidden |secret |initial )*(?:prompt|instructions|rules)\b.*"
)

HELLO = (
    "Hello! I answer questions about the Interreg NEXT network, its programmes, their history and whom to contact. "
    "Every statement is quoted from the network's documents."
)
THANKS = "You are welcome. Ask whenever you like."
HELP = (
    "I am an AI system that answers from the documents of the Interreg NEXT network, and only from them. Ask for "
    'instance "Which programmes are there?" or "Who is the contact for the Interreg NEXT network?". Click a number to '
    "see the passage an answer was taken from."
)
DECLINED = "I only answer questions from the documents of the Interreg NEXT network; I can't do that."


def reply_to_smalltalk(message: str) -> str | None:
    """Give the reply to a greeting, thanks, a question about the chatbot or an order to it; None for any other."""
    said = re.sub(r"[^\w\s']", " ", fold(message))
    said = " ".join(said.split())
    greeted = re.sub(rf"^{_HELLO}(?: there| all| everybody)?\b ?", "", said)
    for pattern, reply in ((_THANKS, THANKS), (_HELP, HELP), (_ORDERS, DECLINED)):
        if re.fullmatch(rf"(?:{pattern})(?: {_THANKS})?", greeted):
            return reply
    return HELLO if said and not greeted else None


def without_greeting(message: str) -> str:
    """Give what is left of a message when its greeting is taken off; a greeting would be searched for, too."""
    left = re.sub(rf"^\W*{_HELLO}(?: there| all| everybody)?\s*[,.!:;-]+\s*", "", message, flags=re.IGNORECASE)
    return left or message
