"""What a tenant costs that nobody uses, counted on its template."""

from infra.constructs import monitoring
from tests.infra.assembly import Stack

_MINUTES = 30 * 24 * 60
_LIMIT = 2.00

# USD in us-east-1, list prices without free tier.
_ALARM = 0.10
_QUEUE_CALL = 0.40 / 1e6
_SCHEDULED_CALL = 1.00 / 1e6
_RUN = 0.20 / 1e6
_GB_SECOND_ARM = 0.0000133334
_READ_UNIT = 0.125 / 1e6
_LOG_GB = 0.50
_STORED_GB = 0.45

# What has a price per month whether it is used or not. A new one must be counted here first.
_BILLED_IDLE = {
    "AWS::CloudWatch::Dashboard",
    "AWS::KMS::Key",
    "AWS::SecretsManager::Secret",
    "AWS::WAFv2::WebACL",
    "AWS::EC2::NatGateway",
    "AWS::ApiGateway::RestApi",
    "AWS::Lambda::Alias",
}


def _lines(core: Stack) -> dict[str, float]:
    """USD a month by item; the table in infra/constructs/monitoring.py shows the same."""
    expire = core.named("AWS::Lambda::Function", "FunctionName")["expire"]
    runs = _MINUTES * len(core.of_type("AWS::Scheduler::Schedule"))
    # A mapping keeps five pollers, each waiting 20 seconds for a message.
    polls = len(core.of_type("AWS::Lambda::EventSourceMapping")) * 5 * 3 * _MINUTES
    return {
        "alarms": len(core.of_type("AWS::CloudWatch::Alarm")) * _ALARM,
        "queues": polls * _QUEUE_CALL,
        "schedule": runs * _SCHEDULED_CALL,
        "function": runs * (_RUN + expire["MemorySize"] / 1024 * 0.050 * _GB_SECOND_ARM),
        "queries": runs * 4 * 0.5 * _READ_UNIT,
        "log": runs * 500 / 1e9 * _LOG_GB,
        "storage": 0.1 * _STORED_GB,
    }


def test_an_idle_tenant_costs_at_most_two_dollars_a_month(core: Stack) -> None:
    lines = _lines(core)
    assert sum(lines.values()) <= _LIMIT, lines


def test_the_table_in_the_source_shows_these_figures(core: Stack) -> None:
    table = monitoring.__doc__ or ""
    lines = _lines(core)
    for usd in (*lines.values(), sum(lines.values())):
        assert f"{usd:.3f}\n" in table, f"{usd:.3f} is missing"


def test_nothing_with_a_monthly_price_of_its_own_has_come_in(core: Stack, web: Stack, mail: Stack) -> None:
    for stack in (core, web, mail):
        assert _BILLED_IDLE.isdisjoint(resource["Type"] for resource in stack.resources.values())
