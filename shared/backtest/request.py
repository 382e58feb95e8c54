"""What is asked of a backtest that runs as a job."""

import msgspec

from shared.rules.models import Rule


class BacktestRequest(msgspec.Struct, frozen=True):
    """The rule on trial, the version it would replace, and over how many days, today included."""

    rule: Rule
    previous: Rule | None
    days: int
