"""A work queue: its dead-letter queue, its consumer, its alarms. What fails five times waits two weeks."""

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function import PythonFunction
from infra.constructs.monitoring import Monitoring, metric
from shared.scope.tenant import TenantConfig

KEPT = Duration.days(14)
_ATTEMPTS = 5
_BATCH = 10


class DeadLetterQueue(Construct):
    """A queue nothing reads by itself, with an alarm as soon as it holds a message."""

    def __init__(
        self, scope: Construct, construct_id: str, *, name: str, tenant: TenantConfig, monitoring: Monitoring
    ) -> None:
        super().__init__(scope, construct_id)
        self.queue = sqs.Queue(
            self,
            "Queue",
            queue_name=f"{tenant.stack_name}-{name}",
            retention_period=KEPT,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
        )
        # Messages sent here by a redrive do not count as sent: only what is visible tells.
        monitoring.alarm(
            name,
            metric(
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                {"QueueName": self.queue.queue_name},
                statistic="Maximum",
            ),
            told="Work failed for good and waits here 14 days. Read one message, mend the cause, then redrive.",
        )


class WorkQueue(Construct):
    """The queue ``boucle-<tenant>-<name>``, read by ``consumer`` in batches with single failures reported."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        tenant: TenantConfig,
        consumer: PythonFunction,
        concurrency: int,
        monitoring: Monitoring,
    ) -> None:
        super().__init__(scope, construct_id)
        self.dead_letters = DeadLetterQueue(
            self, "DeadLetters", name=f"{name}-dlq", tenant=tenant, monitoring=monitoring
        )
        self.queue = sqs.Queue(
            self,
            "Queue",
            queue_name=f"{tenant.stack_name}-{name}",
            # AWS asks for six times the consumer's timeout, so that a throttled batch is not read twice.
            visibility_timeout=Duration.seconds(6 * consumer.timeout.to_seconds()),
            retention_period=KEPT,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.dead_letters.queue, max_receive_count=_ATTEMPTS),
        )
        consumer.allow(
            "ReadQueue",
            ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            [self.queue.queue_arn],
        )
        lambda_.EventSourceMapping(
            self,
            "Mapping",
            target=consumer.function,
            event_source_arn=self.queue.queue_arn,
            batch_size=_BATCH,
            report_batch_item_failures=True,
            max_concurrency=concurrency,
        )
        monitoring.alarm(
            f"{name}-late",
            metric(
                "AWS/SQS",
                "ApproximateAgeOfOldestMessage",
                {"QueueName": self.queue.queue_name},
                statistic="Maximum",
            ),
            above=tenant.alarms.oldest_message_minutes * 60,
            told=f"The {name} queue is not keeping up or its function fails. Read the function's log.",
        )
