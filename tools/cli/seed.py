"""``boucle seed``: the demonstration account, or a file's rows as signed webhooks."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from infra.tenants import load
from tools.cli.output import FAILED, misused, result, talk, told
from tools.cli.rows import FIELDS, Plan, payload, read_rows, row_id
from tools.cli.target import LOCAL_TENANT, find_target
from tools.demo.account import Account, bring_to_life, open_account
from tools.demo.posting import Poster, Report
from tools.local import progress as steps
from tools.local.aws import Clients
from tools.local.description import DemoSource, StackDescription, read_description
from tools.local.paths import DEVELOPER

_TIMEOUT_SECONDS = 20.0
_KINDS = ("standard_webhooks", "typeform")


def seed(
    file: Annotated[
        Path | None, typer.Option("--from", help="A .jsonl, .json or .csv file.", dir_okay=False)
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help=f"FIELD is one of {', '.join(FIELDS)}."),
    ] = None,
    fixed: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="The same value for every row.")
    ] = None,
    source: Annotated[str, typer.Option(help="Source of the local stack that posts.")] = "application",
    hook: Annotated[
        str | None, typer.Option(help="Another stack's hook address; its secret is read from BOUCLE_HOOK_SECRET.")
    ] = None,
    kind: Annotated[str, typer.Option(help="With --hook: standard_webhooks or typeform.")] = "standard_webhooks",
    scale: Annotated[str, typer.Option(help="Lowest and highest score; 0-10 is an NPS.")] = "1-5",
    limit: Annotated[int | None, typer.Option(min=1, help="Post only the first rows.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=32, help="Requests at once.")] = 4,
    as_json: Annotated[bool, typer.Option("--json", help="Write the result as JSON.")] = False,
) -> None:
    """Fill the running local stack with the demonstration account; with --from, post a file's rows.

    Rows keep their ids from run to run: after an interruption run the same command again, what arrived already
    is counted as a duplicate. Example: boucle seed --from reviews.jsonl --map comment=comment --map score=rating
    """
    if file is None:
        with told():
            _demonstration(as_json=as_json)
        return
    plan = Plan(_pairs("--map", mapping or []), _pairs("--set", fixed or []), _scale(scale))
    if not plan.columns:
        raise misused("--from needs at least one --map, for example --map comment=comment.")
    with told():
        base, sender = _sender(source, hook, kind)
        report = _post(base, sender, file, plan, limit=limit, workers=workers)
    _tell(report, as_json=as_json)


def _pairs(option: str, texts: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not value or name not in FIELDS:
            raise misused(f"{option} {text}: write FIELD=..., where FIELD is one of {', '.join(FIELDS)}.")
        pairs[name] = value
    return pairs


def _scale(text: str) -> tuple[float, float]:
    low, _, high = text.partition("-")
    try:
        scale = float(low), float(high)
    except ValueError:
        raise misused("--scale must be like 1-5 or 0-10.") from None
    if scale[0] >= scale[1]:
        raise misused("--scale must name the lower end first, like 1-5.")
    return scale


def _sender(source: str, hook: str | None, kind: str) -> tuple[str, DemoSource]:
    """Where to post, and the source with its token and secret."""
    if hook is None:
        description = read_description(DEVELOPER.stack_file)
        sender = description.source(source)
        if sender.kind not in _KINDS:
            raise misused(f"--source {source}: rows can be posted as {' or '.join(_KINDS)} only.")
        return description.hook_base, sender
    secret = os.environ.get("BOUCLE_HOOK_SECRET")
    if not secret:
        raise misused("Set BOUCLE_HOOK_SECRET to the secret of the source behind --hook.")
    if kind not in _KINDS:
        raise misused(f"--kind must be {' or '.join(_KINDS)}.")
    base, _, token = hook.rstrip("/").rpartition("/")
    return base, DemoSource("hook", kind, token, secret)


def _post(base: str, sender: DemoSource, file: Path, plan: Plan, *, limit: int | None, workers: int) -> Report:
    total = sum(1 for _ in read_rows(file))
    total = min(total, limit) if limit else total
    columns = (TextColumn("Posting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=talk, transient=True) as bar:
        task = bar.add_task("Posting", total=total)
        return Poster(base, workers).post(
            _deliveries(sender, file, plan, total), lambda count: bar.update(task, completed=count)
        )


def _deliveries(
    sender: DemoSource, file: Path, plan: Plan, total: int
) -> Iterator[tuple[DemoSource, str, dict[str, Any]]]:
    for number, row in enumerate(read_rows(file), start=1):
        if number > total:
            return
        identity = row_id(plan, number, row)
        yield sender, identity.replace(".", "-")[:255], payload(sender.kind, plan, identity, row)


def _tell(report: Report, *, as_json: bool) -> None:
    rate = report.sent / report.seconds if report.seconds else 0.0
    value = {
        "rows": report.sent,
        "accepted": report.accepted,
        "duplicates": report.duplicates,
        "quarantined": report.quarantined,
        "refused": dict(report.refused),
        "repeated": report.repeated,
        "seconds": round(report.seconds, 1),
        "per_second": round(rate, 1),
    }
    refused = sum(report.refused.values())
    text = (
        f"{report.sent} rows in {report.seconds:.1f} s ({rate:.0f} a second): {report.accepted} accepted, "
        f"{report.duplicates} here already, {report.quarantined} in quarantine, {refused} refused, "
        f"{report.repeated} requests repeated."
    )
    for reason, count in report.refused.most_common():
        talk.print(f"{count} refused: {reason}")
    result(value, text, as_json=as_json)
    if refused:
        raise typer.Exit(FAILED)


def _demonstration(*, as_json: bool) -> None:
    description = read_description(DEVELOPER.stack_file)
    target = find_target(None)
    config = httpx.get(f"{description.frontend_url}/config.json", timeout=_TIMEOUT_SECONDS, trust_env=False).json()
    account = Account(
        url=description.frontend_url,
        config=config,
        clients=Clients(description.endpoint_url),
        table=description.table,
        pool_id=target.output("UserPoolId"),
        parameter_prefix=load(LOCAL_TENANT).parameter_prefix,
    )
    progress = steps.Progress(talk)
    users, sources = open_account(account, progress, demo=True)
    bring_to_life(account, progress, users, sources)
    StackDescription(**{**vars(description), "users": users, "sources": sources}).write(DEVELOPER.stack_file)
    result(
        {"users": len(users), "sources": len(sources)},
        f"The demonstration account is in: {len(users)} people, new passwords and hook addresses are in "
        ".local/stack.json.",
        as_json=as_json,
    )
