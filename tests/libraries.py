"""Small libraries for tests: pages of canonical text, split, embedded by the fake, indexed by the real code."""

from collections.abc import Mapping
from pathlib import Path

from fakes import BagOfWords

from ingest.extracted import Extracted
from ingest.sections import find_sections
from ingest.split import split_sections
from kb.index import Index, PageText, build_generation, embed_chunks


def make_library(folder: Path, pages: Mapping[str, str], model: BagOfWords | None = None) -> Index:
    """Build and open a generation of documents: source to text, whose first line `# ` is the title."""
    model = model or BagOfWords()
    path = folder / "1"
    files, chunks = [], []
    for source, text in sorted(pages.items()):
        title = text.split("\n")[0].removeprefix("# ") if text.startswith("# ") else source
        extracted = Extracted((text,), title, as_of="2024")
        chunks += split_sections(find_sections(extracted, source), model.count_tokens, model.max_tokens)
        about = {"title": title, "topic": "", "as_of": "2024", "url": "", "lang": "en", "pages": 1}
        files.append({"source": source, **about})
    manifest = {"embedding": {"fingerprint": model.fingerprint, "dimension": model.dimension}, "files": files}
    texts = [PageText(source, 1, text) for source, text in sorted(pages.items())]
    build_generation(path, chunks, embed_chunks(chunks, model), texts, manifest)
    return Index(path, model)


NETWORK = {
    "network.md": """# The network

Anna Nowak is the contact for the network. The network meets in Vienna every spring.

## Aims

The three aims of the network are:

- Harmonisation of the rules
- Synergies between programmes
- Visibility of results

## Money

The budget of the network was EUR 1.5 million in 2021. Its budget for 2024 is not known.
""",
    "programmes.md": """# The programmes

Seven programmes run in 2021-2027.

## Which ones

The seven programmes are:

- Poland-Ukraine
- Romania-Ukraine
- Italy-Tunisia

## Contacts

| Name: Jan Kowalski | Role: head of the secretariat | Telephone: not known | E-mail: jan@example.eu
| Name: Maria Rossi | Role: press officer | Telephone: +39 070 123 | E-mail: not known
""",
    "history.md": """# History

The Commission adopted the rules on 3 November 2022. Before that, ENI CBC ran from 2014 to 2020.

The suspension of Russia and Belarus began in March 2022.
""",
}
