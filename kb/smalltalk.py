"""What is said to a chatbot that is no question to the documents: greetings, thanks, "what can you do?"."""

import re
from dataclasses import dataclass

from kb.hearsay import without_hearsay
from kb.purpose import without_purpose
from kb.wording import Language, phrase
from kb.words import fold

_HELLO: dict[Language, str] = {  # all of it folded: "добрий" is "добрии"
    "en": "hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings",
    "fr": "bonjour|bonsoir|salut",
    "it": "ciao|buongiorno|buonasera|salve",
    "ro": "buna(?: ziua)?|salutare",
    "uk": "привіт|добрии день|доброго дня|вітаю",
}
_THANKS: dict[Language, str] = {
    "en": "thanks?(?: you)?(?: very much| a lot| so much)?|cheers|great|perfect|ok(?:ay)?|bye|goodbye|see you",
    "fr": "merci(?: beaucoup)?|au revoir|d'accord",
    "it": "(?:tante )?grazie(?: mille)?|arrivederci",
    "ro": "multumesc(?: mult| frumos)?|mersi|la revedere",
    "uk": "(?:щиро |дуже )?дякую(?: дуже)?|до побачення",
}
# What says no more than thanks do: "that helps", "very clear".
_PRAISE: dict[Language, str] = {
    "en": "(?:that|this|it)(?:'? ?s| is| was| were)? ?(?:all|it|(?:really |very |so |most )?"
    "(?:helps?|helped|helpful|useful|clear|great|good|perfect|enough|kind))(?: (?:me )?(?:a lot|very much))?|"
    "(?:very |really |so |how )(?:helpful|useful|clear|good|nice|kind)|"
    "(?:good|nice|excellent) (?:to know|answer|job|work)|well done|"
    "(?:i see|got it|understood|all clear|excellent|wonderful|appreciated|much appreciated|no more questions)|"
    "for (?:your|the|all your) (?:help|answers?|information|support|time)",
    "fr": "(?:ca|cela|c'est)(?: m)?'?(?: est)?(?: vraiment| tres| bien)? ?(?:aide|utile|clair|parfait|bien|tout|bon)"
    "(?: beaucoup)?|tres (?:utile|clair|bien)|parfait|super|genial|compris|bien recu|"
    "(?:de|pour) (?:votre|ton|ta|la|l')(?: ?(?:aide|reponse))",
    "it": "(?:questo |cio )?(?:mi )?(?:e (?:stato )?)?(?:molto |davvero )?(?:aiuta|utile|chiaro|tutto)(?: molto)?|"
    "perfetto|ottimo|benissimo|capito|va bene|(?:per|dell') ?(?:il tuo |il suo |l')?aiuto|(?:per|della) la risposta",
    "ro": "(?:asta |acest lucru )?(?:ma |m )?(?:a )?(?:ajuta|ajutat|e (?:foarte )?(?:util|clar|tot)|este "
    "(?:foarte )?(?:util|clar))(?: mult)?|foarte (?:util|clar|bine)|perfect|excelent|"
    "am inteles|e in regula|pentru (?:ajutor|raspuns)",
    "uk": "це (?:дуже |справді )?(?:допомогло|допомагає|корисно|все|зрозуміло)|дуже (?:корисно|добре|зрозуміло)|"
    "чудово|зрозуміло|добре|гаразд|за (?:допомогу|відповідь)",
}
_HELP: dict[Language, str] = {
    "en": "help|who are you|what are you|what can you do|what can i ask(?: you)?|how do(?:es)? (?:you|this) work|"
    "are you (?:a |an )?(?:human|robot|bot|ai|chatbot)",
    "fr": "aide|qui es tu|qui etes vous|que (?:peux tu|pouvez vous) faire|que sais tu faire|"
    "comment (?:ca marche|ca fonctionne|fonctionnes tu)",
    "it": "aiuto|chi sei|(?:che )?cosa (?:puoi|sai) fare|come funziona|come funzioni",
    "ro": "ajutor|cine esti|ce (?:poti|stii) (?:sa faci|face)|cum functionezi|cum functioneaza",
    "uk": "допомога|допоможи|хто ти|хто ви|що ти (?:вмієш|можеш)(?: робити)?|як (?:ти|це) працює",
}
# The forms of instructions to the chatbot itself; a question that only mentions such words goes to the documents.
_POLITELY = r"(?:please )?(?:(?:can|could|would|will) you )?(?:please )?"
_ORDERS: dict[Language, str] = {
    "en": (
        rf"{_POLITELY}(?:ignore|forget|disregard|override|bypass) (?:all |any |everything )?(?:of )?"
        r"(?:the |your |my |these |those |all )*"
        r"(?:(?:previous|prior|above|earlier|safety) )?"
        r"(?:rules?|instructions?|prompts?|guidelines|restrictions|documents|sources|above)\b.*|"
        rf"{_POLITELY}(?:write|tell|sing|compose|make up|invent|draw|generate)(?: me| us)? (?!the )(?:\w+ ){{0,3}}"
        r"(?:poem|joke|song|story|haiku|limerick|essay|picture|image|rap|python|code|script)\b.*|"
        # Work that is asked for; "how do I write an application" asks the documents.
        rf"{_POLITELY}(?:write|draft|fill in|fill out|complete|correct|proofread|rewrite|summari[sz]e)(?: up| me)? "
        r"(?:my|our|an?|the|this)(?: \w+){0,2} (?:applications?(?: forms?)?|proposals?|letters?|e ?mails?|speech|cv|"
        r"reports?|texts?|function|program|budget table)(?: (?:for|to|about|in) .*)?|"
        rf"{_POLITELY}(?:write|draft|compose|prepare)(?: me| us| up)? (?:my |our |an? |the |this )?(?:\w+ ){{0,2}}?"
        r"(?:e ?mails?|letters?|invitations?|repl(?:y|ies)|answers? to|messages?|speech(?:es)?)\b.*|"
        rf"{_POLITELY}translate (?:the|these|all) .*\b(?:in ?to|to) \w+|"
        rf"{_POLITELY}translate (?:this|that|it|the following|my|our|into)\b.*|"
        rf"{_POLITELY}(?:pretend|act|behave|speak|talk) (?:to be|as|like|you are)\b.*|"
        r"(?:from now on )?you are now .*|from now on .*|"
        rf"{_POLITELY}(?:show|reveal|print|repeat|tell|what is|what are)(?: me| us)? your "
        r"(?:system |hidden |secret |initial )*(?:prompt|instructions|rules)\b.*"
    ),
    "fr": r"(?:ignore|oublie)[rz]? (?:toutes )?(?:les|tes|vos|ces) (?:regles|instructions|consignes)\b.*|"
    r"(?:ecris|ecrivez|compose|raconte|chante)(?: moi| nous)? une? (?:poeme|blague|chanson|histoire)\b.*",
    "it": r"(?:ignora|dimentica) (?:tutte )?(?:le |queste )?(?:tue |precedenti )?(?:regole|istruzioni)\b.*|"
    r"(?:scrivi|scrivimi|componi|racconta|raccontami|canta) una? (?:poesia|barzelletta|canzone|storia)\b.*",
    "ro": r"(?:ignora|uita) (?:toate )?(?:regulile|instructiunile)\b.*|"
    r"(?:scrie|compune|spune|canta)(?: mi)? (?:o|un) (?:poezie|gluma|cantec|poveste)\b.*",
    "uk": r"(?:ігноруи|забудь) (?:всі |усі |своі |ці |попередні )*(?:правила|інструкціі)\b.*|"
    r"(?:напиши|розкажи|склади|заспіваи)(?: мені)? (?:вірш|анекдот|жарт|пісню|казку)\b.*",
}
_ANY_HELLO = f"(?:{'|'.join(_HELLO.values())})"
_ANY_THANKS = f"(?:{'|'.join((*_THANKS.values(), *_PRAISE.values()))})"
_MOST_THANKS = 3  # behind each other: "ok, thanks, that helps"
_FOLLOWS = "(?: there| all| everybody)?"
_ASKER = re.compile(
    r"^(?:[Aa]n?|[Tt]he|[Mm]y|[Oo]ur|[Ss]ome|(?:[Oo]ne|[Ss]ome) of (?:my|our|the)) (?:[a-z-]+ ){1,3}?"
    r"(?:(?:is |are )?ask(?:s|ed|ing)?|(?:wants?|wanted|needs?|would like) to know|wonders?)(?: me| us)?,? "
    r"(?=(?:who|what|when|where|which|why|how|whether|if)\b)"
)
# Applicants of whom nothing more is said are who asks: "Where should applicants write to?"
_APPLICANTS = re.compile(
    r"\b(?P<should>should|can|could|must|may|do) (?:the |our )?(?:applicants|beneficiaries)"
    r"(?= (?:have to )?(?:(?:write|turn) to|ask|contact|reach)\b)",
    re.I,
)
# "Who do I write to about X?": the contact for X.
_WRITE_TO = re.compile(
    r"^\W*(?:to )?(?:who|whom|where|which (?:of (?:my|our) )?(?:colleagues?|person))(?P<at> (?:at|in) [^?]{2,40}?)? "
    r"(?:do|can|could|should|may|must) (?:i|we|one) (?:have to |best )?(?:go and |go to )?(?:write|turn|talk|speak)"
    r"(?: to)?(?P<on> (?:about|on|for|regarding|concerning))?\b",
    re.I,
)
_FOR_APPLICANTS = re.compile(r"\bfor (?P<whose>(?:[A-ZÀ-Þ][\w-]* ){1,4})(?:applicants|beneficiaries)\b")


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to small talk, in its language."""

    text: str
    language: Language


def reply_to_smalltalk(message: str) -> Reply | None:
    """Give the reply to a greeting, thanks, a question about the chatbot or an order to it; None for any other."""
    said = " ".join(re.sub(r"[^\w\s']", " ", fold(message)).split())
    rest = re.sub(rf"^{_ANY_HELLO}{_FOLLOWS}\b ?", "", said)
    thanked = (("thanks", _THANKS), ("thanks", _PRAISE))
    for key, forms in (*thanked, ("help", _HELP), ("declined", _ORDERS)):
        for language, pattern in forms.items():
            if re.fullmatch(rf"(?:{pattern})(?: (?:and )?{_ANY_THANKS}){{0,{_MOST_THANKS - 1}}}", rest):
                return Reply(phrase(key, language), language)
    if said and not rest:
        language = next(
            language for language, pattern in _HELLO.items() if re.fullmatch(rf"(?:{pattern}){_FOLLOWS}", said)
        )
        return Reply(phrase("hello", language), language)
    return None


# How it is to be told, at either end: "in simple words", "in one sentence:", "briefly".
_HOW = (
    r"(?:in|with) (?:a |one |two |three |very |really |your own )?(?:simple|simpler|plain|few|short|other|easy)?[ -]?"
    r"(?:words?|sentences?|terms|lines?|nutshell|brief|short)|briefly|for (?:a )?beginners?|"
    r"in (?:very |really )?(?:simple|simpler|plain|easy) (?:english|language)"  # "in English" may be asked
)
_STYLE = re.compile(rf"^\W*(?:{_HOW})\b[,:]?\s+(?=\S)|[,;]?\s+(?:please )?(?:{_HOW})(?=(?:,? please)?\W*$)", re.I)
# "Explain X in two sentences" wants what it is, no overview.
_IN_SENTENCES = re.compile(r"\b(?:one|two|three|few) (?:short |simple )?(?:sentences?|lines?|words)\b", re.I)
_EXPLAIN = re.compile(
    r"^\W*(?:(?:please|can you|could you) )*(?:explain|describe)(?: to (?:me|us))? "
    r"(?P<thing>(?!how|why|what|when|who|where|which)[^?.,;:]{2,60}?)(?: to (?:me|us))?(?:,? please)?\W*$",
    re.I,
)


def without_greeting(message: str) -> str:
    """Give what is left of a message without its greeting, who asks it, how it is to be told and what for.

    None of it is searched for. Who is to be written to is asked for as the contact, as documents call it.

    Of who asks only what names nothing goes: "my boss asks ...", but not "a partner from Odesa asks ...".
    """
    left = re.sub(rf"^\W*{_ANY_HELLO}{_FOLLOWS}\s*[,.!:;-]+\s*", "", message, flags=re.IGNORECASE) or message
    left = without_hearsay(_ASKER.sub("", left) or left)
    left = _FOR_APPLICANTS.sub(lambda found: f"for {found['whose'].strip()}", _APPLICANTS.sub(r"\g<should> I", left))
    left = _WRITE_TO.sub(lambda found: f"Who{found['at'] or ''} is the contact{' for' if found['on'] else ''}", left)
    plain = _STYLE.sub("", left).strip() or left
    explained = _EXPLAIN.match(plain) if plain != left and _IN_SENTENCES.search(left) else None
    left = f"What is {explained['thing']}?" if explained else plain
    return without_purpose(left)
