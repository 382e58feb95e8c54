"""ingest: takes webhooks in. The one function reachable without signing in; the source's signature is its gate."""

from aws_cdk import Aws, Duration
from constructs import Construct

from infra.constructs.function import FunctionDefaults, PythonFunction
from infra.constructs.http import Http
from infra.constructs.table import Table


class Ingest(Construct):
    """``ANY /hooks/{source_token}`` to the ingest function. It writes items and reads secrets of sources."""

    def __init__(
        self, scope: Construct, construct_id: str, *, defaults: FunctionDefaults, table: Table, http: Http
    ) -> None:
        super().__init__(scope, construct_id)
        prefix = defaults.tenant.parameter_prefix
        function = PythonFunction(
            self,
            "Ingest",
            name="ingest",
            defaults=defaults,
            timeout=Duration.seconds(10),
            environment={"PARAMETER_PREFIX": prefix},
        )
        function.allow("Accept", ["dynamodb:PutItem"], [table.arn])
        function.allow(
            "ReadSource",
            ["ssm:GetParameter"],
            [f"arn:{Aws.PARTITION}:ssm:{Aws.REGION}:{Aws.ACCOUNT_ID}:parameter{prefix}/hooks/*"],
        )
        http.route("/hooks/{source_token}", function)
