"""The user pool as far as we need it (Amazon Cognito API reference, the operations named below)."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol


class Account(NamedTuple):
    """Somebody who may sign in: their subject, and whether they are let in."""

    subject: str
    enabled: bool


class Unusable(Exception):
    """The pool refuses to make this account, whoever tries: its code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Pool(Protocol):
    """What accounts need of a user pool. Each call may be repeated."""

    def create(self, email: str, name: str, locale: str) -> Account:
        """The account of an address, which is made, and sent an invitation, if there is none. Raises Unusable."""

    def enable(self, email: str) -> None:
        """Lets somebody in. Nothing for an account that is gone."""

    def disable(self, email: str) -> None:
        """Lets somebody in no more and ends all their sessions. Nothing for an account that is gone."""


class CognitoPool:
    """A Cognito pool whose people sign in with their address. The client is made when it is first needed."""

    def __init__(self, cognito: Callable[[], Any], pool_id: str) -> None:
        self._cognito = cognito
        self._pool_id = pool_id

    def create(self, email: str, name: str, locale: str) -> Account:
        """AdminCreateUser, which sends the invitation; AdminGetUser where that finds the account there."""
        client = self._cognito()
        attributes = {"email": email, "email_verified": "true", "name": name, "locale": locale}
        try:
            made = client.admin_create_user(
                UserPoolId=self._pool_id,
                Username=email,
                DesiredDeliveryMediums=["EMAIL"],
                UserAttributes=[{"Name": key, "Value": value} for key, value in attributes.items()],
            )["User"]
            return _account(made["Attributes"], made)
        except client.exceptions.UsernameExistsException:
            there = client.admin_get_user(UserPoolId=self._pool_id, Username=email)
            return _account(there["UserAttributes"], there)
        except client.exceptions.InvalidParameterException:
            raise Unusable("invalid_address") from None

    def enable(self, email: str) -> None:
        """AdminEnableUser."""
        client = self._cognito()
        try:
            client.admin_enable_user(UserPoolId=self._pool_id, Username=email)
        except client.exceptions.UserNotFoundException:
            return

    def disable(self, email: str) -> None:
        """AdminDisableUser, then AdminUserGlobalSignOut, which ends what was begun before."""
        client = self._cognito()
        try:
            client.admin_disable_user(UserPoolId=self._pool_id, Username=email)
            client.admin_user_global_sign_out(UserPoolId=self._pool_id, Username=email)
        except client.exceptions.UserNotFoundException:
            return


def _account(attributes: list[dict[str, str]], found: dict[str, Any]) -> Account:
    subject = next(one["Value"] for one in attributes if one["Name"] == "sub")
    return Account(subject, bool(found.get("Enabled", True)))
