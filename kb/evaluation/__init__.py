"""Hold every answer to a standard: ask sets of questions, measure, find causes, compare runs, keep golden files."""
