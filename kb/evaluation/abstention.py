"""How well the confidence tells answerable questions from others: AUROC, the risk-coverage curve, where one stands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kb.evaluation.bootstrap import RESAMPLES, SEED, draw, percentiles
from kb.evaluation.measures import judge_answer, refuses
from kb.evaluation.run import ANSWERED, Asked

STEPS = 50  # thresholds of the curve, from 0 to 1


@dataclass(frozen=True, slots=True)
class Guess:
    """What would be answered at some threshold: from which confidence up, and whether that is wrong.

    answers is False for what is never answered (small talk, nothing found at all).
    """

    answerable: bool
    confidence: float
    answers: bool
    wrong: bool


def guess_of(asked: Asked) -> Guess | None:
    """Give what a question's answer is like when nothing holds it back; None when it is not judged."""
    question, answer = asked.question, asked.unguarded
    if question.answerable is None:
        return None
    answers = answer["status"] in ANSWERED
    wrong = judge_answer(question, answer) is False if question.answerable else not refuses(answer)
    return Guess(question.answerable, float(asked.answer["confidence"]), answers, answers and wrong)


def auroc_interval(guesses: Sequence[Guess]) -> tuple[float, float, float] | None:
    """Give the AUROC of the confidence with its 95 % interval; None without both kinds of questions.

    It is the probability that an answerable question has a higher confidence than an unanswerable one.
    """
    yes = np.sort(np.array([g.confidence for g in guesses if g.answerable]))
    no = np.sort(np.array([g.confidence for g in guesses if not g.answerable]))
    if not len(yes) or not len(no):
        return None
    won = (yes[:, None] > no).astype(np.float64) + 0.5 * (yes[:, None] == no)
    value = float(won.mean())
    yes_drawn, no_drawn = (_counts(len(values), SEED + i) for i, values in enumerate((yes, no)))
    resampled = np.einsum("ry,yn,rn->r", yes_drawn, won, no_drawn, optimize=True) / (len(yes) * len(no))
    return (value, *percentiles(resampled, value))


def risk_coverage(guesses: Sequence[Guess]) -> list[dict[str, float]]:
    """Give, for thresholds from 0 to 1, the share of all that is answered and the share of wrong ones among those."""
    if not guesses:
        return []
    curve = []
    for step in range(STEPS + 1):
        threshold = step / STEPS
        answered = [guess for guess in guesses if guess.answers and guess.confidence >= threshold]
        wrong = sum(guess.wrong for guess in answered) / len(answered) if answered else 0.0
        curve.append(
            {"threshold": threshold, "answered": round(len(answered) / len(guesses), 4), "wrong": round(wrong, 4)}
        )
    return curve


def operating_point(asked: Sequence[Asked], min_confidence: float) -> dict[str, float | None]:
    """Give where one stands: the share of answerable questions refused, and of unanswerable ones answered."""
    yes = [one.answer["status"] not in ANSWERED for one in asked if one.question.answerable is True]
    no = [not refuses(one.answer) for one in asked if one.question.answerable is False]
    return {"threshold": min_confidence, "wrongly_refused": _share(yes), "wrongly_answered": _share(no)}


def _share(values: Sequence[bool]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _counts(count: int, seed: int) -> np.ndarray:
    """Count how often each of count places is drawn in each resample."""
    drawn = draw(count, seed)
    flat = drawn + np.arange(RESAMPLES)[:, None] * count
    return np.bincount(flat.ravel(), minlength=RESAMPLES * count).reshape(RESAMPLES, count).astype(np.float64)
