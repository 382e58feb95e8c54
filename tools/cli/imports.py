"""``boucle import``: old feedback from a CSV file, tried first, then carried out."""

import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress

from tools.cli.api import Api, find_api
from tools.cli.output import FAILED, misused, result, talk, told

PART = 512 * 1024
_POLL_SECONDS = 1.0
_ENDED = ("done", "failed", "cancelled")
_MODES = ("dry_run", "all", "partial")
_SHOWN = 20


def import_(
    file: Annotated[Path, typer.Argument(help="A CSV file of at most 50 MB.", exists=True, dir_okay=False)],
    source: Annotated[str, typer.Option(help="Id of the source the feedback is from.")],
    mode: Annotated[
        str, typer.Option(help="dry_run writes nothing; all refuses a bad line; partial takes the good ones.")
    ] = "dry_run",
    column: Annotated[
        list[str] | None, typer.Option(help="role=column, for example comment=Verbatim; several times.")
    ] = None,
    scale: Annotated[str | None, typer.Option(help="Scale of the score: nps, or its ends such as 1-5.")] = None,
    alerts: Annotated[bool, typer.Option(help="Let rules open cases on it.")] = False,
    mail: Annotated[bool, typer.Option(help="Tell people of these cases by mail, too.")] = False,
    url: Annotated[
        str | None, typer.Option(help="The frontend's address; the local stack's when left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the job as JSON.")] = False,
) -> None:
    """Import feedback from a CSV file. The same file again brings nothing new."""
    if mode not in _MODES:
        raise misused(f"--mode is one of {', '.join(_MODES)}.")
    asked: dict[str, Any] = {"name": file.name, "source": source, "alerts": alerts, "mail": mail}
    if column:
        asked["columns"] = dict(_pair(one) for one in column)
    if scale:
        asked["scale"] = _scale(scale)
    with told():
        api = find_api(url)
        job, lines = imported(api, file.read_bytes(), asked, mode)
    result(job, _text(job, lines), as_json=as_json)
    if job["status"] != "done":
        raise typer.Exit(FAILED)


def imported(api: Api, raw: bytes, asked: dict[str, Any], mode: str) -> tuple[Any, list[Any]]:
    """The job at its end, and the first lines of its report."""
    job = api.call("POST", "/imports", {**asked, "size": len(raw)})
    with Progress(console=talk, transient=True) as progress:
        task = progress.add_task("Sending", total=len(raw))
        for number, start in enumerate(range(0, len(raw), PART)):
            part = raw[start : start + PART]
            api.call("PUT", f"/imports/{job['id']}/parts/{number}", raw=part)
            progress.update(task, advance=len(part))
        job = api.call("POST", f"/imports/{job['id']}/start", {"mode": mode})
        while job["status"] not in _ENDED:
            counted = job["progress"]
            progress.update(task, description="Importing", completed=counted["done"], total=counted["total"])
            time.sleep(_POLL_SECONDS)
            job = api.call("GET", f"/jobs/{job['id']}")
    lines = api.call("GET", f"/jobs/{job['id']}/lines")["items"]
    return job, lines


def _pair(text: str) -> tuple[str, str]:
    role, sign, column = text.partition("=")
    if not sign or not role or not column:
        raise misused("--column takes a role and a column, such as comment=Verbatim.")
    return role.strip(), column.strip()


def _scale(text: str) -> dict[str, Any]:
    if text == "nps":
        return {"min": 0, "max": 10, "kind": "nps"}
    low, _, high = text.partition("-")
    try:
        return {"min": float(low), "max": float(high), "kind": "rating"}
    except ValueError:
        raise misused("--scale takes nps, or two numbers such as 1-5.") from None


def _text(job: Any, lines: list[Any]) -> str:
    found = job["result"] or {}
    told_of = [f"{job['error']['detail']} ({job['error']['code']})"] if job["error"] else []
    if found:
        foretold = " (nothing was written)" if found["mode"] == "dry_run" else ""
        counts = ", ".join(f"{found[name]} {name}" for name in ("created", "updated", "duplicates", "rejected"))
        told_of.append(f"{found['rows']} lines: {counts}{foretold}")
        roles = [
            f"{role} = {one['path'] if isinstance(one, dict) else one}" for role, one in found["columns"].items()
        ]
        told_of.append(f"columns: {'; '.join(roles) or 'none known'}")
    told_of += [f"line {one['line']}: {one['message']} ({one['code']})" for one in lines[:_SHOWN]]
    if len(lines) > _SHOWN:
        told_of.append(f"and more: GET /v1/jobs/{job['id']}/lines")
    return "\n".join(told_of) or f"The import is {job['status']}."
