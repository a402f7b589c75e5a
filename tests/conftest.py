"""Fixtures that several test files share."""

from hypothesis import settings

from tests.monitor_bench import bench
from tests.storage_kit import desk, filed
from tests.website import site

# How long an example takes says nothing on a machine that runs other tests beside it.
settings.register_profile("baotinh", deadline=None)
settings.load_profile("baotinh")

__all__ = ["bench", "desk", "filed", "site"]
