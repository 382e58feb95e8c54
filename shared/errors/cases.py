"""Refusals of commands on cases."""

from shared.errors.base import AppError


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


class MarkedSpam(AppError):
    """The case is in spam; it has to be taken out of it first."""

    status = 409
    code = "marked_spam"
    title = "The case is marked as spam"


class NotSpam(AppError):
    """Only a case in spam can be taken out of it."""

    status = 409
    code = "not_spam"
    title = "The case is not marked as spam"


class NotHeld(AppError):
    """Only a case on hold can be resumed."""

    status = 409
    code = "not_held"
    title = "The case is not on hold"


class AttachedElsewhere(AppError):
    """The case is worked with another one; ``attached_to`` in the problem body is the id of that."""

    status = 409
    code = "attached"
    title = "This feedback is worked with another case of the same customer"


class ContactRefused(AppError):
    """The customer does not want contact."""

    status = 409
    code = "contact_refused"
    title = "The customer does not want contact"


class NotYourNote(AppError):
    """Notes are changed by those who wrote them."""

    status = 403
    code = "not_your_note"
    title = "Only its author can change this note"


class TooLate(AppError):
    """What can be taken back for a while only, after that while."""

    status = 409
    code = "too_late"
    title = "It is too late to take this back"


class OutOfRange(AppError):
    """A time before or after what is allowed; ``errors`` says where."""

    status = 422
    code = "out_of_range"
    title = "Choose another time"


class NonexistentLocalTime(AppError):
    """The clocks skip this local time; ``neighbours`` in the problem body are the times before and after."""

    status = 422
    code = "nonexistent_local_time"
    title = "The clocks skip this time on that day"


class UnknownPerson(AppError):
    """Not an active colleague who could do this."""

    status = 422
    code = "unknown_person"
    title = "Choose a colleague who works on cases"


class NotInScope(AppError):
    """A colleague who does not see the case."""

    status = 422
    code = "not_in_scope"
    title = "This colleague does not see the case"


class NoDelegate(AppError):
    """No customer service is set for the place, nor in the settings."""

    status = 422
    code = "no_delegate"
    title = "No customer service address is set; enter one"


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


class NoPlan(AppError):
    """The case follows no action plan, and there is none for its rules, campaign or source."""

    status = 409
    code = "no_plan"
    title = "There is no action plan for this case"


class PlanClosed(AppError):
    """Nothing more can be done of a plan that is closed (S3.39)."""

    status = 409
    code = "plan_closed"
    title = "The action plan of this case is closed"


class ActionFinished(AppError):
    """The action is over on this case; it cannot be chosen again (S3.40)."""

    status = 409
    code = "action_finished"
    title = "This action is finished"


class ExitStateRequired(AppError):
    """The action ends the plan, so how it ended has to be said (S3.38)."""

    status = 422
    code = "exit_state_required"
    title = "Choose an exit state: this action ends the plan"


class Changed(AppError):
    """Somebody has acted on the case since: undoing would take their work back too."""

    status = 409
    code = "changed_since"
    title = "The case has changed since"
