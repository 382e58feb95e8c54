"""How every command speaks: results on standard output, talk on standard error, exit codes 0, 1 and 2."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.table import Table

from infra.tenants import TenantFileError
from tools.local.errors import LocalError

FAILED = 1
MISUSED = 2

talk = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def told() -> Iterator[None]:
    """Turns a refusal into one sentence and exit code 1. Anything else is a defect and keeps its traceback."""
    try:
        yield
    except (LocalError, TenantFileError) as error:
        talk.print(f"[bold red]boucle:[/] {plain(str(error))}")
        raise typer.Exit(FAILED) from None


def misused(sentence: str) -> typer.Exit:
    """Says what is wrong with the arguments; raise what this returns."""
    talk.print(f"[bold red]boucle:[/] {plain(sentence)}")
    return typer.Exit(MISUSED)


def result(value: object, text: str, *, as_json: bool) -> None:
    """Writes a command's result: the value as JSON, or the text."""
    sys.stdout.write((json.dumps(value, ensure_ascii=False) if as_json else text) + "\n")


def rows(columns: Sequence[str], lines: Sequence[Mapping[str, object]], *, as_json: bool) -> None:
    """Writes a list: JSON objects in an array, or a table."""
    if as_json:
        result(list(lines), "", as_json=True)
        return
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(column, no_wrap=True)
    for line in lines:
        table.add_row(*(str(line[column]) for column in columns))
    Console(file=sys.stdout, highlight=False, soft_wrap=True).print(table)


def plain(text: str) -> str:
    """Text in which rich finds no markup."""
    return text.replace("[", r"\[")
