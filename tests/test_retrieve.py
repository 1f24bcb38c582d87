"""From a question to hits: what is searched for, and what is said twice."""

from pathlib import Path

import pytest
from libraries import NETWORK, make_library

from kb.followup import Turn
from kb.index import Index
from kb.retrieve import SAME, prepare_queries, retrieve_hits
from kb.words import terms


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of three documents."""
    return make_library(tmp_path_factory.mktemp("small"), NETWORK)


def find(index: Index, question: str, **options: object) -> list[str]:
    """Give the first line of each hit."""
    hits = retrieve_hits(index, prepare_queries(index, question), **options)  # type: ignore[arg-type]
    return [hit.text.split("\n")[0] for hit in hits]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        (
            "Who is the contact for the network?",
            "Anna Nowak is the contact for the network. The network meets in Vienna",
        ),
        ("aims of the network", "The three aims of the network are:"),
        ("When were the rules adopted?", "The Commission adopted the rules on 3 November 2022."),
        ("telephone of Maria Rossi", "| Name: Jan Kowalski | Role: head of the secretariat"),
        ("suspension of Russia", "The Commission adopted the rules on 3 November 2022."),
    ],
)
def test_best_hit(question: str, best: str, small: Index) -> None:
    """The chunk that shares a question's words comes first."""
    assert find(small, question)[0].startswith(best)


def test_hits_are_ordered_and_exact(small: Index) -> None:
    """Scores lie between 0 and 1 and fall; each hit's text stands at its place."""
    hits = retrieve_hits(small, prepare_queries(small, "contact of the programmes"), top_k=5)

    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert [small.text_of(hit.source, hit.page)[hit.start : hit.end] for hit in hits] == [hit.text for hit in hits]


@pytest.mark.parametrize("top_k", [1, 3, 7, 100])
def test_top_k(top_k: int, small: Index) -> None:
    """There are no more hits than asked for, and no more than chunks."""
    assert len(find(small, "programmes", top_k=top_k)) == min(top_k, len(small))


@pytest.mark.parametrize(
    ("scope", "sources"),
    [
        (None, {"history.md", "network.md", "programmes.md"}),
        (["history.md"], {"history.md"}),
        (["history.md", "network.md", "nothing.md"], {"history.md", "network.md"}),
        (["nothing.md"], set()),
        ([], set()),
    ],
)
def test_scope(scope: list[str] | None, sources: set[str], small: Index) -> None:
    """Hits come from the sources in scope; an unknown source has none."""
    queries = prepare_queries(small, "Which programmes are there?")

    assert {hit.source for hit in retrieve_hits(small, queries, 10, scope)} == sources


def test_scope_may_be_read_once(small: Index) -> None:
    """A scope that is a generator limits like a list, for several queries, too."""
    queries = prepare_queries(small, "Which programmes are there?", [Turn("user", "What is ENI CBC?")])

    assert {hit.source for hit in retrieve_hits(small, queries, 10, iter(["history.md"]))} == {"history.md"}


def test_queries_of_a_conversation(small: Index) -> None:
    """The question alone comes first, then the question behind its history."""
    queries = prepare_queries(small, "And where?", [Turn("user", "Who meets?"), Turn("assistant", "The network.")])

    assert [query.text for query in queries] == ["And where?", "Who meets? The network. And where?"]
    assert [query.terms for query in queries] == [tuple(terms(query.text)) for query in queries]


def test_history_finds_what_the_question_alone_does_not(small: Index) -> None:
    """A follow-up that names nothing is found by what went before."""
    history = [Turn("user", "When did the Commission adopt the rules?")]
    hits = retrieve_hits(small, prepare_queries(small, "And before that?", history), top_k=1)

    assert [hit.source for hit in hits] == ["history.md"]


@pytest.mark.parametrize("question", ["?!", "🙂", "the of and", "xyzzy", "中文", "x" * 4000, "a\u2028b"])
def test_odd_questions_find_something_or_nothing(question: str, small: Index) -> None:
    """No question breaks the search."""
    assert len(find(small, question)) <= 10


def test_what_is_said_twice_is_found_once(tmp_path: Path) -> None:
    """Of chunks that say the same the better one stays, and the next different one moves up."""
    same = "The budget of the network was EUR 1.5 million in the year 2021"
    index = make_library(
        tmp_path,
        {
            "a.md": f"# Budget\n\n{same}.\n",
            "b.md": f"# Copy\n\n{same}!\n",
            "c.md": "# Other\n\nThe budget of the programme is another one.\n",
        },
    )

    hits = retrieve_hits(index, prepare_queries(index, "budget of the network"), top_k=2)

    assert [hit.source for hit in hits] == ["a.md", "c.md"]


