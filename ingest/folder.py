"""The folder of the index: that it is there, can be written to, and that the system lets an ingest work in it."""

import os
import resource
from pathlib import Path

from kb.errors import ConfigError
from kb.lock import LOCK

OPEN_FILES = 64  # what the stores and the processes of an ingest need


def make_folder(folder: Path) -> None:
    """Make the index folder; raises ConfigError when it can't be written to, or too few files may be open."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed != resource.RLIM_INFINITY and allowed < OPEN_FILES:
        raise ConfigError(f"Only {allowed} open files are allowed, an ingest needs {OPEN_FILES}: `ulimit -n`.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LOCK).open("a").close()
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        raise ConfigError(
            f"The index folder {folder} can't be written to ({error.strerror}). Name another by --index or KB_INDEX."
        ) from error
