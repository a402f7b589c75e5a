"""How a request that got no readable answer ends its visit.

Downloader middlewares raise `VisitEndedError`; everything else that can go wrong on the way is put
into words here. Scrapy hands both to the errback.
"""

from __future__ import annotations

from typing import NamedTuple

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionClosed, SSLError
from twisted.web.client import ResponseFailed

from pipelines.outcomes import Outcome, Reason


class VisitEndedError(IgnoreRequest):
    """This visit ends here, with this outcome."""

    def __init__(
        self, outcome: Outcome, reason: Reason | None, detail: str, final_url: str | None = None
    ) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.reason = reason
        self.detail = detail
        #: Where a redirect led that was not followed.
        self.final_url = final_url


class End(NamedTuple):
    """Outcome, reason and a line for a person."""

    outcome: Outcome
    reason: Reason | None
    detail: str


def end_of_failure(error: BaseException) -> End:
    """The end that `error`, raised while a request was downloaded, means for its visit."""
    if isinstance(error, VisitEndedError):
        return End(error.outcome, error.reason, error.detail)
    detail = f"{type(error).__name__}: {error}"[:500]
    if isinstance(error, DownloadCancelledError) or _is_oversize(error):
        return End(Outcome.REJECTED, Reason.OVERSIZE, detail)
    if isinstance(error, UnsupportedURLSchemeError):
        return End(Outcome.SKIPPED, Reason.ADDRESS, detail)
    if _is_tls(error):
        return End(Outcome.DEFERRED, Reason.TLS, detail)
    for kinds, reason in _DEFERRED:
        if isinstance(error, kinds):
            return End(Outcome.DEFERRED, reason, detail)
    return End(Outcome.CRASHED, Reason.EXCEPTION, detail)


_DEFERRED: tuple[tuple[tuple[type[BaseException], ...], Reason], ...] = (
    ((CannotResolveHostError,), Reason.DNS),
    ((DownloadTimeoutError, TimeoutError), Reason.TIMEOUT),
    ((ResponseDataLossError,), Reason.PARTIAL),
    ((DownloadConnectionRefusedError, DownloadFailedError), Reason.CONNECTION),
    ((ResponseFailed, ConnectError, ConnectionClosed, OSError), Reason.CONNECTION),
)


def _is_oversize(error: BaseException) -> bool:
    # The decompression cap is the only bare IgnoreRequest left with our middlewares.
    return type(error) is IgnoreRequest and "DOWNLOAD_MAXSIZE" in str(error)


def _is_tls(error: BaseException) -> bool:
    from OpenSSL.SSL import Error as OpenSSLError
    from service_identity import VerificationError

    seen: BaseException | None = error
    while seen is not None:
        reasons = getattr(seen, "reasons", None) or ()
        kinds = (OpenSSLError, SSLError, VerificationError)
        if isinstance(seen, kinds) or any(
            isinstance(getattr(reason, "value", reason), kinds) for reason in reasons
        ):
            return True
        seen = seen.__cause__
    return False
