"""Accounts the user pool has not heard of: made, closed or opened again as the table says."""

from functions.jobs.wiring import Ports
from shared.accounts.keeper import Accounts
from shared.storage import keys
from shared.storage.keys import Key


def run(key: Key, ports: Ports) -> str:
    """Carries out one order; answers what became of it, in a word. Raises what the pool raises: the order stays
    due, and the next minute tries again."""
    return Accounts(ports.table, ports.pool, ports.now).carry_out(keys.order_id_of(key[0]))
