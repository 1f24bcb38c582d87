"""What is called at the steps of an ingest."""

from collections.abc import Callable
from typing import Literal

Step = Literal["read", "embed", "build"]
Progress = Callable[[Step, int, int, str], None]  # step, done, of how many, on what
BeforeStep = Callable[[str], None]  # called with a step's name before it is taken; what it raises ends the ingest
