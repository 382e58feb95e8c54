"""CPU time of whole fresh processes, in interleaved rounds.

A machine is never quiet, so every round runs all contenders once, one after the other (A B C A B C), and a ratio
is the median over the rounds of the ratio within a round. CPU time is what the kernel accounts to the process,
user and system together: waiting for other processes does not enter it.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


class Case(NamedTuple):
    """One contender: a Python statement run by a new interpreter."""

    name: str
    statement: str


class Figures(NamedTuple):
    """CPU milliseconds of one contender, one per round."""

    rounds: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def least(self) -> float:
        return min(self.rounds)

    def over(self, other: "Figures") -> float:
        """How many times as much as the other, by the median of the rounds."""
        return statistics.median(mine / theirs for mine, theirs in zip(self.rounds, other.rounds, strict=True))


def cpu_ms(case: Case, environment: Mapping[str, str]) -> float:
    """Runs the statement once; raises RuntimeError with its output when it fails."""
    process = subprocess.Popen(
        [sys.executable, "-c", case.statement],
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{case.name} failed:\n{output.decode(errors='replace')}")
    return (used.ru_utime + used.ru_stime) * 1000


def measure(
    cases: Sequence[Case], environment: Mapping[str, str], rounds: int, prepare: Callable[[int], None]
) -> dict[str, Figures]:
    """Figures by name; ``prepare`` is called with a number before each round. Round 0 writes the bytecode of all
    and is not counted."""
    prepare(0)
    for case in cases:
        cpu_ms(case, environment)
    found: dict[str, list[float]] = {case.name: [] for case in cases}
    for number in range(1, rounds + 1):
        prepare(number)
        for case in cases:
            found[case.name].append(cpu_ms(case, environment))
    return {name: Figures(values) for name, values in found.items()}
