"""jobs: long work, such as an import of 50,000 lines. Called asynchronously with the key of a row of the table, by
evaluate when the row is new and by expire when nobody is at it. It has no queue: idle mappings are billed."""

from aws_cdk import Aws, Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function import FunctionDefaults, PythonFunction
from infra.constructs.identity import Identity
from infra.constructs.table import Table
from shared.storage.keys import TABLE_INDEXES


class Jobs(Construct):
    """The function ``boucle-<tenant>-jobs``. What is left when its time is up, another run goes on with."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        defaults: FunctionDefaults,
        table: Table,
        identity: Identity,
    ) -> None:
        super().__init__(scope, construct_id)
        tenant = defaults.tenant
        self._function = PythonFunction(
            self,
            "Jobs",
            name="jobs",
            defaults=defaults,
            timeout=Duration.minutes(15),
            environment={
                "PARAMETER_PREFIX": tenant.parameter_prefix,
                "ZONE": tenant.zone,
                **identity.environment,
            },
        )
        self._function.allow(
            "Work",
            [
                "dynamodb:GetItem",
                "dynamodb:BatchGetItem",
                "dynamodb:Query",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
            ],
            [table.arn],
        )
        # Feedback by source and day, what waits for its place, what else a customer has sent, the cases below a
        # place that has moved, and those of somebody who has gone.
        self._function.allow("FindWork", ["dynamodb:Query"], table.index_arns(*TABLE_INDEXES))
        identity.kept_by(self._function)
        self._function.allow(
            "ReadSource",
            ["ssm:GetParameter"],
            [
                f"arn:{Aws.PARTITION}:ssm:{Aws.REGION}:{Aws.ACCOUNT_ID}:parameter{tenant.parameter_prefix}/sources/*"
            ],
        )

    @property
    def environment(self) -> dict[str, str]:
        """What a function that starts jobs needs to know."""
        return {"JOBS_FUNCTION": self._function.name}

    def may_be_started_by(self, caller: PythonFunction) -> None:
        """Lets another function call this one."""
        caller.allow("StartJobs", ["lambda:InvokeFunction"], [self._function.function.function_arn])

    def keep_failed(self, queue: sqs.IQueue) -> None:
        """Where a call goes that failed three times. Nothing is lost with it: its row stays due."""
        self._function.keep_failed(queue.queue_arn, retries=2, oldest=Duration.minutes(5))
