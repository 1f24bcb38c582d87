"""What a chat model may be used for in a day, and what it was used for."""

from concurrent.futures import ThreadPoolExecutor

from kb.usage import Allowance, Tally, Usage

DAY = 86_400


def test_an_allowance_is_for_a_day() -> None:
    """Each user has a share, all together have one, and the next day begins anew."""
    allowance = Allowance(a_user=2, together=3)
    taken = [
        allowance.take(user, now)
        for user, now in [("a", 0), ("a", 1), ("a", 2), ("b", 3), ("c", 4), ("a", DAY - 1), ("a", DAY), ("b", DAY)]
    ]
    assert taken == [True, True, False, True, False, False, True, True]


def test_looking_takes_nothing() -> None:
    """Whether an answer is left may be asked as often as one likes."""
    allowance = Allowance(a_user=1, together=1)
    assert [allowance.is_left("a", 0), allowance.is_left("a", 0), allowance.take("a", 0)] == [True, True, True]
    assert [allowance.is_left("a", 0), allowance.is_left("b", 0), allowance.is_left("a", DAY)] == [False, False, True]


def test_many_at_once_get_no_more_than_there_is() -> None:
    """However many ask at the same time, exactly the limit is given."""
    allowance = Allowance(a_user=100, together=50)
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda number: allowance.take(f"user {number % 4}", 0.0), range(200)))

    assert sum(taken) == 50


def test_usage_is_added_up_for_today() -> None:
    """Each generation has its sums, newest first; yesterday's are gone."""
    tally = Tally()
    tally.add(1, now=0, answers=9)
    tally.add(1, now=DAY, answers=1, tokens_in=10, tokens_out=2)
    tally.add(2, "took too long", now=DAY, tokens_in=5)
    tally.add(2, "took too long", now=DAY)
    tally.add(2, now=DAY, remembered=1)

    assert tally.read(DAY) == (
        Usage(2, remembered=1, tokens_in=5, failures={"took too long": 2}),
        Usage(1, answers=1, tokens_in=10, tokens_out=2),
    )
    assert tally.read(2 * DAY) == ()
