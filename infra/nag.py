"""cdk-nag's rules on every synth, and the findings we accept, each with its reason. No other file accepts any."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from aws_cdk import Acknowledgment, App, Validations
from cdk_nag import AwsSolutionsChecks, ServerlessChecks
from constructs import IConstruct


class Accepted(NamedTuple):
    """Findings accepted under a part of the app. ``where`` is a construct path behind ``boucle-<tenant>``."""

    where: str
    rules: tuple[str, ...]
    reason: str


def check(app: App, *, tenant: str) -> None:
    """Adds the rule packs to the app: a finding that is not accepted makes ``synth`` fail."""
    Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    stacks = {stack.node.id.removeprefix(f"boucle-{tenant}"): stack for stack in app.node.children}
    for accepted in ACCEPTED:
        for scope in _scopes(stacks, accepted.where):
            for rule in accepted.rules:
                Validations.of(scope).acknowledge(
                    Acknowledgment(id=rule.replace("TENANT", tenant), reason=accepted.reason)
                )


def _scopes(stacks: Mapping[str, IConstruct], where: str) -> Iterator[IConstruct]:
    """The construct of a path such as ``-web/Web/Files``; nothing if this app has no such part."""
    suffix, *path = where.split("/")
    scope = stacks.get(suffix)
    if scope is None:
        return
    for name in path:
        scope = scope.node.try_find_child(name)
        if scope is None:
            return
    yield scope


_RUNTIME = ("AwsSolutions::AwsSolutions-L1", "Serverless::Serverless-LambdaLatestVersion")
_UPLOAD_ROLE = "AwsSolutions::AwsSolutions-IAM5"

ACCEPTED = (
    # Functions
    Accepted("", _RUNTIME, "Python 3.13 is supported to 2029 and is the version that tests and bytecode use."),
    Accepted(
        "",
        ("Serverless::Serverless-LambdaTracing",),
        "Traces of an idle tenant's minute run would cost a tenth of its budget; logs carry the request ids.",
    ),
    Accepted(
        "",
        ("Serverless::Serverless-LambdaDLQ",),
        "Functions are called by HTTP or by a queue that has a dead-letter queue; expire and jobs have a failure "
        "queue.",
    ),
    Accepted(
        "/Ingest",
        (
            "AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>"
            ":parameter/boucle/TENANT/hooks/*]",
        ),
        "One secret per source under the tenant's own path; sources come and go without a deployment.",
    ),
    Accepted(
        "/Jobs",
        (
            "AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>"
            ":parameter/boucle/TENANT/sources/*]",
        ),
        "The credential that fetches a source's answers, under the tenant's own path; sources come and go.",
    ),
    Accepted(
        "/Api",
        (
            "AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>"
            ":parameter/boucle/TENANT/hooks/*]",
            "AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>"
            ":parameter/boucle/TENANT/sources/*]",
        ),
        "Admins make sources and change their secrets, which live under the tenant's own path.",
    ),
    # Queues and topic
    Accepted(
        "/Evaluate/Work/Mapping",
        ("Serverless::Serverless-LambdaEventSourceMappingDestination",),
        "A queue's failures go to its own dead-letter queue; a mapping's destination is for streams.",
    ),
    Accepted(
        "/Notify/Work/Mapping",
        ("Serverless::Serverless-LambdaEventSourceMappingDestination",),
        "A queue's failures go to its own dead-letter queue; a mapping's destination is for streams.",
    ),
    Accepted(
        "",
        ("AwsSolutions::AwsSolutions-SQS3", "Serverless::Serverless-SQSRedrivePolicy"),
        "The queues without redrive are dead-letter queues: of work queues, of the minute run, of the pipes.",
    ),
    Accepted(
        "/Monitoring/Topic",
        ("Serverless::Serverless-SNSRedrivePolicy",),
        "The subscribers are mailboxes; the alarm itself stays in alarm and shows a mail that did not arrive.",
    ),
    # People and HTTP
    Accepted(
        "/Identity/Pool",
        ("AwsSolutions::AwsSolutions-COG2",),
        "A second factor is offered to all; whether it is required is the tenant's own policy.",
    ),
    Accepted(
        "/Identity/Pool",
        ("AwsSolutions::AwsSolutions-COG8",),
        "Threat protection is billed per user; only administrators create users and sign-in is throttled.",
    ),
    Accepted(
        "/Http/Api/ANY--hooks--{source_token}",
        ("AwsSolutions::AwsSolutions-APIG4",),
        "Survey tools cannot sign in: the function checks the signature of every webhook.",
    ),
    # Frontend
    Accepted(
        "-web/Web/Distribution",
        (
            "AwsSolutions::AwsSolutions-CFR1",
            "AwsSolutions::AwsSolutions-CFR2",
            "AwsSolutions::AwsSolutions-CFR3",
        ),
        "People sign in from anywhere; a firewall costs over 5 USD a month idle and the API is throttled; "
        "access logs would hold visitors' addresses.",
    ),
    Accepted(
        "-web/Web/Distribution",
        ("AwsSolutions::AwsSolutions-CFR4",),
        "Only without a certificate of the tenant, for trials: CloudFront's own name has CloudFront's policy.",
    ),
    Accepted(
        "-web/Web/Distribution/Origin1",
        ("Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk",),
        "The distribution has a root object and passes no query on, so the list of files cannot be asked for.",
    ),
    Accepted(
        "-web/Web/Files",
        ("AwsSolutions::AwsSolutions-S1",),
        "Holds public files that only CloudFront reads.",
    ),
    Accepted(
        "-web",
        (
            "AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/"
            "AWSLambdaBasicExecutionRole]",
            f"{_UPLOAD_ROLE}[Action::s3:Abort*]",
            f"{_UPLOAD_ROLE}[Action::s3:DeleteObject*]",
            f"{_UPLOAD_ROLE}[Action::s3:GetBucket*]",
            f"{_UPLOAD_ROLE}[Action::s3:GetObject*]",
            f"{_UPLOAD_ROLE}[Action::s3:List*]",
            f"{_UPLOAD_ROLE}[Resource::<WebFiles2DFCF39E.Arn>/*]",
            f"{_UPLOAD_ROLE}[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-"
            "<AWS::Region>/*]",
            *_RUNTIME,
            "Serverless::Serverless-LambdaTracing",
            "Serverless::Serverless-LambdaDLQ",
        ),
        "CDK's own upload function: it runs during a deployment only, on the bucket of public files.",
    ),
    # Mail
    Accepted(
        "-mail/Inbox/Mails",
        ("AwsSolutions::AwsSolutions-S1",),
        "SES is the only writer and records it; access logs would hold the names of mails a second time.",
    ),
)
