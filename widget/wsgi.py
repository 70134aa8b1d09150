"""The widget as a deployment's environment says, for WSGI servers and for `flask --app widget`.

A process is practice or live. Practice is on a sandbox bank, and reaches no other gateway; a live
one doesn't even import the sandbox.
"""

import os
from collections.abc import Callable, Mapping

from flask import Flask

from widget.application import create_app
from widget.deployment.environment import SANDBOX, STRIPE, Deployment, read_deployment
from widget.gateways.stripe.gateway import StripeGateway


def _practice(deployment: Deployment) -> Flask:
    from widget.sandbox.practice.access import PracticeAccess

    access = PracticeAccess(deployment.settings.sign_ins)
    return create_app(deployment.settings, _gateway(deployment), access)


def _live(deployment: Deployment) -> Flask:
    from widget.live.access import LiveAccess

    settings = deployment.settings
    access = LiveAccess(
        settings.providers,
        settings.origin,
        settings.secret,
        settings.sign_ins,
        in_frames=bool(settings.help_origins),
    )
    return create_app(settings, _gateway(deployment), access)


def _gateway(deployment: Deployment) -> StripeGateway:
    return StripeGateway(
        deployment.gateway_secret,
        deployment.events_secret,
        deployment.settings.origin,
        deployment.gateway_address,
    )


#: How each gateway of `ACQUIT_GATEWAY` is deployed.
DEPLOYMENTS: Mapping[str, Callable[[Deployment], Flask]] = {SANDBOX: _practice, STRIPE: _live}


def from_environment(environment: Mapping[str, str] = os.environ) -> Flask:
    """Return the widget. Raises SettingsError, OutdatedSchemaError."""
    deployment = read_deployment(environment)
    return DEPLOYMENTS[deployment.gateway](deployment)
