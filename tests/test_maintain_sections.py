"""What the sections of the maintainers' page show: states in words, failures with their remedy, everything escaped."""

import json
from pathlib import Path

import pytest
from conftest import Ingest
from fakes import BagOfWords

from kb.errors import ConfigError
from kb.evaluation.adding import add_question, read_facts
from kb.evaluation.last import LastEvaluation, read_last_evaluation
from kb.feedback import Feedback, Verdict
from kb.generations import open_current
from kb.golden import read_golden
from kb.inbox import Group, Missing
from kb.ingest_process import Progress
from kb.last_run import LastRun, read_last_run
from kb.status import list_kept, read_status
from kb.usage import Usage
from kb.web.maintain.asked import draw_groups, show_groups
from kb.web.maintain.costs import show_usage
from kb.web.maintain.documents import list_files, show_library, show_upload
from kb.web.maintain.generations import show_kept
from kb.web.maintain.inbox import show_group
from kb.web.maintain.ingesting import show_progress, show_rehearsal
from kb.web.maintain.quality import show_evaluation
from kb.web.maintain.show import describe_age, short
from kb.web.maintain.state import describe_run, show_state
from kb.wording import LANGUAGES

HOSTILE = '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> "'
NOTHING = {"added": [], "changed": [], "renamed": [], "deleted": [], "unreadable": {}, "refused": ""}
LOOK = {
    **{"source": "a.md", "status": "ok", "problem": "", "title": "A", "read_at": "2026-11-29T10:00:00+00:00"},
    **{"as_of": "2024", "language": "en", "pages": 2, "empty_pages": [2], "needs_ocr": False, "tables": 1},
    **{"characters": 1234, "warnings": ["a column is hidden"], "preview": "It begins."},
}
REPORT = {
    "added": ["a.md"],
    "changed": [],
    "renamed": [],
    "deleted": [],
    "failed": [],
    "published": True,
    "generation": 3,
}


def group(*verdicts: Verdict, question: str = "Why?") -> Group:
    """Make a group of feedback on one question."""
    return Group(
        tuple(
            Feedback(str(n), "2026-11-29T10:00:00+00:00", one, question, reason="no") for n, one in enumerate(verdicts)
        )
    )


