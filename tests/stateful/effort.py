"""How long the random tests run. ``BOUCLE_EFFORT=long`` is for before a release; without it they are quick and
always the same."""

import os

from hypothesis import HealthCheck, Phase, settings

LONG = os.environ.get("BOUCLE_EFFORT") == "long"

_ANY_PACE = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]

MACHINE = (
    settings(
        max_examples=2000, stateful_step_count=80, deadline=None, suppress_health_check=_ANY_PACE,
        phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    )
    if LONG
    else settings(
        max_examples=200, stateful_step_count=40, deadline=None, derandomize=True, database=None,
        suppress_health_check=_ANY_PACE, phases=[Phase.explicit, Phase.generate, Phase.shrink],
    )
)  # fmt: skip

ORACLE = (
    settings(max_examples=5000, deadline=None, suppress_health_check=_ANY_PACE)
    if LONG
    else settings(
        max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=_ANY_PACE,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
    )
)  # fmt: skip

STORM_SEEDS = 100 if LONG else 10
STORM_WEBHOOKS = 400 if LONG else 150
