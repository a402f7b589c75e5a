"""Dates: `parse_date` reads one text, `read_dates` weighs all the dates of a page."""

from pipelines.dates.model import Dates, ParsedDate
from pipelines.dates.parse import parse_date
from pipelines.dates.read import read_dates

__all__ = ["Dates", "ParsedDate", "parse_date", "read_dates"]
