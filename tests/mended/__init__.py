"""The sample newspaper with a mended rule set: what a change of rules does to stored articles."""
