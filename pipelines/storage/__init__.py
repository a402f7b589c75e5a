"""The only place that writes SQL against the main tables."""
