"""People of the user pool."""

from tools.local.aws import Clients


def create_account(clients: Clients, pool_id: str, *, email: str, name: str, locale: str, password: str) -> str:
    """Creates a confirmed account without sending a mail; returns its subject, the user's id in the table.

    An account that exists keeps its subject and gets the new password.
    """
    cognito = clients.of("cognito-idp")
    try:
        user = cognito.admin_create_user(
            UserPoolId=pool_id,
            Username=email,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "email", "Value": email},
                {"Name": "email_verified", "Value": "true"},
                {"Name": "name", "Value": name},
                {"Name": "locale", "Value": locale},
            ],
        )["User"]["Attributes"]
    except cognito.exceptions.UsernameExistsException:
        user = cognito.admin_get_user(UserPoolId=pool_id, Username=email)["UserAttributes"]
    cognito.admin_set_user_password(UserPoolId=pool_id, Username=email, Password=password, Permanent=True)
    return str({item["Name"]: item["Value"] for item in user}["sub"])
