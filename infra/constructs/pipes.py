"""From the table's stream to the work queues: what was written causes what follows.

Two pipes, because each takes other records to another queue. They are plain CfnPipe resources, so that the local
run can read filter and template from the synthesised stack.
"""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from aws_cdk import aws_iam as iam
from aws_cdk import aws_pipes as pipes
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.monitoring import Monitoring, metric
from infra.constructs.queue import DeadLetterQueue
from infra.constructs.table import Table
from shared.scope.tenant import TenantConfig
from shared.storage.keys import QUIET, Kind

# The stream keeps records for 24 hours; a record leaves for the dead-letter queue before it would be lost.
_OLDEST_SECONDS = 23 * 3600
_RETRIES = 30
_BATCH = 10


class Passes(NamedTuple):
    """One filter of a pipe: which changes of which kinds of item pass, but those that carry ``unless``."""

    changes: tuple[str, ...]
    kinds: tuple[Kind, ...]
    unless: str | None = None

    @property
    def pattern(self) -> str:
        """The filter as an event pattern (EventBridge user guide, "Event patterns")."""
        kinds = [kind.value for kind in self.kinds]
        absent = {self.unless: {"S": [{"exists": False}]}} if self.unless else {}
        image = {"kind": {"S": kinds}, **absent}
        return json.dumps({"eventName": list(self.changes), "dynamodb": {"NewImage": image}})


FEEDBACK = (
    Passes(("INSERT", "MODIFY"), (Kind.FEEDBACK, Kind.REVISION), unless=QUIET),
    Passes(("INSERT",), (Kind.FETCH, Kind.JOB)),
)
"""What is to be decided on, and what is to be done that takes longer."""

EVENT = (Passes(("INSERT",), (Kind.EVENT,)),)
"""What people may have to be told."""

_KEYS = {"pk": "$.dynamodb.NewImage.pk.S", "sk": "$.dynamodb.NewImage.sk.S"}
_BODY = {"body": "$.dynamodb.NewImage.body.S"}
_CAUSE = {"event": "$.eventName", "kind": "$.dynamodb.NewImage.kind.S"}


class Pipes(Construct):
    """Pipe ``feedback`` to the evaluate queue and pipe ``event`` to the notify queue."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        tenant: TenantConfig,
        table: Table,
        evaluate_queue: sqs.IQueue,
        notify_queue: sqs.IQueue,
        monitoring: Monitoring,
    ) -> None:
        super().__init__(scope, construct_id)
        self._tenant = tenant
        self._table = table
        self._monitoring = monitoring
        self._failed = DeadLetterQueue(self, "Failed", name="pipes-dlq", tenant=tenant, monitoring=monitoring)
        self.feedback_name = self._pipe("feedback", FEEDBACK, evaluate_queue, {**_CAUSE, **_KEYS, **_BODY})
        self.event_name = self._pipe("event", EVENT, notify_queue, {**_KEYS, **_BODY})

    def _pipe(self, name: str, passes: Sequence[Passes], target: sqs.IQueue, message: Mapping[str, str]) -> str:
        full_name = f"{self._tenant.stack_name}-{name}"
        role = self._role(name, target)
        pipe = pipes.CfnPipe(
            self,
            f"{name.capitalize()}Pipe",
            name=full_name,
            role_arn=role.role_arn,
            source=self._table.stream_arn,
            source_parameters=pipes.CfnPipe.PipeSourceParametersProperty(
                filter_criteria=pipes.CfnPipe.FilterCriteriaProperty(
                    filters=[pipes.CfnPipe.FilterProperty(pattern=one.pattern) for one in passes]
                ),
                dynamo_db_stream_parameters=pipes.CfnPipe.PipeSourceDynamoDBStreamParametersProperty(
                    starting_position="TRIM_HORIZON",
                    batch_size=_BATCH,
                    maximum_record_age_in_seconds=_OLDEST_SECONDS,
                    maximum_retry_attempts=_RETRIES,
                    on_partial_batch_item_failure="AUTOMATIC_BISECT",
                    dead_letter_config=pipes.CfnPipe.DeadLetterConfigProperty(arn=self._failed.queue.queue_arn),
                ),
            ),
            target=target.queue_arn,
            target_parameters=pipes.CfnPipe.PipeTargetParametersProperty(
                # Not JSON: a path stands bare between angle brackets, and the pipe quotes what it finds.
                input_template="{" + ", ".join(f'"{key}": <{path}>' for key, path in message.items()) + "}"
            ),
        )
        pipe.node.add_dependency(role)
        self._monitoring.alarm(
            f"{name}-pipe",
            metric("AWS/EventBridge/Pipes", "ExecutionFailed", {"PipeName": full_name}),
            periods=3,
            told=f"The {name} pipe cannot read the stream or write its queue; records are lost after a day.",
        )
        return full_name

    def _role(self, name: str, target: sqs.IQueue) -> iam.Role:
        role = iam.Role(
            self,
            f"{name.capitalize()}Role",
            assumed_by=iam.ServicePrincipal(
                "pipes.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": target.env.account}}
            ),
        )
        role.add_to_policy(
            iam.PolicyStatement(
                sid="ReadStream",
                actions=[
                    "dynamodb:DescribeStream",
                    "dynamodb:GetRecords",
                    "dynamodb:GetShardIterator",
                    "dynamodb:ListStreams",
                ],
                resources=[self._table.stream_arn],
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(
                sid="Send",
                actions=["sqs:SendMessage"],
                resources=[target.queue_arn, self._failed.queue.queue_arn],
            )
        )
        return role
