"""What was answered, in memory only, for what is done with an answer later: saving it and judging it."""

import threading
from collections import OrderedDict

from kb.web.chat import Conversation

MOST = 2000  # answers of all visitors; the oldest go


class KeptAnswers:
    """Keep each answer with what was said before it, by its id, which nobody can guess."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Conversation] = OrderedDict()

    def put(self, conversation: Conversation) -> None:
        """Keep a conversation by the id of its last exchange."""
        with self._lock:
            self._kept[conversation[-1].id] = conversation
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def find(self, exchange_id: str) -> Conversation:
        """Give the conversation up to an exchange; empty when it is no longer kept."""
        with self._lock:
            return self._kept.get(exchange_id, ())

    def forget(self, conversation: Conversation) -> None:
        """Forget all answers of a conversation."""
        with self._lock:
            for exchange in conversation:
                self._kept.pop(exchange.id, None)
