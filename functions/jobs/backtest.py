"""Trying a rule on up to a year of feedback. The tally is the checkpoint: small, whole at the end of a page."""

from typing import Any

import msgspec

from functions.jobs.progress import Progress, Refused
from functions.jobs.wiring import Ports
from shared.backtest.request import BacktestRequest
from shared.backtest.tally import TRIED, Tally
from shared.jobs.models import Job
from shared.storage.past import Cursor, Past, sources_of

MOST = 100_000
"""Feedbacks after which a backtest goes no further back."""
_FEEDBACKS = 500
_PAGES = 30
"""After how much a checkpoint is saved: rarely enough to cost little, often enough to keep the lease."""


class State(msgspec.Struct):
    """What is counted, and where to go on; ``cursor`` is None once all is read."""

    tally: Tally
    cursor: Cursor | None


def run(job: Job, ports: Ports, progress: Progress) -> dict[str, Any]:
    """The impact of the rule asked about; progress counts days. The window ends when the job was created, however
    often it is taken up again; the account's other rules are those of the last run."""
    asked = msgspec.convert(job.request, BacktestRequest)
    state = (
        msgspec.convert(progress.state, State) if progress.state else State(Tally(), Cursor(job.created_at.date()))
    )
    config, past = ports.config.current(ports.now()), Past(ports.table, ports.settings.zone, ports.each)
    trial = past.trial(config, asked.rule, asked.previous, asked.days, job.created_at, tally=state.tally)
    if TRIED in trial.ground.rules.unusable:
        raise Refused("invalid", "The rule can no longer be evaluated: a list it uses has changed")
    seen, pages = state.tally.feedbacks, 0
    while state.cursor is not None and state.tally.feedbacks <= MOST:
        page = next(past.pages(sources_of(config), trial.since, job.created_at, state.cursor))
        for states in page.feedbacks:
            trial.count(states)
        state.cursor, pages = page.following, pages + 1
        if state.tally.feedbacks - seen >= _FEEDBACKS or pages >= _PAGES:
            done = min(asked.days, (job.created_at.date() - state.cursor.day).days) if state.cursor else asked.days
            progress.save(done, asked.days, msgspec.to_builtins(state))
            seen, pages = state.tally.feedbacks, 0
    impact = past.impact(trial, asked.days, job.created_at, complete=state.cursor is None)
    return dict(msgspec.to_builtins(impact))
