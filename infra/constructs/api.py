"""api: what the frontend and scripts call. Every path needs a signed-in user of the tenant's pool."""

from aws_cdk import Aws, Duration
from aws_cdk.aws_apigatewayv2_authorizers import HttpUserPoolAuthorizer
from constructs import Construct

from infra.constructs.function import FunctionDefaults, PythonFunction
from infra.constructs.http import Http
from infra.constructs.identity import Identity
from infra.constructs.table import Table
from shared.storage.keys import TABLE_INDEXES


class Api(Construct):
    """``ANY /v1/{proxy+}`` to the api function. It reads lists by key and writes cases; it cannot scan."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        defaults: FunctionDefaults,
        table: Table,
        http: Http,
        identity: Identity,
        frontend_url: str,
    ) -> None:
        super().__init__(scope, construct_id)
        tenant = defaults.tenant
        function = PythonFunction(
            self,
            "Api",
            name="api",
            defaults=defaults,
            timeout=Duration.seconds(20),
            environment={
                "TENANT_NAME": tenant.name,
                "ZONE": tenant.zone,
                "LOCALE": tenant.locale,
                "FRONTEND_URL": frontend_url,
                "PARAMETER_PREFIX": tenant.parameter_prefix,
                **identity.environment,
            },
        )
        function.allow(
            "WorkCases",
            [
                "dynamodb:GetItem",
                "dynamodb:BatchGetItem",
                "dynamodb:Query",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
            ],
            [table.arn],
        )
        function.allow("ReadLists", ["dynamodb:Query"], table.index_arns(*TABLE_INDEXES))
        parameters = f"arn:{Aws.PARTITION}:ssm:{Aws.REGION}:{Aws.ACCOUNT_ID}:parameter{tenant.parameter_prefix}"
        function.allow("KeepSecrets", ["ssm:GetParameter", "ssm:PutParameter"], [f"{parameters}/sources/*"])
        function.allow("OpenHooks", ["ssm:PutParameter", "ssm:DeleteParameter"], [f"{parameters}/hooks/*"])
        identity.kept_by(function)
        http.route(
            "/v1/{proxy+}",
            function,
            HttpUserPoolAuthorizer("Users", identity.pool, user_pool_clients=[identity.client]),
        )
