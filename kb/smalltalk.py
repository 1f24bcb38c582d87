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
_ORDERS = (
    r"(?:please )?(?:ignore|forget|disregard|override) (?:all |any )?(?:of )?(?:the |your |my |these |those )?"
    r"(?:previous |prior |above |earlier )?(?:rules?|instructions?|prompts?|guidelines).*|"
    r"(?:please )?(?:write|tell|sing|compose|make up|invent)(?: me)? (?:a |an |us a )?"
    r"(?:poem|joke|song|story|haiku|limerick)\b.*|"
    r"(?:please )?(?:pretend|act) (?:to be|as|like|you are)\b.*|you are now .*|"
    r"(?:show|reveal|print|repeat|what is)(?: me)? your (?:system )?(?:prompt|instructions)\b.*"
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
