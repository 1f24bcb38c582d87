"""Tell: everything between a document and the index."""
