"""Cold start: CPU of whole fresh processes, against one that makes one boto3 client, and the API against FastAPI.

``python -m benchmarks.cold_start [--rounds 15]``
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks import samples
from benchmarks.processes import Case, Figures, measure

BASE = "boto3.client('dynamodb')"
FIRST = "first call made"
CALLS = {name: {FIRST: name} for name in ("ingest", "evaluate", "notify", "expire")}
# The list passes stored JSON through; a case is built, checked and written with pydantic models.
CALLS |= {name: {f"{FIRST} (list)": "list", f"{FIRST} (case)": "case"} for name in ("api", "fastapi")}


class Goal(NamedTuple):
    """At most ``limit`` times the CPU of another process."""

    case: str
    of: str
    limit: float


GOALS = (
    *(Goal(name, BASE, 1.2) for name in ("ingest", "evaluate", "notify", "expire")),
    Goal("api", "fastapi", 0.65),
    *(Goal(f"api, {call}", f"fastapi, {call}", 0.65) for call in CALLS["api"]),
)


def cases() -> list[Case]:
    """Every process of a round, in order."""
    found = [Case(BASE, "from benchmarks import starts; starts.boto3_client()")]
    for name, calls in CALLS.items():
        found.append(Case(name, f"from benchmarks import starts; starts.{name}()"))
        for call, event in calls.items():
            statement = f"from benchmarks import starts; starts.called({name!r}, {event!r})"
            found.append(Case(f"{name}, {call}", statement))
    return found


def table(figures: dict[str, Figures]) -> Table:
    """The results, one line a process."""
    shown = Table(title="CPU of whole fresh processes")
    for heading in ("process", "median ms", "least ms", "x boto3 client", "x FastAPI", "goal", "holds"):
        shown.add_column(heading, justify="left" if heading == "process" else "right")
    for name, found in figures.items():
        peer = f"fastapi{name.removeprefix('api')}" if name.startswith("api") else None
        goal = next((goal for goal in GOALS if goal.case == name), None)
        shown.add_row(
            name,
            f"{found.median:.0f}",
            f"{found.least:.0f}",
            f"{found.over(figures[BASE]):.2f}",
            f"{found.over(figures[peer]):.2f}" if peer else "",
            f"<= {goal.limit}" if goal else "",
            ("yes" if met(goal, figures) else "NO") if goal else "",
        )
    return shown


def met(goal: Goal, figures: dict[str, Figures]) -> bool:
    """Whether a goal holds in these figures."""
    return figures[goal.case].over(figures[goal.of]) <= goal.limit


def main() -> int:
    """Measures and prints; answers 1 when a goal does not hold."""
    parser = argparse.ArgumentParser(description="Cold start of each function, against its peers.")
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with (
        tempfile.TemporaryDirectory() as folder,
        Progress(transient=True, console=Console(stderr=True)) as progress,
    ):
        canned = Path(folder) / "canned.json"
        environment = {**samples.ENVIRONMENT, "BENCH_CANNED": str(canned), "PATH": os.environ["PATH"]}
        task = progress.add_task("rounds", total=rounds + 1)

        def prepare(number: int) -> None:
            samples.write(canned)  # anew, as a webhook's signature holds for five minutes
            progress.update(task, completed=number)

        figures = measure(cases(), environment, rounds, prepare)
    Console(width=110).print(table(figures))
    return 0 if all(met(goal, figures) for goal in GOALS) else 1


if __name__ == "__main__":
    sys.exit(main())
