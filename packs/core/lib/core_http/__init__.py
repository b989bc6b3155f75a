"""What core.http_request is made of: parameters, exchange over the network, result.

Only the standard library is used, and no other program is started, so that no part of a request can be seen on an
argument list.
"""
