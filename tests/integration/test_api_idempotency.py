"""The same request twice, lost answers, and others acting in between."""

from typing import Any

import pytest

from shared.alerts import ownership
from shared.storage.table import Conflict
from tests.integration.world import World
from tests.support.builders import MARC


def test_the_same_key_is_carried_out_once(world: World) -> None:
    case = world.raise_case()
    path, body = f"/alerts/{case.id}/notes", {"version": 1, "text": "Once"}
    first, again = world.post(path, body, key="k1"), world.post(path, body, key="k1")
    assert first == again
    assert [one["type"] for one in world.get(f"/alerts/{case.id}/timeline").body["items"]] == ["raised", "noted"]


def test_the_same_key_after_others_acted_answers_the_case_as_it_is(world: World) -> None:
    case = world.raise_case()
    path, body = f"/alerts/{case.id}/notes", {"version": 1, "text": "Once"}
    world.post(path, body, key="k1")
    world.post(f"/alerts/{case.id}/take", {"version": 2}, "u-marc")
    again = world.post(path, body, key="k1")
    assert (again.status, again.body["version"]) == (200, 3)


@pytest.mark.parametrize("changed", ["body", "verb", "case"])
def test_the_same_key_for_something_else_is_refused(world: World, changed: str) -> None:
    case, other = world.raise_case(1), world.raise_case(2)
    world.post(f"/alerts/{case.id}/notes", {"version": 1, "text": "Once"}, key="k1")
    path, body = {
        "body": (f"/alerts/{case.id}/notes", {"version": 2, "text": "Twice"}),
        "verb": (f"/alerts/{case.id}/take", {"version": 2}),
        "case": (f"/alerts/{other.id}/notes", {"version": 1, "text": "Once"}),
    }[changed]
    reply = world.post(path, body, key="k1")
    assert (reply.status, reply.code) == (422, "idempotency_key_reused")


def test_keys_belong_to_a_person(world: World) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/notes", {"version": 1, "text": "One"}, key="k1")
    assert (
        world.post(f"/alerts/{case.id}/notes", {"version": 2, "text": "Other"}, "u-marc", key="k1").status == 200
    )


def test_a_key_is_new_after_a_day(world: World) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/notes", {"version": 1, "text": "One"}, key="k1")
    world.wait(hours=24)
    assert world.post(f"/alerts/{case.id}/notes", {"version": 2, "text": "Other"}, key="k1").status == 200


def test_a_refused_request_leaves_its_key_free(world: World) -> None:
    case = world.raise_case()
    assert world.post(f"/alerts/{case.id}/close", {"version": 1, "reason": "solved"}, key="k1").status == 422
    assert world.post(f"/alerts/{case.id}/close", {"version": 1, "reason": "void"}, key="k1").status == 200


@pytest.mark.parametrize("key", ["", "x" * 256, "é", "a\tb"], ids=["empty", "long", "accent", "control"])
def test_keys_that_are_refused(world: World, key: str) -> None:
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/take", {"version": 1}, key=key)
    assert (reply.status, reply.code) == (400, "bad_idempotency_key")


def test_an_answer_that_was_lost_is_found_again_under_its_key(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The save is applied and its answer lost: the caller sees a conflict with its own write."""
    case = world.raise_case()
    with monkeypatch.context() as patch:
        patch.setattr(type(world.alerts), "save", _once(type(world.alerts).save))
        reply = world.post(f"/alerts/{case.id}/notes", {"version": 1, "text": "Once"}, key="k1")
    assert (reply.status, reply.body["version"]) == (200, 2)
    assert len(world.get(f"/alerts/{case.id}/timeline").body["items"]) == 2


def _once(real: Any) -> Any:
    done: list[bool] = []

    def save(self: Any, *given: Any) -> None:
        real(self, *given)
        if not done:
            done.append(True)
            raise Conflict([None, None])

    return save


def test_somebody_elses_write_in_between_is_told_apart(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = world.raise_case()
    real = type(world.alerts).save

    def overtaken(self: Any, *given: Any) -> None:
        if given[1].by != MARC:
            change = ownership.take(case, MARC, world.now())
            assert change is not None
            real(world.alerts, *change)
        real(self, *given)

    with monkeypatch.context() as patch:
        patch.setattr(type(world.alerts), "save", overtaken)
        reply = world.post(f"/alerts/{case.id}/take", {"version": 1})
    assert (reply.status, reply.code) == (409, "already_taken")
