"""The ``boucle`` command."""

import typer

from tools.cli import directory, imports, openapi, replay, rule, seed, tenants, token

app = typer.Typer(
    help="Administration of Boucle: tenants, rules as a file, tokens, imports, demonstration data, replays.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    rich_markup_mode="rich",
)
app.add_typer(tenants.app, name="tenant")
app.add_typer(rule.app, name="rule")
app.add_typer(directory.app, name="directory")
app.command("token")(token.token)
app.command("seed")(seed.seed)
app.command("replay")(replay.replay)
app.command("import")(imports.import_)
app.command("openapi")(openapi.openapi)
