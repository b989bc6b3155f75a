"""Reads the parameter document and writes the result, for actions that are good citizens of a command line."""

import json
import os
import sys

BAD_PARAMETERS = 64


def read():
    """The parameters as a dict.

    The platform has checked them against the action's schema already. What is checked here helps who starts the
    script by hand.
    """
    try:
        if os.environ.get("ATTUNE_PARAMETER_DELIVERY") == "file":
            with open(os.environ["ATTUNE_PARAMETER_FILE"], "rb") as file:
                content = file.read()
        else:
            content = sys.stdin.buffer.read()
        parameters = json.loads(content.decode("utf-8"))
    except KeyError:
        fail("ATTUNE_PARAMETER_FILE is not set")
    except OSError as problem:
        fail("the parameter document cannot be read: {}".format(problem.strerror))
    except ValueError:
        # Never show the document itself: secrets are in it.
        fail("the parameter document is not JSON")
    if not isinstance(parameters, dict):
        fail("the parameter document is not an object")
    return parameters


def require(parameters, name, kind):
    value = parameters.get(name)
    if not isinstance(value, kind):
        fail("parameter '{}' is missing or not of the type that the schema says".format(name))
    return value


def write(result):
    """One line of JSON on stdout. Everything else belongs on stderr."""
    sys.stdout.buffer.write(json.dumps(result, ensure_ascii=False).encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def progress(message):
    print(message, file=sys.stderr, flush=True)


def fail(message, status=BAD_PARAMETERS):
    progress(message)
    sys.exit(status)
