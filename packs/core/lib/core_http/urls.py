"""URLs: which are accepted, how they are written on the wire, and what an origin is."""

import re
from urllib.parse import quote, urlencode, urljoin, urlsplit, urlunsplit

# Everything that may stand in a URL as it is; quote() leaves letters and digits alone anyway.
SAFE = "!#$%&'()*+,/:;=?@[]~-._"
HOST = re.compile(r"[A-Za-z0-9_.-]+|[0-9A-Fa-f:.]+")
DEFAULT_PORTS = {"http": 80, "https": 443}


def parse(text):
    """An absolute http or https URL as SplitResult, pure ASCII, without fragment. ValueError says what is wrong."""
    if any(character <= " " or character == "\x7f" for character in text):
        raise ValueError("holds a space or a control character")
    parts = _split(text)
    if parts.scheme not in DEFAULT_PORTS:
        raise ValueError("must begin with http:// or https://")
    if "@" in parts.netloc:
        raise ValueError("holds a user name or password; use auth_username and auth_password")
    host = _host(parts.hostname or "")
    if "[" in parts.netloc:
        host = "[" + host + "]"
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError("has a bad port")
    if port is not None and port != DEFAULT_PORTS[parts.scheme]:
        host += ":" + str(port)
    path = quote(parts.path or "/", safe=SAFE)
    return urlsplit(urlunsplit((parts.scheme, host, path, quote(parts.query, safe=SAFE), "")))


def join(base, location):
    """The URL that a Location header, whose bytes http.client reads as Latin-1, means at a place."""
    reference = quote(location.strip().encode("latin-1"), safe=SAFE)
    try:
        text = urljoin(urlunsplit(base), reference)
    except ValueError:
        raise ValueError("is not valid") from None
    return parse(text)


def _split(text):
    try:
        return urlsplit(text)
    except ValueError:
        # Its own message quotes the URL with a password that may be in it.
        raise ValueError("is not valid") from None


def _host(name):
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            raise ValueError("has a bad host name") from None
    if not HOST.fullmatch(name):
        raise ValueError("has a bad host name")
    return name


def port(url):
    return url.port or DEFAULT_PORTS[url.scheme]


def origin(url):
    """What credentials belong to. Another scheme or port is another origin, too."""
    return url.scheme, url.hostname, port(url)


def shown(url):
    """The origin as a message shows it: paths and queries of real URLs hold tokens too often."""
    return url.scheme + "://" + url.netloc


def target(url):
    return urlunsplit(("", "", url.path, url.query, ""))


def with_query(url, pairs):
    if not pairs:
        return url
    added = urlencode(pairs)
    return url._replace(query=url.query + "&" + added if url.query else added)
