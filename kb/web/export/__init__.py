"""Conversations to take away: as plain text, Markdown and Word."""
