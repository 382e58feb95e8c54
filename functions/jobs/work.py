"""What each kind of job does. A kind is one function ``(job, ports, progress) -> result`` and one row here."""

from collections.abc import Mapping
from types import MappingProxyType

from functions.jobs import backtest, bulk, directory, imports, move, reassign, release, replay, retime
from functions.jobs.run import Work
from shared.jobs.models import JobKind

WORK: Mapping[JobKind, Work] = MappingProxyType(
    {
        "backtest": backtest.run,
        "bulk": bulk.run,
        "directory": directory.run,
        "import": imports.run,
        "move": move.run,
        "reassign": reassign.run,
        "release": release.run,
        "replay": replay.run,
        "retime": retime.run,
    }
)
