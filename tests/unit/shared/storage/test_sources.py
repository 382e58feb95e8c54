"""Addresses and secrets in Parameter Store: what lives goes on living, whatever crashes and whoever writes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shared import ids
from shared.errors import Invalid
from shared.feedback.mapping import Mapping
from shared.feedback.sources import HookSource, Source
from shared.storage.sources import (
    MAX_BYTES,
    Dossier,
    Vault,
    require_room,
    with_credential,
    with_secret,
    with_token,
)
from tests.support.builders import NOW
from tests.support.parameters import Crash, Parameters

SOURCE = Source("shop", "Shop", "typeform", language="fr")
DAY = timedelta(hours=24)
NONE = timedelta(0)

type Change = Callable[[Dossier], Dossier]


class Bench:
    """A vault over a Parameter Store of ours, and what ingest would make of it."""

    def __init__(self) -> None:
        self.ssm = Parameters()
        self.vault = Vault(lambda: self.ssm, "/boucle/acme")
        self.now = NOW
        self.source: Source | None = SOURCE

    def do(self, *changes: Change) -> Dossier | None:
        dossier = None
        for change in changes:
            dossier = self.vault.change("shop", self.now, change)
            self.vault.publish("shop", lambda: self.source, lambda: self.now)
        return dossier

    def opens(self, token: str, secret: str | None = None) -> bool:
        """Whether a delivery to this address, signed with this secret, would be let in now."""
        value = self.ssm.values.get(f"/boucle/acme/hooks/{ids.token_hash(token)}")
        if value is None:
            return False
        hook = msgspec.json.decode(value, type=HookSource)
        if hook.until is not None and self.now >= hook.until:
            return False
        return secret is None or secret in hook.live_secrets(self.now)


def token(value: str, overlap: timedelta = DAY) -> Change:
    return lambda dossier: with_token(dossier, value, NOW, overlap)


def secret(value: str, overlap: timedelta = DAY) -> Change:
    return lambda dossier: with_secret(dossier, value, NOW, overlap)


@pytest.fixture
def bench() -> Bench:
    made = Bench()
    made.do(lambda dossier: with_secret(with_token(dossier, "t1", NOW, NONE), "s1", NOW, NONE))
    assert made.opens("t1", "s1")
    made.ssm.calls.clear()
    return made


def test_a_rotation_keeps_two_secrets_live_until_the_overlap_ends(bench: Bench) -> None:
    bench.do(secret("s2"))
    assert bench.opens("t1", "s1")
    assert bench.opens("t1", "s2")
    bench.now = NOW + DAY
    assert not bench.opens("t1", "s1"), "ended without anybody doing anything"
    assert bench.opens("t1", "s2")


def test_a_new_address_keeps_the_old_one_until_the_overlap_ends(bench: Bench) -> None:
    bench.do(token("t2"))
    assert bench.opens("t1", "s1")
    assert bench.opens("t2", "s1")
    bench.now = NOW + DAY
    assert not bench.opens("t1", "s1")
    bench.do(secret("s2"))
    assert f"/boucle/acme/hooks/{ids.token_hash('t1')}" not in bench.ssm.values
    assert bench.opens("t2", "s2")


@pytest.mark.parametrize(("change", "gone"), [(secret("s2", NONE), ("t1", "s1")), (token("t2", NONE), ("t1",))])
def test_a_leak_is_ended_at_once(bench: Bench, change: Change, gone: tuple[str, ...]) -> None:
    bench.do(change)
    assert not bench.opens(*gone)
    assert bench.opens("t1", "s2") or bench.opens("t2", "s1")


def test_the_calls_of_a_rotation(bench: Bench) -> None:
    bench.do(secret("s2"))
    names = [(call, name.split("/")[3]) for call, name in bench.ssm.calls]
    assert names == [
        ("get", "sources"),
        ("put", "sources"),
        ("get", "sources"),
        ("put", "hooks"),
        ("get", "sources"),
    ]


CHANGES: list[tuple[str, Change, tuple[str, str], bool]] = [
    ("a new secret", secret("s2"), ("t1", "s2"), True),
    ("a new address", token("t2"), ("t2", "s1"), True),
    ("a leaked secret", secret("s2", NONE), ("t1", "s2"), False),
    ("a leaked address", token("t2", NONE), ("t2", "s1"), False),
]


@pytest.mark.parametrize("applied", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("call", range(1, 8))
@pytest.mark.parametrize(("why", "change", "new", "overlaps"), CHANGES, ids=[row[0] for row in CHANGES])
def test_the_same_request_again_heals_a_crash_at_any_call(
    bench: Bench, why: str, change: Change, new: tuple[str, str], overlaps: bool, call: int, applied: bool
) -> None:
    bench.ssm.crash_at, bench.ssm.applied = call, applied
    try:
        bench.do(change)
    except Crash:
        assert bench.opens("t1", "s1") or not overlaps, "what lived goes on living"
    bench.ssm.crash_at = 0
    bench.do(change)
    assert bench.opens(*new)
    assert bench.opens("t1", "s1") == overlaps
    hooks = [name for name in bench.ssm.values if "/hooks/" in name]
    assert len(hooks) == (2 if overlaps and new[0] == "t2" else 1), "nothing is left over"


@pytest.mark.parametrize("applied", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("call", range(1, 6))
def test_another_request_heals_as_well(bench: Bench, call: int, applied: bool) -> None:
    bench.ssm.crash_at, bench.ssm.applied = call, applied
    with pytest.raises(Crash):
        bench.do(secret("s2"))
    bench.ssm.crash_at = 0
    bench.do(secret("s3"))
    assert bench.opens("t1", "s1")
    assert bench.opens("t1", "s3")


@pytest.mark.parametrize("call", range(1, 6))
def test_two_admins_at_once_keep_what_either_was_shown(bench: Bench, call: int) -> None:
    """The second admin does all of theirs just before a call of the first."""

    def other(_call: str, _name: str) -> None:
        if len(bench.ssm.calls) == call - 1:
            bench.ssm.between = lambda *_: None
            other_ssm = Vault(lambda: bench.ssm, "/boucle/acme")
            other_ssm.change("shop", NOW, token("t2"))
            other_ssm.publish("shop", lambda: bench.source, lambda: NOW)

    bench.ssm.between = other
    bench.do(secret("s2"))
    for address in ("t1", "t2"):
        for value in ("s1", "s2"):
            assert bench.opens(address, value), (address, value)


@pytest.mark.parametrize("call", range(3, 6))
def test_a_change_of_the_configuration_meanwhile_is_not_lost(bench: Bench, call: int) -> None:
    """Admin A rotates while admin B switches the source off: the hook says off in the end."""

    def other(_call: str, _name: str) -> None:
        if len(bench.ssm.calls) == call - 1:
            bench.source = replace(SOURCE, disabled=True, version=2)

    bench.ssm.between = other
    bench.do(secret("s2"))
    bench.ssm.between = lambda *_: None
    value = bench.ssm.values[f"/boucle/acme/hooks/{ids.token_hash('t1')}"]
    assert msgspec.json.decode(value, type=HookSource).disabled


def test_the_same_value_again_changes_nothing(bench: Bench) -> None:
    once = bench.do(secret("s2"))
    again = bench.do(secret("s2"))
    assert once == again


def test_too_many_live_ones_are_refused_and_can_always_be_ended(bench: Bench) -> None:
    bench.do(*(secret(f"s{number}") for number in range(2, 5)))
    with pytest.raises(Invalid) as refused:
        bench.do(secret("s5"))
    assert refused.value.errors[0].code == "too_many_live"
    assert bench.opens("t1", "s1")
    bench.do(secret("s6", NONE))
    assert [bench.opens("t1", f"s{number}") for number in (1, 2, 3, 4, 6)] == [False] * 4 + [True]


def test_what_has_ended_is_forgotten_a_day_later(bench: Bench) -> None:
    bench.do(token("t2"), secret("s2"))
    bench.now = NOW + 2 * DAY
    dossier = bench.do(lambda one: with_credential(one, {"api_token": "x"}, bench.now))
    assert dossier is not None
    assert [one.value for one in dossier.tokens] == ["t2"]
    assert [one.value for one in dossier.secrets] == ["s2"]
    assert "x" not in str([value for name, value in bench.ssm.values.items() if "/hooks/" in name])


def mapped(roles: tuple[str, ...], path: str) -> Mapping:
    made: Mapping = msgspec.convert(dict.fromkeys(roles, path), Mapping)
    return made


@pytest.mark.parametrize(
    ("mapping", "fits"),
    [
        (Mapping(comment="answers.comment"), True),
        (mapped(("comment", "place", "motive", "tags", "language"), "a" * 200), True),
        (mapped(Mapping.__struct_fields__[1:-1], "a" * 200), False),
    ],
    ids=["short", "long", "too long"],
)
def test_a_mapping_that_would_not_fit_a_parameter_is_refused(bench: Bench, mapping: Mapping, fits: bool) -> None:
    dossier = bench.vault.read("shop")
    assert dossier is not None
    source = replace(SOURCE, mapping=mapping, settings={} if fits else {"note": "x" * 1900})
    if fits:
        require_room(source, dossier)
        bench.source = source
        bench.do(secret("s" * 50), token("t2"))
        return
    with pytest.raises(Invalid) as refused:
        require_room(source, dossier)
    assert refused.value.errors[0].code == "too_large"
    assert str(MAX_BYTES) in refused.value.errors[0].message


def test_a_source_without_documents_has_none(bench: Bench) -> None:
    assert bench.vault.read("other") is None
    bench.vault.publish("other", lambda: SOURCE, lambda: NOW)
    assert not [name for call, name in bench.ssm.calls if call == "put"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["secret", "token"]),
        st.sampled_from([0, 1, 24]),
        st.integers(0, 9),
        st.booleans(),
        st.integers(0, 30),
    ),
    max_size=12,
)


@given(steps=STEPS)
def test_what_was_shown_lives_until_its_end_whatever_happens(
    steps: list[tuple[str, int, int, bool, int]],
) -> None:
    """Rotations of all kinds, crashing at some call or not, hours apart. ``told`` is what people were shown."""
    bench = Bench()
    bench.do(lambda one: with_secret(with_token(one, "t0", NOW, NONE), "s0", NOW, NONE))
    told = {"secret": {"s0": datetime.max.replace(tzinfo=UTC)}, "token": {"t0": datetime.max.replace(tzinfo=UTC)}}
    for number, (kind, hours, crash_at, applied, later) in enumerate(steps, 1):
        bench.now += timedelta(hours=later)
        value, overlap, now = f"{kind[0]}{number}", timedelta(hours=hours), bench.now
        make = with_secret if kind == "secret" else with_token
        bench.ssm.calls.clear()
        bench.ssm.crash_at, bench.ssm.applied = crash_at, applied
        try:
            bench.do(lambda one, make=make, value=value, overlap=overlap, now=now: make(one, value, now, overlap))  # type: ignore[misc]
        except Invalid:
            continue
        except Crash:
            pass
        else:
            told[kind][value] = datetime.max.replace(tzinfo=UTC)
        finally:
            bench.ssm.crash_at = 0
        for other in told[kind]:
            if other != value:
                told[kind][other] = min(told[kind][other], now + overlap)
        for token_value, token_ends in told["token"].items():
            for secret_value, secret_ends in told["secret"].items():
                if bench.now < min(token_ends, secret_ends):
                    assert bench.opens(token_value, secret_value)
