"""The frontend: its files in a closed bucket, CloudFront in front of them and of the API, one origin for both."""

from pathlib import Path

from aws_cdk import Aws, Duration, RemovalPolicy
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from constructs import Construct

from infra import frontend
from infra.constructs.function import retention
from shared.scope.tenant import TenantConfig


class Web(Construct):
    """Bucket, distribution and upload. ``config`` becomes ``/config.json``, filled in when it is deployed."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        tenant: TenantConfig,
        files: Path,
        config: dict[str, object],
        api_host: str,
        sign_in_origin: str,
    ) -> None:
        super().__init__(scope, construct_id)
        self.bucket = s3.Bucket(
            self,
            "Files",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            # Only copies of what the repository builds: the upload empties it when the stack goes.
            removal_policy=RemovalPolicy.DESTROY,
        )
        headers = _headers(self, tenant, sign_in_origin)
        certificate_id = tenant.domains.certificate_id
        self.distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment=f"{tenant.stack_name} frontend and API",
            domain_names=[tenant.domains.frontend] if certificate_id else None,
            certificate=acm.Certificate.from_certificate_arn(
                self,
                "Certificate",
                f"arn:{Aws.PARTITION}:acm:us-east-1:{Aws.ACCOUNT_ID}:certificate/{certificate_id}",
            )
            if certificate_id
            else None,
            # CloudFront's own name comes with its own, older policy.
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021 if certificate_id else None,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            price_class=cloudfront.PriceClass.PRICE_CLASS_100,
            default_root_object="index.html",
            default_behavior=cloudfront.BehaviorOptions(
                # With the right to list, a missing file is a 404 rather than a 403.
                origin=origins.S3BucketOrigin.with_origin_access_control(
                    self.bucket,
                    origin_access_levels=[cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
                ),
                viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
                allowed_methods=cloudfront.AllowedMethods.ALLOW_GET_HEAD,
                cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
                response_headers_policy=headers,
                function_associations=[
                    cloudfront.FunctionAssociation(
                        function=_rewrite(self, tenant),
                        event_type=cloudfront.FunctionEventType.VIEWER_REQUEST,
                    )
                ],
            ),
            additional_behaviors=dict.fromkeys(("/v1/*", "/hooks/*"), _api_behaviour(api_host, headers)),
        )
        self._upload(tenant, files, config)

    def _upload(self, tenant: TenantConfig, files: Path, config: dict[str, object]) -> None:
        log_group = logs.LogGroup(
            self, "UploadLog", retention=retention(tenant), removal_policy=RemovalPolicy.DESTROY
        )
        # Old assets stay: a page opened before a deployment may still ask for them.
        assets = deployment.BucketDeployment(
            self,
            "Assets",
            sources=[deployment.Source.asset(str(files))],
            destination_bucket=self.bucket,
            exclude=["*"],
            include=[frontend.ASSETS],
            cache_control=[deployment.CacheControl.from_string(frontend.CACHE_FOREVER)],
            prune=False,
            retain_on_delete=False,
            memory_limit=256,
            log_group=log_group,
        )
        pages = deployment.BucketDeployment(
            self,
            "Pages",
            sources=[
                deployment.Source.asset(str(files)),
                deployment.Source.json_data("config.json", config),
            ],
            destination_bucket=self.bucket,
            exclude=[frontend.ASSETS],
            cache_control=[deployment.CacheControl.from_string(frontend.CACHE_NEVER)],
            prune=False,
            retain_on_delete=False,
            memory_limit=256,
            log_group=log_group,
        )
        # A page must never name an asset that is not there yet.
        pages.node.add_dependency(assets)


def _rewrite(scope: Construct, tenant: TenantConfig) -> cloudfront.Function:
    return cloudfront.Function(
        scope,
        "Rewrite",
        function_name=f"{tenant.stack_name}-pages",
        runtime=cloudfront.FunctionRuntime.JS_2_0,
        code=cloudfront.FunctionCode.from_inline(frontend.REWRITE),
    )


def _api_behaviour(api_host: str, headers: cloudfront.IResponseHeadersPolicy) -> cloudfront.BehaviorOptions:
    return cloudfront.BehaviorOptions(
        origin=origins.HttpOrigin(
            api_host,
            protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
            origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
            read_timeout=Duration.seconds(30),
        ),
        viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
        allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
        cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
        # The API's own host name must reach API Gateway; all else of the request does as it came.
        origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        response_headers_policy=headers,
    )


def _headers(scope: Construct, tenant: TenantConfig, sign_in_origin: str) -> cloudfront.ResponseHeadersPolicy:
    return cloudfront.ResponseHeadersPolicy(
        scope,
        "Headers",
        response_headers_policy_name=f"{tenant.stack_name}-security",
        security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
            content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                content_security_policy=frontend.content_security_policy(sign_in_origin), override=True
            ),
            strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                access_control_max_age=Duration.seconds(frontend.HSTS_SECONDS),
                include_subdomains=True,
                override=True,
            ),
            content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
            frame_options=cloudfront.ResponseHeadersFrameOptions(
                frame_option=cloudfront.HeadersFrameOption.DENY, override=True
            ),
            referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                referrer_policy=cloudfront.HeadersReferrerPolicy.SAME_ORIGIN, override=True
            ),
        ),
        custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
            custom_headers=[
                cloudfront.ResponseCustomHeader(header=name, value=value, override=True)
                for name, value in frontend.OTHER_HEADERS.items()
            ]
        ),
    )
