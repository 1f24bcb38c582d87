"""Put answers together from the documents' own structure: one file for each kind of question."""
