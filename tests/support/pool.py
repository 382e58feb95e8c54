"""A user pool in memory with Cognito's semantics (API reference: AdminCreateUser, AdminGetUser, AdminDisableUser,
AdminUserGlobalSignOut, AdminEnableUser; addresses are compared without regard to case, as our pools are set)."""

from dataclasses import dataclass
from typing import Any

from shared.accounts.pool import CognitoPool

POOL_ID = "eu-west-3_Acme00000"


class UsernameExistsException(Exception):
    """The account is there already."""


class UserNotFoundException(Exception):
    """There is no such account."""


class InvalidParameterException(Exception):
    """A value is not acceptable."""


class Exceptions:
    """As a client of botocore names its errors."""

    UsernameExistsException = UsernameExistsException
    UserNotFoundException = UserNotFoundException
    InvalidParameterException = InvalidParameterException


@dataclass
class Member:
    """One account of the pool. ``sessions`` can be refreshed until they are ended."""

    subject: str
    email: str
    enabled: bool = True
    sessions: int = 0
    mails: int = 1


class MemoryCognito:
    """The client. The service is away while ``down``; addresses in ``refused`` it never takes."""

    exceptions = Exceptions

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self.refused: frozenset[str] = frozenset()
        self.down = False
        self._made = 0

    def admin_create_user(self, *, Username: str, **_: Any) -> dict[str, Any]:  # noqa: N803 - Cognito's names
        """Makes an account and sends the invitation."""
        self._up()
        if Username in self.refused:
            raise InvalidParameterException
        if Username.casefold() in self.members:
            raise UsernameExistsException
        self._made += 1
        member = Member(f"sub-{self._made}", Username)
        self.members[Username.casefold()] = member
        return {"User": {"Attributes": _attributes(member), "Enabled": True}}

    def admin_get_user(self, *, Username: str, **_: Any) -> dict[str, Any]:  # noqa: N803
        """The account."""
        member = self._found(Username)
        return {"UserAttributes": _attributes(member), "Enabled": member.enabled}

    def admin_enable_user(self, *, Username: str, **_: Any) -> None:  # noqa: N803
        """Lets in."""
        self._found(Username).enabled = True

    def admin_disable_user(self, *, Username: str, **_: Any) -> None:  # noqa: N803
        """Lets in no more; what was begun goes on."""
        self._found(Username).enabled = False

    def admin_user_global_sign_out(self, *, Username: str, **_: Any) -> None:  # noqa: N803
        """Ends what was begun."""
        self._found(Username).sessions = 0

    def _found(self, username: str) -> Member:
        self._up()
        if username.casefold() not in self.members:
            raise UserNotFoundException
        return self.members[username.casefold()]

    def _up(self) -> None:
        if self.down:
            raise ConnectionError("the pool does not answer")


def pool_of(cognito: Any) -> CognitoPool:
    """The product's pool around a client."""
    return CognitoPool(lambda: cognito, POOL_ID)


def _attributes(member: Member) -> list[dict[str, str]]:
    return [{"Name": "sub", "Value": member.subject}, {"Name": "email", "Value": member.email}]
