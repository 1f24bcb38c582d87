"""What is said beside a question."""

import pytest

from kb.hearsay import without_hearsay


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Is the River fund still running? My boss says it's over", "Is the River fund still running?"),
        ("max number of boats in the second call, I read five somewhere", "max number of boats in the second call"),
        ("What is the highest grant of a boat (I heard 2 million)?", "What is the highest grant of a boat?"),
        ("How big is the River fund, I thought it was 5 million?", "How big is the River fund?"),
        ("I need one number: how many boats sail on River?", "how many boats sail on River?"),
        ("A colleague told me River is closed, is River open today?", "is River open today?"),
        ("Quick question: who steers the boat?", "who steers the boat?"),
        ("Sorry to bother you, who steers the boat?", "who steers the boat?"),
        ("Where is the harbour office? Sorry, I'm new here.", "Where is the harbour office?"),
        ("Which boats won? I need it for a speech", "Which boats won?"),
    ],
)
def test_what_was_heard_is_not_searched_for(message: str, asked: str) -> None:
    """What somebody says or whoever asks is about goes, before the question and behind it."""
    assert without_hearsay(message) == asked


@pytest.mark.parametrize(
    "message",
    [
        # The question leans on what is said.
        "My boss says River is over, is that true?",
        "Is it true? My boss says the fund is over",
        "Is it still open? A colleague told me the River call closed",
        "A partner from Odesa told me about an office, where is the harbour office?",
        # What is said tells which is meant, or corrects.
        "When did the call of River close? I think the second one",
        "When does the first call close? Sorry, the second call",
        "How do boats sail? I want it in French",
        # Whoever says it is part of what is asked.
        "Who said the boats are over?",
        "What did the committee decide when they said no?",
        "How many people said that they were satisfied?",
        "Does the committee think, as they said in 2022, that it works?",
        "",
    ],
)
def test_what_the_question_needs_stays(message: str) -> None:
    """A question that would not stand alone is asked whole."""
    assert without_hearsay(message) == message
