"""Who may sign in: one Cognito pool per tenant, filled by administrators only, with hosted sign-in pages."""

from aws_cdk import Aws, Duration, RemovalPolicy
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from infra.constructs.function import PythonFunction
from shared.scope.tenant import TenantConfig


class Identity(Construct):
    """User pool, its hosted pages and the one public client (authorisation code with PKCE, no secret).

    Role and perimeter are not here: the API reads them from the table at each request.
    """

    def __init__(self, scope: Construct, construct_id: str, *, tenant: TenantConfig, frontend_url: str) -> None:
        super().__init__(scope, construct_id)
        self.pool = cognito.UserPool(
            self,
            "Pool",
            user_pool_name=tenant.stack_name,
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            mfa=cognito.Mfa.OPTIONAL,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
            password_policy=cognito.PasswordPolicy(
                min_length=12,
                require_digits=True,
                require_lowercase=True,
                require_uppercase=True,
                require_symbols=True,
                temp_password_validity=Duration.days(7),
            ),
            deletion_protection=tenant.retained,
            removal_policy=RemovalPolicy.RETAIN if tenant.retained else RemovalPolicy.DESTROY,
        )
        self.pool.add_domain(
            "Domain", cognito_domain=cognito.CognitoDomainOptions(domain_prefix=tenant.stack_name)
        )
        self.client = self.pool.add_client(
            "Client",
            user_pool_client_name=f"{tenant.stack_name}-web",
            generate_secret=False,
            # The hosted pages need none of these; Cognito opens all of them unless one is named.
            auth_flows=cognito.AuthFlow(user_srp=True),
            supported_identity_providers=[cognito.UserPoolClientIdentityProvider.COGNITO],
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=[cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE],
                callback_urls=[f"{frontend_url}/signed-in"],
                logout_urls=[f"{frontend_url}/"],
            ),
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            access_token_validity=Duration.minutes(60),
            id_token_validity=Duration.minutes(60),
            refresh_token_validity=Duration.days(30),
            # A tab that lost the answer may try again for a minute.
            refresh_token_rotation_grace_period=Duration.seconds(60),
        )

    @property
    def environment(self) -> dict[str, str]:
        """What a function that keeps accounts needs to know."""
        return {"USER_POOL_ID": self.pool.user_pool_id}

    def kept_by(self, function: PythonFunction) -> None:
        """Lets a function make accounts in this pool, close them and open them again."""
        function.allow(
            "KeepAccounts",
            [
                "cognito-idp:AdminCreateUser",
                "cognito-idp:AdminGetUser",
                "cognito-idp:AdminEnableUser",
                "cognito-idp:AdminDisableUser",
                "cognito-idp:AdminUserGlobalSignOut",
            ],
            [self.pool.user_pool_arn],
        )


def sign_in_origin(tenant: TenantConfig) -> str:
    """Origin of the tenant's hosted sign-in pages."""
    return f"https://{tenant.stack_name}.auth.{Aws.REGION}.amazoncognito.com"


def issuer(user_pool_id: str) -> str:
    """Who signs the tokens of a pool, as the tokens say it."""
    return f"https://cognito-idp.{Aws.REGION}.{Aws.URL_SUFFIX}/{user_pool_id}"
