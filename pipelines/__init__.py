"""What happens to a page after it was fetched. Nothing here reads the clock or the network."""

#: Version of the reading code; stored with every article and run.
CODE_VERSION = "0.1.0"
