"""What notify is made of; built once per environment, replaced by tests."""

from dataclasses import dataclass
from functools import cache

from functions.notify.email import EmailChannel, Sender
from functions.notify.tell import Channel, Ports
from shared import aws, clock
from shared.notifications.render import MailTenant
from shared.scope.people import Locale
from shared.settings import Settings
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigCache
from shared.storage.deliveries import Deliveries
from shared.storage.people import People
from shared.storage.table import DynamoTable, Table
from shared.storage.words import Words


@dataclass(frozen=True)
class NotifySettings(Settings):
    """Who mails are from, how they are followed, where their links lead, and the tenant's zone and language."""

    sender: str
    sender_name: str
    configuration_set: str
    frontend_url: str
    zone: str
    locale: Locale


def wired(table: Table, channel: Channel, now: clock.Clock, locale: Locale = "fr") -> Ports:
    """The parts around a table and a channel."""
    return Ports(
        Alerts(table),
        People(table),
        ConfigCache(table, now),
        Deliveries(table),
        channel,
        now,
        Words(table),
        locale,
    )


@cache
def wiring() -> Ports:
    """The real thing."""
    settings = NotifySettings.from_environment()
    channel = EmailChannel(
        aws.client("sesv2", attempts=1),
        Sender(settings.sender, settings.sender_name, settings.configuration_set),
        MailTenant(name=settings.sender_name, zone=settings.zone, frontend_url=settings.frontend_url),
    )
    return wired(DynamoTable(aws.client("dynamodb"), settings.table_name), channel, clock.now, settings.locale)
