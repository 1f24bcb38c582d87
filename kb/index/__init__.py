"""One sealed generation of the index: built once, checked, then only read. The only owner of chromadb and bm25s.

A generation is a folder:

    chroma/          chunks with their vectors and metadata; a chunk's id is its row number
    lexical/         BM25 over title, heading and text
    tokens.int8      the vector of every token of every chunk, a byte a dimension, row after row
    tokens.npz       starts: (rows + 1,) where each row's tokens begin; spans: (tokens, 2) their places in the page
    texts.sqlite     documents, and the stored text of each page
    manifest.json    what it was made of and with
"""

from kb.index.build import build_generation, embed_chunks, verify_generation
from kb.index.manifest import read_manifest
from kb.index.read import Index
from kb.index.values import Hit, PackedEmbedding, PageText, Query, Scope, StoredDocument, context_of

__all__ = [
    "Hit",
    "Index",
    "PackedEmbedding",
    "PageText",
    "Query",
    "Scope",
    "StoredDocument",
    "build_generation",
    "context_of",
    "embed_chunks",
    "read_manifest",
    "verify_generation",
]
