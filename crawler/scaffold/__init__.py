"""What `scrapy newpaper` writes: the file of one more newspaper, its fixture site, a failing test."""

from crawler.scaffold.pages import SavedPage, ScaffoldError, read_saved
from crawler.scaffold.plan import Plan, make_plan
from crawler.scaffold.writing import write_files

__all__ = ["Plan", "SavedPage", "ScaffoldError", "make_plan", "read_saved", "write_files"]
