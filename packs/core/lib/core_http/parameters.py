"""Turns the parameter document into a request, and refuses what could not be sent safely.

The schema has checked types already where the action was started through it; the checks are repeated because the
script can be started by hand, and because some rules (two kinds of authentication) are beyond a schema.
"""

import base64
import json
import os
import re
from typing import NamedTuple, Optional

from core_http import urls
from core_http.errors import BadParameters

# The same values as in http_request.yaml.
DEFAULTS = {
    "method": "GET",
    "headers": {},
    "query": {},
    "timeout_seconds": 30,
    "follow_redirects": True,
    "max_redirects": 10,
    "verify_tls": True,
    "max_body_bytes": 1048576,
    "fail_on_error": True,
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
NUMBER = (int, float)
TYPES = {
    "url": (str, "a string"),
    "method": (str, "a string"),
    "headers": (dict, "an object"),
    "query": (dict, "an object"),
    "json": (object, "any value"),
    "body": (str, "a string"),
    "auth_username": (str, "a string"),
    "auth_password": (str, "a string"),
    "auth_token": (str, "a string"),
    "timeout_seconds": (NUMBER, "a number"),
    "follow_redirects": (bool, "true or false"),
    "max_redirects": (int, "a whole number"),
    "verify_tls": (bool, "true or false"),
    "ca_file": (str, "a string"),
    "max_body_bytes": (int, "a whole number"),
    "fail_on_error": (bool, "true or false"),
}
RANGES = {"timeout_seconds": (0.1, 3600), "max_redirects": (0, 50), "max_body_bytes": (0, 67108864)}

HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
HEADER_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
TOKEN = re.compile(r"[\x21-\x7e]+")
# They belong to the connection; a second opinion on a body's length is how requests are smuggled.
OWN_HEADERS = {
    "connection",
    "content-length",
    "expect",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}


class Request(NamedTuple):
    """One request as it will be sent. Holds secrets: never print it."""

    method: str
    url: object
    headers: dict
    body: Optional[bytes]
    timeout_seconds: float
    max_redirects: Optional[int]
    verify_tls: bool
    ca_file: Optional[str]
    max_body_bytes: int
    fail_on_error: bool

    def __repr__(self):
        return "Request(" + self.method + ")"


def parse(document):
    """The request for a JSON document (bytes); an empty one is an empty object."""
    given = dict(DEFAULTS)
    given.update(_object(document))
    _check_types(given)
    try:
        url = urls.parse(given["url"])
    except ValueError as problem:
        raise BadParameters("parameter 'url' " + str(problem)) from None
    headers = _headers(given["headers"])
    body = _body(given, headers)
    _authentication(given, headers)
    return Request(
        method=given["method"],
        url=urls.with_query(url, _query(given["query"])),
        headers=headers,
        body=body,
        timeout_seconds=given["timeout_seconds"],
        max_redirects=given["max_redirects"] if given["follow_redirects"] else None,
        verify_tls=given["verify_tls"],
        ca_file=_ca_file(given.get("ca_file")),
        max_body_bytes=given["max_body_bytes"],
        fail_on_error=given["fail_on_error"],
    )


def _object(document):
    try:
        values = json.loads(document.decode("utf-8")) if document.strip() else {}
    except (ValueError, RecursionError):
        raise BadParameters("the parameter document is not JSON") from None
    if not isinstance(values, dict):
        raise BadParameters("the parameter document is not a JSON object")
    return {name: value for name, value in values.items() if value is not None}


def _check_types(given):
    for name, value in given.items():
        if name not in TYPES:
            raise BadParameters("there is no parameter {!a:.80}".format(name))
        kind, words = TYPES[name]
        # To Python true is a number.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind in (int, NUMBER)):
            raise BadParameters("parameter '{}' must be {}".format(name, words))
    for name, (low, high) in RANGES.items():
        if not low <= given[name] <= high:
            raise BadParameters("parameter '{}' must be from {} to {}".format(name, low, high))
    if "url" not in given:
        raise BadParameters("parameter 'url' is missing")
    if given["method"] not in METHODS:
        raise BadParameters("parameter 'method' must be one of " + ", ".join(METHODS))


def _headers(given):
    headers = {}
    for name, value in given.items():
        if not HEADER_NAME.fullmatch(name):
            raise BadParameters("parameter 'headers' has a name that is not allowed: {!a:.80}".format(name))
        if name.lower() in OWN_HEADERS:
            raise BadParameters("parameter 'headers' may not set " + name)
        if name.lower() in headers:
            raise BadParameters("parameter 'headers' has {} twice".format(name))
        text = _scalar(value)
        if text is None or not HEADER_VALUE.fullmatch(text):
            raise BadParameters("parameter 'headers' has a value that is not allowed for " + name)
        headers[name.lower()] = text
    return headers


def _query(given):
    pairs = []
    for name, value in given.items():
        for item in value if isinstance(value, list) else [value]:
            text = _scalar(item)
            if text is None and item is not None:
                raise BadParameters("parameter 'query' takes plain values and lists of them: {!a:.80}".format(name))
            if text is not None:
                pairs.append((_text(name, "query"), _text(text, "query")))
    return pairs


def _scalar(value):
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, int, float)):
        return json.dumps(value)
    return None


def _text(value, parameter):
    """UTF-8, which half of a surrogate pair has no form in."""
    try:
        return value.encode("utf-8")
    except UnicodeEncodeError:
        raise BadParameters("parameter '{}' holds text that is not valid Unicode".format(parameter)) from None


def _body(given, headers):
    if "json" in given and "body" in given:
        raise BadParameters("parameters 'json' and 'body' exclude each other")
    if "json" in given:
        headers.setdefault("content-type", "application/json")
        return _text(json.dumps(given["json"], ensure_ascii=True, separators=(",", ":")), "json")
    if "body" in given:
        headers.setdefault("content-type", "text/plain; charset=utf-8")
        return _text(given["body"], "body")
    return None


def _authentication(given, headers):
    basic = "auth_username" in given or "auth_password" in given
    if not basic and "auth_token" not in given:
        return
    if basic and "auth_token" in given:
        raise BadParameters("parameters 'auth_username' and 'auth_token' exclude each other")
    if "authorization" in headers:
        raise BadParameters("a header Authorization and the parameters 'auth_...' exclude each other")
    if basic:
        if not given.get("auth_username"):
            raise BadParameters("parameter 'auth_password' needs 'auth_username'")
        if ":" in given["auth_username"]:
            raise BadParameters("parameter 'auth_username' must not hold a colon")
        pair = _text(given["auth_username"] + ":" + given.get("auth_password", ""), "auth_password")
        headers["authorization"] = "Basic " + base64.b64encode(pair).decode("ascii")
    else:
        # A token that was read from a file usually ends with the file's last line end.
        token = given["auth_token"].rstrip("\r\n")
        if not TOKEN.fullmatch(token):
            raise BadParameters("parameter 'auth_token' is empty or holds a character that no token has")
        headers["authorization"] = "Bearer " + token


def _ca_file(path):
    if path is not None and not (os.path.isabs(path) and os.path.isfile(path)):
        raise BadParameters("parameter 'ca_file' must be the absolute path of a file that exists")
    return path
