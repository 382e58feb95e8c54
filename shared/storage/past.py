"""The feedback of the past, the newest day first, for trying rules on it; and how long past cases took.

Costs: one query of keys per source and day (50 to a read unit), one read per feedback, and one query per feedback
whose source sends later states."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from shared.alerts.models import Alert
from shared.backtest.expiry import UNKNOWN, Outlook, PastCase, outlook
from shared.backtest.impact import Impact, impact
from shared.backtest.tally import Tally, Trial
from shared.clock import parse
from shared.feedback.manual import SOURCE
from shared.feedback.models import Feedback
from shared.ids import alert_id
from shared.rules.models import Rule
from shared.scope.perimeter import Perimeter
from shared.storage import codec, keys, sections
from shared.storage.alerts import Alerts
from shared.storage.config import Config
from shared.storage.feedbacks import Feedbacks
from shared.storage.people import People
from shared.storage.sections import Section
from shared.storage.table import EVERYTHING, Table

_PAGE = 100
_CLOSED = 200

type Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
type States = tuple[Feedback, ...]


def sources_of(config: Config) -> list[str]:
    """The ids of everything feedback comes from: the account's sources, and people who write it down."""
    return sorted({*config.sources, SOURCE})


class Cursor(msgspec.Struct, frozen=True):
    """Where reading goes on: a UTC day, and behind which time of it for each source; a source that is absent has
    not been begun, one at "" is through with the day."""

    day: date
    after: Mapping[str, str] = {}


class Page(NamedTuple):
    """Feedback with all its states, and where the next page starts; None when this is the last."""

    feedbacks: list[States]
    following: Cursor | None


class Past:
    """Reads the past of an account. ``each`` is ``map``, or does several at once."""

    def __init__(self, table: Table, zone: str, each: Each = map) -> None:
        self._table = table
        self._feedbacks = Feedbacks(table)
        self._people = People(table)
        self._alerts = Alerts(table)
        self._zone = zone
        self._each = each

    def trial(
        self, config: Config, rule: Rule, previous: Rule | None, days: int, now: datetime, *,
        tally: Tally | None = None,
    ) -> Trial:  # fmt: skip
        """A trial of a rule beside the account's other rules, over ``days`` days that end today."""
        return Trial(
            rule, previous, config.rules.values(), config.lists, config.tree, self._zone,
            self.first_day(days, now), around=self._people.around,
            sent_before=self.sent_before, tally=tally,
        )  # fmt: skip

    def first_day(self, days: int, now: datetime) -> date:
        """The first of the last ``days`` days, today included, in the account's zone."""
        return now.astimezone(ZoneInfo(self._zone)).date() - timedelta(days=days - 1)

    def pages(
        self, sources: Sequence[str], since: date, now: datetime, start: Cursor | None = None
    ) -> Iterator[Page]:
        """The feedback of these sources since a day of the account's zone (and a few hours before it, as days are
        kept in UTC), the newest day first; from ``start`` on."""
        last = since - timedelta(days=1)
        cursor: Cursor | None = start or Cursor(now.date())
        while cursor is not None:
            page = self._page(sources, cursor, last)
            yield page
            cursor = page.following

    def newest(self, sources: Sequence[str], since: date, now: datetime, limit: int) -> list[Feedback]:
        """The newest feedback, a little more than ``limit`` at most, each as it is now."""
        found: list[Feedback] = []
        cursor: Cursor | None = Cursor(now.date())
        while cursor is not None and len(found) < limit:
            ids, cursor = self._ids(sources, cursor, since)
            found += [one for one in self._feedbacks.get_many(ids[:limit]) if one is not None]
        return found

    def impact(self, trial: Trial, days: int, now: datetime, *, complete: bool) -> Impact:
        """What the trial has counted, held against how long cases like these took."""
        return impact(trial, days, self.outlook(trial, now), complete=complete)

    def outlook(self, trial: Trial, now: datetime) -> Outlook:
        """From the cases on the very feedback the rule fires on, as far as there are some; else from the account's
        last closed cases of the rule's kind."""
        cases = [_past(case) for case in self._cases(trial.tally.recent)]
        same = outlook(cases, trial.rule.expires_in, now)
        if same != UNKNOWN:
            return same
        return outlook(self._closed(trial), trial.rule.expires_in, now)

    def treated(self, feedback_ids: Sequence[str]) -> dict[str, list[PastCase]]:
        """How long the cases on these feedbacks took, by the rules that raised them: one read per 100."""
        found: dict[str, list[PastCase]] = {}
        for case in self._cases(feedback_ids):
            for trigger in case.triggers:
                found.setdefault(trigger.rule_id, []).append(_past(case))
        return found

    def sent_before(self, feedback: Feedback) -> int | None:
        """How much the customer has sent in the 90 days before a feedback."""
        return self._feedbacks.count_before(feedback)

    def _page(self, sources: Sequence[str], cursor: Cursor, last: date) -> Page:
        ids, following = self._ids(sources, cursor, last)
        known = [one for one in self._feedbacks.get_many(ids) if one is not None]
        return Page(list(self._each(self._all_states, known)), following)

    def _ids(self, sources: Sequence[str], cursor: Cursor, last: date) -> tuple[list[str], Cursor | None]:
        waiting = [one for one in sources if cursor.after.get(one) != ""]
        found = list(self._each(lambda one: self._of_day(one, cursor), waiting))
        after = {**cursor.after, **{one: later for one, (_, later) in zip(waiting, found, strict=True)}}
        following: Cursor | None = Cursor(cursor.day, after)
        if not any(after.values()):
            day = cursor.day - timedelta(days=1)
            following = Cursor(day) if day >= last else None
        return [feedback_id for part, _ in found for feedback_id in part], following

    def _of_day(self, source: str, cursor: Cursor) -> tuple[list[str], str]:
        part = self._feedbacks.of_day(
            source, cursor.day, after=cursor.after.get(source), limit=_PAGE, newest_first=True
        )
        return part.ids, part.after or ""

    def _all_states(self, feedback: Feedback) -> States:
        # A source that sends no revisions has one state of each answer.
        return self._feedbacks.states(feedback.id).states if feedback.revision else (feedback,)

    def _cases(self, feedback_ids: Sequence[str]) -> list[Alert]:
        items = self._table.get_many([keys.alert(alert_id(one)) for one in feedback_ids])
        return [codec.decode(item["body"], Alert) for item in items if item]

    def _closed(self, trial: Trial) -> list[PastCase]:
        slices = sections.slices(Section.DONE, Perimeter(everything=True), trial.ground.tree, "")
        items = self._alerts.page(slices, EVERYTHING, _CLOSED, forward=False)
        rows = [msgspec.json.decode(str(item["row"]), type=_Row) for item in items]
        return [
            PastCase(parse(row.created_at), parse(row.closed_at))
            for row in rows
            if row.closed_at and row.kind == trial.rule.kind
        ]


def _past(case: Alert) -> PastCase:
    return PastCase(case.created_at, case.closing.at if case.closing else None)


class _Row(msgspec.Struct):
    kind: str
    created_at: str
    closed_at: str | None
