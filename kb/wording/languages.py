"""The languages that an answer can be framed in."""

from typing import Literal

Language = Literal["en", "fr", "it", "ro", "uk"]
LANGUAGES: tuple[Language, ...] = ("en", "fr", "it", "ro", "uk")
