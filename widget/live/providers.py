"""Providers of OpenID Connect: where people are sent to sign in, and what their tokens say.

Sources: OpenID Connect Core 1.0 (code flow), RFC 7636 (PKCE), RFC 9207 (`iss` in the answer).
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from joserfc.jws import JWSRegistry

from widget.core.settings import ProviderSettings

TIMEOUT_SECONDS = 10.0
#: How far a provider's clock may be from ours.
LEEWAY_SECONDS = 60
#: What tokens may be signed by: whoever has only a client's secret can't sign one.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
_KEPT_SECONDS = 3600
_WELL_KNOWN = "/.well-known/openid-configuration"

Send = Callable[[], requests.Session]


class ProviderError(Exception):
    """Nobody was signed in; the message says why, for the log."""


@dataclass(frozen=True)
class Sent:
    """What a browser is sent to a provider with, and what must come back."""

    state: str
    nonce: str
    verifier: str
    locale: str


@dataclass
class Provider:
    """A provider, as its metadata say (kept for an hour)."""

    settings: ProviderSettings
    redirect_uri: str
    _metadata: Mapping[str, Any] = field(default_factory=dict)
    _keys: KeySet | None = None
    _read_at: float = 0.0

    def authorization_url(self, sent: Sent) -> str:
        """Return the address of the page where somebody signs in. Raises ProviderError."""
        endpoint = self.metadata()["authorization_endpoint"]
        with self._client() as client:
            url, _state = client.create_authorization_url(
                endpoint,
                state=sent.state,
                nonce=sent.nonce,
                code_verifier=sent.verifier,
                ui_locales=sent.locale,
            )
        return str(url)

    def end_session_url(self, back: str) -> str | None:
        """Return the address where somebody signs out at the provider, if it has one."""
        endpoint = self.metadata().get("end_session_endpoint")
        if not endpoint:
            return None
        asked = {"client_id": self.settings.client_id, "post_logout_redirect_uri": back}
        return requests.Request("GET", endpoint, params=asked).prepare().url

    def subject(self, code: str, sent: Sent) -> str:
        """Return who a code stands for: the subject of a token that is signed for us, and fresh.

        Raises ProviderError.
        """
        metadata = self.metadata()
        try:
            with self._client() as client:
                token = client.fetch_token(
                    metadata["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=sent.verifier,
                    timeout=TIMEOUT_SECONDS,
                )
            claims = self._claims(token, sent.nonce)
            return str(claims["sub"])
        except (AuthlibBaseError, JoseError, requests.RequestException) as error:
            raise ProviderError(f"{self.settings.issuer}: {type(error).__name__}") from error
        except (KeyError, TypeError, ValueError) as error:
            raise ProviderError(f"{self.settings.issuer}: unreadable answer") from error

    def metadata(self) -> Mapping[str, Any]:
        """Return what the provider says of itself. Raises ProviderError."""
        if not self._metadata or time.monotonic() - self._read_at > _KEPT_SECONDS:
            found = self._get(self.settings.issuer.rstrip("/") + _WELL_KNOWN)
            if found.get("issuer") != self.settings.issuer:
                raise ProviderError(f"{self.settings.issuer} calls itself {found.get('issuer')}")
            self._metadata, self._keys, self._read_at = found, None, time.monotonic()
        return self._metadata

    def _claims(self, token: Mapping[str, Any], nonce: str) -> CodeIDToken:
        supported = self.metadata().get("id_token_signing_alg_values_supported", ["RS256"])
        registry = JWSRegistry(
            algorithms=[name for name in ALGORITHMS if name in supported],
            strict_check_header=False,
        )
        try:
            decoded = jwt.decode(token["id_token"], self._key_set(), registry=registry)
        except InvalidKeyIdError:  # the provider has changed its keys
            self._keys = None
            decoded = jwt.decode(token["id_token"], self._key_set(), registry=registry)
        options = {
            "iss": {"essential": True, "value": self.settings.issuer},
            "aud": {"essential": True, "value": self.settings.client_id},
            "nonce": {"essential": True, "value": nonce},
        }
        params = {
            "nonce": nonce,
            "client_id": self.settings.client_id,
            "access_token": token.get("access_token"),
        }
        claims = CodeIDToken(decoded.claims, decoded.header, options, params)
        claims.validate(leeway=LEEWAY_SECONDS)
        return claims

    def _key_set(self) -> KeySet:
        if self._keys is None:
            self._keys = KeySet.import_key_set(
                cast(KeySetSerialization, self._get(self.metadata()["jwks_uri"]))
            )
        return self._keys

    def _client(self) -> OAuth2Session:
        return OAuth2Session(
            self.settings.client_id,
            self.settings.client_secret,
            scope="openid",
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
        )

    def _get(self, url: str) -> dict[str, Any]:
        try:
            answer = requests.get(url, timeout=TIMEOUT_SECONDS)
            answer.raise_for_status()
            found = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise ProviderError(f"{self.settings.issuer}: {type(error).__name__}") from error
        if not isinstance(found, dict):
            raise ProviderError(f"{self.settings.issuer}: unreadable answer")
        return found


def providers_of(known: Sequence[ProviderSettings], redirect_uri: str) -> list[Provider]:
    """Return the providers of a deployment; all send people back to one address."""
    return [Provider(each, redirect_uri) for each in known]
