"""Real customers: they sign in by OpenID Connect, as people whom an owner has invited."""
