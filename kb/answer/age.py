"""How old what an answer quotes is, against the newest document."""

from kb.index import Index

OLD = 3  # years behind the newest document from which a citation is old


def newest_date(index: Index) -> str:
    """Give the date of the newest document, "" if none has one."""
    return max((document.as_of for document in index.documents if _is_dated(document.as_of)), default="")


def is_old(as_of: str, newest: str) -> bool:
    """Tell whether what was true at a date should be checked, as the newest document is so much newer."""
    return _is_dated(as_of) and _is_dated(newest) and int(newest[:4]) - int(as_of[:4]) >= OLD


def _is_dated(as_of: str) -> bool:
    return as_of[:4].isdecimal()
