"""One tenant as its file describes it: who they are, where they live, what they may use, how long data stays.

The file is read when a stack is synthesised and by the admin command. A function never reads it: what a
function needs reaches it through its environment.
"""

import re
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

# Part of a Cognito domain, a stack name and a parameter path: short, lower case, starts with a letter.
TENANT_ID = re.compile(r"[a-z][a-z0-9]{1,19}")

_DOMAIN = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_LOCAL_PART = re.compile(r"[A-Za-z0-9._%+-]{1,64}")
_CERTIFICATE_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# What CloudWatch Logs accepts; it knows no other period.
LOG_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731)


def _tenant_id(value: str) -> str:
    if not TENANT_ID.fullmatch(value):
        raise ValueError("must be 2 to 20 lower-case letters and digits and start with a letter")
    return value


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(f"'{value}' is not a time zone; use a name such as Europe/Paris")
    return value


def _domain(value: str) -> str:
    if not _DOMAIN.fullmatch(value):
        raise ValueError(f"'{value}' is not a lower-case domain name such as boucle.example.com")
    return value


def _address(value: str) -> str:
    local, at, domain = value.rpartition("@")
    if not at or not _LOCAL_PART.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise ValueError(f"'{value}' is not an email address such as alerts@example.com")
    return value


def _certificate_id(value: str) -> str:
    if not _CERTIFICATE_ID.fullmatch(value):
        raise ValueError("must be the id at the end of the certificate's ARN, without the account number")
    return value


def _log_days(value: int) -> int:
    if value not in LOG_DAYS:
        raise ValueError(f"must be one of {', '.join(map(str, LOG_DAYS))} days")
    return value


def _one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("must be one line of printable text")
    return value


type TenantId = Annotated[str, AfterValidator(_tenant_id)]
type Zone = Annotated[str, AfterValidator(_zone)]
type Domain = Annotated[str, AfterValidator(_domain)]
type Address = Annotated[str, AfterValidator(_address)]
type CertificateId = Annotated[str, AfterValidator(_certificate_id)]
type LogDays = Annotated[int, AfterValidator(_log_days)]
type Line = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_one_line)]


class _Section(BaseModel):
    # strict: "30" for 30 is a mistake worth telling, not worth guessing.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Sender(_Section):
    """Who the alert mails come from. ``address`` lies in a domain the tenant can prove to own."""

    address: Address
    name: Line

    @property
    def domain(self) -> str:
        """The domain SES signs for."""
        return self.address.rpartition("@")[2]


class Domains(_Section):
    """Where the tenant is reached. ``inbound`` takes customers' replies and lies in the sender's domain.
    ``certificate_id`` is an ACM certificate of us-east-1 for ``frontend``; without it the frontend answers on
    CloudFront's own name only."""

    frontend: Domain
    inbound: Domain | None = None
    certificate_id: CertificateId | None = None


class Retention(_Section):
    """How long things are kept, in days."""

    logs_days: LogDays = 30
    mail_days: Annotated[int, Field(ge=1, le=3650)] = 90


class Limits(_Section):
    """Ceilings that protect the tenant's bill and its neighbours in the account.

    ``requests_per_second`` and ``burst`` hold for the whole HTTP API. The concurrencies are how many copies of
    a function its queue may start; AWS accepts 2 at least. The table's units are per second.
    """

    requests_per_second: Annotated[int, Field(ge=1, le=10_000)] = 100
    burst: Annotated[int, Field(ge=1, le=5_000)] = 200
    evaluate_concurrency: Annotated[int, Field(ge=2, le=1_000)] = 10
    notify_concurrency: Annotated[int, Field(ge=2, le=1_000)] = 5
    table_read_units: Annotated[int, Field(ge=1, le=40_000)] = 4_000
    table_write_units: Annotated[int, Field(ge=1, le=40_000)] = 2_000


class Alarms(_Section):
    """Who is told when the stack is ill, and from when on. Each address confirms its subscription once."""

    emails: Annotated[list[Address], Field(min_length=1, max_length=10)]
    oldest_message_minutes: Annotated[int, Field(ge=1, le=1_440)] = 15
    refused_webhooks: Annotated[int, Field(ge=1, le=100_000)] = 50


class SignIn(_Section):
    """The words beside the sign-in button: a customer's sentence and whose it is."""

    quote: Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_one_line)] | None = None
    quote_by: Line | None = None

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.quote is None) != (self.quote_by is None):
            raise ValueError("needs both quote and quote_by, or neither")
        return self


class TenantConfig(BaseModel):
    """A tenant file. Unknown keys are refused, so a misspelt one cannot pass as a default."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: TenantId
    name: Line
    locale: Literal["fr", "en"]
    zone: Zone
    sender: Sender
    domains: Domains
    alarms: Alarms
    retention: Retention = Retention()
    limits: Limits = Limits()
    sign_in: SignIn = SignIn()
    architecture: Literal["arm64", "x86_64"] = "arm64"
    # retain: table, users and mails outlive the stack and cannot be deleted by mistake. destroy: for trials.
    removal_policy: Literal["retain", "destroy"] = "retain"

    @model_validator(mode="after")
    def _inbound_is_ours(self) -> Self:
        inbound = self.domains.inbound
        if inbound and not f".{inbound}".endswith(f".{self.sender.domain}"):
            raise ValueError(f"domains.inbound '{inbound}' must lie in the sender's domain {self.sender.domain}")
        return self

    @property
    def retained(self) -> bool:
        """Whether data outlives the stack."""
        return self.removal_policy == "retain"

    @property
    def stack_name(self) -> str:
        """Name of the core stack, and the prefix of the names of everything in it."""
        return f"boucle-{self.id}"

    @property
    def parameter_prefix(self) -> str:
        """Path under which the tenant's secrets live in Parameter Store."""
        return f"/boucle/{self.id}"
