"""Says how much was compared."""

from collections import Counter

import pytest

RAN: Counter[str] = Counter()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line at the end of a run."""
    if RAN:
        terminalreporter.write_line("oracle: " + ", ".join(f"{number:,} {what}" for what, number in RAN.items()))
