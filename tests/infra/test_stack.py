"""Table, functions, sign-in and HTTP API of the core stack, and the outputs that others read."""

import importlib
import json
import math
import re
from collections import Counter
from dataclasses import fields
from itertools import chain

import pytest

from shared.settings import Settings
from shared.storage.keys import TABLE_INDEXES
from tests.infra.assembly import Assembly, Json, Stack, text_of

_FUNCTIONS = ("ingest", "evaluate", "notify", "expire", "jobs", "api")


@pytest.fixture
def functions(core: Stack) -> dict[str, Json]:
    return core.named("AWS::Lambda::Function", "FunctionName")


def test_the_table_is_kept_recoverable_and_protected_as_the_tenant_asks(assembly: Assembly) -> None:
    table = assembly.core.one("AWS::DynamoDB::Table")
    (resource,) = (one for one in assembly.core.resources.values() if one["Type"] == "AWS::DynamoDB::Table")
    kept = assembly.tenant.removal_policy == "retain"
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["OnDemandThroughput"]["MaxReadRequestUnits"] > 0
    assert table["OnDemandThroughput"]["MaxWriteRequestUnits"] > 0
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["DeletionProtectionEnabled"] is kept
    assert resource["DeletionPolicy"] == ("Retain" if kept else "Delete")


def test_the_table_has_the_keys_and_indexes_that_the_key_module_builds(core: Stack) -> None:
    table = core.one("AWS::DynamoDB::Table")
    assert table["KeySchema"] == [
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ]
    indexes = {index["IndexName"]: index for index in table["GlobalSecondaryIndexes"]}
    assert set(indexes) == set(TABLE_INDEXES)
    for name, expected in TABLE_INDEXES.items():
        assert [key["AttributeName"] for key in indexes[name]["KeySchema"]] == [expected.hash, expected.range]
        projection = indexes[name]["Projection"]
        assert projection["ProjectionType"] == ("INCLUDE" if expected.include else "KEYS_ONLY")
        assert projection.get("NonKeyAttributes", []) == list(expected.include)


def test_the_six_functions_share_one_layer_and_no_role(core: Stack, functions: dict[str, Json]) -> None:
    assert set(functions) == set(_FUNCTIONS)
    (layer,) = core.of_type("AWS::Lambda::LayerVersion")
    for name, function in functions.items():
        assert function["Runtime"] == "python3.13"
        assert function["Handler"] == f"functions.{name}.handler.lambda_handler"
        assert function["Layers"] == [{"Ref": layer}]
    assert len({json.dumps(function["Role"]) for function in functions.values()}) == len(_FUNCTIONS)


@pytest.mark.parametrize("name", ["ingest", "api"])
def test_a_function_behind_http_ends_before_api_gateway_gives_up(functions: dict[str, Json], name: str) -> None:
    assert functions[name]["Timeout"] < 30


@pytest.mark.parametrize("name", _FUNCTIONS)
def test_a_function_gets_every_setting_it_reads(functions: dict[str, Json], name: str) -> None:
    wiring = importlib.import_module(f"functions.{name}.wiring")
    kinds = [kind for kind in vars(wiring).values() if isinstance(kind, type) and issubclass(kind, Settings)]
    needed = {field.name.upper() for kind in kinds for field in fields(kind)}
    given = functions[name]["Environment"]["Variables"]
    assert {"TENANT", "TABLE_NAME"} <= needed <= set(given)
    assert given["POWERTOOLS_SERVICE_NAME"] == name
    assert given["LOG_LEVEL"] == "INFO"


def test_no_variable_holds_a_secret(functions: dict[str, Json]) -> None:
    secret = re.compile(r"SECRET|TOKEN|PASSWORD|CREDENTIAL|(^|_)KEY($|_)", re.IGNORECASE)
    for function in functions.values():
        for name, value in function["Environment"]["Variables"].items():
            assert not secret.search(name)
            assert _entropy(text_of(value)) < 4.5, f"{name} looks random"


