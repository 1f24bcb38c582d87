"""The embedding model, the cross-encoder and the chat model: the only owner of sentence-transformers and torch."""

from kb.models.chat import load_chat_model
from kb.models.embedding import Encoder, has_bfloat16, load_embeddings
from kb.models.reranking import load_reranker, load_search_models
from kb.models.seams import NamedModel, Reranker, TokenEmbedding, TokenEmbeddings
from kb.models.weights import embedding_fingerprint, folder_of

__all__ = [
    "Encoder",
    "NamedModel",
    "Reranker",
    "TokenEmbedding",
    "TokenEmbeddings",
    "embedding_fingerprint",
    "folder_of",
    "has_bfloat16",
    "load_chat_model",
    "load_embeddings",
    "load_reranker",
    "load_search_models",
]
