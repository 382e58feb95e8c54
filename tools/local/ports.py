"""Ports on the loopback address."""

import socket

from tools.local.errors import LocalError

HOST = "127.0.0.1"
_HIGHEST = 65_535
_TRIES = 50


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of 127.0.0.1 now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def require_free(port: int) -> None:
    """Raises LocalError, with what to do, when the port cannot be listened on."""
    if not 0 < port <= _HIGHEST:
        raise LocalError(f"PORT must be between 1 and {_HIGHEST}, not {port}.")
    if not is_free(port):
        raise LocalError(
            f"Port {port} is already in use: stop what uses it, or choose another port, "
            f"for example make run PORT={port + 10 if port + 10 <= _HIGHEST else port - 10}."
        )


def first_free(start: int) -> int:
    """The first free port from ``start`` on. Raises LocalError when none of the next fifty is."""
    for port in range(start, min(start + _TRIES, _HIGHEST)):
        if is_free(port):
            return port
    raise LocalError(f"No free port was found from {start} on: close some local servers, then try again.")
