"""The one exception of the local run."""


class LocalError(Exception):
    """Something a person must act on. The message is one sentence that says what to do next."""
