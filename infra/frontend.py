"""What a server of the frontend adds to its files: the same from CloudFront and from the local server."""

from collections.abc import Mapping

from infra.packaging import ROOT
from shared.scope.tenant import TenantConfig

DIST = ROOT / "frontend" / "dist"

# Names under assets/ carry a hash of their content, so they never change. All else may change at any deployment.
ASSETS = "assets/*"
CACHE_FOREVER = "public, max-age=31536000, immutable"
CACHE_NEVER = "no-cache"

HSTS_SECONDS = 2 * 365 * 24 * 3600


def content_security_policy(sign_in_origin: str) -> str:
    """The policy of every page: scripts are ours only, the browser talks to this origin and to the sign-in pages.

    Styles may be inline because the component library writes style elements and a static page has no nonce.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            f"connect-src 'self' {sign_in_origin}",
            "font-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            f"form-action 'self' {sign_in_origin}",
            "frame-ancestors 'none'",
        )
    )


def security_headers(sign_in_origin: str) -> Mapping[str, str]:
    """Names and values of the security headers of every answer."""
    return {
        "Content-Security-Policy": content_security_policy(sign_in_origin),
        "Strict-Transport-Security": f"max-age={HSTS_SECONDS}; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        **OTHER_HEADERS,
    }


# Those CloudFront has no setting for.
OTHER_HEADERS: Mapping[str, str] = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
}

# A path whose last part has no extension is a page of the frontend; a missing file stays a 404.
REWRITE = """\
function handler(event) {
  var request = event.request;
  var last = request.uri.split('/').pop();
  if (last.indexOf('.') === -1) request.uri = '/index.html';
  return request;
}
"""


def frontend_config(
    tenant: TenantConfig, *, frontend_url: str, issuer: str, sign_in_origin: str, client_id: str
) -> dict[str, object]:
    """Content of ``/config.json``: what the frontend must know before it can ask the API. It holds no secret.

    ``issuer`` signs the tokens, ``sign_in_origin`` serves the sign-in pages, ``client_id`` is the pool's client.
    """
    return {
        "tenant": tenant.id,
        "name": tenant.name,
        "api": "",
        "zone": tenant.zone,
        "locale": tenant.locale,
        "auth": {
            "authority": issuer,
            "client_id": client_id,
            "redirect_uri": f"{frontend_url}/signed-in",
            "post_logout_redirect_uri": f"{frontend_url}/",
            "scope": "openid email profile",
            "metadata": {
                "issuer": issuer,
                "authorization_endpoint": f"{sign_in_origin}/oauth2/authorize",
                "token_endpoint": f"{sign_in_origin}/oauth2/token",
                "end_session_endpoint": f"{sign_in_origin}/logout",
                "jwks_uri": f"{issuer}/.well-known/jwks.json",
            },
        },
        "sign_in": {"quote": tenant.sign_in.quote, "quote_by": tenant.sign_in.quote_by},
    }
