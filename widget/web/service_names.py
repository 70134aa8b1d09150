"""What the services that are billed are called."""

from widget.core.languages import gettext as _


def service_name(service: str) -> str:
    """Return a service's name in the language that is spoken."""
    names = {
        "computing": _("Computing"),
        "storage": _("Storage"),
        "traffic": _("Data transfer"),
    }
    return names.get(service, service)
