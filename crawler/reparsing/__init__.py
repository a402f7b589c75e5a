"""Archived pages read again, on all cores: no request, one writer."""
