"""Trying a rule on the feedback of the last days while somebody waits: the newest first, up to a bound."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from typing import NamedTuple

import msgspec

from functions.api.wiring import Wiring
from shared.backtest.impact import Impact
from shared.errors import ConfirmRequired, Fault
from shared.rules.advice import Finding, blocking, findings
from shared.rules.models import Rule
from shared.storage.config import Config
from shared.storage.past import Past, sources_of


def past_of(ports: Wiring) -> Past:
    """The account's past, read several things at once."""
    return Past(ports.table, ports.settings.zone, lambda work, parts: _threads().map(work, parts))


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=8)


class Bound(NamedTuple):
    """How much is read at most: feedbacks, and time."""

    feedbacks: int
    time: timedelta


PREVIEW = Bound(3000, timedelta(seconds=2))
SAVING = Bound(1000, timedelta(seconds=1))
DAYS = 30


def tried(
    ports: Wiring, config: Config, rule: Rule, previous: Rule | None, days: int, bound: Bound = PREVIEW
) -> Impact:
    """What a rule would have done in the last days, today included."""
    now = ports.now()
    past = past_of(ports)
    trial = past.trial(config, rule, previous, days, now)
    complete = False
    for page in past.pages(sources_of(config), trial.since, now):
        for states in page.feedbacks:
            trial.count(states)
        complete = page.following is None
        if trial.tally.feedbacks >= bound.feedbacks or ports.now() - now >= bound.time:
            break
    return past.impact(trial, days, now, complete=complete)


def advised(ports: Wiring, config: Config, rule: Rule, previous: Rule | None, *, confirm: bool) -> list[Finding]:
    """What there is to know of a rule at its saving: with figures when what it takes in may change, which no draft
    does. Raises ConfirmRequired when it takes in very much and its author has not confirmed."""
    if not _takes_in_anew(rule, previous):
        others = [other for other in config.rules.values() if other.id != rule.id]
        return findings(rule, others, config.lists)
    found = tried(ports, config, rule, previous, DAYS, SAVING).findings
    if not confirm:
        confirmed(found)
    return found


def confirmed(found: Iterable[Finding]) -> None:
    """Raises ConfirmRequired when something was found that has to be confirmed."""
    grave = blocking(found)
    if not grave:
        return
    refusal = ConfirmRequired(errors=[Fault("$.criteria", one.code, _sentence(one)) for one in grave])
    refusal.more["findings"] = [msgspec.to_builtins(one) for one in grave]
    raise refusal


def _takes_in_anew(rule: Rule, previous: Rule | None) -> bool:
    if rule.status == "draft":
        return False
    same = previous is not None and (previous.status, previous.criteria) == (rule.status, rule.criteria)
    return not same


def _sentence(finding: Finding) -> str:
    percent = round(float(finding.params["share"]) * 100)
    return f"matches {percent} % of the feedback of {finding.params['days']} days"
