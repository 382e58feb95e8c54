"""The life of a case again, the slow and obvious way: facts about it, and clocks that are counted down minute by
minute. Nothing here uses the product's lifecycle."""

from dataclasses import dataclass, field

DAY = 24 * 60
LIFE = 2 * DAY
TARGET = DAY


@dataclass
class SlowLife:
    """What is true of a case. Times are minutes since it was opened; ``left`` is how many more a clock has."""

    now: int = 0
    owner: str | None = None
    delegated: bool = False
    ended: str | None = None
    expired: bool = False
    contacted_at: int | None = None
    assigned_at: int | None = None
    refuses: bool = False
    refused_by_closing: bool = False
    hold_end: int | None = None
    held: bool = False
    paused: bool = False
    returned_at: int | None = None
    expiry_left: int = LIFE
    target_left: int | None = TARGET
    guests: set[str] = field(default_factory=set)

    @property
    def status(self) -> str:
        """The furthest of what has happened."""
        if self.ended or self.expired:
            return self.ended or "expired"
        if self.contacted_at is not None:
            return "contacted"
        return "assigned" if self.owner or self.delegated else "new"

    @property
    def due(self) -> int:
        """The earliest of what is awaited."""
        if self.paused and self.hold_end is not None:
            return self.hold_end
        target = self.now + self.target_left if self.target_left is not None else None
        ends = [self.hold_end if self.held else None, self.returned_at, target, self.now + self.expiry_left]
        return min(one for one in ends if one is not None)

    def refusal(self, verb: str) -> str | None:
        """Why a command is not carried out."""
        if verb == "note":
            return None
        if verb == "reopen":
            return None if self.ended == "closed" else "not_closed"
        if verb == "unspam":
            return None if self.ended == "spam" else "not_spam"
        if self.ended:
            return "already_closed" if self.ended == "closed" else "marked_spam"
        if verb == "contact" and self.refuses:
            return "contact_refused"
        return "not_held" if verb == "resume" and not self.held else None

    def minute(self) -> None:
        """A minute passes: clocks that run run, a hold that is over ends, and what has no time left expires."""
        self.now += 1
        if not self.paused:
            self.expiry_left -= 1
            if self.target_left is not None:
                self.target_left -= 1
        if self.ended:
            return
        if self.held and self.hold_end is not None and self.hold_end <= self.now:
            self.returned_at = self.hold_end
            self.unhold()
        if not self.paused and not self.expired and self.expiry_left <= 0:
            self.expired = True
            self.unhold()

    def unhold(self) -> None:
        """It is not on hold any more."""
        self.held, self.paused, self.hold_end = False, False, None

    def give(self, to: str | None, *, delegated: bool = False) -> None:
        """Somebody else has it."""
        self.owner, self.delegated = to, delegated
        if (to or delegated) and self.assigned_at is None:
            self.assigned_at = self.now

    def contact(self, outcome: str) -> None:
        """An attempt to reach the customer."""
        if outcome == "reached" and self.contacted_at is None:
            self.contacted_at, self.target_left = self.now, None
        if outcome == "refused":
            self.refuses, self.target_left = True, None

    def hold(self, end: int | None, *, pauses: bool) -> None:
        """It is parked; without an end for a year at most if its clocks stand still."""
        self.held, self.paused = True, pauses and self.expiry_left > 0
        self.hold_end = end if end is not None or not self.paused else self.now + 366 * DAY

    def close(self, *, for_refusal: bool) -> None:
        """It ends with a reason."""
        self.ended = "closed"
        self.refused_by_closing = for_refusal and not self.refuses
        self.refuses = self.refuses or for_refusal
        self.unhold()

    def restore(self) -> None:
        """Its end is taken back. Who closed it for a refusal takes that back as well."""
        if self.ended == "closed" and self.refused_by_closing:
            self.refuses = False
        self.ended = None
        if not self.expired and self.expiry_left <= 0:
            self.expiry_left = LIFE
