"""Stripe's interface, as far as the widget uses it: what is kept, and what is answered."""
