"""Every command on every case there can be, and what becomes of its status."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from shared.alerts import by_itself, conversation, ending, holds, ownership
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert, Delegation, Hold, Spam
from shared.alerts.reasons import DEFAULT_REASONS
from tests.support.builders import CLAIRE, HOUR, MARC, NOW, alert, closing

LATER = NOW + HOUR

type Command = Callable[[Alert, datetime], Change | None]

COMMANDS: dict[str, Command] = {
    "take": lambda case, now: ownership.take(case, CLAIRE, now),
    "take by another": lambda case, now: ownership.take(case, MARC, now),
    "assign to her": lambda case, now: ownership.assign(case, MARC, now, to=CLAIRE),
    "assign to another": lambda case, now: ownership.assign(case, CLAIRE, now, to=MARC),
    "unassign": lambda case, now: ownership.unassign(case, MARC, now),
    "transfer": lambda case, now: ownership.transfer(case, CLAIRE, now, to=MARC, outside=True),
    "delegate": lambda case, now: ownership.delegate(case, CLAIRE, now, address="service@example.com"),
    "share": lambda case, now: ownership.share(case, CLAIRE, now, people=[MARC]),
    "note": lambda case, now: conversation.note(case, CLAIRE, now, text="Called back"),
    "reached": lambda case, now: conversation.contact(case, CLAIRE, now, channel="phone", outcome="reached"),
    "no answer": lambda case, now: conversation.contact(case, CLAIRE, now, channel="phone", outcome="no_answer"),
    "refused": lambda case, now: conversation.contact(case, CLAIRE, now, channel="phone", outcome="refused"),
    "hold": lambda case, now: holds.hold(case, CLAIRE, now, until=now + HOUR),
    "resume": lambda case, now: holds.resume(case, CLAIRE, now),
    "close": lambda case, now: ending.close(case, CLAIRE, now, reason="void", reasons=DEFAULT_REASONS),
    "reopen": lambda case, now: ending.reopen(case, CLAIRE, now),
    "spam": lambda case, now: ending.spam(case, CLAIRE, now),
    "unspam": lambda case, now: ending.unspam(case, CLAIRE, now),
    "a moment later": by_itself.tick,
    "at its deadline": lambda case, _: by_itself.tick(case, case.expires_at),
}

NEW = alert(timers=())
MINE = replace(NEW, status="assigned", owner=CLAIRE, assigned_at=NOW)
CASES: dict[str, Alert] = {
    "new": NEW,
    "assigned": MINE,
    "contacted": replace(MINE, status="contacted", first_contact_at=NOW, target_at=None),
    "unowned": replace(NEW, status="contacted", first_contact_at=NOW, target_at=None),
    "expired": replace(NEW, status="expired", expired_at=NEW.expires_at),
    "late": replace(MINE, status="expired", expired_at=NEW.expires_at),
    "held": replace(MINE, hold=Hold(CLAIRE, NOW, NOW + 3 * HOUR), due_at=NOW + 3 * HOUR),
    "refused": replace(MINE, contact_refused=True, target_at=None),
    "delegated": replace(NEW, status="assigned", assigned_at=NOW,
                         delegated=Delegation("service@example.com", CLAIRE, NOW)),
    "closed": replace(MINE, status="closed", closing=closing()),
    "spam": replace(NEW, status="spam", spam=Spam(CLAIRE, NOW)),
    "attached": replace(NEW, attached_to="a" + "b" * 24),
}  # fmt: skip

WORDS = {
    "n": "new", "a": "assigned", "c": "contacted", "e": "expired", "x": "closed", "s": "spam",
    "C": "already_closed", "S": "marked_spam", "T": "already_taken", "H": "not_held", "R": "not_closed",
    "U": "not_spam", "K": "contact_refused", "A": "attached", ".": "",
}  # fmt: skip
"""Small letters are what the case becomes, capitals the refusal, a dot that nothing happens."""

GRID = """
                  new assigned contacted unowned expired late held refused delegated closed spam attached
take              a   .        .         c       e       .    .    .       a         C      S    A
take by another   a   T        T         c       e       T    T    T       a         C      S    A
assign to her     a   .        .         c       e       .    .    .       a         C      S    A
assign to another a   a        c         c       e       e    a    a       a         C      S    A
unassign          .   n        c         .       .       e    n    n       n         C      S    A
transfer          a   a        c         c       e       e    a    a       a         C      S    A
delegate          a   a        c         c       e       e    a    a       a         C      S    A
share             n   a        c         c       e       e    a    a       a         C      S    A
note              n   a        c         c       e       e    a    a       a         x      s    A
reached           c   c        c         c       e       e    c    K       c         C      S    A
no answer         n   a        c         c       e       e    a    K       a         C      S    A
refused           n   a        c         c       e       e    a    K       a         C      S    A
hold              n   a        c         c       e       e    a    a       a         C      S    A
resume            H   H        H         H       H       H    a    H       H         C      S    A
close             x   x        x         x       x       x    x    x       x         C      S    A
reopen            R   R        R         R       R       R    R    R       R         a      R    A
spam              s   s        s         s       s       s    s    s       s         C      S    A
unspam            U   U        U         U       U       U    U    U       U         U      n    A
a moment later    .   .        .         .       .       .    .    .       .         .      .    .
at its deadline   e   e        e         e       .       .    e    e       e         .      .    .
"""


def cells() -> list[tuple[str, str, str]]:
    """Command, case and what the grid says."""
    head, *lines = GRID.strip("\n").splitlines()
    names = head.split()
    rows = [(line[:18].strip(), line[18:].split()) for line in lines]
    return [(command, name, cell) for command, row in rows for name, cell in zip(names, row, strict=True)]
