"""The frontend's stack and the mail domain's: closed buckets, one origin, the same headers as the local run."""

from pathlib import Path

import pytest

from infra.frontend import OTHER_HEADERS, security_headers
from tests.infra.assembly import Assembly, Json, Stack, strings_of, text_of

_SIGN_IN = "https://boucle-{}.auth.${{AWS::Region}}.amazoncognito.com"


@pytest.fixture
def distribution(web: Stack) -> Json:
    config: Json = web.one("AWS::CloudFront::Distribution")["DistributionConfig"]
    return config


@pytest.fixture
def headers(web: Stack) -> Json:
    config: Json = web.one("AWS::CloudFront::ResponseHeadersPolicy")["ResponseHeadersPolicyConfig"]
    return config


def test_no_bucket_is_open_and_all_are_encrypted(assembly: Assembly) -> None:
    buckets = [
        *assembly.web.of_type("AWS::S3::Bucket").values(),
        *assembly.mail.of_type("AWS::S3::Bucket").values(),
    ]
    assert len(buckets) == 2
    for bucket in buckets:
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
        assert bucket["BucketEncryption"]


def test_buckets_refuse_plain_http_and_name_the_caller_of_a_service(assembly: Assembly) -> None:
    for stack in (assembly.web, assembly.mail):
        statements = stack.one("AWS::S3::BucketPolicy")["PolicyDocument"]["Statement"]
        assert any(
            one["Effect"] == "Deny" and one["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
            for one in statements
        )
        for one in statements:
            if one["Effect"] == "Allow" and "Service" in one["Principal"]:
                keys = {key.lower() for pairs in one["Condition"].values() for key in pairs}
                assert "aws:sourcearn" in keys


def test_the_files_are_read_through_origin_access_control_only(web: Stack, distribution: Json) -> None:
    (control,) = web.of_type("AWS::CloudFront::OriginAccessControl")
    (files,) = (origin for origin in distribution["Origins"] if "S3OriginConfig" in origin)
    assert files["OriginAccessControlId"] == {"Fn::GetAtt": [control, "Id"]}
    readers = [
        one["Principal"]
        for one in web.one("AWS::S3::BucketPolicy")["PolicyDocument"]["Statement"]
        if one["Effect"] == "Allow" and "Service" in one["Principal"]
    ]
    assert readers == [{"Service": "cloudfront.amazonaws.com"}] * len(readers)


def test_the_api_and_the_hooks_share_the_frontends_origin_and_are_never_cached(distribution: Json) -> None:
    behaviours = {one["PathPattern"]: one for one in distribution["CacheBehaviors"]}
    assert set(behaviours) == {"/v1/*", "/hooks/*"}
    (api,) = (origin for origin in distribution["Origins"] if "CustomOriginConfig" in origin)
    for behaviour in behaviours.values():
        assert behaviour["TargetOriginId"] == api["Id"]
        assert behaviour["ViewerProtocolPolicy"] == "https-only"
        # AWS's managed policies: caching disabled, and all of the request but its host.
        assert behaviour["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
        assert behaviour["OriginRequestPolicyId"] == "b689b0a8-53d0-40ab-baf2-68738e2966ac"
        assert len(behaviour["AllowedMethods"]) == 7
    assert api["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
    assert api["CustomOriginConfig"]["OriginSSLProtocols"] == ["TLSv1.2"]


def test_with_a_certificate_only_tls_1_2_and_the_tenants_name_are_served(
    assemblies: dict[str, Assembly],
) -> None:
    acme = assemblies["acme"]
    config = acme.web.one("AWS::CloudFront::Distribution")["DistributionConfig"]
    assert config["Aliases"] == [acme.tenant.domains.frontend]
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert text_of(config["ViewerCertificate"]["AcmCertificateArn"]) == (
        f"arn:${{AWS::Partition}}:acm:us-east-1:${{AWS::AccountId}}:certificate/{acme.tenant.domains.certificate_id}"
    )
    assert "Aliases" not in assemblies["demo"].web.one("AWS::CloudFront::Distribution")["DistributionConfig"]


def test_every_answer_carries_the_headers_of_the_local_run(assembly: Assembly, headers: Json) -> None:
    expected = dict(security_headers(_SIGN_IN.format(assembly.tenant.id)))
    security = headers["SecurityHeadersConfig"]
    assert (
        text_of(security["ContentSecurityPolicy"]["ContentSecurityPolicy"]) == expected["Content-Security-Policy"]
    )
    hsts = security["StrictTransportSecurity"]
    assert f"max-age={hsts['AccessControlMaxAgeSec']}; includeSubDomains" == expected["Strict-Transport-Security"]
    assert hsts["IncludeSubdomains"] is True
    assert security["ContentTypeOptions"] == {"Override": True}
    assert security["FrameOptions"]["FrameOption"] == expected["X-Frame-Options"]
    assert security["ReferrerPolicy"]["ReferrerPolicy"] == expected["Referrer-Policy"]
    custom = {one["Header"]: one["Value"] for one in headers["CustomHeadersConfig"]["Items"]}
    assert custom == dict(OTHER_HEADERS)
    assert set(expected) == set(custom) | {
        "Content-Security-Policy",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
    }


def test_the_policy_lets_scripts_run_from_this_origin_only() -> None:
    rules = dict(
        rule.split(" ", 1)
        for rule in security_headers("https://sign-in.example")["Content-Security-Policy"].split("; ")
    )
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["connect-src"] == "'self' https://sign-in.example"
    assert rules["form-action"] == "'self' https://sign-in.example"
    assert rules["frame-ancestors"] == "'none'"
    assert rules["base-uri"] == "'none'"


def test_headers_hold_for_pages_and_for_the_api(web: Stack, distribution: Json) -> None:
    (policy,) = web.of_type("AWS::CloudFront::ResponseHeadersPolicy")
    for behaviour in (distribution["DefaultCacheBehavior"], *distribution["CacheBehaviors"]):
        assert behaviour["ResponseHeadersPolicyId"] == {"Ref": policy}


def test_assets_are_kept_a_year_and_pages_are_asked_for_again(web: Stack) -> None:
    uploads = list(web.of_type("Custom::CDKBucketDeployment").values())
    cache = {tuple(upload["Exclude"]): upload["SystemMetadata"]["cache-control"] for upload in uploads}
    assert cache == {("*",): "public, max-age=31536000, immutable", ("assets/*",): "no-cache"}
    (assets,) = (upload for upload in uploads if upload["Exclude"] == ["*"])
    assert assets["Include"] == ["assets/*"]
    # A page opened before a deployment may still ask for an old asset.
    assert {upload["Prune"] for upload in uploads} == {False}


def test_the_configuration_is_written_by_the_deployment(assembly: Assembly) -> None:
    (pages,) = (
        upload
        for upload in assembly.web.of_type("Custom::CDKBucketDeployment").values()
        if upload["Exclude"] == ["assets/*"]
    )
    filled_in = {
        value for markers in pages["SourceMarkers"] for one in markers.values() for value in strings_of(one)
    }
    name = assembly.tenant.stack_name
    assert {f"{name}:UserPoolClientId", f"{name}:UserPoolId", "AWS::Region"} <= filled_in


def test_what_the_frontends_stack_imports_the_core_stack_exports(assembly: Assembly) -> None:
    exported = {output["Export"]["Name"] for output in assembly.core.outputs.values() if "Export" in output}
    name = assembly.tenant.stack_name
    assert exported == {f"{name}:ApiId", f"{name}:UserPoolId", f"{name}:UserPoolClientId"}
    for imported in exported:
        assert f'"Fn::ImportValue": "{imported}"' in assembly.web.text


def test_a_reply_goes_into_a_bucket_that_outlives_the_stack_for_as_long_as_the_tenant_says(
    assembly: Assembly,
) -> None:
    mail, tenant = assembly.mail, assembly.tenant
    (bucket,) = (one for one in mail.resources.values() if one["Type"] == "AWS::S3::Bucket")
    assert bucket["DeletionPolicy"] == "Retain"
    assert bucket["Properties"]["VersioningConfiguration"] == {"Status": "Enabled"}
    (lifecycle,) = bucket["Properties"]["LifecycleConfiguration"]["Rules"]
    assert lifecycle["ExpirationInDays"] == tenant.retention.mail_days
    rule = mail.one("AWS::SES::ReceiptRule")["Rule"]
    assert rule["Recipients"] == [tenant.domains.inbound]
    assert rule["TlsPolicy"] == "Require"
    assert set(mail.outputs) == {"DkimRecord1", "DkimRecord2", "DkimRecord3", "MailBucketName"}


def test_the_mail_domain_signs_and_has_its_own_return_path(assembly: Assembly) -> None:
    identity = assembly.mail.one("AWS::SES::EmailIdentity")
    domain = assembly.tenant.sender.domain
    assert identity["EmailIdentity"] == domain
    assert identity["DkimAttributes"] == {"SigningEnabled": True}
    assert identity["MailFromAttributes"]["MailFromDomain"] == f"bounce.{domain}"


def test_without_a_built_frontend_its_stack_is_left_out_and_the_core_is_the_same(
    tmp_path: Path, frontend: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = Assembly.synthesise("demo", tmp_path / "alone", tmp_path / "no-frontend")
    whole = Assembly.synthesise("demo", tmp_path / "whole", frontend)
    assert not (alone.folder / "boucle-demo-web.template.json").exists()
    assert (whole.folder / "boucle-demo-web.template.json").exists()
    assert alone.core.text == whole.core.text
    assert capsys.readouterr().err.count("`make build`") == 1
