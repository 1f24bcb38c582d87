"""Read documents/web.yaml: which pages to keep copies of, and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ingest.web.address import Place, normalise_url, place_of
from kb.errors import ConfigError, DocumentError

Kind = Literal["page", "sitemap", "start"]

_KINDS: dict[str, Kind] = {"pages": "page", "sitemaps": "sitemap", "start": "start"}
_MOST_PAGES = 5000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of web.yaml: a page, a sitemap, or a start page whose links are followed depth times.

    only is what the path of a page that is found must begin with; limit is how many are fetched at most.
    """

    kind: Kind
    url: str
    depth: int = 0
    only: str = "/"
    limit: int = 1

    @property
    def key(self) -> str:
        """Name the entry in the record of copies."""
        return f"{self.kind} {self.url}"


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What web.yaml says. problems tells for each entry that can't be used why; the others are good."""

    contact: str
    entries: tuple[Entry, ...]
    hosts: frozenset[Place]
    every_hours: float
    keep_gone_days: float
    problems: dict[str, str]


def read_settings(path: Path) -> WebSettings:
    """Read web.yaml; raise ConfigError, in one line, if it as a whole can't be used."""
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"web.yaml can't be read: {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise ConfigError(f"web.yaml is not YAML{where}: {getattr(error, 'problem', None) or error}") from error
    if not isinstance(content, dict):
        raise ConfigError("web.yaml must be a mapping with contact and pages, sitemaps or start; see README.md")
    known = {"contact", "hosts", "every_hours", "keep_gone_days", *_KINDS}
    if unknown := [str(name) for name in content if name not in known]:
        raise ConfigError(f"web.yaml has an unknown setting {unknown[0]!r}; known are {', '.join(sorted(known))}")
    contact = content.get("contact")
    if not isinstance(contact, str) or not contact.isascii() or not contact.isprintable() or not contact.strip():
        raise ConfigError(
            "web.yaml needs contact: an e-mail or web address in plain letters, told to the sites that are asked"
        )
    every_hours = _read_number(content, "every_hours", 24.0)
    keep_gone_days = _read_number(content, "keep_gone_days", 14.0)
    entries: list[Entry] = []
    problems: dict[str, str] = {}
    for name, kind in _KINDS.items():
        for position, raw in enumerate(_read_list(content, name), 1):
            try:
                entries.append(_read_entry(kind, raw))
            except (ConfigError, DocumentError) as error:
                problems[f"web.yaml, {name} {position}"] = f"{error} ({str(raw)[:100]})"
    hosts = {place_of(entry.url) for entry in entries}
    for position, raw in enumerate(_read_list(content, "hosts"), 1):
        try:
            hosts.add(place_of(normalise_url(f"https://{raw}")))
        except DocumentError:
            problems[f"web.yaml, hosts {position}"] = f"is not the name of a host ({str(raw)[:100]})"
    return WebSettings(contact.strip(), tuple(entries), frozenset(hosts), every_hours, keep_gone_days, problems)


def _read_entry(kind: Kind, raw: Any) -> Entry:
    given = {"url": raw} if isinstance(raw, str) else raw
    if not isinstance(given, dict) or not isinstance(given.get("url"), str):
        raise ConfigError("must be a web address, or a mapping with url")
    known = {"page": ["url"], "sitemap": ["url", "only", "limit"], "start": ["url", "depth", "only", "limit"]}[kind]
    if unknown := [str(name) for name in given if name not in known]:
        raise ConfigError(f"has an unknown setting {unknown[0]!r}; known are {', '.join(known)}")
    only = given.get("only", "/")
    if not isinstance(only, str) or not only.startswith("/"):
        raise ConfigError(f"only is {only!r}, and must be a path that begins with /")
    return Entry(
        kind,
        normalise_url(given["url"]),
        depth=_read_count(given, "depth", 1, 5) if kind == "start" else 0,
        only=only,
        limit=1 if kind == "page" else _read_count(given, "limit", 200, _MOST_PAGES),
    )


def _read_list(content: dict[str, Any], name: str) -> Iterator[Any]:
    value = content.get(name) or []
    if not isinstance(value, list):
        raise ConfigError(f"web.yaml: {name} must be a list, each entry in a line of its own after a dash")
    yield from value


def _read_number(content: dict[str, Any], name: str, default: float) -> float:
    value = content.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10_000:
        raise ConfigError(f"web.yaml: {name} is {value!r}, and must be a number from 0")
    return float(value)


def _read_count(given: dict[str, Any], name: str, default: int, most: int) -> int:
    value = given.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise ConfigError(f"{name} is {value!r}, and must be a whole number from 1 to {most}")
    return value
