"""evaluate: decides on each feedback whether it needs a person, and opens the case."""

from aws_cdk import Duration
from constructs import Construct

from infra.constructs.function import FunctionDefaults, PythonFunction
from infra.constructs.jobs import Jobs
from infra.constructs.monitoring import Monitoring
from infra.constructs.queue import WorkQueue
from infra.constructs.table import Table


class Evaluate(Construct):
    """The evaluate queue and its function. It reads rules and feedback and writes cases."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        defaults: FunctionDefaults,
        table: Table,
        jobs: Jobs,
        monitoring: Monitoring,
    ) -> None:
        super().__init__(scope, construct_id)
        tenant = defaults.tenant
        function = PythonFunction(
            self,
            "Evaluate",
            name="evaluate",
            defaults=defaults,
            timeout=Duration.seconds(30),
            environment={"ZONE": tenant.zone, **jobs.environment},
        )
        jobs.may_be_started_by(function)
        function.allow(
            "OpenCases",
            [
                "dynamodb:GetItem",
                "dynamodb:BatchGetItem",
                "dynamodb:Query",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
            ],
            [table.arn],
        )
        # What else a customer has sent, and which cases of theirs are open.
        function.allow("FindRespondent", ["dynamodb:Query"], table.index_arns("respondent"))
        self.work = WorkQueue(
            self,
            "Work",
            name="evaluate",
            tenant=tenant,
            consumer=function,
            concurrency=tenant.limits.evaluate_concurrency,
            monitoring=monitoring,
        )
