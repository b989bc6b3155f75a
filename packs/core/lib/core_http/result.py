"""Turns an answer into the action's result."""

import base64
import json
import math
import re
from email.message import Message

# A server's word must not choose among those of Python's codecs that are no character sets.
CHARSET = re.compile(r"(us-)?ascii|(utf|iso|latin|windows|cp|koi8|gb|big5|euc|shift|hz|tis)[a-z0-9_-]*", re.IGNORECASE)
JSON_TYPE = re.compile(r"application/json|text/json|[^/]+/[^/]+\+json")
# Headers of old servers may continue on a further line.
FOLD = re.compile(r"\s*[\r\n]\s*")
# No character set has longer characters; a cut may fall within one.
LONGEST_CHARACTER = 8


def render(answer):
    """The result as JSON text in UTF-8."""
    result = to_result(answer)
    try:
        return _dump(result)
    except RecursionError:
        # Read just below the depth that the writer manages; the body is there as text.
        result["json"] = None
        return _dump(result)


def to_result(answer):
    headers = _headers(answer.headers)
    media_type = Message()
    media_type["content-type"] = headers.get("content-type", "application/octet-stream")
    text = _decode(answer.body, media_type.get_content_charset(), answer.truncated)
    is_json = text is not None and not answer.truncated and JSON_TYPE.fullmatch(media_type.get_content_type())
    return {
        "status": answer.status,
        "reason": answer.reason,
        "url": answer.url,
        "headers": headers,
        "body": base64.b64encode(answer.body).decode("ascii") if text is None else text,
        "body_encoding": "base64" if text is None else "text",
        "body_truncated": answer.truncated,
        "json": _parse(text) if is_json else None,
        "elapsed_ms": answer.elapsed_ms,
        "redirects": answer.redirects,
    }


def _dump(result):
    # Half a surrogate pair has no form in UTF-8; its backslash form is just what JSON calls it.
    return json.dumps(result, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace")


def _headers(pairs):
    headers = {}
    for name, value in pairs:
        name, value = name.lower(), FOLD.sub(" ", value)
        if name == "set-cookie":
            headers.setdefault(name, []).append(value)
        else:
            headers[name] = headers[name] + ", " + value if name in headers else value
    return headers


def _decode(body, charset, truncated):
    """The body as text, or None where it is none: an unknown character set, or bytes that are not in it."""
    charset = charset if charset and CHARSET.fullmatch(charset) else "utf-8"
    try:
        text = body.decode(charset)
    except UnicodeDecodeError as problem:
        if not truncated or problem.start < len(body) - LONGEST_CHARACTER:
            return None
        text = body[: problem.start].decode(charset)
    except LookupError:
        return None
    return None if "\0" in text else text


def _parse(text):
    try:
        return json.loads(text, parse_float=_finite, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _finite(digits):
    number = float(digits)
    return number if math.isfinite(number) else _refuse(digits)


def _refuse(word):
    raise ValueError("JSON has no " + word)