@pytest.fixture
def folder(ingest: Ingest, tmp_path: Path) -> Path:
    """An index of two generations, of a folder in which one file can't be read."""
    (tmp_path / "documents" / "a.md").write_text("# A\n\nThe cat sat on the mat.\n")
    ingest()
    (tmp_path / "documents" / "b.md").write_text("# B\n\nThe dog sat on the cat.\n")
    (tmp_path / "documents" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    ingest()
    return tmp_path / "index"


def test_the_state_says_what_answers_and_what_failed_with_its_remedy(folder: Path) -> None:
    """Generation, counts, last ingest; a file that could not be read is named with why and what to do."""
    shown = show_state(read_status(folder), read_last_run(folder), "", "en")
    for said in ("generation 2", "documents: 2", "broken.pdf", "The file is damaged.", "done 20", " MB"):
        assert said in shown
    assert "kb-notice" not in shown


def test_a_state_without_an_index_says_what_to_do(tmp_path: Path) -> None:
    """Nothing was ingested yet: no empty table, no zero for an answer."""
    shown = show_state(read_status(tmp_path / "index"), None, "", "en")
    assert "Add documents, then ingest." in shown
    assert "none yet" in shown
    assert "generation 0" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_way_that_a_run_ends_is_told(language: str) -> None:
    """In every language, each in words of its own."""
    runs = [
        LastRun(state, "2026-11-29T10:00:00+00:00", error="x") for state in ("done", "refused", "stopped", "running")
    ]
    told = {describe_run(run, "", language) for run in (*runs, None)} | {describe_run(runs[-1], "process 7", language)}  # type: ignore[arg-type]
    assert len(told) == 6


def test_generations_are_listed_with_the_one_that_answers(folder: Path) -> None:
    """Newest first."""
    shown = show_kept(list_kept(folder), "en")
    assert shown.index(">2<") < shown.index(">1<")
    assert shown.index("answers") < shown.index("kept</td>")
    assert show_kept([], "en") == '<p class="kb-note">There is no generation yet.</p>'


def test_what_an_ingest_would_do_is_named() -> None:
    """Each document, and what it would be refused for; nothing is said as such."""
    shown = show_rehearsal(
        {
            **NOTHING,
            "added": [HOSTILE],
            "deleted": ["b.md"],
            "unreadable": {"c.md": "can't be read: x"},
            "refused": "r",
        },
        "en",
    )
    for said in ("Would be added: 1", "Would no longer answer: 1", "b.md", "c.md", "would be refused"):
        assert said in shown
    assert "<script" not in shown
    assert "Nothing: the index says what the documents say." in show_rehearsal(NOTHING, "en")


def test_progress_is_shown_until_its_end() -> None:
    """Nothing before, a bar while it runs, then what it did or why it did not."""
    assert show_progress(Progress(), "en") == ""
    running = show_progress(Progress("running", 1, "", "read", 3, 8, HOSTILE), "en")
    assert '<progress value="3" max="8">' in running
    assert "<script" not in running
    assert "Done: generation 3 answers." in show_progress(Progress("done", report=REPORT), "en")
    unchanged = {**REPORT, "published": False, "failed": [{"source": "x.pdf", "message": "empty file", "kept": ""}]}
    shown = show_progress(Progress("done", report=unchanged), "en")
    assert "nothing changed" in shown
    assert "There is no text in it to quote." in shown
    failed = show_progress(Progress("failed", error="Another ingest is running (process 7)."), "en")
    assert "did not succeed" in failed
    assert "process 7" in failed


def test_documents_are_listed_with_what_needs_a_look_first() -> None:
    """Failed ones with their remedy, then what is not ingested yet, then what the bot sees of each, with warnings."""
    failed = {**LOOK, "source": "f.pdf", "status": "failed", "problem": "empty file"}
    left = {**LOOK, "source": "README.md", "status": "left out", "problem": "not a document"}
    library = {"documents": [LOOK, failed, left]}
    shown = show_library({**NOTHING, "added": ["new.md"], "deleted": ["old.md"]}, library, "en")
    places = [shown.index(said) for said in ("f.pdf", "new.md", "old.md", "pages: 2, characters: 1,234", "README.md")]
    assert places == sorted(places)
    for said in ("a column is hidden", "pages without text: 2", "There is no text in it", 'href="/document/a.md"'):
        assert said in shown


def test_hostile_documents_are_shown_as_text() -> None:
    """Names, titles, warnings and beginnings come from whoever wrote the document."""
    hostile = {**LOOK, "source": HOSTILE, "title": HOSTILE, "warnings": [HOSTILE], "preview": HOSTILE}
    shown = show_library({**NOTHING, "unreadable": {HOSTILE: HOSTILE}}, {"documents": [hostile]}, "en")
    shown += show_upload(["", HOSTILE], "en")
    assert "<script" not in shown
    assert "<img" not in shown
    assert "\n\n<img" not in shown


def test_only_files_are_offered_for_deletion(tmp_path: Path) -> None:
    """Not web pages, and not what is gone already."""
    (tmp_path / "a.md").write_text("a")
    library = {"documents": [LOOK, {**LOOK, "source": "https://example.org/"}, {**LOOK, "source": "gone.md"}]}
    assert list_files(NOTHING, library, tmp_path) == ["a.md"]


def test_a_group_shows_what_was_asked_and_what_is_missing() -> None:
    """Questions, reasons, the missing words; escaped."""
    shown = show_group(group(Verdict.DOWN, Verdict.NOT_FOUND, question=HOSTILE), Missing(None, ()), "en")
    assert "judged bad" in shown
    assert "found nothing" in shown
    assert "nothing in the library is near" in shown
    assert "<script" not in shown
    assert show_group(group(*[Verdict.DOWN] * 12), None, "en").count("<li>") == 8


def test_the_chart_and_the_table_say_the_same() -> None:
    """A bar for each group, as long as its count, parted by verdict; the table has the same figures."""
    groups = [group(Verdict.UP, Verdict.DOWN, Verdict.DOWN), group(Verdict.NOT_FOUND), group(Verdict.UP)]
    figure = draw_groups(groups, "en")
    totals = [sum(bar.x[place] for bar in figure.data) for place in range(len(groups))]
    assert totals == [3, 1, 1]
    assert len(set(figure.data[0].y)) == 3
    table = show_groups(groups, "en")
    assert "<td>3</td><td>1</td><td>2</td><td>0</td>" in table


def test_what_the_chat_model_cost_is_told() -> None:
    """Without one that it costs nothing, before the first answer that there was none, then counts and failures."""
    assert "cost nothing" in show_usage(None, "en")
    assert "not been asked yet" in show_usage((), "en")
    usage = Usage(4, answers=1200, remembered=7, tokens_in=90_000, tokens_out=3, failures={HOSTILE: 2})
    shown = show_usage((usage,), "en")
    assert "<td>1,200</td><td>7</td><td>90,000</td><td>3</td>" in shown
    assert ": 2 ×" in shown
    assert "<script" not in shown


def test_the_last_evaluation_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Its main figures; what is no evaluation is none."""
    figure = {"value": 0.8612, "low": 0.8, "high": 0.91, "n": 555}
    one = {
        "name": "golden",
        "questions": 555,
        "index": {"generation": 4},
        "measures": {"correct": figure, "words": figure},
    }
    (tmp_path / "evaluation.json").write_text(json.dumps({"made_at": "2026-11-29T10:00:00+00:00", "sets": [one]}))
    last = read_last_evaluation(tmp_path / "evaluation.json")
    assert last is not None
    shown = show_evaluation(last, True, "en")
    for said in ("golden", "0.86", "0.80 – 0.91", "555", "right answers", 'href="/maintain/evaluation"'):
        assert said in shown
    assert "words" not in last.sets[0].measures
    for broken in ("", "[]", '{"sets": 3}', "{"):
        (tmp_path / "evaluation.json").write_text(broken)
        assert read_last_evaluation(tmp_path / "evaluation.json") is None
    assert "There is no evaluation yet." in show_evaluation(None, False, "en")
    assert show_evaluation(LastEvaluation("", ()), False, "en").count("href") == 0


def test_a_question_becomes_a_golden_one(folder: Path, tmp_path: Path, bag: BagOfWords) -> None:
    """With the facts, and a word on those that no document holds; without facts it is one to refuse."""
    index = open_current(folder, bag)
    file = tmp_path / "golden" / "added.yaml"
    added = add_question(index, "Where did the cat sit?", read_facts("mat | rug\n\n moon \n"), file, 0.35)
    assert (added.id, added.untold) == ("a001", (("moon",),))
    assert add_question(index, "Who bought the cat?", (), file, 0.35).id == "a002"
    first, second = read_golden(file)
    assert (first.turns, first.expect, first.answerable) == (
        ("Where did the cat sit?",),
        (("mat", "rug"), ("moon",)),
        True,
    )
    assert (second.turns, second.answerable) == (("Who bought the cat?",), False)
    file.write_text("nothing")
    with pytest.raises(ConfigError):
        add_question(index, "Where?", (), file, 0.35)
    index.close()


@pytest.mark.parametrize(("seconds", "told"), [(5, "under a minute"), (60, "1 min"), (7200, "2 h"), (200_000, "2 d")])
def test_ages_are_told_in_their_largest_unit(seconds: int, told: str) -> None:
    """As people say it."""
    assert describe_age(seconds, "en") == told


@pytest.mark.parametrize(
    ("text", "told"), [("short", "short"), ("a long question that goes on", "a long…"), ("x" * 30, "x" * 11 + "…")]
)
def test_labels_are_cut_at_a_blank(text: str, told: str) -> None:
    """And never longer than they may be."""
    assert short(text, 12) == told
