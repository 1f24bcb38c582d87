"""Read ZIP files: each known file in them is a part; sizes are checked before anything is unpacked."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ingest.extracted import Extracted
from ingest.formats.files import MAX_BYTES, name_content, read_bytes, words_of_name
from ingest.formats.parts import Part, Readers, clean_name, read_parts
from kb.errors import DocumentError

_MAX_UNPACKED = 200 * 2**20
_MAX_MEMBERS = 2000
_IGNORED = frozenset((".ds_store", "thumbs.db", "desktop.ini"))


def read_zip(path: Path, readers: Readers, depth: int = 0) -> Extracted:
    """Read every known file of a ZIP file, in the order of their names."""
    content = read_bytes(path)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        name = name_content(content)
        if name.startswith("a ZIP"):
            raise DocumentError("could not be read as ZIP: damaged file; save it again from its source") from error
        raise DocumentError(f"content is {name}, expected a ZIP file; give it its right file name") from error
    warnings: list[str] = []
    with archive:
        members = list(_choose_members(archive, warnings))
        if members and all(member.flag_bits & 1 for member in members):
            raise DocumentError("protected by a password; save a copy without one")
        _check_sizes(members)
        read = read_parts(_unpack(archive, members, readers, warnings), readers, depth)
    warnings += read.warnings
    if not read.pages:
        why = "; ".join(warnings[:3])
        raise DocumentError(f"no text found in it{': ' + why if why else ''}")
    return Extracted(read.pages, words_of_name(path), warnings=tuple(warnings))


def _choose_members(archive: zipfile.ZipFile, warnings: list[str]) -> Iterator[zipfile.ZipInfo]:
    """Yield the regular files within, without those whose name leads outside and those that systems leave behind."""
    seen = set()
    for member in sorted(archive.infolist(), key=lambda member: member.filename):
        place = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir() or "__MACOSX" in place.parts:
            continue
        if any(part.startswith((".", "~$")) and part != ".." for part in place.parts) or place.name.lower() in _IGNORED:
            continue
        if place.is_absolute() or ".." in place.parts or ":" in place.parts[0]:
            warnings.append(f"{clean_name(member.filename)}: left out, its name leads out of the archive")
        elif stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
            warnings.append(f"{clean_name(member.filename)}: left out, not a regular file")
        elif place in seen:
            warnings.append(f"{clean_name(member.filename)}: left out, a file of this name was read before")
        else:
            seen.add(place)
            yield member


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MAX_MEMBERS:
        raise DocumentError(f"has {len(members)} files, the limit is {_MAX_MEMBERS}; unpack it")
    if (size := sum(member.file_size for member in members)) > _MAX_UNPACKED:
        raise DocumentError(
            f"too large unpacked: {size >> 20} MB, the limit is {_MAX_UNPACKED >> 20} MB; unpack it, or split it"
        )


def _unpack(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], readers: Readers, warnings: list[str]
) -> Iterator[Part]:
    """Yield the files one after another; what can't be unpacked is a warning."""
    for member in members:
        name = clean_name(member.filename)
        if Path(name).suffix.lower() not in readers:
            yield Part(name, b"")  # which is named, and not unpacked
        elif member.flag_bits & 1:
            warnings.append(f"{name}: protected by a password")
        elif member.file_size > MAX_BYTES:
            warnings.append(f"{name}: too large, the limit is {MAX_BYTES >> 20} MB")
        else:
            try:
                with archive.open(member) as file:  # whatever the header says, no more than that is unpacked
                    content = file.read(member.file_size + 1)
                yield Part(name, content)
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
                warnings.append(f"{name}: damaged in the archive")
