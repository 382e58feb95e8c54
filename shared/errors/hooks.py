"""Refusals of webhooks at the door: nothing of them is kept."""

from shared.errors.base import AppError


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
