"""Texts as a model takes them."""

import re
from collections.abc import Sequence

BATCH = 32  # texts that a model reads at once

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can hold them, the tokenizer refuses the whole batch


def tokenizable(texts: Sequence[str]) -> list[str]:
    """Replace what the tokenizer refuses, one character for one, so that places stay right."""
    return [_LONE_SURROGATE.sub("\ufffd", text) for text in texts]
