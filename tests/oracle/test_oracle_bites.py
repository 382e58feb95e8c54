"""The oracle notices: each of these mistakes, put into the product, is found."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import DataObject

from functions.api import finding, history
from functions.api.filters import Sieve
from functions.api.pages import Cursors
from functions.api.reader import Reader
from shared.scope.perimeter import Perimeter
from shared.search import words
from shared.search.words import Search
from tests.oracle.strategies import Change
from tests.oracle.test_oracle import LIVES, live
from tests.oracle.world import Account

type Mistake = Callable[[pytest.MonkeyPatch], None]


def _opens_every_case(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Reader, "sees", lambda _self, _case: True)


def _believes_the_keys_after_a_move(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Sieve, "_sees", lambda *_args, **_named: True)


def _forgets_restricted_departments(patch: pytest.MonkeyPatch) -> None:
    covers = Perimeter.covers
    patch.setattr(Perimeter, "covers", lambda self, path, _restricted=None: covers(self, path))


def _takes_anybodys_marker(patch: pytest.MonkeyPatch) -> None:
    mac = Cursors._mac
    patch.setattr(Cursors, "_mac", lambda self, plain, filters: mac(self, plain, filters[1:]))


def _finds_contact_data_by_trying(patch: pytest.MonkeyPatch) -> None:
    def parse(text: str) -> Search:
        return real(text)._replace(by_contact=False)

    real = words.parse
    patch.setattr(finding, "parse", parse)


def _shows_a_customers_whole_history(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(history, "_sees", lambda _reader, _entry: True)


def _leaves_cases_out(patch: pytest.MonkeyPatch) -> None:
    passes = Sieve.passes

    def some(self: Sieve, part: Any, item: Any, **named: Any) -> Any:
        return passes(self, part, item, **named) if str(item["due"])[-1] > "f" else None

    patch.setattr(Sieve, "passes", some)


def _passes_over_what_is_asked_of_rows(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Sieve, "_matches", lambda _self, _row: True)


MISTAKES: list[Mistake] = [
    _opens_every_case, _believes_the_keys_after_a_move, _forgets_restricted_departments, _takes_anybodys_marker,
    _finds_contact_data_by_trying, _shows_a_customers_whole_history, _leaves_cases_out,
    _passes_over_what_is_asked_of_rows,
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.__name__.strip("_"))
def test_a_mistake_is_found(mistake: Mistake, monkeypatch: pytest.MonkeyPatch) -> None:
    mistake(monkeypatch)

    @settings(
        max_examples=300, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    @given(*LIVES)
    def runs(account: Account, changes: list[Change], data: DataObject) -> None:
        live(account, changes, data)

    with pytest.raises(AssertionError):
        runs()
