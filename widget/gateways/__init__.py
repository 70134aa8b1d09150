"""Adapters of payment gateways, a package each."""
