"""The tenant's mail domain at SES, and the bucket that customers' replies arrive in."""

from aws_cdk import Aws, Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_ses as ses
from constructs import Construct

from shared.scope.tenant import TenantConfig

_PREFIX = "inbound/"


class MailIdentity(Construct):
    """The sender's domain: DKIM signed, with a MAIL FROM of its own so that SPF aligns."""

    def __init__(self, scope: Construct, construct_id: str, *, tenant: TenantConfig) -> None:
        super().__init__(scope, construct_id)
        self.identity = ses.EmailIdentity(
            self,
            "Identity",
            identity=ses.Identity.domain(tenant.sender.domain),
            mail_from_domain=f"bounce.{tenant.sender.domain}",
            dkim_signing=True,
            feedback_forwarding=False,
        )


class Inbox(Construct):
    """Receipt rules that put each mail to the tenant's reply domain into a bucket, kept as the tenant's file says.

    SES obeys one active rule set per region: the operator makes this one active after the first deployment.
    """

    def __init__(self, scope: Construct, construct_id: str, *, tenant: TenantConfig, domain: str) -> None:
        super().__init__(scope, construct_id)
        kept = Duration.days(tenant.retention.mail_days)
        self.bucket = s3.Bucket(
            self,
            "Mails",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            versioned=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=kept, noncurrent_version_expiration=Duration.days(1))],
            removal_policy=RemovalPolicy.RETAIN,
        )
        rules = ses.CfnReceiptRuleSet(self, "Rules", rule_set_name=f"{tenant.stack_name}-inbound")
        name = "to-bucket"
        rule_arn = (
            f"arn:{Aws.PARTITION}:ses:{Aws.REGION}:{Aws.ACCOUNT_ID}"
            f":receipt-rule-set/{tenant.stack_name}-inbound:receipt-rule/{name}"
        )
        self.bucket.add_to_resource_policy(
            iam.PolicyStatement(
                sid="ReceiptRuleOnly",
                principals=[iam.ServicePrincipal("ses.amazonaws.com")],
                actions=["s3:PutObject"],
                resources=[self.bucket.arn_for_objects(f"{_PREFIX}*")],
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID, "aws:SourceArn": rule_arn}},
            )
        )
        rule = ses.CfnReceiptRule(
            self,
            "ToBucket",
            rule_set_name=rules.ref,
            rule=ses.CfnReceiptRule.RuleProperty(
                name=name,
                enabled=True,
                recipients=[domain],
                scan_enabled=True,
                tls_policy="Require",
                actions=[
                    ses.CfnReceiptRule.ActionProperty(
                        s3_action=ses.CfnReceiptRule.S3ActionProperty(
                            bucket_name=self.bucket.bucket_name, object_key_prefix=_PREFIX
                        )
                    )
                ],
            ),
        )
        if self.bucket.policy:
            rule.node.add_dependency(self.bucket.policy)
