"""What hooks into Datasette: our pages, headers for every answer, cells that are text."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from datasette.views.base import DatasetteError
from markupsafe import Markup
from pluggy import HookimplMarker

from crawler.web import pages
from pipelines.text import fold, fold_tone

hookimpl = HookimplMarker("datasette")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

#: Datasette's own pages carry style sheets inline; its scripts come from its files, and the one
#: that stays inline (table.html: "DATASETTE_ALLOW_FACET = true;") is named by its digest.
_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; connect-src 'self';"
    " script-src 'self' 'sha256-{facet}'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
#: Our own pages: no script at all.
_OWN_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Our pages, before Datasette's."""
    return [
        (r"^/$", pages.front_page),
        (r"^/search$", pages.search_page),
        (r"^/article/(?P<id>\d{1,18})$", pages.article_page),
        (r"^/runs$", pages.runs_page),
        (r"^/runs/(?P<id>\d{1,18})$", pages.run_page),
        # Datasette's pages for its own developers: one links to its manual, none is of use here.
        (r"^/-/(?:allow-debug|patterns|permissions|messages)$", pages.no_page),
        (r"^/.+\.csv$", pages.no_csv),
    ]


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """The folding functions that the view `articles_text` asks for."""
    for name, function in (("fold", fold), ("fold_tone", fold_tone)):
        conn.create_function(name, 1, _nullable(function), deterministic=True)


def _nullable(function: Callable[[str], str]) -> Callable[[str | None], str | None]:
    return lambda text: None if text is None else function(text)


@hookimpl
def render_cell(value: object) -> str | None:
    """Addresses stay text (Datasette would make links that lead out); the rest is Datasette's."""
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        return value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
    return None


_LONGEST = 200


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """What a visitor asked wrongly, in words (Datasette's own page links to its manual).

    Anything unexpected is left to Datasette, which prints the traceback.
    """
    status = getattr(exception, "status", None)
    if not isinstance(status, int):
        return None
    if isinstance(exception, DatasetteError) and status == 500:
        status = 400  # it means a visitor's mistake too: "Cannot sort table by x"
    text = str(getattr(exception, "message", None) or next(iter(exception.args), exception))
    if getattr(exception, "message_is_html", False):
        text = Markup(text).striptags()  # noqa: S704  its tags are taken out here
    return lambda: pages.problem(request, datasette, text, status)


@hookimpl
def asgi_wrapper() -> Callable[[Application], Application]:
    """Every answer carries a content security policy and forbids guessing and framing."""
    return _guarded


def _guarded(inner: Application) -> Application:
    async def guarded(scope: Message, receive: Receive, send: Send) -> None:
        policy = _OWN_POLICY if pages.is_ours(str(scope.get("path", ""))) else _datasette_policy()

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", []),
                    (b"content-security-policy", policy.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                ]
            await send(message)

        # Browsers read "/\\host/" as "//host/", and Datasette leads paths that end in "/" on.
        if "\\" in str(scope.get("path", "")) or str(scope.get("path", "")).startswith("//"):
            scope = {**scope, "path": "/-/no-page", "raw_path": b"/-/no-page"}
        await inner(scope, receive, told)

    return guarded


def _datasette_policy() -> str:
    from base64 import b64encode
    from hashlib import sha256

    digest = b64encode(sha256(b"DATASETTE_ALLOW_FACET = true;").digest()).decode()
    return _POLICY.format(facet=digest)
