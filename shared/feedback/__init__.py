"""Feedback: one survey answer or review, as normalised from what a source sent."""
