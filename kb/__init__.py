"""Ask: everything between a question and its answer."""
