"""What knows nothing of the widget's other parts: money, clock, gateway, languages, settings."""
