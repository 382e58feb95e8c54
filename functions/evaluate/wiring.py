"""What evaluate is made of; built once per environment, replaced by tests."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from shared import aws, clock
from shared.alerts import reconsider
from shared.observability import logger
from shared.settings import Settings
from shared.storage.alerts import Alerts
from shared.storage.config import Config, ConfigCache
from shared.storage.feedbacks import Feedbacks
from shared.storage.keys import Key
from shared.storage.notices import Notices
from shared.storage.people import People
from shared.storage.table import DynamoTable, Table
from shared.storage.unplaced import Unplaced

type HandOver = Callable[[Key], None]
"""Starts the long work that the row of a key asks for. Once more is harmless: a row is worked by one at a time."""


@dataclass(frozen=True)
class EvaluateSettings(Settings):
    """``zone`` is the tenant's, for hours and weekdays; ``jobs_function`` does what takes longer."""

    zone: str
    jobs_function: str


@dataclass(frozen=True)
class Wiring:
    """What the handler uses. ``reported`` is the configuration whose unusable rules have been logged."""

    config: ConfigCache
    feedbacks: Feedbacks
    alerts: Alerts
    people: People
    unplaced: Unplaced
    notices: Notices
    hand_over: HandOver
    now: clock.Clock
    zone: str
    reported: set[int] = field(default_factory=set)

    def config_at(self, moment: datetime) -> Config:
        """The configuration with all that was saved before this moment."""
        config = self.config.current(moment)
        if config.version not in self.reported:
            self.reported.clear()
            self.reported.add(config.version)
            for rule_id in config.rule_set.unusable:
                logger.error("rule unusable", rule_id=rule_id, configuration=config.version)
        return config

    @property
    def deciding(self) -> reconsider.Ports:
        """What deciding on all states together needs."""
        return reconsider.Ports(
            feedbacks=self.feedbacks,
            cases=self.alerts,
            people=self.people,
            waiting=self.unplaced,
            rules=self.config_at,
            unknown=lambda code: self.notices.unknown_place(code, self.now()),
            now=self.now,
            zone=self.zone,
            suspended=suspended,
        )


def suspended(rule_id: str, fault: Exception) -> None:
    """A rule raised on a feedback and was passed over; the others decided."""
    logger.error("rule suspended", rule_id=rule_id, fault=type(fault).__name__)


def wired(table: Table, now: clock.Clock, zone: str, hand_over: HandOver) -> Wiring:
    """The parts around a table."""
    return Wiring(
        config=ConfigCache(table, now),
        feedbacks=Feedbacks(table),
        alerts=Alerts(table),
        people=People(table),
        unplaced=Unplaced(table),
        notices=Notices(table),
        hand_over=hand_over,
        now=now,
        zone=zone,
    )


@cache
def wiring() -> Wiring:
    """The real thing. The client that starts jobs is made when one is to be started, which is rare."""
    settings = EvaluateSettings.from_environment()

    def hand_over(key: Key) -> None:
        payload = json.dumps({"pk": key[0], "sk": key[1]}).encode()
        aws.client("lambda").invoke(FunctionName=settings.jobs_function, InvocationType="Event", Payload=payload)

    table = DynamoTable(aws.client("dynamodb"), settings.table_name)
    return wired(table, clock.now, settings.zone, hand_over)
