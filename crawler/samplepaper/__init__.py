"""The bundled invented newspaper `baomau`, its server, and what a right crawl of it ends with."""

from crawler.samplepaper.answer import Answer, Answering
from crawler.samplepaper.server import Asked, Server, serve
from crawler.samplepaper.site import Site, build_site
from crawler.samplepaper.switches import SWITCHES

__all__ = [
    "SWITCHES",
    "Answer",
    "Answering",
    "Asked",
    "Server",
    "Site",
    "build_site",
    "serve",
]
