"""The two ways in which a request fails, each with its exit status. No message ever holds a parameter's value."""

import re

MESSAGE_LIMIT = 300


class BadParameters(Exception):
    """The caller has to change a parameter."""

    exit_status = 64


class RequestFailed(Exception):
    """Network, TLS, the time limit, or a redirect that is not followed."""

    exit_status = 2


def one_line(text):
    """Text from elsewhere (a server, the system) made fit for one line of stderr."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\s]+", " ", str(text)).strip()[:MESSAGE_LIMIT]
