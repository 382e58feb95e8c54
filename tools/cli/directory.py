"""``boucle directory``: places, groups and people as CSV files, checked first, then put in place."""

import time
from pathlib import Path
from typing import Annotated, Any

import typer

from tools.cli.api import Api, find_api
from tools.cli.output import FAILED, misused, result, told

app = typer.Typer(help="Places, groups and people as files: check, apply.", no_args_is_help=True)

KINDS = ("places", "groups", "users")
_POLL_SECONDS = 1.0
_ENDED = ("done", "failed", "cancelled")
_COUNTS = ("added", "changed", "removed", "unchanged")

Kind = Annotated[str, typer.Argument(help=f"One of {', '.join(KINDS)}.")]
File = Annotated[Path, typer.Argument(help="A CSV file in UTF-8.", exists=True, dir_okay=False)]
Url = Annotated[str | None, typer.Option(help="The frontend's address; the local stack's when left out.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write the result as JSON.")]


@app.command("check")
def check(kind: Kind, file: File, url: Url = None, as_json: AsJson = False) -> None:
    """Say what a file would change, and which lines cannot be used. Changes nothing."""
    with told():
        plan = find_api(url).call("POST", "/directory/imports", _body(kind, file, "dry_run"))
    result(plan, "\n".join([_counted(plan), *_lines(plan["errors"])]), as_json=as_json)
    if plan["errors"]:
        raise typer.Exit(FAILED)


@app.command("apply")
def apply(
    kind: Kind,
    file: File,
    partial: Annotated[bool, typer.Option(help="Take the good lines of a file that has bad ones.")] = False,
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Put a file in place. What it does not name stays; the same file again changes nothing."""
    with told():
        api = find_api(url)
        job, lines = applied(api, _body(kind, file, "partial" if partial else "all"))
    result(job, _text(job, lines), as_json=as_json)
    if job["status"] != "done" or job["result"]["failed"]:
        raise typer.Exit(FAILED)


def applied(api: Api, body: dict[str, Any]) -> tuple[Any, list[Any]]:
    """The job at its end, and the first lines of its report."""
    job = api.call("POST", "/directory/imports", body)
    while job["status"] not in _ENDED:
        time.sleep(_POLL_SECONDS)
        job = api.call("GET", f"/jobs/{job['id']}")
    return job, api.call("GET", f"/jobs/{job['id']}/lines")["items"]


def _body(kind: str, file: Path, mode: str) -> dict[str, Any]:
    if kind not in KINDS:
        raise misused(f"The kind is one of {', '.join(KINDS)}.")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise misused(f"{file} is not UTF-8: save it as CSV UTF-8.") from None
    return {"kind": kind, "text": text, "mode": mode}


def _text(job: Any, lines: list[Any]) -> str:
    error = job["error"]
    first = (
        f"{error['detail']} ({error['code']})" if error else _counted(job["result"] or dict.fromkeys(_COUNTS, 0))
    )
    return "\n".join([first, *_lines(lines)])


def _counted(found: Any) -> str:
    return ", ".join(f"{found[name]} {name}" for name in _COUNTS)


def _lines(errors: list[Any]) -> list[str]:
    return [f"line {one['line']}, {one['path']}: {one['message']} ({one['code']})" for one in errors]
