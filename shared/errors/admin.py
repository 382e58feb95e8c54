"""Refusals of what admins set up, and of long work."""

from shared.errors.base import AppError


class OwnAccount(AppError):
    """Nobody takes their own rights away."""

    status = 409
    code = "own_account"
    title = "This is your own account; ask another admin"


class LastAdmin(AppError):
    """Without this person nobody could set anything up any more."""

    status = 409
    code = "last_admin"
    title = "This is the last admin; make somebody else an admin first"


class AccountPending(AppError):
    """The sign-in service does not answer. What was asked for is kept, and done as soon as it does."""

    status = 409
    code = "account_pending"
    title = "The account is being made; look again in a few minutes"


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