def _entropy(text: str) -> float:
    """Bits per character: prose and addresses stay under 4.3, 32 random characters lie above 4.5."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)


def test_every_log_is_kept_for_a_while_and_not_for_ever(assembly: Assembly) -> None:
    groups = assembly.core.of_type("AWS::Logs::LogGroup")
    assert len(groups) == len(_FUNCTIONS) + 1
    for group in chain(groups.values(), assembly.web.of_type("AWS::Logs::LogGroup").values()):
        assert group["RetentionInDays"] == assembly.tenant.retention.logs_days
    for function in assembly.core.of_type("AWS::Lambda::Function").values():
        assert function["LoggingConfig"]["LogGroup"]["Ref"] in groups


def test_only_administrators_create_users(core: Stack) -> None:
    pool = core.one("AWS::Cognito::UserPool")
    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert pool["MfaConfiguration"] == "OPTIONAL"
    assert pool["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] >= 12


def test_the_client_signs_in_by_code_only_and_keeps_no_secret(assembly: Assembly) -> None:
    client = assembly.core.one("AWS::Cognito::UserPoolClient")
    url = f"https://{assembly.tenant.domains.frontend}"
    assert client["GenerateSecret"] is False
    assert client["AllowedOAuthFlows"] == ["code"]
    assert sorted(client["AllowedOAuthScopes"]) == ["email", "openid", "profile"]
    assert client["CallbackURLs"] == [f"{url}/signed-in"]
    assert client["LogoutURLs"] == [f"{url}/"]
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert client["AccessTokenValidity"] == 60
    assert client["TokenValidityUnits"]["AccessToken"] == "minutes"
    assert client["RefreshTokenRotation"]["Feature"] == "ENABLED"
    assert not {"ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"} & set(client["ExplicitAuthFlows"])


def test_the_sign_in_pages_have_the_tenants_own_name(assembly: Assembly) -> None:
    assert assembly.core.one("AWS::Cognito::UserPoolDomain")["Domain"] == assembly.tenant.stack_name


def test_every_route_but_the_hook_needs_a_signed_in_user(core: Stack) -> None:
    routes = {route["RouteKey"]: route for route in core.of_type("AWS::ApiGatewayV2::Route").values()}
    assert set(routes) == {"ANY /hooks/{source_token}", "ANY /v1/{proxy+}"}
    assert routes["ANY /hooks/{source_token}"]["AuthorizationType"] == "NONE"
    assert routes["ANY /v1/{proxy+}"]["AuthorizationType"] == "JWT"


def test_tokens_must_be_of_the_tenants_pool_and_client(core: Stack) -> None:
    (client,) = core.of_type("AWS::Cognito::UserPoolClient")
    authorizer = core.one("AWS::ApiGatewayV2::Authorizer")
    assert authorizer["JwtConfiguration"]["Audience"] == [{"Ref": client}]
    assert "IdentityPool" in text_of(authorizer["JwtConfiguration"]["Issuer"])
    assert authorizer["IdentitySource"] == ["$request.header.Authorization"]


def test_the_stage_is_throttled_and_its_log_holds_no_path(assembly: Assembly) -> None:
    stage = assembly.core.one("AWS::ApiGatewayV2::Stage")
    limits = assembly.tenant.limits
    assert stage["DefaultRouteSettings"]["ThrottlingRateLimit"] == limits.requests_per_second
    assert stage["DefaultRouteSettings"]["ThrottlingBurstLimit"] == limits.burst
    line = json.loads(stage["AccessLogSettings"]["Format"])
    assert line["status"] == "$context.status"
    # A hook's path holds its token, and an address is personal data.
    for value in line.values():
        assert value not in {"$context.path", "$context.identity.sourceIp", "$context.identity.userAgent"}


def test_the_outputs_that_the_other_stacks_and_the_local_run_read_are_there(core: Stack) -> None:
    assert set(core.outputs) == {
        "TableName",
        "ApiUrl",
        "ApiId",
        "UserPoolId",
        "UserPoolClientId",
        "UserPoolDomain",
        "EvaluateQueueUrl",
        "NotifyQueueUrl",
        "EvaluateDlqUrl",
        "NotifyDlqUrl",
        "FeedbackPipeName",
        "EventPipeName",
    }


def test_mail_leaves_only_as_the_tenant_and_through_its_own_set(assembly: Assembly) -> None:
    core, sender = assembly.core, assembly.tenant.sender
    variables = core.named("AWS::Lambda::Function", "FunctionName")["notify"]["Environment"]["Variables"]
    assert core.one("AWS::SES::ConfigurationSet")["Name"] == variables["CONFIGURATION_SET"]
    assert (variables["SENDER"], variables["SENDER_NAME"]) == (sender.address, sender.name)
    assert variables["FRONTEND_URL"] == f"https://{assembly.tenant.domains.frontend}"
