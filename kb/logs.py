"""Logging to the standard error in lines that nothing from outside can forge."""

import logging


class PlainLines(logging.Formatter):
    """Write a record so that only its first line begins at the margin, with control characters escaped.

    Names of files, questions and documents get into messages and tracebacks; they may hold line breaks and colours.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Give a record as text."""
        first, *rest = super().format(record).split("\n")
        return "\n    ".join("".join(map(_escape, line)) for line in (first, *rest))


def start_logging(pattern: str) -> None:
    """Log warnings and errors, each written as pattern says."""
    shown = logging.StreamHandler()
    shown.setFormatter(PlainLines(pattern))
    logging.basicConfig(level=logging.WARNING, handlers=[shown])


def _escape(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode()
