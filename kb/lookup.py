"""What the library holds on a question: the steps from a question to evidence, shared by asking and training."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.correction import read_correction, without_corrections
from kb.elliptic import is_joined
from kb.evidence import Evidence, find_evidence
from kb.followup import Turn, newest_turns, split_message
from kb.home import name_home
from kb.idioms import put_plainly
from kb.index import Hit, Index, Query
from kb.membership import name_sides
from kb.names import Name, Names, find_names
from kb.programmes_of import read_members
from kb.question import Kind, kind_of
from kb.reading import Reading, put_as, read_question, read_turns
from kb.retrieve import prepare_queries, retrieve_hits
from kb.setting import is_setting
from kb.smalltalk import without_greeting
from kb.standalone import choose_programmes, complete_keywords, stand_alone

READ = 8  # hits whose units may answer
READ_FOR_LIST = 20  # a list is worth looking further down for: its items outweigh the words that were asked


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question. The first query is the question alone; hits and evidence are best first.

    around is what the message says around its question, "" for most; says_who is whether that is who or where one is.
    scope is what the search was limited to. meant are the programmes of which a follow-up may mean any; one of them
    should be named. leans is whether the question leans on what was said before in a way that its words do not tell.
    """

    reading: Reading
    queries: tuple[Query, ...]
    hits: tuple[Hit, ...]
    evidence: tuple[Evidence, ...]
    around: str = ""
    says_who: bool = False
    scope: Iterable[str] | None = None
    meant: tuple[Name, ...] = ()
    leans: bool = False


def look_up(
    index: Index,
    question: str,
    history: Sequence[Turn] = (),
    scope: Iterable[str] | None = None,
    rewritten: str | None = None,
) -> Found:
    """Find hits and the units in them that may answer, within the sources of scope.

    What a message says around its question counts as said before. A question that names what it is about, or whose
    words tell what of the conversation it leans on, is searched for as it stands alone.
    rewritten is the question as a chat model made it stand alone; what it finds counts beside what the question finds.
    """
    history = without_corrections(history)
    said = [turn.text for turn in history if turn.role == "user"]
    question, around = split_message(read_correction(question, said) or question if history else question)
    if around:
        history = [*history, Turn("user", around)]
    turns, spoken = read_turns(index, newest_turns(history))
    reading = read_question(index, question, spoken)
    says_who = is_setting(around)
    if not says_who and not any(map(_says_who, history)):
        named = name_home(index, reading.text)  # else "we" are who asks
        reading = put_as(index, reading, named) if named != reading.text else reading
    whole = complete_keywords(find_names(index), read_members(index), reading.text)
    reading = reading if whole == reading.text else put_as(index, reading, whole)
    leaning = bool(turns) and not around
    standing = stand_alone(find_names(index), reading.text, turns, read_members(index)) if leaning else None
    meant = choose_programmes(find_names(index), reading.text, turns, read_members(index)) if leaning else ()
    if standing is not None:
        reading, turns = put_as(index, reading, name_sides(index, put_plainly(without_greeting(standing)))), []
    if not turns and _names_only(find_names(index), reading.text):
        reading = put_as(index, reading, f"What is {reading.text.strip(' ?.!')} about?")
    leans = leaning and (standing is None or (standing != reading.question and is_joined(standing)))
    queries = prepare_queries(index, reading.text, turns)
    if rewritten is not None:
        queries = [*queries, index.prepare(read_question(index, rewritten).text)]
    found = weigh_hits(index, reading, queries, retrieve_hits(index, queries, READ_FOR_LIST, scope))
    around = read_question(index, around, reading.language).text if around else ""
    return replace(found, around=around, says_who=says_who, scope=scope, meant=meant, leans=leans)


def _says_who(turn: Turn) -> bool:
    """Tell whether somebody who asked before said who they are."""
    return turn.role == "user" and is_setting(f"{turn.text}\n{split_message(turn.text)[1]}")


def _names_only(names: Names, text: str) -> bool:
    """Tell whether a question is nothing but the name of something that has a document of its own: "NEXT MED"."""
    named = text.strip(" ?.!")
    return any(
        place.names[0].titled and text[place.start : place.end] == named and not names.is_subject(place.names[0])
        for place in names.find(text)
    )


def weigh_hits(index: Index, reading: Reading, queries: Sequence[Query], hits: Sequence[Hit]) -> Found:
    """Find the units in hits that may answer."""
    evidence = find_evidence(index, queries, hits[: read_depth(reading.text)])
    return Found(reading, tuple(queries), tuple(hits), tuple(evidence))


def read_depth(question: str) -> int:
    """Tell how many of the best hits are read for units that answer."""
    return READ_FOR_LIST if kind_of(question) is Kind.LIST else READ
