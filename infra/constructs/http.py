"""The HTTP API in front of ingest and api: throttled, with an access log that holds no path, address or token."""

import json

from aws_cdk import RemovalPolicy
from aws_cdk import aws_apigatewayv2 as apigw
from aws_cdk import aws_logs as logs
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from infra.constructs.function import PythonFunction, retention
from infra.constructs.monitoring import Monitoring, metric
from shared.scope.tenant import TenantConfig

HOOK_ROUTE = "ANY /hooks/{source_token}"
_REFUSED = "RefusedWebhooks"


class Http(Construct):
    """The API and its one stage. Functions add their routes with ``route``."""

    def __init__(
        self, scope: Construct, construct_id: str, *, tenant: TenantConfig, monitoring: Monitoring, local: bool
    ) -> None:
        super().__init__(scope, construct_id)
        self.api = apigw.HttpApi(
            self, "Api", api_name=tenant.stack_name, create_default_stage=False, disable_execute_api_endpoint=False
        )
        if local:
            # Emulated API Gateway takes its id from this tag, so that addresses stay the same between runs.
            cfn_api = self.api.node.default_child
            assert isinstance(cfn_api, apigw.CfnApi)  # noqa: S101 - narrows the type
            cfn_api.tags.set_tag("ms-custom-id", f"boucle{tenant.id}")
        self.log_group = logs.LogGroup(
            self,
            "AccessLog",
            log_group_name=f"/boucle/{tenant.id}/access",
            retention=retention(tenant),
            removal_policy=RemovalPolicy.DESTROY,
        )
        self.stage = apigw.HttpStage(
            self,
            "Stage",
            http_api=self.api,
            stage_name="$default",
            auto_deploy=True,
            throttle=apigw.ThrottleSettings(
                rate_limit=tenant.limits.requests_per_second, burst_limit=tenant.limits.burst
            ),
        )
        stage = self.stage.node.default_child
        assert isinstance(stage, apigw.CfnStage)  # noqa: S101 - narrows the type
        stage.access_log_settings = apigw.CfnStage.AccessLogSettingsProperty(
            destination_arn=self.log_group.log_group_arn, format=_ACCESS_LINE
        )
        self._alarms(tenant, monitoring)

    def route(
        self, path: str, function: PythonFunction, authorizer: apigw.IHttpRouteAuthorizer | None = None
    ) -> None:
        """Sends all methods of a path to a function; without an authorizer the function decides by itself."""
        self.api.add_routes(
            path=path,
            methods=[apigw.HttpMethod.ANY],
            integration=HttpLambdaIntegration(f"{function.node.id}Integration", function.function),
            authorizer=authorizer,
        )

    def _alarms(self, tenant: TenantConfig, monitoring: Monitoring) -> None:
        monitoring.alarm(
            "http-errors",
            metric("AWS/ApiGateway", "5xx", {"ApiId": self.api.api_id}),
            told="Webhooks or API calls ended in a server error. Read the logs of ingest and api.",
        )
        # Published only when it happens, so it costs nothing while all is well.
        logs.MetricFilter(
            self,
            "Refused",
            log_group=self.log_group,
            metric_namespace=f"Boucle/{tenant.id}",
            metric_name=_REFUSED,
            metric_value="1",
            filter_pattern=logs.FilterPattern.literal(f'{{ $.route = "{HOOK_ROUTE}" && $.status = "401" }}'),
        )
        monitoring.alarm(
            "refused-webhooks",
            metric(f"Boucle/{tenant.id}", _REFUSED, {}, minutes=15),
            above=tenant.alarms.refused_webhooks,
            told="Webhooks are refused for their signature. Compare the source's secret with the survey tool's.",
        )

    @property
    def url(self) -> str:
        """Address of the API, without a slash at the end."""
        return self.api.api_endpoint


# The route, never the path: a hook's path holds its token.
_ACCESS_LINE = json.dumps(
    {
        "request_id": "$context.requestId",
        "time": "$context.requestTimeEpoch",
        "route": "$context.routeKey",
        "status": "$context.status",
        "milliseconds": "$context.responseLatency",
        "function_milliseconds": "$context.integrationLatency",
        "error": "$context.error.message",
        "integration_error": "$context.integrationErrorMessage",
        "authorizer_error": "$context.authorizer.error",
    }
)
