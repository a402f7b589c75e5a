"""Fixtures that several test files share."""

from tests.storage_kit import desk, filed

__all__ = ["desk", "filed"]
