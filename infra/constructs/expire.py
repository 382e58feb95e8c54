"""expire: each minute, ends what is due, sends again the events whose delivery was never recorded, and starts the
long work nobody is at."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function import FunctionDefaults, PythonFunction
from infra.constructs.jobs import Jobs
from infra.constructs.monitoring import Monitoring, metric
from infra.constructs.queue import DeadLetterQueue
from infra.constructs.table import Table

# A minute late is still on time; five minutes without a run are not.
_SILENT_MINUTES = 5


class Expire(Construct):
    """The minute schedule and its function. A run that fails twice leaves its event in the dead-letter queue."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        defaults: FunctionDefaults,
        table: Table,
        notify_queue: sqs.IQueue,
        jobs: Jobs,
        monitoring: Monitoring,
    ) -> None:
        super().__init__(scope, construct_id)
        tenant = defaults.tenant
        function = PythonFunction(
            self,
            "Expire",
            name="expire",
            defaults=defaults,
            timeout=Duration.seconds(50),
            environment={"NOTIFY_QUEUE_URL": notify_queue.queue_url, "ZONE": tenant.zone, **jobs.environment},
        )
        function.allow("FindDue", ["dynamodb:Query"], table.index_arns("tick"))
        function.allow("EndCases", ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], [table.arn])
        function.allow("HearSources", ["dynamodb:Query"], [table.arn, *table.index_arns("source_day")])
        function.allow("KnowSources", ["dynamodb:BatchGetItem"], [table.arn])
        function.allow("SendAgain", ["sqs:SendMessage"], [notify_queue.queue_arn])
        jobs.may_be_started_by(function)
        failed = DeadLetterQueue(self, "Failed", name="expire-dlq", tenant=tenant, monitoring=monitoring)
        function.keep_failed(failed.queue.queue_arn, retries=1, oldest=Duration.minutes(5))
        jobs.keep_failed(failed.queue)
        self._schedule(tenant.stack_name, function, failed.queue)
        monitoring.alarm(
            "expire-silent",
            metric("AWS/Lambda", "Invocations", {"FunctionName": function.name}, minutes=_SILENT_MINUTES),
            below=1,
            missing=cloudwatch.TreatMissingData.BREACHING,
            told="The minute run has stopped: cases do not expire and lost mails are not sent again.",
        )

    def _schedule(self, name: str, function: PythonFunction, failed: sqs.IQueue) -> None:
        role = iam.Role(
            self,
            "ScheduleRole",
            assumed_by=iam.ServicePrincipal(
                "scheduler.amazonaws.com",
                conditions={"StringEquals": {"aws:SourceAccount": function.function.env.account}},
            ),
        )
        role.add_to_policy(
            iam.PolicyStatement(
                sid="Call", actions=["lambda:InvokeFunction"], resources=[function.function.function_arn]
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(sid="KeepFailed", actions=["sqs:SendMessage"], resources=[failed.queue_arn])
        )
        schedule = scheduler.CfnSchedule(
            self,
            "Schedule",
            name=f"{name}-expire",
            schedule_expression="rate(1 minute)",
            flexible_time_window=scheduler.CfnSchedule.FlexibleTimeWindowProperty(mode="OFF"),
            target=scheduler.CfnSchedule.TargetProperty(
                arn=function.function.function_arn,
                role_arn=role.role_arn,
                dead_letter_config=scheduler.CfnSchedule.DeadLetterConfigProperty(arn=failed.queue_arn),
                retry_policy=scheduler.CfnSchedule.RetryPolicyProperty(
                    maximum_event_age_in_seconds=300, maximum_retry_attempts=2
                ),
            ),
        )
        schedule.node.add_dependency(role)
