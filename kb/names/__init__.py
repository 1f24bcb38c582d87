"""The names of a library: every way its documents write each thing, found by the forms in which documents tell it."""

from kb.names.known import Name, NamePlace, Names
from kb.names.library import find_names, read_pages
from kb.names.words import ADDRESS, SITE

__all__ = ["ADDRESS", "SITE", "Name", "NamePlace", "Names", "find_names", "read_pages"]
