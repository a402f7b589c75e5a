"""One newspaper a file: facts and rules."""
