"""From a question to an answer; kb.answer.steps is the one place that knows the order of the steps."""

from kb.answer.age import is_old, newest_date
from kb.answer.steps import answer_question, check_question, stream_answer
from kb.answer.values import Answer, Citation, Nearest, Status

__all__ = [
    "Answer",
    "Citation",
    "Nearest",
    "Status",
    "answer_question",
    "check_question",
    "is_old",
    "newest_date",
    "stream_answer",
]
