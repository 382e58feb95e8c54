"""What every refusal has in common."""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """One thing wrong with what was sent: where (a JSON path), which rule it breaks, and what to do."""

    path: str
    code: str
    message: str


class AppError(Exception):
    """A refusal. ``code`` is stable and documented; the message says what to do next; ``more`` adds members to the
    problem body, such as the case as it is now."""

    status = 500
    code = "internal"
    title = "Something failed on our side"

    def __init__(self, detail: str = "", *, errors: Sequence[Fault] = ()) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.errors = tuple(errors)
        self.more: dict[str, Any] = {}


class NotFound(AppError):
    """It does not exist, or the reader may not know that it does: the same answer for both."""

    status = 404
    code = "not_found"
    title = "Not found, or not yours"


class Forbidden(AppError):
    """The role does not allow it, whatever the perimeter."""

    status = 403
    code = "forbidden"
    title = "Your role does not allow this"


class SignedOut(AppError):
    """The token is good, but its person is unknown or disabled."""

    status = 401
    code = "signed_out"
    title = "Sign in again"


class Invalid(AppError):
    """The request is malformed; ``errors`` has the path to each fault."""

    status = 422
    code = "invalid"
    title = "Some values are not right"


class VersionRequired(AppError):
    """A change of a case was sent without the version it was based on (RFC 6585, 428)."""

    status = 428
    code = "version_required"
    title = "Send the version of the case you are looking at"


class StaleVersion(AppError):
    """Somebody changed the case since. The API adds the case as it is now."""

    status = 409
    code = "stale_version"
    title = "The case has changed since you opened it"


class BadCursor(AppError):
    """The page cursor was altered, or belongs to another person or filter."""

    status = 400
    code = "bad_cursor"
    title = "This page marker is not valid here; start again from the first page"


class IdempotencyKeyReused(AppError):
    """The same Idempotency-Key came with another request."""

    status = 422
    code = "idempotency_key_reused"
    title = "This Idempotency-Key was used for another request"


class BadIdempotencyKey(AppError):
    """The Idempotency-Key header is empty, too long or not printable ASCII."""

    status = 400
    code = "bad_idempotency_key"
    title = "Idempotency-Key must be 1 to 255 printable ASCII characters"


class Duplicate(AppError):
    """Another one with the same name exists."""

    status = 409
    code = "duplicate"
    title = "One with this name exists already"


class InUse(AppError):
    """Something else needs it; the detail names what."""

    status = 409
    code = "in_use"
    title = "It is in use"
