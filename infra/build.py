"""Builds the app of one tenant from context values. Used by the entry point, the tests and the local run."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from aws_cdk import App

from infra import nag
from infra.frontend import DIST
from infra.mail_stack import MailStack
from infra.packaging import ROOT, Architecture
from infra.stack import CoreStack, Deployment
from infra.tenants import TenantFileError, load, names
from infra.web_stack import WebStack


def switches() -> dict[str, object]:
    """The feature switches of cdk.json, which the CDK command line adds by itself."""
    switches: dict[str, object] = json.loads((ROOT / "cdk.json").read_text("utf-8"))["context"]
    return switches


def build_app(
    context: Mapping[str, str] | None = None, *, outdir: Path | None = None, frontend: Path = DIST
) -> App:
    """The app with the stacks of the tenant named in the context; ``synth`` it to get ``cdk.out``.

    ``context`` is what ``-c key=value`` gives on the command line; leave it out there. Without built files in
    ``frontend`` the web stack is left out, with a line on stderr. Raises TenantFileError and PackagingError,
    each with one sentence for the person at the keyboard.
    """
    app = App(
        context={**switches(), **context} if context is not None else None,
        outdir=str(outdir) if outdir else None,
        analytics_reporting=False,
    )
    deployment = _deployment(app)
    name = deployment.tenant.stack_name
    core = CoreStack(app, name, deployment=deployment)
    MailStack(app, f"{name}-mail", deployment=deployment)
    if (frontend / "index.html").exists():
        WebStack(app, f"{name}-web", deployment=deployment, files=frontend).add_stack_dependency(core)
    else:
        sys.stderr.write(f"boucle: the frontend is not built, so {name}-web is left out; run `make build`.\n")
    nag.check(app, tenant=deployment.tenant.id)
    return app


def _deployment(app: App) -> Deployment:
    name = app.node.try_get_context("tenant")
    if not name:
        raise TenantFileError(f"no tenant given: add -c tenant=NAME, with NAME one of {', '.join(names())}.")
    tenant = load(str(name))
    architecture = str(app.node.try_get_context("architecture") or tenant.architecture)
    if architecture not in ("arm64", "x86_64"):
        raise TenantFileError(f"-c architecture={architecture} is unknown: use arm64 or x86_64.")
    frontend_url = str(app.node.try_get_context("frontend_url") or f"https://{tenant.domains.frontend}")
    if not frontend_url.startswith(("https://", "http://")):
        raise TenantFileError(f"-c frontend_url={frontend_url} is not an address: start it with https://.")
    return Deployment(
        tenant=tenant,
        architecture=cast(Architecture, architecture),
        frontend_url=frontend_url.rstrip("/"),
        local=str(app.node.try_get_context("local")).lower() == "true",
    )
