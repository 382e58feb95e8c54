"""Alarms and where they are told. The alarms of a part are made by that part, through ``Monitoring.alarm``.

An idle tenant must stay under 2 USD a month, and alarms are most of it. So there is one alarm for each way the
product can fail a customer, and no dashboard (3.00), paid metric, trace or customer key (1.00) by default.
tests/infra/test_cost.py counts these lines on the template (us-east-1 list prices, no free tier, 30 days):

======================================================================  =====
13 alarms at 0.10                                                       1.300
2 queue mappings, 5 pollers each waiting 20 s: 1,296,000 calls at 0.40  0.518
1 schedule, 43,200 calls at 1.00 a million                              0.043
its function, 43,200 runs of 50 ms with 1,024 MB on arm64               0.037
its 172,800 empty index queries, half a read unit each                  0.011
its log, a line of 500 bytes a run                                      0.011
code, mails, files and an almost empty table, 0.1 GB in all             0.045
pipes, HTTP API, users, CloudFront, SES, SSM, AWS-managed keys          0.000
total                                                                   1.966
======================================================================  =====

Not known: whether AWS counts the pipes' own reads of an idle stream as free, as it does for functions.
"""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from shared.scope.tenant import TenantConfig


class Monitoring(Construct):
    """The topic that alarms are sent to, with the tenant's operators as readers."""

    def __init__(self, scope: Construct, construct_id: str, *, tenant: TenantConfig) -> None:
        super().__init__(scope, construct_id)
        self._prefix = tenant.stack_name
        self.topic = sns.Topic(self, "Topic", topic_name=f"{tenant.stack_name}-alarms", enforce_ssl=True)
        self.topic.add_to_resource_policy(
            iam.PolicyStatement(
                sid="AlarmsOfThisAccount",
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["sns:Publish"],
                resources=[self.topic.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": self.topic.env.account}},
            )
        )
        for address in tenant.alarms.emails:
            self.topic.add_subscription(subscriptions.EmailSubscription(address))

    def alarm(
        self,
        name: str,
        metric: cloudwatch.IMetric,
        *,
        told: str,
        above: float = 0,
        below: float | None = None,
        periods: int = 1,
        missing: cloudwatch.TreatMissingData = cloudwatch.TreatMissingData.NOT_BREACHING,
    ) -> cloudwatch.Alarm:
        """An alarm ``boucle-<tenant>-<name>`` when the metric is over ``above``, or under ``below`` when given,
        for ``periods`` of the metric's periods. ``told`` says what it means and what to do."""
        comparison = cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD
        if below is not None:
            comparison = cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
        alarm = cloudwatch.Alarm(
            self,
            "".join(word.capitalize() for word in name.split("-")),
            alarm_name=f"{self._prefix}-{name}",
            alarm_description=told,
            metric=metric,
            threshold=above if below is None else below,
            comparison_operator=comparison,
            evaluation_periods=periods,
            treat_missing_data=missing,
        )
        alarm.add_alarm_action(actions.SnsAction(self.topic))
        return alarm


def metric(
    namespace: str, name: str, dimensions: dict[str, str], *, statistic: str = "Sum", minutes: int = 5
) -> cloudwatch.Metric:
    """A metric AWS publishes for nothing, over periods of ``minutes``."""
    return cloudwatch.Metric(
        namespace=namespace,
        metric_name=name,
        dimensions_map=dimensions,
        statistic=statistic,
        period=Duration.minutes(minutes),
    )
