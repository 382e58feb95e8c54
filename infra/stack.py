"""The core stack of a tenant: composes constructs and names what others need to find; defines no resource."""

from dataclasses import dataclass
from typing import Any

from aws_cdk import CfnOutput, Stack, Tags
from constructs import Construct

from infra.constructs.api import Api
from infra.constructs.evaluate import Evaluate
from infra.constructs.expire import Expire
from infra.constructs.function import FunctionDefaults
from infra.constructs.http import Http
from infra.constructs.identity import Identity, sign_in_origin
from infra.constructs.ingest import Ingest
from infra.constructs.jobs import Jobs
from infra.constructs.monitoring import Monitoring
from infra.constructs.notify import Notify
from infra.constructs.pipes import Pipes
from infra.constructs.table import Table
from infra.packaging import Architecture
from shared.scope.tenant import TenantConfig


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """A tenant and how this one deployment of it differs from the file."""

    tenant: TenantConfig
    architecture: Architecture
    frontend_url: str
    local: bool


# Exported always, so that the core stack is the same whether the frontend is built or not.
_FOR_OTHER_STACKS = ("ApiId", "UserPoolId", "UserPoolClientId")


class CoreStack(Stack):
    """``boucle-<tenant>``: everything but the frontend's files and the mail domain."""

    def __init__(self, scope: Construct, construct_id: str, *, deployment: Deployment, **kwargs: Any) -> None:
        super().__init__(scope, construct_id, **kwargs)
        tenant, url = deployment.tenant, deployment.frontend_url
        Tags.of(self).add("boucle:tenant", tenant.id)
        monitoring = Monitoring(self, "Monitoring", tenant=tenant)
        table = Table(self, "Table", tenant=tenant)
        identity = Identity(self, "Identity", tenant=tenant, frontend_url=url)
        http = Http(self, "Http", tenant=tenant, monitoring=monitoring, local=deployment.local)
        defaults = FunctionDefaults.create(
            self,
            tenant=tenant,
            architecture=deployment.architecture,
            environment={"TABLE_NAME": table.table.table_name},
        )
        Ingest(self, "Ingest", defaults=defaults, table=table, http=http)
        jobs = Jobs(self, "Jobs", defaults=defaults, table=table, identity=identity)
        evaluate = Evaluate(self, "Evaluate", defaults=defaults, table=table, jobs=jobs, monitoring=monitoring)
        notify = Notify(self, "Notify", defaults=defaults, table=table, frontend_url=url, monitoring=monitoring)
        Expire(
            self,
            "Expire",
            defaults=defaults,
            table=table,
            notify_queue=notify.work.queue,
            jobs=jobs,
            monitoring=monitoring,
        )
        Api(
            self,
            "Api",
            defaults=defaults,
            table=table,
            http=http,
            identity=identity,
            frontend_url=url,
        )
        pipes = Pipes(
            self,
            "Pipes",
            tenant=tenant,
            table=table,
            evaluate_queue=evaluate.work.queue,
            notify_queue=notify.work.queue,
            monitoring=monitoring,
        )
        outputs = {
            "TableName": table.table.table_name,
            "ApiUrl": http.url,
            "ApiId": http.api.api_id,
            "UserPoolId": identity.pool.user_pool_id,
            "UserPoolClientId": identity.client.user_pool_client_id,
            "UserPoolDomain": sign_in_origin(tenant),
            "EvaluateQueueUrl": evaluate.work.queue.queue_url,
            "NotifyQueueUrl": notify.work.queue.queue_url,
            "EvaluateDlqUrl": evaluate.work.dead_letters.queue.queue_url,
            "NotifyDlqUrl": notify.work.dead_letters.queue.queue_url,
            "FeedbackPipeName": pipes.feedback_name,
            "EventPipeName": pipes.event_name,
        }
        for key, value in outputs.items():
            name = export_name(tenant, key) if key in _FOR_OTHER_STACKS else None
            CfnOutput(self, key, value=value, export_name=name)


def export_name(tenant: TenantConfig, key: str) -> str:
    """Name under which an output of the core stack is read by the tenant's other stacks."""
    return f"{tenant.stack_name}:{key}"
