"""Which deployment a command works on: the running local stack, or a tenant's stack in the signed-in account."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from tools.local.aws import Clients
from tools.local.description import read_description
from tools.local.errors import LocalError
from tools.local.paths import DEVELOPER

LOCAL_TENANT = "demo"


@dataclass(frozen=True)
class Target:
    """A deployed core stack: a way to its services, and its outputs."""

    client: Callable[[str], Any]
    outputs: dict[str, str]

    def output(self, key: str) -> str:
        """One output of the stack. Raises LocalError when it is missing."""
        if key not in self.outputs:
            raise LocalError(f"The stack has no output {key}: deploy it again with this version.")
        return self.outputs[key]


def find_target(tenant: str | None) -> Target:
    """The local stack when no tenant is named, else ``boucle-<tenant>`` with this shell's AWS credentials."""
    client = _account_client() if tenant else Clients(read_description(DEVELOPER.stack_file).endpoint_url).of
    stack = f"boucle-{tenant or LOCAL_TENANT}"
    try:
        described = client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    except (ClientError, BotoCoreError) as error:
        raise LocalError(
            f"Stack {stack} cannot be read ({error}): sign in to its account, and check the tenant's name."
        ) from error
    return Target(client, {item["OutputKey"]: item["OutputValue"] for item in described.get("Outputs", [])})


def _account_client() -> Callable[[str], Any]:
    """Clients with this shell's AWS credentials and region."""
    session = boto3.session.Session()

    def client(service: str) -> Any:
        return session.client(service)  # type: ignore[call-overload]

    return client
