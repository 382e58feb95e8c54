"""Which rules fire on a feedback: CPU of our engine and of others on the same rules and the same feedbacks.

``python -m benchmarks.rules [--rules 10 100 1000 5000] [--rounds 15] [--seed 1]``. Every time includes making
the engine's own view of the feedback from the model. Each round takes feedbacks nobody has seen before, and every
engine works for about the same time: a slow one takes fewer of them. All must find the same rules.
"""

import argparse
import gc
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from itertools import batched
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks import rule_samples
from benchmarks.peers import rule_engines
from benchmarks.processes import Figures
from shared.feedback.models import Feedback
from shared.rules.criteria import Node
from shared.rules.engine.plan import pack, unpack
from shared.rules.fields import Subject
from shared.rules.models import Rule
from shared.rules.ruleset import RuleSet
from shared.storage import codec, snapshots

OURS, REASONS = "ours", "ours, with the reasons of what fires"
ZEN, RULE_ENGINE = "zen-engine, one array expression", "rule-engine"
PEERS: dict[str, Callable[[Sequence[Node]], rule_engines.Engine]] = {
    ZEN: rule_engines.Zen,
    "datalogic-py, evaluate_many": rule_engines.DataLogic,
    "closures": rule_engines.Closures,
    RULE_ENGINE: rule_engines.RuleEngine,
    "panzi-json-logic": rule_engines.JsonLogic,
}
FEEDBACKS = 1_000
WARM = 4_000
_CHECKED = 30
_AT_ONCE = 25
_BUDGET_SECONDS = 0.1
_GROWTH = 8.0
_LOAD_MS = 5.0
GOALS = {(1000, ZEN): 30.0, (1000, RULE_ENGINE): 500.0, (5000, ZEN): 100.0}
"""How many times as long another engine takes at least."""

type Match = Callable[[Subject], Sequence[Any]]


class Result(NamedTuple):
    """Microseconds for each contender; milliseconds to build, and to load ours; our megabytes."""

    figures: Mapping[str, Figures]
    build: Mapping[str, float]
    load: float
    megabytes: float
    share: float


def contenders(rules: list[Rule]) -> tuple[dict[str, Match], dict[str, float]]:
    """A function to the places of the rules that fire, by name, and the milliseconds it took to build."""
    trees = rule_engines.trees_of(rules)
    matches: dict[str, Match] = {}
    build: dict[str, float] = {}
    started = time.process_time()
    ours = RuleSet(rules)
    build[OURS] = build[REASONS] = (time.process_time() - started) * 1000
    matches[OURS] = ours.matching
    matches[REASONS] = ours.fired
    for name, peer in PEERS.items():
        started = time.process_time()
        engine = peer(trees)
        build[name] = (time.process_time() - started) * 1000
        matches[name] = engine.match
    return matches, build


def check(matches: Mapping[str, Match], rules: Sequence[Rule], seed: int) -> float:
    """That all find the same rules; answers how many that is on average."""
    places = {rule.id: place for place, rule in enumerate(rules)}
    found = 0
    for subject in rule_samples.subjects(_CHECKED, seed):
        expected = [places[rule.id] for rule in matches[OURS](subject)]
        found += len(expected)
        for name, match in matches.items():
            answer = match(subject)
            if name == OURS:
                continue
            if name == REASONS:
                answer = [places[fired.rule.id] for fired in answer]
            if answer != expected:
                raise RuntimeError(f"{name} does not find the rules that we find")
    return found / _CHECKED


def measure(matches: Mapping[str, Match], rounds: int, seed: int) -> dict[str, Figures]:
    """CPU microseconds of one feedback, in interleaved rounds."""
    batches = {name: _batch(match, seed) for name, match in matches.items()}
    for subject in rule_samples.subjects(WARM, seed + 1):
        matches[OURS](subject)
    gc.collect()
    gc.freeze()  # what the others have built is not to be looked through in anyone's time
    found: dict[str, list[float]] = {name: [] for name in matches}
    for number in range(rounds):
        received = [
            (codec.encode(one.feedback), one.around) for one in rule_samples.subjects(FEEDBACKS, seed + 2 + number)
        ]
        for name, match in matches.items():
            found[name].append(_timed(match, received[: batches[name]]))
    gc.unfreeze()
    return {name: Figures(values) for name, values in found.items()}


def _timed(match: Match, received: Sequence[tuple[str, tuple[str, ...]]]) -> float:
    """CPU microseconds of one feedback. They are decoded just before, a few at a time, as when they arrive; that
    is not counted."""
    total = 0.0
    for few in batched(received, _AT_ONCE, strict=False):
        subjects = [Subject(codec.decode(body, Feedback), around) for body, around in few]
        started = time.process_time()
        for subject in subjects:
            match(subject)
        total += time.process_time() - started
    return total * 1e6 / len(received)


