"""``boucle-<tenant>-web``: the frontend. Deployed after the core stack, whose outputs it reads."""

from pathlib import Path
from typing import Any

from aws_cdk import Aws, CfnOutput, Fn, Stack, Tags
from constructs import Construct

from infra.constructs.identity import issuer, sign_in_origin
from infra.constructs.web import Web
from infra.frontend import frontend_config
from infra.stack import Deployment, export_name


class WebStack(Stack):
    """Bucket, CloudFront and upload of the built files in ``files``."""

    def __init__(
        self, scope: Construct, construct_id: str, *, deployment: Deployment, files: Path, **kwargs: Any
    ) -> None:
        super().__init__(scope, construct_id, **kwargs)
        tenant = deployment.tenant
        Tags.of(self).add("boucle:tenant", tenant.id)
        api_id, pool_id, client_id = (
            Fn.import_value(export_name(tenant, key)) for key in ("ApiId", "UserPoolId", "UserPoolClientId")
        )
        origin = sign_in_origin(tenant)
        web = Web(
            self,
            "Web",
            tenant=tenant,
            files=files,
            config=frontend_config(
                tenant,
                frontend_url=deployment.frontend_url,
                issuer=issuer(pool_id),
                sign_in_origin=origin,
                client_id=client_id,
            ),
            api_host=f"{api_id}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}",
            sign_in_origin=origin,
        )
        CfnOutput(self, "FrontendUrl", value=deployment.frontend_url)
        CfnOutput(self, "DistributionDomain", value=web.distribution.distribution_domain_name)
        CfnOutput(self, "DistributionId", value=web.distribution.distribution_id)
        CfnOutput(self, "FilesBucketName", value=web.bucket.bucket_name)
