"""What every screen shares: the request's account, forms, notices, errors, security."""
