"""A synthesised app of one tenant, read back from disk: what CloudFormation would get."""

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import infra.build
from infra.tenants import load
from shared.scope.tenant import TenantConfig

type Json = dict[str, Any]


class Stack:
    """One template."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name.removesuffix(".template.json")
        self.text = path.read_text("utf-8")
        self.template: Json = json.loads(self.text)

    @property
    def resources(self) -> dict[str, Json]:
        """Resources by logical id."""
        resources: dict[str, Json] = self.template["Resources"]
        return resources

    @property
    def outputs(self) -> dict[str, Json]:
        """Outputs by key."""
        outputs: dict[str, Json] = self.template.get("Outputs", {})
        return outputs

    def of_type(self, kind: str) -> dict[str, Json]:
        """Properties of the resources of a type, such as ``AWS::SQS::Queue``, by logical id."""
        return {
            name: resource.get("Properties", {})
            for name, resource in self.resources.items()
            if resource["Type"] == kind
        }

    def one(self, kind: str) -> Json:
        """Properties of the only resource of a type."""
        (properties,) = self.of_type(kind).values()
        return properties

    def named(self, kind: str, key: str) -> dict[str, Json]:
        """Properties of the resources of a type by the value of a property, without the stack's name."""
        return {
            found[key].removeprefix(f"{self.name}-"): found
            for found in self.of_type(kind).values()
            if isinstance(found.get(key), str)
        }


class Assembly:
    """The stacks of a tenant."""

    def __init__(self, folder: Path, tenant: TenantConfig) -> None:
        self.folder = folder
        self.tenant = tenant

    @classmethod
    def synthesise(cls, name: str, folder: Path, frontend: Path, **context: str) -> "Assembly":
        """Builds the tenant's app into a folder, as the command line would."""
        infra.build.build_app({"tenant": name, **context}, outdir=folder, frontend=frontend).synth()
        return cls(folder, load(name))

    @cached_property
    def core(self) -> Stack:
        """The core stack."""
        return self._stack("")

    @cached_property
    def web(self) -> Stack:
        """The frontend's stack."""
        return self._stack("-web")

    @cached_property
    def mail(self) -> Stack:
        """The mail domain's stack."""
        return self._stack("-mail")

    @property
    def stacks(self) -> tuple[Stack, Stack, Stack]:
        """All of them."""
        return self.core, self.web, self.mail

    def _stack(self, suffix: str) -> Stack:
        return Stack(self.folder / f"{self.tenant.stack_name}{suffix}.template.json")


def text_of(value: Any) -> str:
    """A value of a template as one line: ``${Table.Arn}`` for an attribute, ``${AWS::Region}`` for a reference.

    The hash CDK puts behind a logical id is left out, so that the line says the same in every tenant.
    """
    match value:
        case {"Fn::GetAtt": [name, attribute]}:
            return f"${{{_without_hash(name)}.{attribute}}}"
        case {"Ref": name}:
            return f"${{{_without_hash(name)}}}"
        case {"Fn::Join": [separator, parts]}:
            return str(separator).join(text_of(part) for part in parts)
        case _:
            return str(value)


def _without_hash(logical_id: str) -> str:
    return logical_id if logical_id.startswith("AWS::") else logical_id[:-8]


def strings_of(value: Any) -> Iterator[str]:
    """Every string in a template's value, keys included."""
    match value:
        case dict():
            for key, inner in value.items():
                yield str(key)
                yield from strings_of(inner)
        case list():
            for inner in value:
                yield from strings_of(inner)
        case str():
            yield value
