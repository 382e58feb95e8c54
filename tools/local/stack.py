"""Brings a whole local stack up and down: the library behind ``make run`` and the end-to-end tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import cast

from infra.frontend import frontend_config, security_headers
from infra.tenants import TenantFileError, load
from shared.scope.tenant import TenantConfig
from tools.local.aws import REGION, Clients
from tools.local.deploy import DeployedStack, deploy
from tools.local.description import DemoSource, DemoUser, StackDescription
from tools.local.emulator import Emulator
from tools.local.environment import prepare_emulator_environment
from tools.local.errors import LocalError
from tools.local.front import FrontServer, Origins
from tools.local.frontend import DIST, build_frontend, install_frontend
from tools.local.mail_identity import verify_sender
from tools.local.mailbox import Mailbox
from tools.local.paths import DEVELOPER, StateDirectory, build_lock
from tools.local.pipes import PipeRunner, pipes_of
from tools.local.ports import HOST, first_free, require_free
from tools.local.progress import Progress
from tools.local.site import Site
from tools.local.synth import Assembly, local_context, synthesise


@dataclass(frozen=True)
class Options:
    """How to run: ``port`` of the front server, whether to build the frontend, and where to keep state."""

    port: int = 8080
    tenant: str = "demo"
    frontend: bool = True
    state: StateDirectory = DEVELOPER

    @property
    def url(self) -> str:
        """The one address people and browsers use."""
        return f"http://{HOST}:{self.port}"


@dataclass(frozen=True)
class RunningStack:
    """A stack that answers. ``check`` says whether it still does."""

    options: Options
    tenant: TenantConfig
    clients: Clients
    deployed: DeployedStack
    mailbox: Mailbox
    config: dict[str, object]
    check: Callable[[], None]

    @property
    def url(self) -> str:
        """The front server's address."""
        return self.options.url

    def publish(self, users: list[DemoUser], sources: list[DemoSource]) -> StackDescription:
        """Writes ``stack.json``: from then on the stack counts as ready."""
        description = StackDescription(
            api_url=self.url,
            hook_base=f"{self.url}/hooks",
            frontend_url=self.url,
            mailbox_url=f"{self.url}/mailbox",
            table=self.deployed.output("TableName"),
            region=REGION,
            endpoint_url=self.clients.endpoint,
            users=users,
            sources=sources,
        )
        description.write(self.options.state.stack_file)
        return description


@contextmanager
def running_stack(options: Options, progress: Progress) -> Iterator[RunningStack]:
    """Starts everything and yields when the API answers; ends everything on leaving, however that happens.

    Raises LocalError with one sentence when something is missing, in use or broken.
    """
    require_free(options.port)
    try:
        tenant = load(options.tenant)
    except TenantFileError as error:
        raise LocalError(f"The tenant file is wrong: {error}") from error
    with ExitStack() as ending:
        ending.enter_context(options.state.held())
        options.state.stack_file.unlink(missing_ok=True)
        emulator = _start_emulator(options, progress, ending)
        assembly = _prepare(options, progress)
        with progress.step(f"Deploying {tenant.stack_name}"):
            emulator.wait_until_ready()
            deployed = deploy(assembly, tenant.stack_name, emulator.clients)
            verify_sender(deployed, emulator.clients, tenant.sender.address)
        pipes = PipeRunner(emulator.clients, pipes_of(deployed, emulator.clients))
        ending.callback(pipes.stop)
        pipes.start()
        mailbox, config = Mailbox(emulator.port), _config(options, tenant, deployed)
        front = FrontServer(options.port, _origins(options, emulator, deployed, mailbox, config))
        ending.callback(front.stop)
        front.start()

        def check() -> None:
            emulator.check()
            pipes.check()
            front.check()

        ending.callback(options.state.stack_file.unlink, missing_ok=True)
        yield RunningStack(options, tenant, emulator.clients, deployed, mailbox, config, check)


def _start_emulator(options: Options, progress: Progress, ending: ExitStack) -> Emulator:
    """Starts the emulator's process; it gets ready while the rest is prepared."""
    with progress.step("Preparing the AWS emulator") as step, build_lock():
        step.note("installed" if prepare_emulator_environment() else "unchanged")
    emulator = Emulator(first_free(options.port + 1), options.state)
    ending.callback(emulator.stop)
    emulator.start()
    return emulator


def _prepare(options: Options, progress: Progress) -> Assembly:
    """Builds what has changed: the frontend, then the stacks, one of which holds it."""
    with build_lock():
        if options.frontend:
            with progress.step("Building the frontend") as step:
                step.says("installing packages")
                installed = install_frontend()
                step.says("compiling")
                step.note("unchanged" if not build_frontend() and not installed else "built")
        with progress.step("Synthesising the stacks") as step:
            assembly, made = synthesise(local_context(options.tenant, options.url))
            step.note("made" if made else "unchanged")
    return assembly


def _origins(
    options: Options, emulator: Emulator, deployed: DeployedStack, mailbox: Mailbox, config: dict[str, object]
) -> Origins:
    return Origins(
        emulator_port=emulator.port,
        api_id=deployed.output("ApiId"),
        pool_id=deployed.output("UserPoolId"),
        site=Site(DIST),
        site_headers=security_headers(options.url),
        config=config,
        mailbox=mailbox,
    )


def _config(options: Options, tenant: TenantConfig, deployed: DeployedStack) -> dict[str, object]:
    """What the frontend reads at its start. Here the sign-in pages have the frontend's own origin."""
    pool = deployed.output("UserPoolId")
    config = frontend_config(
        tenant,
        frontend_url=options.url,
        issuer=f"https://cognito-idp.{REGION}.amazonaws.com/{pool}",
        sign_in_origin=options.url,
        client_id=deployed.output("UserPoolClientId"),
    )
    auth = cast(dict[str, dict[str, str]], config["auth"])
    auth["metadata"]["jwks_uri"] = f"{options.url}/{pool}/.well-known/jwks.json"
    return config
