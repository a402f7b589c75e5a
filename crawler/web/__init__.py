"""The database as pages to look at: Datasette, read-only, with pages of our own in front."""
