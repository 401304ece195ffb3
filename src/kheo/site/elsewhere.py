"""Signing in by the account of another system (OpenID Connect): off until the environment names one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

ROUTE_ID = "don-vi"


@dataclass(frozen=True)
class Elsewhere:
    """One system that vouches for officials; `issuer` is its address, without /.well-known/."""

    issuer: str
    client_id: str
    secret: str
    name: str

    def providers(self) -> dict[str, Any]:
        """Give django-allauth's setting."""
        app = {
            "provider_id": ROUTE_ID,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {"server_url": self.issuer},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    @property
    def origin(self) -> str:
        """Give the origin that a form of ours may lead to."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


def from_environment(variables: Mapping[str, str]) -> Elsewhere | None:
    """Read KHEO_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET and _NAME; None where no issuer is named.

    Raises ValueError when half of it is missing: a door that is half open helps nobody.
    """
    issuer = variables.get("KHEO_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return None
    client_id, secret = (variables.get(f"KHEO_OIDC_{name}", "") for name in ("CLIENT_ID", "CLIENT_SECRET"))
    here = urlsplit(issuer).hostname in ("127.0.0.1", "localhost")
    if not client_id or not secret:
        raise ValueError("KHEO_OIDC_ISSUER needs KHEO_OIDC_CLIENT_ID and KHEO_OIDC_CLIENT_SECRET beside it.")
    if not issuer.startswith("https://") and not here:
        raise ValueError("KHEO_OIDC_ISSUER must be an https:// address.")
    return Elsewhere(issuer, client_id, secret, variables.get("KHEO_OIDC_NAME", "tài khoản của đơn vị"))
