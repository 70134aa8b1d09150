"""Stripe as a gateway."""
