"""Feedback from a CSV file: what the bytes say, which column means what, and each line as a feedback."""
