"""The exchange: sends the request, follows redirects, reads the answer's body up to its limit."""

import ssl
import time
from http.client import HTTPException
from typing import NamedTuple
from urllib.parse import urlunsplit

from core_http import urls
from core_http.connections import connect
from core_http.errors import RequestFailed, one_line

BLOCK_BYTES = 65536
REDIRECTS = (301, 302, 303, 307, 308)
# All that another origin gets to see of the run's own headers: any other might be a key.
HARMLESS = {"accept", "accept-charset", "accept-encoding", "accept-language", "cache-control", "user-agent"}
BODY_HEADERS = {"content-type", "content-encoding", "content-language"}


class Answer(NamedTuple):
    """The final answer, its body cut at the limit."""

    status: int
    reason: str
    url: str
    headers: list
    body: bytes
    truncated: bool
    elapsed_ms: int
    redirects: int


class Hop(NamedTuple):
    """What is sent to one URL on the way."""

    method: str
    url: object
    headers: dict
    body: object


def perform(request):
    """The answer to a request. The caller limits the time: a limit per read would not stop a server that drips."""
    started = time.monotonic()
    defaults = {"accept": "*/*", "accept-encoding": "identity", "user-agent": "attune-core-http"}
    hop = Hop(request.method, request.url, {**defaults, **request.headers}, request.body)
    followed = 0
    while True:
        connection, response = _send(hop, request)
        try:
            location = response.getheader("Location")
            if request.max_redirects is None or response.status not in REDIRECTS or not location:
                body, truncated = _read(response, request.max_body_bytes, hop)
                elapsed = int((time.monotonic() - started) * 1000)
                return Answer(
                    response.status,
                    one_line(response.reason),
                    urlunsplit(hop.url),
                    response.getheaders(),
                    body,
                    truncated,
                    elapsed,
                    followed,
                )
        finally:
            connection.close()
        if followed == request.max_redirects:
            raise RequestFailed("more than {} redirects".format(followed))
        followed += 1
        hop = _next(hop, response.status, location)


def _send(hop, request):
    connection, target, extra = connect(hop.url, request)
    try:
        try:
            connection.request(hop.method, target, hop.body, {**hop.headers, **extra})
        except BrokenPipeError:
            # A server that refuses a large body answers without reading it; without an answer, the next line fails.
            return connection, connection.getresponse()
        return connection, connection.getresponse()
    except (OSError, HTTPException) as problem:
        connection.close()
        raise RequestFailed(_explain(problem, hop)) from None
    except BaseException:
        connection.close()
        raise


def _read(response, limit, hop):
    blocks, size = [], 0
    try:
        # One byte more than the limit tells a body that just fits from one that is cut.
        while size <= limit:
            block = response.read(min(BLOCK_BYTES, limit + 1 - size))
            if not block:
                break
            blocks.append(block)
            size += len(block)
    except (OSError, HTTPException) as problem:
        raise RequestFailed(_explain(problem, hop)) from None
    # http.client takes a connection that was closed too early for the end of the body.
    if size <= limit and response.length:
        raise RequestFailed("{}: the connection was closed before the end of the body".format(urls.shown(hop.url)))
    return b"".join(blocks)[:limit], size > limit


def _next(hop, status, location):
    try:
        url = urls.join(hop.url, location)
    except ValueError as problem:
        raise RequestFailed("the redirect's URL {}".format(problem)) from None
    if hop.url.scheme == "https" and url.scheme == "http":
        raise RequestFailed("a redirect from https to http ({}) is not followed".format(urls.shown(url)))
    method, body, headers = hop.method, hop.body, hop.headers
    if status == 303 and method not in ("GET", "HEAD") or status in (301, 302) and method == "POST":
        method, body = "GET", None
        headers = {name: value for name, value in headers.items() if name not in BODY_HEADERS}
    if urls.origin(url) != urls.origin(hop.url):
        if body:
            raise RequestFailed("a redirect of the body to another origin ({}) is not followed".format(urls.shown(url)))
        headers = {name: value for name, value in headers.items() if name in HARMLESS}
    return Hop(method, url, headers, body)


def _explain(problem, hop):
    if isinstance(problem, ssl.SSLCertVerificationError):
        cause = "TLS: the certificate was not accepted: " + one_line(problem.verify_message)
    elif isinstance(problem, ssl.SSLError):
        cause = "TLS: " + one_line(problem.reason or problem)
    elif isinstance(problem, OSError):
        cause = one_line(problem.strerror or problem)
    else:
        cause = "no valid HTTP answer ({})".format(type(problem).__name__)
    return "{}: {}".format(urls.shown(hop.url), cause)
