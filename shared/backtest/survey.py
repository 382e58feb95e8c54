"""Counting what all rules of an account do, one feedback after the other, for the advice on each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from shared.backtest.expiry import Outlook, PastCase, outlook
from shared.backtest.judging import Ground, judge
from shared.feedback.models import Feedback
from shared.rules.advice import Evidence, Finding, findings
from shared.rules.models import KeywordList, Rule

type Treated = Mapping[str, Sequence[PastCase]]
"""Past cases by the rules that raised them."""


class Survey:
    """``since`` is the first day that counts, in the account's zone."""

    def __init__(self, ground: Ground, since: date) -> None:
        self.ground = ground
        self.since = since
        self.feedbacks = 0
        self.cases = 0
        self.urgent = 0
        self.fired: Counter[str] = Counter()
        self.both: dict[str, Counter[str]] = {}
        self.scales: dict[tuple[str, float, float], None] = {}
        self.recent: list[str] = []
        self._zone = ZoneInfo(ground.zone)

    def count(self, states: Sequence[Feedback]) -> None:
        """Counts one feedback, given all its states in order of revision."""
        start = min(state.clock_start for state in states)
        if start.astimezone(self._zone).date() < self.since:
            return
        self.feedbacks += 1
        if (score := states[-1].score) is not None:
            self.scales[score.kind, score.min, score.max] = None
        judged = judge(states, self.ground)
        if judged is None:
            return
        self.cases += 1
        self.urgent += any(one.rule.priority == "P1" for _, one in judged.fired.values())
        self.recent.append(judged.deserves.feedback.id)
        for rule_id in judged.fired:
            self.fired[rule_id] += 1
            self.both.setdefault(rule_id, Counter()).update(judged.fired.keys() - {rule_id})

    def findings(
        self,
        rules: Iterable[Rule],
        lists: Mapping[str, KeywordList],
        treated: Treated,
        days: int,
        *,
        complete: bool,
    ) -> list[tuple[Rule, list[Finding]]]:
        """What there is to know of each rule, by label. Drafts and paused rules have no figures."""
        every = sorted(rules, key=lambda rule: rule.label)
        found = []
        for rule in every:
            others = [other for other in every if other.id != rule.id]
            evidence = self._evidence(rule, treated, days, complete=complete)
            found.append((rule, findings(rule, others, lists, evidence)))
        return found

    def _evidence(self, rule: Rule, treated: Treated, days: int, *, complete: bool) -> Evidence:
        times: Outlook = outlook(treated.get(rule.id, ()), rule.expires_in, None)
        return Evidence(
            days=days,
            feedbacks=self.feedbacks if rule.status == "active" else 0,
            fired=self.fired[rule.id],
            cases=self.cases,
            urgent=self.urgent,
            both=self.both.get(rule.id, {}),
            treatment_seconds=times.treatment_seconds,
            scales=tuple(self.scales),
            complete=complete,
        )
