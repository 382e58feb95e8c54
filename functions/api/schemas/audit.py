"""The audit as the API shows it."""

from functions.api.schemas.common import PersonOut, Response


class SubjectOut(Response):
    """What was acted upon, other than a case."""

    kind: str
    id: str
    name: str


class AuditEntry(Response):
    """One act of one person. ``changes`` holds, by field, the value before and the value after."""

    id: str
    at: str
    by: PersonOut
    type: str
    alert_id: str | None
    subject: SubjectOut | None
    changes: dict[str, list[object]]
    data: dict[str, object]


class AuditPage(Response):
    """Entries, the latest first. A page may be short and yet have one that follows."""

    items: list[AuditEntry]
    next_cursor: str | None
