"""Connections: TLS as asked for, and the proxy that the environment names."""

import base64
import os
import ssl
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import unquote, urlsplit, urlunsplit

from core_http import urls
from core_http.errors import BadParameters, RequestFailed


def connect(url, request):
    """A connection for the URL, the request target to ask it for, and headers for a proxy."""
    proxy = _proxy(url)
    if url.scheme == "https":
        context = _context(request)
        if not proxy:
            return HTTPSConnection(url.hostname, urls.port(url), context=context), urls.target(url), {}
        tunnel = HTTPSConnection(proxy.hostname, proxy.port, context=context)
        tunnel.set_tunnel(url.hostname, urls.port(url), _proxy_headers(proxy))
        return tunnel, urls.target(url), {}
    if not proxy:
        return HTTPConnection(url.hostname, urls.port(url)), urls.target(url), {}
    return HTTPConnection(proxy.hostname, proxy.port), urlunsplit(url), _proxy_headers(proxy)


def _context(request):
    try:
        context = ssl.create_default_context(cafile=request.ca_file)
    except (OSError, ValueError):
        raise BadParameters("parameter 'ca_file' is not a readable PEM file with certificates") from None
    if not request.verify_tls:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _proxy(url):
    if not any(name.lower().endswith("_proxy") for name in os.environ):
        return None
    # Imported late: it costs more time than everything else here, and few agents need it.
    from urllib.request import getproxies_environment, proxy_bypass_environment

    proxies = getproxies_environment()
    address = proxies.get(url.scheme) or proxies.get("all")
    if not address or proxy_bypass_environment("{}:{}".format(url.hostname, urls.port(url)), proxies):
        return None
    parts = urlsplit(address if "://" in address else "http://" + address)
    try:
        usable = parts.scheme == "http" and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        # The address may hold a password.
        raise RequestFailed("the proxy that the environment names for {} is no http proxy".format(url.scheme))
    return parts


def _proxy_headers(proxy):
    if proxy.username is None:
        return {}
    pair = unquote(proxy.username) + ":" + unquote(proxy.password or "")
    return {"Proxy-Authorization": "Basic " + base64.b64encode(pair.encode("utf-8")).decode("ascii")}
