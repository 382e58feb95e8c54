"""The list of 25 cases: CPU of a warm handler with DynamoDB's answers put in, against the usual stack.

``python -m benchmarks.list_page [--rounds 31]``. Rounds are interleaved as in ``processes.py``.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from benchmarks import canned, samples, starts
from benchmarks.processes import Figures

GOAL_MS = 1.0
CALLS = 20
ONE, FOUR = "ours, one query", "ours, four queries (inbox)"
FASTAPI, USUAL = "the same on FastAPI, Mangum, boto3", "usual stack: attributes, resource, pydantic"

type Call = Callable[[], dict[str, Any]]


def contenders() -> dict[str, Call]:
    """A function that answers one request, by name. All read the person and the configuration's version too."""
    answers = canned.answers()
    handlers = {"api": starts.api(), "fastapi": starts.fastapi()}
    for name in handlers:
        canned.answer(answers, *starts.clients(name))
    from benchmarks.peers import usual_list

    canned.answer(answers | _as_attributes(answers), usual_list.resource().meta.client)

    def call(handler: Any, section: str) -> Call:
        event = samples.list_event(section)
        return lambda: dict(handler(event, starts.Context()))

    return {
        ONE: call(handlers["api"], "mine"),
        FOUR: call(handlers["api"], "inbox"),
        FASTAPI: call(handlers["fastapi"], "mine"),
        USUAL: call(usual_list.lambda_handler, "mine"),
    }


def _as_attributes(answers: dict[str, str]) -> dict[str, str]:
    """The same page and person with an attribute for each field."""
    items = json.loads(answers["Query owner"])["Items"]
    rows = [{"owner_key": "x#open", **json.loads(item["row"]["S"])} | _keys(item) for item in items]
    person = {"pk": f"U#{samples.user().id}", "sk": "U", **msgspec.to_builtins(samples.user())}
    version = {"pk": "CONFIG", "sk": "VERSION", "version": 7}
    page = {"Items": [_typed(row)["M"] for row in rows], "Count": len(rows), "ScannedCount": len(rows)}
    both = {samples.ENVIRONMENT["TABLE_NAME"]: [_typed(person)["M"], _typed(version)["M"]]}
    return {"Query owner": json.dumps(page), "BatchGetItem": json.dumps({"Responses": both})}


def _keys(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name]["S"] for name in ("pk", "sk", "due")}


def _typed(value: Any) -> dict[str, Any]:
    """A value in DynamoDB's JSON."""
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case int() | float():
            return {"N": str(value)}
        case dict():
            return {"M": {name: _typed(part) for name, part in value.items()}}
        case list() | tuple():
            return {"L": [_typed(part) for part in value]}
    return {"S": str(value)}


def _shown(call: Call) -> Any:
    answer = call()
    if answer["statusCode"] != 200:
        raise RuntimeError(f"answered {answer}")
    return json.loads(answer["body"])["items"]


def measure(calls: dict[str, Call], rounds: int) -> dict[str, Figures]:
    """CPU milliseconds of one call."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds + 3):
        for name, call in calls.items():
            started = time.process_time()
            for _ in range(CALLS):
                call()
            if number >= 3:  # the first rounds warm up
                found[name].append((time.process_time() - started) * 1000 / CALLS)
    return {name: Figures(values) for name, values in found.items()}


def table(figures: dict[str, Figures]) -> Table:
    """The results, one line a contender."""
    shown = Table(title=f"GET /v1/alerts, {samples.ROWS} cases")
    for heading in ("handler", "median ms", "least ms", "x usual stack", "goal", "holds"):
        shown.add_column(heading, justify="left" if heading == "handler" else "right")
    for name, found in figures.items():
        goal = (f"<= {GOAL_MS} ms", "yes" if found.median <= GOAL_MS else "NO") if name == ONE else ("", "")
        ratio = f"{found.over(figures[USUAL]):.2f}"
        shown.add_row(name, f"{found.median:.2f}", f"{found.least:.2f}", ratio, *goal)
    return shown


def main() -> int:
    """Measures and prints; answers 1 when the goal does not hold."""
    parser = argparse.ArgumentParser(description="The list of 25 cases, against its peers.")
    parser.add_argument("--rounds", type=int, default=31)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "canned.json"
        samples.write(path)
        os.environ |= samples.ENVIRONMENT | {"BENCH_CANNED": str(path)}
        calls = contenders()
        pages = [_shown(calls[name]) for name in (ONE, FASTAPI, USUAL)]
        if not pages[0] == pages[1] == pages[2] or len(pages[0]) != samples.ROWS:
            raise RuntimeError("the contenders do not answer the same page")
        figures = measure(calls, rounds)
    Console(width=110).print(table(figures))
    return 0 if figures[ONE].median <= GOAL_MS else 1


if __name__ == "__main__":
    sys.exit(main())
