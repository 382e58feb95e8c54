"""A Python function with our defaults: own role, own log group, shared layer, explicit permissions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.packaging import Architecture, function_code, layer
from shared.scope.tenant import TenantConfig

RUNTIME = lambda_.Runtime.PYTHON_3_13
_ARCHITECTURES: dict[Architecture, lambda_.Architecture] = {
    "arm64": lambda_.Architecture.ARM_64,
    "x86_64": lambda_.Architecture.X86_64,
}


@dataclass(frozen=True, kw_only=True)
class FunctionDefaults:
    """What all functions of one stack share."""

    tenant: TenantConfig
    architecture: Architecture
    layer: lambda_.LayerVersion
    environment: Mapping[str, str]

    @classmethod
    def create(
        cls, scope: Construct, *, tenant: TenantConfig, architecture: Architecture, environment: Mapping[str, str]
    ) -> "FunctionDefaults":
        """Defaults with the dependency layer of the architecture, made once per stack."""
        version = lambda_.LayerVersion(
            scope,
            "Dependencies",
            code=lambda_.Code.from_asset(str(layer(architecture))),
            compatible_runtimes=[RUNTIME],
            compatible_architectures=[_ARCHITECTURES[architecture]],
            description="Locked runtime dependencies with bytecode",
        )
        return cls(tenant=tenant, architecture=architecture, layer=version, environment=environment)


class PythonFunction(Construct):
    """The function ``functions/<name>`` as ``boucle-<tenant>-<name>``. It may do what ``allow`` lists."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        defaults: FunctionDefaults,
        timeout: Duration,
        memory_mb: int = 1024,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, construct_id)
        tenant = defaults.tenant
        self.name = f"{tenant.stack_name}-{name}"
        self.timeout = timeout
        self.log_group = logs.LogGroup(
            self,
            "Logs",
            log_group_name=f"/aws/lambda/{self.name}",
            retention=retention(tenant),
            removal_policy=RemovalPolicy.DESTROY,
        )
        self.role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        self.allow(
            "WriteLogs",
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            [self.log_group.log_group_arn],
        )
        self.function = lambda_.Function(
            self,
            "Function",
            function_name=self.name,
            runtime=RUNTIME,
            architecture=_ARCHITECTURES[defaults.architecture],
            handler=f"functions.{name}.handler.lambda_handler",
            code=lambda_.Code.from_asset(str(function_code(name))),
            layers=[defaults.layer],
            role=self.role,
            log_group=self.log_group,
            # Our own lines are JSON already; Lambda's START, END and REPORT lines would double the log bill.
            logging_format=lambda_.LoggingFormat.JSON,
            application_log_level_v2=lambda_.ApplicationLogLevel.INFO,
            system_log_level_v2=lambda_.SystemLogLevel.WARN,
            memory_size=memory_mb,
            timeout=timeout,
            environment={
                **defaults.environment,
                "TENANT": tenant.id,
                "POWERTOOLS_SERVICE_NAME": name,
                "LOG_LEVEL": "INFO",
                **(environment or {}),
            },
        )

    def keep_failed(self, queue_arn: str, *, retries: int, oldest: Duration) -> None:
        """What Lambda cannot run for an asynchronous caller goes to a queue: what is throttled waits inside
        Lambda, where no queue of the caller's sees it."""
        self.allow("KeepFailed", ["sqs:SendMessage"], [queue_arn])
        lambda_.CfnEventInvokeConfig(
            self,
            "Invocation",
            function_name=self.function.function_name,
            qualifier="$LATEST",
            maximum_retry_attempts=retries,
            maximum_event_age_in_seconds=oldest.to_seconds(),
            destination_config=lambda_.CfnEventInvokeConfig.DestinationConfigProperty(
                on_failure=lambda_.CfnEventInvokeConfig.OnFailureProperty(destination=queue_arn)
            ),
        )

    def allow(
        self,
        sid: str,
        actions: Sequence[str],
        resources: Sequence[str],
        conditions: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """Adds one statement to the function's role. Actions and resources are listed, never guessed."""
        self.role.add_to_policy(
            iam.PolicyStatement(sid=sid, actions=list(actions), resources=list(resources), conditions=conditions)
        )


def retention(tenant: TenantConfig) -> logs.RetentionDays:
    """How long the tenant's logs are kept, as CDK names it."""
    return logs.RetentionDays[_RETENTION[tenant.retention.logs_days]]


# The same periods as LOG_DAYS of the tenant's model.
_RETENTION = {
    1: "ONE_DAY", 3: "THREE_DAYS", 5: "FIVE_DAYS", 7: "ONE_WEEK", 14: "TWO_WEEKS", 30: "ONE_MONTH",
    60: "TWO_MONTHS", 90: "THREE_MONTHS", 120: "FOUR_MONTHS", 150: "FIVE_MONTHS", 180: "SIX_MONTHS",
    365: "ONE_YEAR", 400: "THIRTEEN_MONTHS", 545: "EIGHTEEN_MONTHS", 731: "TWO_YEARS",
}  # fmt: skip
