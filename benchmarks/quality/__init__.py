"""How right the fields are, ours beside the peers': `python -m benchmarks.quality`."""
