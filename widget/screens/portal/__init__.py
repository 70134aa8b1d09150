"""The portal around the screens: dashboard, search, the billing section and its left menu."""

from widget.screens.portal.views import bp

__all__ = ["bp"]
