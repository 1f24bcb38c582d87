"""Another embedding model is one setting and one ingest away, and never mixed in unnoticed."""

from pathlib import Path

import pytest
from small_models import save_embedding_model

from ingest.__main__ import ingest
from kb.__main__ import app
from kb.commands import run

TEXT = "La rete Interreg NEXT ha sette programmi.\n\nIl contatto della rete è Anna Nowak.\n"
WORDS = sorted({word.strip(".") for word in TEXT.casefold().split()})
OTHER = 12  # dimension of the small model, whose tokens have 24; the packaged one has 384


def test_from_one_model_to_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The old index is refused by name until it is made again with --rebuild; then the new model answers."""

    def start(command: object, *arguments: str) -> tuple[object, str, str]:
        monkeypatch.setattr("sys.argv", ["program", *arguments])
        with pytest.raises(SystemExit) as ended:
            run(command)  # type: ignore[arg-type]
        shown = capfd.readouterr()
        return ended.value.code, shown.out, shown.err

    monkeypatch.chdir(tmp_path)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "rete.md").write_text(f"# La rete\n\n{TEXT}")
    folder = save_embedding_model(tmp_path / "small", WORDS, OTHER)
    assert start(ingest)[0] == 0

    monkeypatch.setenv("KB_EMBEDDING_MODEL", str(folder))
    code, _, told = start(ingest)
    assert (code, "--rebuild" in told, str(folder) in told) == (4, True, True)
    code, _, told = start(app, "search", "contatto della rete")
    assert (code, told.count("\n"), "all-MiniLM-L6-v2" in told, str(folder) in told) == (4, 1, True, True)

    assert start(ingest, "--rebuild")[0] == 0
    code, found, _ = start(app, "search", "contatto della rete")
    assert (code, "rete.md" in found, "Anna Nowak" in found) == (0, True, True)
    code, _, told = start(app, "ask", "Chi è il contatto della rete?")
    assert (code, told) == (0, "")
