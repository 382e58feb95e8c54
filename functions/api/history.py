"""What one customer has sent, as far as a reader may see it."""

from typing import Any, NamedTuple

import msgspec

from functions.api import panel
from functions.api.reader import Reader
from functions.api.wiring import Wiring
from shared import ids
from shared.alerts.models import Alert
from shared.alerts.motives import department_of, motive_of
from shared.alerts.opening import place_of
from shared.alerts.rows import EXCERPT, excerpt, row, shown_score
from shared.clock import iso
from shared.errors import NotFound
from shared.feedback.models import Feedback
from shared.storage.feedbacks import Feedbacks

EXAMINED = 200
"""Feedbacks that one request looks at: each is read with its case, about two read units and a half."""
_FIRST_LOOK = 1_000
"""And how many before a customer counts as unknown, should all have gone to places outside."""


class _Entry(NamedTuple):
    feedback: Feedback
    case: Alert | None


class _Page(NamedTuple):
    entries: list[_Entry]
    after: str | None


def of_respondent(
    ports: Wiring, reader: Reader, respondent_id: str, *, limit: int, cursor: str | None
) -> dict[str, Any]:
    """The customer with a page of their history. Raises NotFound when nothing of it is inside the perimeter."""
    filters = (reader.user.id, "respondent", respondent_id)
    position = ports.cursors.position_of(cursor, *filters)
    page = _page(ports, reader, respondent_id, limit, position)
    if not page.entries and cursor is None:
        raise NotFound
    person = _latest(ports, reader, respondent_id, page, cursor)
    view = panel.respondent_view(person.feedback.respondent, reader)
    if person.case is not None:
        panel.seen(ports, reader, person.case)
    following = ports.cursors.marked(page.after, *filters) if page.after else None
    return {
        "id": respondent_id,
        **{name: view[name] for name in ("name", "tier", "fields", "sight")},
        "history": {"items": [_view(one, reader) for one in page.entries], "next_cursor": following},
    }


def _latest(ports: Wiring, reader: Reader, respondent_id: str, page: _Page, cursor: str | None) -> _Entry:
    """The newest feedback: whose panel is shown is the same on every page."""
    first = page if cursor is None else _page(ports, reader, respondent_id, 1, None)
    if not first.entries:
        raise NotFound
    return first.entries[0]


def _page(ports: Wiring, reader: Reader, respondent_id: str, limit: int, position: str | None) -> _Page:
    feedbacks, found, looked = Feedbacks(ports.table), list[_Entry](), 0
    most = _FIRST_LOOK if position is None else EXAMINED
    while looked < EXAMINED or (not found and looked < most):
        listed = feedbacks.of_respondent(respondent_id, before=position, limit=limit)
        looked += len(listed)
        for (_, place), entry in zip(listed, _entries(ports, [one for one, _ in listed]), strict=True):
            if len(found) == limit:
                return _Page(found, position)
            position = place
            if entry is not None and _sees(reader, entry):
                found.append(entry)
        if len(listed) < limit:
            return _Page(found, None)
    return _Page(found, position)


def _entries(ports: Wiring, feedback_ids: list[str]) -> list[_Entry | None]:
    feedbacks = Feedbacks(ports.table).get_many(feedback_ids)
    cases = ports.alerts.get_many([ids.alert_id(one) for one in feedback_ids])
    return [_Entry(one, case) if one else None for one, case in zip(feedbacks, cases, strict=True)]


def _sees(reader: Reader, entry: _Entry) -> bool:
    """A feedback with a case is seen by those who see the case; without one, by those whose perimeter covers its
    place and, should its motive be of a restricted department, that department."""
    if entry.case is not None:
        return reader.sees(entry.case)
    place = place_of(entry.feedback, reader.config.tree)
    return reader.covers(place.id if place else None, _reserved(reader, entry.feedback))


def _reserved(reader: Reader, feedback: Feedback) -> str | None:
    config = reader.config
    department = department_of(motive_of(feedback, config.motives), config.motives, config.departments)
    return department.id if department and department.restricted else None


def _view(entry: _Entry, reader: Reader) -> dict[str, Any]:
    feedback, case = entry
    if case is not None and case.attached_to is None:
        return {"type": "alert", "row": msgspec.to_builtins(row(case))}
    place = place_of(feedback, reader.config.tree)
    return {
        "type": "feedback",
        "id": feedback.id,
        "submitted_at": iso(feedback.submitted_at),
        "score": msgspec.to_builtins(shown_score(feedback.score)),
        "excerpt": excerpt(feedback.comment or "", EXCERPT),
        "place": {"id": place.id, "name": place.name} if place else None,
    }
