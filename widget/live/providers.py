"""Providers of OpenID Connect: where people are sent to sign in, and what their tokens say.

Sources: OpenID Connect Core 1.0 (code flow), RFC 7636 (PKCE), RFC 9207 (`iss` in the answer).
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from joserfc.jws import JWSRegistry

from widget.core.settings import ProviderSettings

#: Where providers send people back to, each to its own name below it.
CALLBACK = "/sign-in/callback"
#: Somebody waits for the answer.
TIMEOUT_SECONDS = 5.0
#: How far a provider's clock may be from ours.
LEEWAY_SECONDS = 60
#: What tokens may be signed by: whoever has only a client's secret can't sign one.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
#: How long what a provider says of itself is good, and after how long one that was silent is asked
#: again. Meanwhile what it said last is good, if it said something.
_KEPT_SECONDS, _PAUSE_SECONDS = 3600, 30
_WELL_KNOWN = "/.well-known/openid-configuration"
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_ENDPOINTS = (*_NEEDED, "end_session_endpoint")


class ProviderError(Exception):
    """Nobody was signed in; the message says why, for the log."""


@dataclass(frozen=True)
class Sent:
    """What a browser is sent to a provider with, and what must come back."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    locale: str


@dataclass
class Provider:
    """A provider, as its metadata say (kept for an hour)."""

    settings: ProviderSettings
    redirect_uri: str
    _metadata: Mapping[str, Any] = field(default_factory=dict)
    _keys: KeySet | None = None
    _ask_at: float = 0.0
    _one_asks: Lock = field(default_factory=Lock)

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

    def is_from_here(self, issuer: str | None) -> bool:
        """Whether an answer comes from this provider, as far as it says (RFC 9207)."""
        says = "authorization_response_iss_parameter_supported"
        return issuer == self.settings.issuer or (issuer is None and not self.metadata().get(says))

    def metadata(self) -> Mapping[str, Any]:
        """Return what the provider says of itself. Raises ProviderError.

        One thread asks at a time; the others take what was said last, and wait only where there is
        nothing yet. For a while nobody asks again after no answer: a provider that is silent must
        not keep every thread of the widget waiting.
        """
        if self._metadata and time.monotonic() < self._ask_at:
            return self._metadata
        if not self._one_asks.acquire(timeout=0 if self._metadata else TIMEOUT_SECONDS):
            return self._last()
        try:
            if time.monotonic() >= self._ask_at:
                self._ask_at = time.monotonic() + _PAUSE_SECONDS
                self._metadata, self._keys = self._read_metadata(), None
                self._ask_at = time.monotonic() + _KEPT_SECONDS
        except ProviderError:
            if not self._metadata:
                raise
        finally:
            self._one_asks.release()
        return self._last()

    def _last(self) -> Mapping[str, Any]:
        if not self._metadata:
            raise ProviderError(f"{self.settings.issuer} gave no answer a moment ago")
        return self._metadata

    def _read_metadata(self) -> Mapping[str, Any]:
        found = self._get(self.settings.issuer.rstrip("/") + _WELL_KNOWN)
        if found.get("issuer") != self.settings.issuer:
            raise ProviderError(f"{self.settings.issuer} calls itself {found.get('issuer')}")
        said = {name: found.get(name) for name in _ENDPOINTS if name in _NEEDED or name in found}
        if bad := [name for name, address in said.items() if not self._is_address(address)]:
            raise ProviderError(f"{self.settings.issuer} doesn't say its {bad[0]}")
        return found

    def _is_address(self, text: object) -> bool:
        """Whether an address is reached as the issuer is: by https, but for one of this machine."""
        try:
            parts = urlsplit(text) if isinstance(text, str) else None
        except ValueError:
            return False
        schemes = {"https", urlsplit(self.settings.issuer).scheme}
        return parts is not None and parts.scheme in schemes and bool(parts.hostname)

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
        found = self._keys  # another thread may forget them
        if found is None:
            read = self._get(self.metadata()["jwks_uri"])
            found = self._keys = KeySet.import_key_set(cast(KeySetSerialization, read))
        return found

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


def providers_of(known: Sequence[ProviderSettings], origin: str) -> list[Provider]:
    """Return the providers of a deployment.

    Each sends people back to an address of its own, so that none can pass on another's answer
    (RFC 9700, 4.4).
    """
    return [Provider(each, f"{origin}{CALLBACK}/{each.slug}") for each in known]