def _batch(match: Match, seed: int) -> int:
    """How many feedbacks a contender takes in a round."""
    subjects = rule_samples.subjects(3, seed)
    started = time.process_time()
    for subject in subjects:
        match(subject)
    each = (time.process_time() - started) / len(subjects)
    return max(5, min(FEEDBACKS, round(_BUDGET_SECONDS / max(each, 1e-6))))


def loading(rules: list[Rule], rounds: int) -> float:
    """Milliseconds from what the table holds to a rule set that can match: comparing the digest, reading the
    snapshot, and putting it to work."""
    stored = {f"RULE#{rule.id}": codec.encode(rule) for rule in rules}
    items = [put.item for put in snapshots.writes(stored)]
    times = []
    gc.collect()
    gc.freeze()  # a function starts with an empty memory
    for _ in range(rounds):
        started = time.process_time()
        plan = snapshots.plan_of(items, stored)
        RuleSet(snapshots.rules_of(stored), plan=plan).prepare()
        times.append((time.process_time() - started) * 1000)
        if plan is None:
            raise RuntimeError("the snapshot is not of these rules")
    gc.unfreeze()
    return Figures(times).median


def memory(rules: list[Rule], seed: int) -> float:
    """Megabytes of a rule set from its snapshot after many feedbacks, without the rules themselves."""
    packed = pack(RuleSet(rules).plan)
    by_id = {rule.id: rule for rule in rules}
    subjects = rule_samples.subjects(WARM, seed)
    gc.collect()
    tracemalloc.start()
    loaded = RuleSet(by_id, plan=unpack(packed))
    for subject in subjects:
        loaded.matching(Subject(subject.feedback, subject.around))
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return held / 1e6


def run(count: int, rounds: int, seed: int) -> Result:
    """Everything for a number of rules."""
    rules = rule_samples.rules(count, seed)
    matches, build = contenders(rules)
    share = check(matches, rules, seed) / count
    figures = measure(matches, rounds, seed)
    return Result(figures, build, loading(rules, rounds), memory(rules, seed), share)


def holds(results: Mapping[int, Result]) -> dict[str, bool]:
    """Each goal in words, and whether it holds."""
    found = {}
    for (count, name), goal in GOALS.items():
        if count in results:
            ratio = results[count].figures[name].over(results[count].figures[OURS])
            found[f"{count} rules: {name} takes {ratio:.0f}x as long (goal {goal:.0f}x)"] = ratio >= goal
    if {10, 5000} <= results.keys():
        growth = results[5000].figures[OURS].median / results[10].figures[OURS].median
        found[f"10 to 5,000 rules costs {growth:.1f}x (goal {_GROWTH:.0f}x)"] = growth <= _GROWTH
    if 1000 in results:
        load = results[1000].load
        found[f"1,000 rules load in {load:.1f} ms (goal {_LOAD_MS:.0f} ms)"] = load <= _LOAD_MS
    return found


def speeds(results: Mapping[int, Result]) -> Table:
    """Microseconds of a feedback, and how many times as long as ours."""
    shown = Table(title="Which rules fire on a feedback: microseconds, median (range), x ours")
    shown.add_column("engine")
    for count in results:
        shown.add_column(f"{count:,} rules", justify="right")
    for name in next(iter(results.values())).figures:
        cells = []
        for result in results.values():
            found = result.figures[name]
            times = f"{found.median:,.1f} ({found.least:,.1f}-{max(found.rounds):,.1f})"
            cells.append(times if name == OURS else f"{times} {found.over(result.figures[OURS]):,.1f}x")
        shown.add_row(name, *cells)
    return shown


def costs(results: Mapping[int, Result]) -> Table:
    """What a rule set costs beside matching."""
    shown = Table(title="Milliseconds to compile, to load ours from its snapshot; megabytes")
    for heading in ("rules", "fire", *(name for name in (OURS, *PEERS)), "ours, loaded", "ours, MB"):
        shown.add_column(heading, justify="right")
    for count, result in results.items():
        build = [f"{result.build[name]:,.1f}" for name in (OURS, *PEERS)]
        shown.add_row(f"{count:,}", f"{result.share:.1%}", *build, f"{result.load:.1f}", f"{result.megabytes:.1f}")
    return shown


def main() -> int:
    """Measures and prints; answers 1 when a goal does not hold."""
    parser = argparse.ArgumentParser(description="Rule evaluation, against its peers.")
    parser.add_argument("--rules", type=int, nargs="+", default=[10, 100, 1000, 5000])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    results = {count: run(count, options.rounds, options.seed) for count in options.rules}
    console = Console(width=160)
    console.print(speeds(results))
    console.print(costs(results))
    goals = holds(results)
    for goal, met in goals.items():
        console.print(f"{'yes' if met else 'NO '}  {goal}")
    return 0 if all(goals.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
