"""A message that corrects the one before: "no, I meant Iași", "sorry, I mean the second call", "not X, Y"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.followup import Turn
from kb.words import term_set

_NO = (
    r"(?:no|nope|nah|sorry|oops|wait|actually|pardon|excuse me|non|désolée?|scusa|scusi|nu|scuze|ні|вибач|вибачте|"
    r"(?:that|it)(?:['’]s| is| was) not what I (?:meant|asked))"
)
_MEANT = (
    r"(?:(?:but )?(?:I|we) (?:actually |really |rather )?(?:meant?|was (?:asking|talking) (?:about|for)|"
    r"wanted to (?:say|ask about)|asked (?:about|for)|was thinking of)|"
    r"(?:mais )?je (?:voulais dire|veux dire|parlais (?:de|du|des)|pensais (?:à|au))|"
    r"(?:ma )?(?:intendevo|volevo dire|voglio dire|mi riferivo (?:a|al|alla)|parlavo (?:di|del|della))|"
    r"(?:m[ăa] refeream la|voiam s[ăa] spun|vreau s[ăa] spun|vorbeam despre|m[ăa] g[âa]ndeam la)|"
    r"я (?:мав|мала|маю) на увазі|я питав про|я питала про|я про)"
)
_OTHER = (
    r"(?:the other(?: one)?|l['’]autre|l['’]altr[oa]|cel[ăa]lalt|cealalt[ăa]|інш(?:ий|а|у|е))"
    r"(?=\s*[,:;–-]|\s+(?:in|of)\b)"
)
# What is corrected stands between "not" and a comma or "but".
_BUT = r"(?:but|mais|ma|ci|а)"
_NOT = rf"(?:not|pas|non|nu|не) (?P<wrong>[^,;?]{{2,40}}?)\s*(?:[,;]\s*(?:{_BUT} )?|\s{_BUT}\s)\s*"
# "No, Iași": a piece of a sentence behind a "no".
_BARE = re.compile(
    rf"^\W*(?!no\. of\b){_NO}[,.!:;–-]+\s+(?=[^\s,]+(?:\s[^\s,]+){{0,2}}\W*$)"
    r"(?!thank|merci|grazie|mul[tț]|дяк|it\b|that\b)",
    re.I,
)
_CORRECTS = "|".join((_MEANT, _NOT.replace("?P<wrong>", "?:"), _OTHER))
_OPENS = re.compile(
    rf"^\W*(?:{_NO}\b[\s,.!:;–-]+)*(?={_CORRECTS})(?:{_MEANT}[\s,:;–-]+)?(?:{_NOT})?(?:{_OTHER}[\s,:;–-]*)?(?=\S)",
    re.I,
)


def read_correction(message: str, said: Sequence[str]) -> str | None:
    """Give what a message says in place of what was said before; None for one that corrects nothing.

    What is said to be wrong must have been said: "not sure, who runs it?" corrects nothing. Where the last message
    has it, that message is given with the other in its place.
    """
    opens, bare = _OPENS.match(message), _BARE.match(message)
    if opens is None or not re.search(r"\w", message[opens.end() :]):
        return message[bare.end() :] if bare else None
    meant, wrong = message[opens.end() :], opens["wrong"] or ""
    if not term_set(wrong) <= term_set(" ".join(said)):
        return None
    literally = re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", said[-1], re.I) if wrong and said else None
    return f"{said[-1][: literally.start()]}{meant}{said[-1][literally.end() :]}" if literally else meant


def without_corrections(history: Sequence[Turn]) -> list[Turn]:
    """Give a history whose corrections only say what is put in the place of what was said before."""
    kept: list[Turn] = []
    said: list[str] = []
    for turn in history:
        text = turn.text
        if turn.role == "user":
            text = read_correction(text, said) or text
            said.append(text)
        kept.append(replace(turn, text=text))
    return kept
