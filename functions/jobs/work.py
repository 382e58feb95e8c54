"""What each kind of job does. A kind is one function ``(job, ports, progress) -> result`` and one row here."""

from collections.abc import Mapping
from types import MappingProxyType

from functions.jobs import backtest, imports, release, replay
from functions.jobs.run import Work
from shared.jobs.models import JobKind

WORK: Mapping[JobKind, Work] = MappingProxyType(
    {
        "backtest": backtest.run,
        "import": imports.run,
        "release": release.run,
        "replay": replay.run,
    }
)
