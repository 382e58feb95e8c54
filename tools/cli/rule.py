"""``boucle rule``: rules as a file, checked offline, tried on the past, compared and put in place."""

import json
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress

from tools.cli.api import Api, find_api
from tools.cli.lint import Linted, lint_file
from tools.cli.output import FAILED, misused, result, talk, told
from tools.cli.rule_words import length, sentence
from tools.local.errors import LocalError

app = typer.Typer(help="Rules as a file: lint, backtest, export, diff, import.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Write the result as JSON.")]
Url = Annotated[str | None, typer.Option(help="The frontend's address; the local stack's when left out.")]
RuleFile = Annotated[Path, typer.Argument(help="A file as boucle rule export writes it; - reads standard input.")]

_POLL_SECONDS = 1.0


@app.command("lint")
def lint(
    file: RuleFile,
    strict: Annotated[bool, typer.Option(help="Fail on warnings too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check a file of rules offline: faults (exit code 1), and the advice that needs no data."""
    linted = lint_file(_read(file))
    if as_json:
        result(linted.builtins(), "", as_json=True)
    else:
        result(None, _linted_text(linted), as_json=False)
    warned = any(one["severity"] in ("error", "warning") for one in linted.findings)
    if linted.faults or (strict and warned):
        raise typer.Exit(FAILED)


@app.command("export")
def export(url: Url = None, as_json: AsJson = False) -> None:
    """Write all rules and keyword lists, always in the same order."""
    with told():
        filed = find_api(url).call("GET", "/rules/export")
    text = json.dumps(filed, ensure_ascii=False, indent=2)
    result(filed, text, as_json=as_json)


@app.command("diff")
def diff(file: RuleFile, url: Url = None, as_json: AsJson = False) -> None:
    """Show what importing a file would change. Changes nothing."""
    with told():
        changes = find_api(url).call("POST", "/rules/import", {**_read(file), "dry_run": True})
    result(changes, _changes_text(changes), as_json=as_json)


@app.command("import")
def import_(
    file: RuleFile,
    yes: Annotated[bool, typer.Option("--yes", help="Apply; without it only what would change is shown.")] = False,
    confirm: Annotated[bool, typer.Option(help="Also rules that take in very much.")] = False,
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Make a file the rules of the account. Rules and lists that it does not hold are removed."""
    body = {**_read(file), "dry_run": not yes, "confirm": confirm}
    with told():
        changes = find_api(url).call("POST", "/rules/import", body)
    done = "Applied." if changes["applied"] else "Nothing was changed: add --yes to apply."
    result(changes, f"{_changes_text(changes)}\n{done}", as_json=as_json)


@app.command("backtest")
def backtest(
    rule: Annotated[str, typer.Argument(help="The id of a rule.")],
    file: Annotated[Path | None, typer.Option(help="Take the rule from this file instead of the account.")] = None,
    days: Annotated[int, typer.Option(min=1, max=365, help="How many days, today included.")] = 90,
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Try a rule on the feedback of the past, and show what it would have done."""
    filed = _read(file) if file else None
    with told():
        api = find_api(url)
        impact = _wait(api, api.call("POST", "/rules/backtest", _asked(api, rule, filed, days)))
    result(impact, _impact_text(impact), as_json=as_json)


def _asked(api: Api, rule_id: str, filed: dict[str, Any] | None, days: int) -> dict[str, Any]:
    present = {one["id"]: one for one in api.call("GET", "/rules")["items"]}
    wanted = {one["id"]: one for one in filed["rules"]} if filed else present
    if rule_id not in wanted:
        raise LocalError(f"There is no rule {rule_id}: use one of {', '.join(sorted(wanted)) or 'none'}.")
    names = ("label", "kind", "priority", "expires_in", "notify", "status", "paused_until", "criteria")
    rule = {name: wanted[rule_id][name] for name in names if name in wanted[rule_id]}
    return {"rule": rule, "id": rule_id if rule_id in present else None, "days": days}


def _wait(api: Api, job: dict[str, Any]) -> dict[str, Any]:
    with Progress(console=talk, transient=True) as progress:
        task = progress.add_task("Trying the rule", total=None)
        while job["status"] in ("waiting", "running"):
            time.sleep(_POLL_SECONDS)
            job = api.call("GET", f"/jobs/{job['id']}")
            progress.update(task, completed=job["progress"]["done"], total=job["progress"]["total"])
    if job["status"] != "done":
        reason = job["error"]["detail"] if job["error"] else "it was cancelled"
        raise LocalError(f"The backtest has no result: {reason}.")
    return dict(job["result"])


def _read(file: Path) -> dict[str, Any]:
    try:
        text = typer.get_text_stream("stdin").read() if str(file) == "-" else file.read_text(encoding="utf-8")
        filed = json.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise misused(f"{file} cannot be read ({type(error).__name__}).") from None
    except ValueError as error:
        raise misused(f"{file} is not JSON: {error}.") from None
    if not isinstance(filed, dict) or not isinstance(filed.get("rules"), list):
        raise misused(f"{file} must be an object with rules and keyword_lists.")
    return filed


def _linted_text(linted: Linted) -> str:
    lines = [f"{one['path']}: {one['message']} ({one['code']})" for one in linted.faults]
    lines += [f"{one['rule_id']}: {one['severity']}: {_sentence(one)}" for one in linted.findings]
    return "\n".join(lines) if lines else f"{linted.rules} rules, {linted.lists} lists: nothing to mend."


def _sentence(finding: dict[str, Any]) -> str:
    return sentence(finding["code"], finding["params"])


def _changes_text(changes: dict[str, Any]) -> str:
    lines = [f"+ {one}" for one in changes["added"]]
    lines += [f"~ {one['id']}: {', '.join(one['fields'])}" for one in changes["changed"]]
    lines += [f"- {one}" for one in changes["removed"]]
    return "\n".join([*lines, f"{changes['unchanged']} unchanged"])


def _impact_text(impact: dict[str, Any]) -> str:
    lines = [
        f"{impact['fired']} of {impact['feedbacks']} feedbacks in {impact['days']} days, "
        f"{impact['fired'] / impact['days']:.1f} a day, {len(impact['people'])} people told"
    ]
    if not impact["complete"]:
        lines.append("only the newest feedback was read")
    if impact["previous"]:
        lines.append(f"version {impact['previous']['version']}: {impact['previous']['fired']}")
    if impact["treatment_seconds"] is not None:
        lines.append(f"such cases take {length(impact['treatment_seconds'])}")
    if impact["expired_share"] is not None:
        lines.append(f"{impact['expired_share'] * 100:.0f} % of them would have expired")
    lines += [f"  {one['count']:>5}  {one['name']}" for one in impact["per_place"][:10]]
    lines += [f"{one['severity']}: {_sentence(one)}" for one in impact["findings"]]
    return "\n".join(lines)
