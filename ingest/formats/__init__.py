"""Turn one file of each format into canonical text (see ingest.extracted)."""
