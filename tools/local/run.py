"""``make run``: brings the local stack up, fills it, says where it is, and stays until told to end."""

import os
import signal
import time
from collections.abc import Sequence
from types import FrameType

from rich.cells import cell_len
from rich.console import Console

from tools.demo.account import Account, bring_to_life, open_account
from tools.local.description import StackDescription
from tools.local.errors import LocalError
from tools.local.progress import Progress
from tools.local.stack import Options, RunningStack, running_stack

_CHECK_SECONDS = 0.5
_DEFAULT_PORT = 8080


class _ToldToEnd(BaseException):
    """A signal asked this run to end. Not an Exception, so that nothing takes it for a failure."""


def main(options: Options | None = None) -> int:
    """Runs until SIGINT or SIGTERM; returns 0 after a clean end, 1 after one sentence about what is wrong.

    ``PORT`` and ``DEMO`` come from the environment; ``options`` replace the former.
    """
    console = Console(highlight=False)
    _listen_for_signals()
    try:
        _run(console, options or Options(port=_port(os.environ.get("PORT") or str(_DEFAULT_PORT))))
    except _ToldToEnd:
        console.print("Ended. Nothing is left running.")
    except LocalError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"[bold red]Stopped.[/] {_plain(str(error))}")
        return 1
    return 0


def _run(console: Console, options: Options) -> None:
    demo = os.environ.get("DEMO", "1") != "0"
    progress = Progress(console)
    started = time.monotonic()
    with running_stack(options, progress) as stack:
        description = fill(stack, progress, demo=demo)
        _say_ready(console, stack, description, time.monotonic() - started)
        try:
            while True:
                stack.check()
                time.sleep(_CHECK_SECONDS)
        except _ToldToEnd:
            console.print("\nEnding ...")
            raise


def fill(stack: RunningStack, progress: Progress, *, demo: bool, feedback: int | None = None) -> StackDescription:
    """Sets an empty stack up and writes ``stack.json``. Without ``demo`` it stays empty but for one admin and the
    sources; ``feedback`` limits how many customers' answers are posted, 0 leaves out the work on them as well.
    Raises LocalError."""
    account = Account(
        url=stack.url,
        config=stack.config,
        clients=stack.clients,
        table=stack.deployed.output("TableName"),
        pool_id=stack.deployed.output("UserPoolId"),
        parameter_prefix=stack.tenant.parameter_prefix,
    )
    users, sources = open_account(account, progress, demo=demo)
    if demo and feedback != 0:
        bring_to_life(account, progress, users, sources, feedback)
    return stack.publish(users, sources)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise LocalError(f"PORT must be a number such as {_DEFAULT_PORT}, not {text!r}.")
    return int(text)


def _listen_for_signals() -> None:
    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  the signature is given
        # Once: a second Ctrl-C must not break off the orderly end.
        for other in _SIGNALS:
            signal.signal(other, signal.SIG_IGN)
        raise _ToldToEnd

    for each in _SIGNALS:
        signal.signal(each, end)


_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _say_ready(console: Console, stack: RunningStack, description: StackDescription, seconds: float) -> None:
    addresses = [
        ("Frontend", description.frontend_url),
        ("API", f"{description.api_url}/v1"),
        *((f"Hook {source.id}", f"{description.hook_base}/{source.token}") for source in description.sources),
        ("Mailbox", description.mailbox_url),
    ]
    people = [
        (user.email, user.password, user.role, ", ".join(user.places) or "everything")
        for user in description.users
    ]
    console.print(f"\n[bold]{stack.tenant.name} is ready[/] after {seconds:.0f} s\n")
    _columns(console, addresses)
    console.print()
    _columns(console, [("Sign in as", "Password", "Role", "Places"), *people])
    console.print("\n[dim]Ctrl-C ends it. For scripts: .local/stack.json, and .venv/bin/boucle token EMAIL[/]")


def _columns(console: Console, rows: Sequence[tuple[str, ...]]) -> None:
    """Aligned columns that are never cut: addresses and passwords are there to be copied."""
    widths = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "   ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        console.print(f"  {_plain(line.rstrip())}", soft_wrap=True)


def _plain(text: str) -> str:
    return text.replace("[", r"\[")


if __name__ == "__main__":
    raise SystemExit(main())
