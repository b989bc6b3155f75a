"""Parameters and secrets for actions in Python, from a document in the format json or dotenv.

    import os, sys
    sys.path.insert(0, os.environ["ATTUNE_LIB"])
    from attune_parameters import get_secret, parameters

    token = get_secret("token")

The document is read once, at the first call, whichever way it is delivered. Needs the standard library only.
"""

import json
import os
import re
import sys

_NAME = re.compile("[A-Za-z_][A-Za-z0-9_.-]*")
_QUOTE_INSIDE = "\\''"
_MISSING = object()
_document = None


class ParameterError(Exception):
    """The document cannot be read, or holds no such parameter; the message never quotes a value."""


def parameters():
    """All parameters by name: with their types from json; from dotenv as strings, with dotted names."""
    global _document
    if _document is None:
        _document = _read()
    return dict(_document)


def get_parameter(name, default=_MISSING):
    """One parameter, or with a dotted name a field inside one."""
    value = _find(parameters(), name)
    if value is not _MISSING:
        return value
    if default is _MISSING:
        raise ParameterError("there is no parameter '{}'".format(name))
    return default


def get_secret(name, default=_MISSING):
    """As get_parameter, for what nobody else may see: do not print it."""
    return get_parameter(name, default)


def _find(values, name):
    if name in values:
        return values[name]
    first, dot, rest = name.partition(".")
    while dot:
        inner = values.get(first)
        if isinstance(inner, dict):
            found = _find(inner, rest)
            if found is not _MISSING:
                return found
        more, dot, rest = rest.partition(".")
        first += "." + more
    return _MISSING


def _read():
    form = os.environ.get("ATTUNE_PARAMETER_FORMAT")
    if form not in ("json", "dotenv"):
        raise ParameterError(
            "attune_parameters needs 'parameter_format: json' or 'dotenv' in the action, which has '{}'".format(form)
        )
    if os.environ.get("ATTUNE_PARAMETER_DELIVERY") == "file":
        with open(os.environ["ATTUNE_PARAMETER_FILE"], "rb") as file:
            content = file.read()
    else:
        content = sys.stdin.buffer.read()
    read = None
    try:
        text = content.decode("utf-8")
        read = json.loads(text) if form == "json" else _dotenv(text)
    except (ValueError, RecursionError):
        # Not chained: these exceptions hold the document.
        pass
    if not isinstance(read, dict):
        raise ParameterError("the parameter document is no {}".format(form))
    return read


def _dotenv(text):
    """What lines of name='value' say; a quote inside a value is written '\\''."""
    values = {}
    at = 0
    end = len(text.rstrip("\n"))
    while at < end:
        name = _NAME.match(text, at)
        if not name or not text.startswith("='", name.end()):
            raise ValueError
        at = name.end() + 2
        parts = []
        while True:
            quote = text.index("'", at)
            parts.append(text[at:quote])
            at = quote + 1
            if not text.startswith(_QUOTE_INSIDE, at):
                break
            parts.append("'")
            at += len(_QUOTE_INSIDE)
        if at < len(text) and text[at] != "\n":
            raise ValueError
        at += 1
        values[name.group()] = "".join(parts)
    return values
