"""Every refusal the product can give, each with its stable code and HTTP status (RFC 9457)."""

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


class AlreadyTaken(AppError):
    """Somebody else owns the case."""

    status = 409
    code = "already_taken"
    title = "Somebody else has taken this case"


class AlreadyClosed(AppError):
    """The case is closed; only reopening it is possible."""

    status = 409
    code = "already_closed"
    title = "The case is closed"


class NotClosed(AppError):
    """Only a closed case can be reopened."""

    status = 409
    code = "not_closed"
    title = "The case is not closed"


class UnknownReason(AppError):
    """The closing reason is not in the tenant's list."""

    status = 422
    code = "unknown_reason"
    title = "Choose a reason from the list"


class NoteRequired(AppError):
    """This closing reason asks for a note."""

    status = 422
    code = "note_required"
    title = "This reason asks for a note"


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


class ConfirmRequired(AppError):
    """The rule takes in so much that its author must say it is meant; ``errors`` has what was found."""

    status = 422
    code = "confirm_required"
    title = "This rule takes in very much: confirm that it is meant"


class Running(AppError):
    """The job is at work; it takes no other order until it has ended."""

    status = 409
    code = "running"
    title = "It is running"


class PartsMissing(AppError):
    """The parts of the file that have come are not the whole of it."""

    status = 409
    code = "parts_missing"
    title = "Send the whole file first"


class FileTooLarge(AppError):
    """The file, or a part of it, is over its limit."""

    status = 413
    code = "too_large"
    title = "The file is too large"


class HookError(AppError):
    """A webhook refused at the door: nothing of it is kept."""


class SignatureMissing(HookError):
    """No signature where the source's preset expects one."""

    status = 401
    code = "signature_missing"
    title = "The request is not signed"


class SignatureInvalid(HookError):
    """The signature does not match the bytes received."""

    status = 401
    code = "signature_invalid"
    title = "The signature does not match"


class TimestampOutOfRange(HookError):
    """The signed time is not within the tolerance, or is not a time."""

    status = 401
    code = "timestamp_out_of_range"
    title = "The signed time is too far from ours"


class BadId(HookError):
    """The delivery id is empty, too long or holds characters it may not."""

    status = 400
    code = "bad_id"
    title = "The delivery id is not valid"


class UnknownSource(HookError):
    """No source has this address."""

    status = 404
    code = "not_found"
    title = "Not found"


class SourceDisabled(HookError):
    """The source is switched off; Standard Webhooks senders stop on 410."""

    status = 410
    code = "source_disabled"
    title = "This source is switched off"


class MethodNotAllowed(HookError):
    """Webhooks are posted."""

    status = 405
    code = "method_not_allowed"
    title = "Post the webhook"


class TooLarge(HookError):
    """The body is over the limit of one mebibyte."""

    status = 413
    code = "too_large"
    title = "The body is over 1 MiB"


class UnsupportedMedia(HookError):
    """A content type or encoding that the source's preset does not read."""

    status = 415
    code = "unsupported_media"
    title = "Send plain JSON"
