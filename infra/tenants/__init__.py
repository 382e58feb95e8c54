"""Tenant files: one TOML file per tenant beside this module, checked by TenantConfig."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from shared.scope.tenant import TENANT_ID, TenantConfig

FOLDER = Path(__file__).parent


class TenantFileError(Exception):
    """A tenant file is missing or wrong. The message is one sentence with the file, the key and the reason."""


def names(folder: Path = FOLDER) -> list[str]:
    """Names of the tenants that have a file, in alphabetical order."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def load(name: str, folder: Path = FOLDER) -> TenantConfig:
    """The tenant called ``name``. Raises TenantFileError."""
    if not TENANT_ID.fullmatch(name):
        raise TenantFileError(
            f"'{name}' is not a tenant name: use 2 to 20 lower-case letters and digits, starting with a letter."
        )
    path = folder / f"{name}.toml"
    shown = f"{folder.parent.name}/{folder.name}/{path.name}"
    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        known = ", ".join(names(folder)) or "none"
        raise TenantFileError(f"{shown} does not exist; tenants with a file: {known}.") from None
    except UnicodeDecodeError as error:
        raise TenantFileError(f"{shown} is not UTF-8 text: byte {error.start} cannot be read.") from None
    except tomllib.TOMLDecodeError as error:
        raise TenantFileError(f"{shown} is not valid TOML: {error}.") from None
    try:
        tenant = TenantConfig.model_validate(values)
    except ValidationError as error:
        reasons = "; ".join(_reason(item["loc"], item["type"], item["msg"]) for item in error.errors())
        raise TenantFileError(f"{shown}: {reasons}.") from None
    if tenant.id != name:
        raise TenantFileError(f"{shown}: key 'id' is '{tenant.id}' but must be '{name}', like the file.")
    _refuse_shared_domains(tenant, shown, folder)
    return tenant


def _reason(location: tuple[int | str, ...], kind: str, message: str) -> str:
    key = ".".join(str(part) for part in location)
    text = message.removeprefix("Value error, ")
    if not key:
        return text
    if kind == "extra_forbidden":
        return f"key '{key}' is unknown"
    if kind == "missing":
        return f"key '{key}' is missing"
    return f"key '{key}': {text[:1].lower()}{text[1:]}"


def _refuse_shared_domains(tenant: TenantConfig, shown: str, folder: Path) -> None:
    """Two tenants on one domain would send their users and mails into each other's stack."""
    ours = _domains(tenant.model_dump())
    for other in names(folder):
        if other == tenant.id:
            continue
        try:
            theirs = _domains(tomllib.loads((folder / f"{other}.toml").read_text("utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            continue  # that file is told when its own tenant is loaded
        for key, domain in ours.items():
            if domain in theirs.values():
                raise TenantFileError(f"{shown}: key '{key}': '{domain}' belongs to tenant '{other}'.")


def _domains(values: dict[str, Any]) -> dict[str, str]:
    """The domains of a tenant file by key, as far as the file has them."""
    found = {f"domains.{key}": values.get("domains", {}).get(key) for key in ("frontend", "inbound")}
    found["sender.address"] = values.get("sender", {}).get("address", "").rpartition("@")[2]
    return {key: domain for key, domain in found.items() if domain}
