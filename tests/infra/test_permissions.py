"""What each role may do, exactly. A new permission is a change of a file in ``golden/`` that somebody reads.

After an intended change: ``UPDATE_GOLDEN=1 .venv/bin/pytest tests/infra/test_permissions.py``.
"""

import json
import os
from pathlib import Path

import pytest

from tests.infra.assembly import Assembly, Json, Stack, text_of

_GOLDEN = Path(__file__).parent / "golden"
_ROLES = {
    "IngestRole": "ingest",
    "EvaluateRole": "evaluate",
    "NotifyRole": "notify",
    "ExpireRole": "expire",
    "ApiRole": "api",
    "JobsRole": "jobs",
    "ExpireScheduleRole": "schedule",
    "PipesFeedbackRole": "pipe-feedback",
    "PipesEventRole": "pipe-event",
}


def _permissions(assembly: Assembly) -> dict[str, Json]:
    """Per role: who may take it, and its statements, with the tenant's own values replaced by their names."""
    core, tenant = assembly.core, assembly.tenant
    found: dict[str, Json] = {}
    for logical_id, role in core.of_type("AWS::IAM::Role").items():
        statements = [
            statement
            for policy in core.of_type("AWS::IAM::Policy").values()
            if {"Ref": logical_id} in policy["Roles"]
            for statement in policy["PolicyDocument"]["Statement"]
        ]
        rendered = {
            "taken_by": [_rendered(statement) for statement in role["AssumeRolePolicyDocument"]["Statement"]],
            "managed_policies": role.get("ManagedPolicyArns", []),
            "may": [_rendered(statement) for statement in statements],
        }
        text = json.dumps(rendered)
        for value, name in (
            (tenant.sender.address, "SENDER"),
            (tenant.sender.domain, "DOMAIN"),
            (tenant.stack_name, "boucle-TENANT"),
            (f"/boucle/{tenant.id}/", "/boucle/TENANT/"),
        ):
            text = text.replace(value, name)
        found[_ROLES.get(logical_id[:-8], logical_id)] = json.loads(text)
    return found


def _rendered(statement: Json) -> Json:
    rendered: Json = {"effect": statement["Effect"], "actions": _listed(statement["Action"])}
    if "Sid" in statement:
        rendered["sid"] = statement["Sid"]
    if "Resource" in statement:
        rendered["resources"] = [text_of(resource) for resource in _listed(statement["Resource"])]
    if "Principal" in statement:
        rendered["principal"] = statement["Principal"]
    if "Condition" in statement:
        rendered["conditions"] = {
            operator: {key: text_of(value) for key, value in pairs.items()}
            for operator, pairs in statement["Condition"].items()
        }
    return rendered


def _listed[T](value: T | list[T]) -> list[T]:
    return value if isinstance(value, list) else [value]


def test_no_role_exists_beside_the_known_ones(assembly: Assembly) -> None:
    assert set(_permissions(assembly)) == set(_ROLES.values())


@pytest.mark.parametrize("role", sorted(_ROLES.values()))
def test_a_role_may_do_what_its_golden_file_says_and_nothing_else(assembly: Assembly, role: str) -> None:
    path = _GOLDEN / f"{role}.json"
    actual = _permissions(assembly)[role]
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(json.dumps(actual, indent=2) + "\n", "utf-8")
    assert actual == json.loads(path.read_text("utf-8"))


def test_no_statement_of_ours_has_an_open_action_or_resource(assembly: Assembly) -> None:
    for permissions in _permissions(assembly).values():
        for statement in permissions["may"]:
            assert not [action for action in statement["actions"] if "*" in action]
            assert "*" not in statement["resources"]
        assert permissions["managed_policies"] == []


def test_no_function_may_scan_the_table_or_delete_from_it(assembly: Assembly) -> None:
    actions = {
        action
        for permissions in _permissions(assembly).values()
        for statement in permissions["may"]
        for action in statement["actions"]
    }
    assert actions.isdisjoint({"dynamodb:Scan", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"})


def test_a_function_may_be_called_by_the_api_only_for_its_own_route(core: Stack) -> None:
    permissions = core.of_type("AWS::Lambda::Permission").values()
    assert len(permissions) == 2
    for permission in permissions:
        assert permission["Action"] == "lambda:InvokeFunction"
        assert permission["Principal"] == "apigateway.amazonaws.com"
        route = "/hooks/{source_token}" if "Ingest" in text_of(permission["FunctionName"]) else "/v1/{proxy+}"
        assert text_of(permission["SourceArn"]).endswith(f"/*/*{route}")
