"""Let LangChain users plug the index in."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from kb.index.values import Hit

_SHOWN = ("source", "title", "topic", "page", "heading", "start", "end", "as_of", "url", "score")


class IndexRetriever(BaseRetriever):
    """Retrieve chunks as LangChain documents, best first."""

    index: Any  # an Index; LangChain's pydantic model would try to validate its inside
    top_k: int

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits: list[Hit] = self.index.search([self.index.prepare(query)], self.top_k)
        return [Document(page_content=hit.text, metadata={name: getattr(hit, name) for name in _SHOWN}) for hit in hits]
