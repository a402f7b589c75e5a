"""What commands load when they start."""

import subprocess
import sys

from tests.crawling import ROOT

LOADED = """
import sys
from scrapy.cmdline import execute
try:
    execute(["scrapy", "list"])
except SystemExit:
    pass
print({"numpy", "pandas"} & sys.modules.keys())
import pandas
from sqlite_utils import Database
print(pandas.DataFrame({"a": [1]}).shape, Database.__module__)
"""


def test_no_command_waits_for_pandas_and_who_wants_it_has_it():
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-2:] == ["set()", "(1, 1) sqlite_utils.db"]
