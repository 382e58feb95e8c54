"""``boucle replay``: evaluates the stored feedback of a window again, for example after an outage.

Each stored feedback goes to the evaluate queue as the stream would have sent it. An alert's id derives from its
feedback's, so what has an alert already is met again and changes nothing.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.progress import Progress

from shared.clock import iso
from tools.cli.output import misused, result, talk, told
from tools.cli.target import Target, find_target
from tools.local.errors import LocalError

_BATCH = 10
_TRIES = 5


def replay(
    start: Annotated[str, typer.Option("--from", help="ISO 8601, for example 2026-11-21T08:00:00Z; included.")],
    end: Annotated[str, typer.Option("--to", help="ISO 8601; not included.")],
    tenant: Annotated[str | None, typer.Option(help="Tenant on AWS; the local stack when left out.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Only count.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the result as JSON.")] = False,
) -> None:
    """Evaluate again the feedback received in a window. Safe to repeat."""
    first, last = _moment("--from", start), _moment("--to", end)
    if first >= last:
        raise misused("--from must be before --to.")
    with told():
        target = find_target(tenant)
        sent = _replay(target, iso(first), iso(last), dry_run=dry_run)
    word = "would be evaluated again" if dry_run else "sent to be evaluated again"
    result({"feedback": sent, "sent": not dry_run}, f"{sent} feedback {word}.", as_json=as_json)


def _moment(option: str, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise misused(f"{option} must be a date or a time such as 2026-11-21 or 2026-11-21T08:00:00Z.") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _replay(target: Target, first: str, last: str, *, dry_run: bool) -> int:
    sqs, queue = target.client("sqs"), target.output("EvaluateQueueUrl")
    count = 0
    batch: list[str] = []
    with Progress(console=talk, transient=True) as progress:
        task = progress.add_task("Evaluating again", total=None)
        for body in stored_feedback(target, first, last):
            count += 1
            progress.update(task, advance=1, description=f"Evaluating again: {count}")
            if dry_run:
                continue
            batch.append(json.dumps({"body": body}, ensure_ascii=False))
            if len(batch) == _BATCH:
                _send(sqs, queue, batch)
                batch = []
        if batch:
            _send(sqs, queue, batch)
    return count


def stored_feedback(target: Target, first: str, last: str) -> Iterator[str]:
    """Bodies of the feedback received from ``first`` up to ``last`` (UTC ISO 8601). Reads the whole table: a
    maintenance command may, no other code does."""
    pages = target.client("dynamodb").get_paginator("scan")
    for page in pages.paginate(
        TableName=target.output("TableName"),
        FilterExpression="kind = :kind AND received_at >= :first AND received_at < :last",
        ProjectionExpression="body",
        ExpressionAttributeValues={":kind": {"S": "feedback"}, ":first": {"S": first}, ":last": {"S": last}},
    ):
        for item in page["Items"]:
            yield item["body"]["S"]


def _send(sqs: Any, queue: str, bodies: list[str]) -> None:
    entries = [{"Id": str(number), "MessageBody": body} for number, body in enumerate(bodies)]
    for _ in range(_TRIES):
        failed = {one["Id"] for one in sqs.send_message_batch(QueueUrl=queue, Entries=entries).get("Failed", [])}
        entries = [entry for entry in entries if entry["Id"] in failed]
        if not entries:
            return
    raise LocalError("The evaluate queue refused some feedback: run the same command again, it repeats nothing.")
