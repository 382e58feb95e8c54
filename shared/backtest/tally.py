"""Counting what a rule would have done, one feedback after the other. What is counted is small and can be written
down at any time, so that a long count goes on where it stopped."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from shared.alerts.models import CasePlace
from shared.alerts.opening import open_alert
from shared.alerts.rows import shown_score
from shared.backtest.judging import Ground, Judged, SentBefore, judge
from shared.feedback.models import Feedback
from shared.notifications.recipients import recipients
from shared.rules.models import KeywordList, Rule, Span
from shared.rules.ruleset import Fired, RuleSet
from shared.scope.people import User
from shared.scope.places import PlaceTree

TRIED = "@tried"
BEFORE = "@before"
"""Ids of the rule on trial and of the one it would replace: no rule of an account can have them."""

SAMPLES = 5
RECENT = 200
_EXCERPT = 600
_LEAD = 200

type Around = Callable[[tuple[str, ...]], Sequence[User]]
"""Everyone listed around a place, given its path."""


class Sample(msgspec.Struct, frozen=True):
    """One feedback that the rule fires on. ``score`` is as shown, whole values without a decimal point; ``spans``
    count from the start of the comment as shown here."""

    feedback_id: str
    at: datetime
    place: str | None
    score: dict[str, Any] | None
    comment: str | None
    language: str | None
    spans: list[Span]


class Tally(msgspec.Struct):
    """The counts so far. ``told`` and ``names`` are by user, ``both`` by other rule; ``cases`` and ``urgent``
    count what all rules together would have opened and how much of it at P1; ``recent`` are feedbacks the rule
    fired on; ``scales`` are those met (kind, lowest, highest)."""

    feedbacks: int = 0
    fired: int = 0
    before: int = 0
    cases: int = 0
    urgent: int = 0
    days: dict[str, int] = {}
    places: dict[str, int] = {}
    told: dict[str, int] = {}
    names: dict[str, str] = {}
    both: dict[str, int] = {}
    recent: list[str] = []
    samples: list[Sample] = []
    scales: list[tuple[str, float, float]] = []


class Trial:
    """A rule on trial: counts feedback into its tally. ``rule`` is tried as if it were active, beside the
    account's other rules; ``previous`` is the version it would replace. ``since`` is the first day that counts
    (account's zone)."""

    def __init__(
        self, rule: Rule, previous: Rule | None, others: Iterable[Rule], lists: Mapping[str, KeywordList],
        tree: PlaceTree, zone: str, since: date, *, around: Around, sent_before: SentBefore,
        tally: Tally | None = None,
    ) -> None:  # fmt: skip
        self.rule = rule
        self.previous = previous
        self.others = {other.id: other for other in others if previous is None or other.id != previous.id}
        tried = [replace(rule, id=TRIED, status="active", paused_until=None)]
        if previous is not None:
            tried.append(replace(previous, id=BEFORE, status="active", paused_until=None))
        self.ground = Ground(RuleSet([*tried, *self.others.values()], lists), tree, zone, sent_before)
        self.since = since
        self.lists = lists
        self.tally = tally or Tally()
        self._zone = ZoneInfo(zone)
        self._around = around
        self._told: dict[str, list[User]] = {}

    def count(self, states: Sequence[Feedback]) -> None:
        """Counts one feedback, given all its states in order of revision."""
        start = min(state.clock_start for state in states)
        if self._day(start) < self.since:
            return
        self.tally.feedbacks += 1
        self._scale(states[-1])
        judged = judge(states, self.ground)
        if judged is None:
            return
        self._case(judged)
        self.tally.before += BEFORE in judged.fired
        if TRIED in judged.fired:
            self._fired(judged)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()

    def _scale(self, feedback: Feedback) -> None:
        score = feedback.score
        if score is not None and (scale := (score.kind, score.min, score.max)) not in self.tally.scales:
            self.tally.scales.append(scale)

    def _case(self, judged: Judged) -> None:
        priorities = {one.rule.priority for rule_id, (_, one) in judged.fired.items() if rule_id != BEFORE}
        self.tally.cases += bool(priorities)
        self.tally.urgent += "P1" in priorities

    def _fired(self, judged: Judged) -> None:
        tally, place = self.tally, judged.deserves.place
        reading, fired = judged.fired[TRIED]
        tally.fired += 1
        _add(tally.days, self._day(judged.deserves.rules[TRIED].at).isoformat())
        if place is not None:
            _add(tally.places, place.id)
            for user in self._people(place, reading.feedback, fired):
                _add(tally.told, user.id)
                tally.names[user.id] = user.name
        for rule_id in judged.fired.keys() - {TRIED, BEFORE}:
            _add(tally.both, rule_id)
        if len(tally.recent) < RECENT:
            tally.recent.append(reading.feedback.id)
        if len(tally.samples) < SAMPLES:
            tally.samples.append(_sample(reading.feedback, place, fired))

    def _people(self, place: CasePlace, feedback: Feedback, fired: Fired) -> list[User]:
        """Whom the case would be told to. Nobody is told of a case whose place is not known."""
        if place.id not in self._told:
            case, _ = open_alert(feedback, place, [fired])
            self._told[place.id] = recipients(
                case, self._around(self.ground.tree.around(place.path)), self.ground.tree
            )
        return self._told[place.id]


def _add(counts: dict[str, int], key: str) -> None:
    counts[key] = counts.get(key, 0) + 1


def _sample(feedback: Feedback, place: CasePlace | None, fired: Fired) -> Sample:
    spans = sorted({span for one in fired.conditions if one.field == "comment" for span in one.spans})
    comment, start = feedback.comment, 0
    if comment is not None and len(comment) > _EXCERPT:
        start = max(0, (spans[0][0] if spans else 0) - _LEAD)
        comment = comment[start : start + _EXCERPT]
    shown = [(first - start, last - start) for first, last in spans if last - start <= len(comment or "")]
    return Sample(
        feedback_id=feedback.id,
        at=feedback.clock_start,
        place=place.name if place else None,
        score=msgspec.to_builtins(shown_score(feedback.score)),
        comment=comment,
        language=feedback.language,
        spans=shown,
    )
