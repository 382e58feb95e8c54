"""Gives SES in the emulator the sender that, on AWS, the tenant's mail stack proves to own."""

import json
from contextlib import suppress
from typing import Any

from botocore.exceptions import ClientError

from tools.local.aws import Clients
from tools.local.deploy import DeployedStack

# The emulator knows neither the resources nor the sender address of a SES call, so the template's grant, which
# names both, never matches there. The template's own grant is asserted in tests/infra.
_GRANT = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": ["ses:SendEmail", "ses:SendRawEmail"], "Resource": "*"}],
}


def verify_sender(stack: DeployedStack, clients: Clients, address: str) -> None:
    """Verifies the sender's domain, and lets those functions send that have a configuration set to send with."""
    ses = clients.of("sesv2")
    with suppress(ses.exceptions.AlreadyExistsException):
        ses.create_email_identity(EmailIdentity=address.rpartition("@")[2])
    known = set(ses.list_configuration_sets().get("ConfigurationSets", []))
    for function in _senders(stack, clients):
        name = function["Environment"]["Variables"]["CONFIGURATION_SET"]
        if name not in known:
            with suppress(ClientError):
                ses.create_configuration_set(ConfigurationSetName=name)
        clients.of("iam").put_role_policy(
            RoleName=function["Role"].rsplit("/", 1)[-1],
            PolicyName="local-mail",
            PolicyDocument=json.dumps(_GRANT),
        )


def _senders(stack: DeployedStack, clients: Clients) -> list[dict[str, Any]]:
    functions: list[dict[str, Any]] = [
        clients.of("lambda").get_function_configuration(FunctionName=name)
        for name in stack.resources("AWS::Lambda::Function")
    ]
    return [one for one in functions if "CONFIGURATION_SET" in one.get("Environment", {}).get("Variables", {})]
