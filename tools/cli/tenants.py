"""``boucle tenant``: tenant files, which say what ``cdk deploy -c tenant=NAME`` deploys."""

from typing import Annotated

import typer

from infra.tenants import FOLDER, TenantFileError, load, names
from shared.scope.tenant import TENANT_ID
from tools.cli.output import FAILED, misused, plain, result, rows, talk, told

app = typer.Typer(help="Create, check and list tenant files.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Write the result as JSON.")]

_TEMPLATE = """\
# {title}, deployed with: npx cdk deploy -c tenant={id}
id = "{id}"
name = "{title}"
locale = "{locale}"
zone = "{zone}"

[sender]
address = "{sender}"
name = "{title}"

[domains]
frontend = "{domain}"

[alarms]
emails = ["{alarm}"]
"""


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(help="Short name: 2 to 20 lower-case letters and digits.")],
    title: Annotated[str, typer.Option(help="Name people see, for example 'Halles Verdier'.")],
    domain: Annotated[str, typer.Option(help="Where the frontend is reached, for example avis.example.com.")],
    sender: Annotated[str, typer.Option(help="Address the mails come from.")],
    alarm: Annotated[str, typer.Option(help="Who is told when the stack is ill.")],
    locale: Annotated[str, typer.Option(help="fr or en.")] = "fr",
    zone: Annotated[str, typer.Option(help="Time zone, for example Europe/Paris.")] = "Europe/Paris",
    as_json: AsJson = False,
) -> None:
    """Write a tenant file and check it. Nothing is deployed."""
    if not TENANT_ID.fullmatch(name):
        raise misused(f"'{name}' is not a tenant name: use 2 to 20 lower-case letters and digits, a letter first.")
    values = {"title": title, "domain": domain, "sender": sender, "alarm": alarm, "locale": locale, "zone": zone}
    if wrong := next(
        (key for key, value in values.items() if '"' in value or "\\" in value or not value.isprintable()), None
    ):
        raise misused(f"--{wrong} must be one line without quotes or backslashes.")
    file = FOLDER / f"{name}.toml"
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(_TEMPLATE.format(id=name, **values))
    except FileExistsError:
        raise misused(
            f"infra/tenants/{file.name} exists already: edit it, then run boucle tenant validate."
        ) from None
    try:
        load(name)
    except TenantFileError as error:
        file.unlink()
        talk.print(f"[bold red]boucle:[/] {plain(str(error))} Nothing was written.")
        raise typer.Exit(FAILED) from None
    result(
        {"id": name, "file": f"infra/tenants/{file.name}"},
        f"infra/tenants/{file.name} written. Deploy it with: npx cdk deploy -c tenant={name} --all",
        as_json=as_json,
    )


@app.command("validate")
def validate(
    wanted: Annotated[
        list[str] | None, typer.Argument(metavar="NAME...", help="Tenants; all when left out.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check tenant files as synthesis will. Exit code 1 when one is wrong."""
    lines = [_checked(name) for name in wanted or names()]
    rows(["id", "valid", "problem"], lines, as_json=as_json)
    if not all(line["valid"] for line in lines):
        raise typer.Exit(FAILED)


def _checked(name: str) -> dict[str, object]:
    try:
        load(name)
    except TenantFileError as error:
        return {"id": name, "valid": False, "problem": str(error)}
    return {"id": name, "valid": True, "problem": ""}


@app.command("list")
def list_tenants(as_json: AsJson = False) -> None:
    """List the tenants that have a file."""
    with told():
        tenants = [load(name) for name in names()]
    lines = [
        {"id": one.id, "name": one.name, "locale": one.locale, "frontend": one.domains.frontend} for one in tenants
    ]
    rows(["id", "name", "locale", "frontend"], lines, as_json=as_json)
