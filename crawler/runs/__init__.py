"""A run from its lock to its verdict and exit code."""
