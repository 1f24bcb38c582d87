"""The name of the page."""

NAME = "NEXT answers"
