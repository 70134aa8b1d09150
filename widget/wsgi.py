"""The widget as a deployment's environment says, for WSGI servers and for `flask --app widget`.

There is no live gateway and no way of signing in yet: what is deployed is practice, on a sandbox
bank of its own.
"""

import os
from collections.abc import Callable, Mapping

from flask import Flask

from widget.application import create_app
from widget.core.gateway import Gateway
from widget.deployment.environment import SANDBOX, Deployment, read_deployment
from widget.gateways.stripe.gateway import StripeGateway
from widget.sandbox.practice.access import PracticeAccess

#: How each gateway of `ACQUIT_GATEWAY` is made.
GATEWAYS: Mapping[str, Callable[[Deployment], Gateway]] = {
    SANDBOX: lambda deployment: StripeGateway(
        deployment.gateway_secret,
        deployment.gateway_secret,
        deployment.settings.origin,
        deployment.gateway_address,
    ),
}


def from_environment(environment: Mapping[str, str] = os.environ) -> Flask:
    """Return the widget. Raises SettingsError, OutdatedSchemaError."""
    deployment = read_deployment(environment)
    gateway = GATEWAYS[deployment.gateway](deployment)
    return create_app(deployment.settings, gateway, PracticeAccess(deployment.settings.sign_ins))
