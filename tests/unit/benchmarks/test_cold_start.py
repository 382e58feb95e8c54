"""What the benchmarks start still starts: each process runs once and answers as expected. Nothing is timed."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks import samples
from benchmarks.cold_start import cases
from benchmarks.processes import Case, cpu_ms


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    canned: Path = tmp_path_factory.mktemp("canned") / "canned.json"
    samples.write(canned)
    return {**samples.ENVIRONMENT, "BENCH_CANNED": str(canned), "PATH": os.environ["PATH"]}


CALLED = [case for case in cases() if "call" in case.name]


@pytest.mark.parametrize("case", CALLED, ids=[case.name for case in CALLED])
def test_a_measured_process_does_what_it_is_measured_for(case: Case, environment: Mapping[str, str]) -> None:
    assert cpu_ms(case, environment) > 0
