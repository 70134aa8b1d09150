"""A provider of OpenID Connect to try sign-in with: whoever comes says who they are."""
