"""``boucle-<tenant>-mail``: the mail domain. Its own stack: the operator adds its DNS records next."""

from typing import Any

from aws_cdk import CfnOutput, Stack, Tags
from constructs import Construct

from infra.constructs.mail import Inbox, MailIdentity
from infra.stack import Deployment


class MailStack(Stack):
    """SES identity of the sender's domain and, where the tenant has a reply domain, its inbox."""

    def __init__(self, scope: Construct, construct_id: str, *, deployment: Deployment, **kwargs: Any) -> None:
        super().__init__(scope, construct_id, **kwargs)
        tenant = deployment.tenant
        Tags.of(self).add("boucle:tenant", tenant.id)
        mail = MailIdentity(self, "Sender", tenant=tenant)
        for number, record in enumerate(mail.identity.dkim_records, start=1):
            CfnOutput(self, f"DkimRecord{number}", value=f"{record.name} CNAME {record.value}")
        if tenant.domains.inbound:
            inbox = Inbox(self, "Inbox", tenant=tenant, domain=tenant.domains.inbound)
            CfnOutput(self, "MailBucketName", value=inbox.bucket.bucket_name)
