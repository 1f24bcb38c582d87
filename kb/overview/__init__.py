"""What the documents tell as a whole: dated events, things compared, contacts, terms; each value with its place."""