def test_subject_of_the_library_stands_for_a_missing_one(tmp_path: Path) -> None:
    """A question that names nothing is asked of what the whole library is about, but not in a conversation."""
    pages = {f"{n}.md": f"# Part {n}\n\nInterreg Next has programmes. Word{n} is here.\n" for n in range(120)}
    index = make_library(tmp_path, pages)

    assert [query.text for query in prepare_queries(index, "Which programmes are there?")] == [
        "Which programmes are there?",
        "Interreg Next: Which programmes are there?",
    ]
    assert [query.text for query in prepare_queries(index, "What is word3?")] == ["What is word3?"]
    assert len(prepare_queries(index, "Which programmes are there?", [Turn("user", "Hello")])) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "The fund pays EUR 15 for each of the nine visits",
            "The fund pays EUR 15, for each of the nine visits!",
            True,
        ),
        ("The fund pays EUR 15 for each of the nine visits", "The fund pays EUR 16 for each of the nine visits", False),
        ("It began on 2021-03-01 in all of the regions", "It began on 2021-03-02 in all of the regions", False),
        ("Money goes to Poland for roads, rails and ports", "Money goes to Hungary for roads, rails and ports", False),
        (
            "A partner from Egypt may apply for this money now",
            "A partner from Egypt may not apply for this money now",
            False,
        ),
    ],
)
def test_what_differs_in_a_figure_a_name_or_a_negation_is_not_the_same(
    one: str, other: str, same: bool, tmp_path: Path
) -> None:
    """Two chunks of nearly the same words are both found when they tell different things."""
    rest = (
        "together with what the rules of its part of the library say on travel, staff, equipment, works, audits, "
        "reports, delays, offices, languages, websites and meetings"
    )
    index = make_library(
        tmp_path, {"a.md": f"{one} {rest}.\n", "b.md": f"{other} {rest}.\n", "c.md": "Something else.\n"}
    )
    words = [frozenset(terms(hit.text)) for hit in index.search([index.prepare(one)], 2)]

    assert len(words[0] & words[1]) > SAME * len(words[0] | words[1])
    hits = retrieve_hits(index, prepare_queries(index, one), top_k=2)
    assert {hit.source for hit in hits} == ({"a.md", "c.md"} if same else {"a.md", "b.md"})


def test_the_more_a_question_names_the_less_its_history_counts(small: Index) -> None:
    """A question that names nothing has no weight beside its history; each rare word adds to it."""
    history = [Turn("user", "When did the Commission adopt the rules?")]
    questions = ["And where?", "And the network?", "And the press officer?", "Who is the press officer Maria Rossi?"]

    weights = [[query.weight for query in prepare_queries(small, question, history)] for question in questions]

    assert weights[0] == [0.0, 1.0]
    assert [together for _, together in weights] == [1.0] * len(questions)
    assert sorted(weights) == weights
    assert weights[-1][0] > 2


def test_a_new_subject_is_found_as_without_the_old_one(small: Index) -> None:
    """After several turns on one subject, a question that names another finds what it finds alone, and as surely."""
    history = [
        Turn("user", "Which programmes run in 2021-2027?"),
        Turn("assistant", "The seven programmes are: Poland-Ukraine, Romania-Ukraine, Italy-Tunisia"),
        Turn("user", "Who is the press officer of the programmes?"),
        Turn("assistant", "Name: Maria Rossi, role: press officer"),
    ]
    for question in ("When did the suspension of Russia and Belarus begin?", "Where does the network meet in spring?"):
        [alone], [after] = (
            retrieve_hits(small, prepare_queries(small, question, turns), top_k=1) for turns in ((), history)
        )

        assert after.text == alone.text
        assert after.late > 0.75 * alone.late


def test_a_reply_of_one_word_names_nothing(small: Index) -> None:
    """What is searched for after "Yes." is what was said before, though no document holds the word."""
    history = [Turn("user", "Who is the contact for the network?"), Turn("assistant", "Do you mean its office?")]

    alone, together = prepare_queries(small, "Yes.", history)

    assert (alone.weight, together.weight) == (0.0, 1.0)


def test_what_is_told_across_two_chunks_counts_for_both(tmp_path: Path) -> None:
    """Of two chunks that say alike, the one comes first beside which the rest of the question is told."""
    first = "The Danube crossing was rebuilt by the county"
    filler = " ".join(f"Paragraph {number} tells of harvests, weather and prices at length." for number in range(40))
    index = make_library(
        tmp_path,
        {
            "a.md": f"# Works\n\n{first}, again.\n\n## Rest\n\nIts beacon shines at night for pilots. {filler}",
            "b.md": f"# Works\n\n{first}, twice.\n\n## Rest\n\n{filler}",
        },
    )

    hits = retrieve_hits(index, prepare_queries(index, "Danube crossing rebuilt, beacon for pilots"), top_k=20)

    assert [hit.source for hit in hits if hit.text.startswith(first)] == ["a.md", "b.md"]
