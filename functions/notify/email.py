"""Mail through SES, one message per person."""

from typing import Any, NamedTuple

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NotConnected

from functions.notify.tell import Message, Outcome, Sent
from shared.notifications.message import UnusableAddress, mailable
from shared.notifications.render import MailTenant, alert_mail, build_message, notice_mail
from shared.observability import logger

_FOR_NOW = frozenset({"TooManyRequestsException", "LimitExceededException", "ThrottlingException", "Throttling"})
_UNCERTAIN = frozenset(
    {"InternalServiceErrorException", "InternalFailure", "ServiceUnavailable", "RequestTimeout"}
)


class Sender(NamedTuple):
    """Who mails are from and through which configuration set they are followed."""

    address: str
    name: str
    configuration_set: str


class EmailChannel:
    """Sends one try only: SES has no idempotency token, so a repeated call is a second mail. An answer that never
    came is ``unknown``, not a failure: the mail may have left."""

    name = "email"

    def __init__(self, ses: Any, sender: Sender, tenant: MailTenant) -> None:
        self._ses = ses
        self._sender = sender
        self._tenant = tenant

    def send(self, message: Message) -> Sent:
        """Sends to the person; the outcome is in the ledger's words."""
        try:
            recipient = mailable(message.user.email)
            answer = self._ses.send_email(
                FromEmailAddress=self._sender.address,
                Destination={"ToAddresses": [recipient]},
                Content={"Raw": {"Data": self._raw(message)}},
                ConfigurationSetName=self._sender.configuration_set,
                EmailTags=[{"Name": "event", "Value": f"{message.event.alert_id[:60]}-{message.event.version}"}],
            )
        except UnusableAddress:
            logger.warning("mail address unusable", user_id=message.user.id)
            return Sent(Outcome.FAILED)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            logger.warning("mail refused", code=code, user_id=message.user.id)
            if code in _FOR_NOW:
                return Sent(Outcome.RETRY)
            return Sent(Outcome.UNKNOWN if code in _UNCERTAIN else Outcome.FAILED)
        except NotConnected as error:
            # No connection was made, so nothing has left.
            logger.warning("mail service not reached", fault=type(error).__name__, user_id=message.user.id)
            return Sent(Outcome.RETRY)
        except HTTPClientError as error:
            logger.warning("mail outcome unknown", fault=type(error).__name__, user_id=message.user.id)
            return Sent(Outcome.UNKNOWN)
        return Sent(Outcome.SENT, answer["MessageId"])

    def _raw(self, message: Message) -> bytes:
        if message.alert is None:
            mail = notice_mail(message.event, message.user, tenant=self._tenant)
        else:
            mail = alert_mail(
                message.alert,
                message.user,
                told=message.told,
                tenant=self._tenant,
                via=message.via,
                event=message.event,
            )
        return build_message(
            mail, self._sender.address, self._sender.name, message.user.email, message.event.alert_id
        )
