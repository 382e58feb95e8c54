"""Shows what a run is doing, one line per step with its duration."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class Step:
    """The step under way; ``note`` adds a word to its line, ``says`` changes the text of the spinner."""

    def __init__(self, progress: "Progress", title: str) -> None:
        self._progress = progress
        self.title = title
        self.detail = ""

    def note(self, detail: str) -> None:
        """What to add to the line when the step is done, for example "unchanged"."""
        self.detail = detail

    def says(self, text: str) -> None:
        """Shows how far the step is, where a terminal can show it."""
        self._progress.update(f"{self.title}: {text}")


class Progress:
    """Steps on a console; silent when ``quiet``."""

    def __init__(self, console: Console | None = None, *, quiet: bool = False) -> None:
        self.console = console or Console(stderr=True, highlight=False)
        self._quiet = quiet
        self._status = self.console.status("")

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Runs one step; its line appears when it has succeeded."""
        step = Step(self, title)
        started = time.monotonic()
        if not self._quiet and self.console.is_terminal:
            self._status.update(f"{title} ...")
            self._status.start()
        try:
            yield step
        finally:
            self._status.stop()
        if not self._quiet:
            detail = f" [dim]({step.detail})[/]" if step.detail else ""
            seconds = time.monotonic() - started
            self.console.print(f"  [green]✓[/] {title}{detail} [dim]{seconds:.1f} s[/]")

    def update(self, text: str) -> None:
        """Changes the spinner's text."""
        self._status.update(f"{text} ...")
