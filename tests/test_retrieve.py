"""From a question to hits: what is searched for, and what is said twice."""

from pathlib import Path

import pytest
from libraries import NETWORK, make_library

from kb.followup import Turn
from kb.index import Index
from kb.retrieve import prepare_queries, retrieve_hits
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
