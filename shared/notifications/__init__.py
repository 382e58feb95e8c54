"""Telling people: who, once, in their language."""
