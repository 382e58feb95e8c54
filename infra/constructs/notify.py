"""notify: tells the right people by email, once, and keeps the ledger of what was sent."""

from aws_cdk import Aws, Duration
from aws_cdk import aws_ses as ses
from constructs import Construct

from infra.constructs.function import FunctionDefaults, PythonFunction
from infra.constructs.monitoring import Monitoring, metric
from infra.constructs.queue import WorkQueue
from infra.constructs.table import Table

# SES reviews an account at 5 % bounces and 0.1 % complaints; we want to know well before.
_BOUNCE_RATE = 0.02
_COMPLAINT_RATE = 0.0005


class Notify(Construct):
    """The notify queue, its function and the configuration set its mails go through.

    The function sends from the tenant's address only, through that set only.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        defaults: FunctionDefaults,
        table: Table,
        frontend_url: str,
        monitoring: Monitoring,
    ) -> None:
        super().__init__(scope, construct_id)
        tenant = defaults.tenant
        self.configuration_set = ses.ConfigurationSet(
            self,
            "ConfigurationSet",
            configuration_set_name=tenant.stack_name,
            reputation_metrics=True,
            sending_enabled=True,
            suppression_reasons=ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
        )
        function = PythonFunction(
            self,
            "Notify",
            name="notify",
            defaults=defaults,
            timeout=Duration.seconds(30),
            environment={
                "SENDER": tenant.sender.address,
                "SENDER_NAME": tenant.sender.name,
                "CONFIGURATION_SET": tenant.stack_name,
                "FRONTEND_URL": frontend_url,
                "ZONE": tenant.zone,
                "LOCALE": tenant.locale,
            },
        )
        function.allow(
            "KeepLedger",
            [
                "dynamodb:GetItem",
                "dynamodb:BatchGetItem",
                "dynamodb:Query",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
            ],
            [table.arn],
        )
        ses_arn = f"arn:{Aws.PARTITION}:ses:{Aws.REGION}:{Aws.ACCOUNT_ID}"
        function.allow(
            "SendAsTenant",
            # A message we built ourselves goes through SendEmail as raw content, which asks for both.
            ["ses:SendEmail", "ses:SendRawEmail"],
            [f"{ses_arn}:identity/{tenant.sender.domain}", f"{ses_arn}:configuration-set/{tenant.stack_name}"],
            {"StringEquals": {"ses:FromAddress": tenant.sender.address}},
        )
        self.work = WorkQueue(
            self,
            "Work",
            name="notify",
            tenant=tenant,
            consumer=function,
            concurrency=tenant.limits.notify_concurrency,
            monitoring=monitoring,
        )
        for name, rate in (("Bounce", _BOUNCE_RATE), ("Complaint", _COMPLAINT_RATE)):
            monitoring.alarm(
                f"mail-{name.lower()}s",
                metric(
                    "AWS/SES",
                    f"Reputation.{name}Rate",
                    {"ses:configuration-set": tenant.stack_name},
                    statistic="Average",
                    minutes=60,
                ),
                above=rate,
                told=f"{name}s are near the rate at which SES stops an account. Look at the suppressed users.",
            )
