"""Pictures of pages, drawn in a child process with limits: a hostile PDF costs its own picture and nothing else."""

import contextlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from multiprocessing.connection import Connection

from kb.apart import die_with_parent, limit_processor, make_expendable
from kb.child import READY, Child
from kb.errors import DocumentError
from kb.pdf import PagePicture, draw_page

SECONDS = 8.0  # for one page
START_SECONDS = 30.0
MEMORY_MB = 1024
KEPT = 24  # pictures, each of some 100 kB
LARGEST = 64 * 2**20  # bytes of a file


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page (counted from 1) of a file of this sha256; text is its stored text, text[start:end] the passage to box."""

    sha256: str
    page: int
    text: str = ""
    start: int = 0
    end: int = 0


class Pictures:
    """Draw pages, one at a time, and keep the last ones; also, which could not be drawn."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turn = threading.Lock()
        self._kept: OrderedDict[Wanted, PagePicture | str] = OrderedDict()
        self._child = Child(_serve, "pictures", START_SECONDS)

    def draw(self, content: bytes, wanted: Wanted) -> PagePicture:
        """Draw the page; content is the file's. Raises DocumentError when that can't be done (in time)."""
        if len(content) > LARGEST:
            raise DocumentError(f"The file is larger than {LARGEST // 2**20} MB.")
        if not self._turn.acquire(timeout=self._seconds):
            raise DocumentError("Other pages are being drawn. Try again in a moment.")
        try:
            drawn = self._kept.get(wanted)
            if drawn is None:
                drawn = self._ask(content, wanted)
                self._kept[wanted] = drawn
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(wanted)
        finally:
            self._turn.release()
        if isinstance(drawn, str):
            raise DocumentError(drawn)
        return drawn

    def find(self, sha256: str, page: int) -> PagePicture | None:
        """Give the picture of a page if it is kept, with any boxes."""
        with contextlib.suppress(RuntimeError):  # another thread keeps one more meanwhile
            for wanted, drawn in self._kept.items():
                if (wanted.sha256, wanted.page) == (sha256, page) and isinstance(drawn, PagePicture):
                    return drawn
        return None

    def close(self) -> None:
        """End the child."""
        self._child.stop()

    def _ask(self, content: bytes, wanted: Wanted) -> PagePicture | str:
        try:
            pipe = self._child.connect(self._seconds)
            pipe.send((content, wanted))
            if pipe.poll(self._seconds):
                drawn: PagePicture | str = pipe.recv()
                return drawn
        except (EOFError, OSError):  # the child has ended
            self.close()
            return "The page breaks the program that draws it."
        self.close()
        return "Drawing the page takes too long."


def _serve(pipe: Connection, seconds: float) -> None:
    """Answer each (content, wanted) with a picture or the reason why there is none, until the other end is closed."""
    make_expendable(MEMORY_MB)
    threading.Thread(target=die_with_parent, daemon=True).start()
    pipe.send(READY)
    while True:
        try:
            content, wanted = pipe.recv()
        except (EOFError, OSError):
            return
        limit_processor(seconds)
        try:
            drawn: PagePicture | str = draw_page(content, wanted.page, wanted.text, wanted.start, wanted.end)
        except DocumentError as error:
            drawn = str(error)
        except MemoryError:
            drawn = "Drawing the page takes too much memory."
        pipe.send(drawn)
