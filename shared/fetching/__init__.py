"""Thin events: the tool says that somebody answered, and the answers are fetched from its API afterwards."""
