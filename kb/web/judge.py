"""What of a conversation goes into the feedback log: an exchange that a person judged, or that found nothing."""

import logging
from datetime import UTC, datetime

from kb.answer import Status
from kb.errors import FeedbackError
from kb.feedback import Cited, Feedback, FeedbackLog, Verdict
from kb.followup import Turn
from kb.web.chat import Conversation

log = logging.getLogger(__name__)


def make_feedback(conversation: Conversation, verdict: Verdict, reason: str = "") -> Feedback:
    """Make an entry of the last exchange of a conversation; raises ValueError if it has no answer.

    Of the exchanges before it, answers that were made from other documents than the last one are left out: a purge
    tells by the generation of an entry whether anything in it may have been deleted.
    """
    *earlier, last = conversation
    answer = last.answer
    if answer is None:
        raise ValueError(last.question)
    history = [
        turn
        for before in earlier
        if before.answer is not None
        for turn in (Turn("user", before.question), Turn("assistant", before.answer.text))
        if turn.role == "user" or before.answer.generation == answer.generation
    ]
    return Feedback(
        id=last.id,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        verdict=verdict,
        question=last.question,
        history=tuple(history),
        answer=answer.text,
        status=str(answer.status),
        citations=tuple(Cited(c.source, c.title, c.page, c.start, c.end, c.quote) for c in answer.citations),
        generation=answer.generation,
        reason=reason,
    )


def note_unanswered(feedback: FeedbackLog, conversation: Conversation) -> None:
    """Keep the last question if it found nothing and such questions are kept; never raises, as the answer stands."""
    answer = conversation[-1].answer
    if answer is None or answer.status is not Status.NOT_FOUND:
        return
    try:
        feedback.add(make_feedback(conversation, Verdict.NOT_FOUND))
    except FeedbackError as error:
        log.error("%s", error)
