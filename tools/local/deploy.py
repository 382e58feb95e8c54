"""Deploys one stack of a synthesised assembly into the emulator, without the cdk command."""

import io
import os
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from tools.local.aws import ACCOUNT, REGION, Clients
from tools.local.errors import LocalError
from tools.local.paths import CACHE
from tools.local.synth import Assembly

_BOOTSTRAP_PARAMETER = "/cdk-bootstrap/hnb659fds/version"
_BOOTSTRAP_VERSION = "30"
_DEPLOY_SECONDS = 120.0
_POLL_SECONDS = 0.1


@dataclass(frozen=True)
class DeployedStack:
    """What a deployed stack answers about itself."""

    name: str
    template: dict[str, Any]
    outputs: dict[str, str]
    physical_ids: dict[str, str]

    def output(self, key: str) -> str:
        """One stack output; raises LocalError when the stack does not declare it."""
        if key not in self.outputs:
            raise LocalError(f"Stack {self.name} has no output {key}: add it to the stack's outputs.")
        return self.outputs[key]

    def resources(self, kind: str) -> dict[str, dict[str, Any]]:
        """Resources of one CloudFormation type: physical id to the template's properties."""
        return {
            self.physical_ids[logical]: resource.get("Properties", {})
            for logical, resource in self.template["Resources"].items()
            if resource["Type"] == kind and logical in self.physical_ids
        }


def deploy(assembly: Assembly, stack: str, clients: Clients) -> DeployedStack:
    """Uploads the assets and creates the stack in an emulator that has none yet. Raises LocalError."""
    template_url = _upload_assets(assembly, stack, clients)
    cloudformation = clients.of("cloudformation")
    clients.of("ssm").put_parameter(
        Name=_BOOTSTRAP_PARAMETER, Value=_BOOTSTRAP_VERSION, Type="String", Overwrite=True
    )
    try:
        cloudformation.create_stack(
            StackName=stack, TemplateURL=template_url, Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"]
        )
    except ClientError as error:
        raise LocalError(f"The emulator refused stack {stack} ({error}): correct infra/, then retry.") from error
    description = _wait(cloudformation, stack)
    deployed = DeployedStack(
        name=stack,
        template=assembly.stack_template(stack),
        outputs={item["OutputKey"]: item["OutputValue"] for item in description.get("Outputs", [])},
        physical_ids={
            item["LogicalResourceId"]: item["PhysicalResourceId"]
            for item in cloudformation.describe_stack_resources(StackName=stack)["StackResources"]
        },
    )
    _complete(deployed, clients)
    return deployed


def _upload_assets(assembly: Assembly, stack: str, clients: Clients) -> str:
    """Puts every asset where the template expects it; returns the address of the template."""
    s3 = clients.of("s3")
    template = assembly.template_path(stack).name
    template_url = ""
    made: set[str] = set()
    for identifier, asset in assembly.assets(stack).items():
        body = _asset_bytes(assembly.folder / asset["source"]["path"], asset["source"]["packaging"], identifier)
        for destination in asset["destinations"].values():
            bucket = _filled_in(destination["bucketName"])
            if bucket not in made:
                s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
                made.add(bucket)
            s3.put_object(Bucket=bucket, Key=destination["objectKey"], Body=body)
            if asset["source"]["path"] == template:
                template_url = f"{clients.endpoint}/{bucket}/{destination['objectKey']}"
    if not template_url:
        raise LocalError(
            f"Stack {stack} does not list its template among its assets: use the default synthesizer."
        )
    return template_url


def _filled_in(name: str) -> str:
    return name.replace("${AWS::AccountId}", ACCOUNT).replace("${AWS::Region}", REGION)


def _asset_bytes(source: Path, packaging: str, identifier: str) -> bytes:
    """A file as it is, a folder as a zip archive. Archives are kept: an asset's identifier is its content."""
    if packaging != "zip" or source.is_file():
        return source.read_bytes()
    kept = CACHE / "assets" / f"{identifier}.zip"
    if kept.exists():
        return kept.read_bytes()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in sorted(source.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(source))
    kept.parent.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(f".{os.getpid()}.part")
    partial.write_bytes(buffer.getvalue())
    partial.replace(kept)
    return buffer.getvalue()


def _wait(cloudformation: Any, stack: str) -> dict[str, Any]:
    deadline = time.monotonic() + _DEPLOY_SECONDS
    while time.monotonic() < deadline:
        description: dict[str, Any] = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
        status = description["StackStatus"]
        if status == "CREATE_COMPLETE":
            return description
        if not status.endswith("_IN_PROGRESS") or status.startswith("ROLLBACK"):
            raise LocalError(f"Stack {stack} ended in {status} ({_first_failure(cloudformation, stack)}).")
        time.sleep(_POLL_SECONDS)
    raise LocalError(f"Stack {stack} was not deployed within {_DEPLOY_SECONDS:.0f} s: look at the emulator's log.")


def _first_failure(cloudformation: Any, stack: str) -> str:
    events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    failed = [event for event in events if event["ResourceStatus"].endswith("_FAILED")]
    if not failed:
        return "no reason given"
    first = min(failed, key=lambda event: event["Timestamp"])
    return f"{first['LogicalResourceId']}: {first.get('ResourceStatusReason', 'no reason given')}"


def _complete(stack: DeployedStack, clients: Clients) -> None:
    """Does what the emulator leaves out of a template: the table's time to live."""
    tables = stack.resources("AWS::DynamoDB::Table") | stack.resources("AWS::DynamoDB::GlobalTable")
    for table, properties in tables.items():
        setting = properties.get("TimeToLiveSpecification")
        if setting and setting.get("Enabled"):
            clients.of("dynamodb").update_time_to_live(
                TableName=table,
                TimeToLiveSpecification={"Enabled": True, "AttributeName": setting["AttributeName"]},
            )
