"""core.http_request: one HTTP request; parameters as JSON on stdin, the answer as JSON on stdout."""

import os
import signal
import sys
import threading

from core_http import exchange, parameters, result
from core_http.errors import BadParameters, RequestFailed

FAILED = 1
INTERNAL_ERROR = 70


def within(seconds, work):
    """Calls work in a thread, so that nothing it waits for (a name lookup, a byte, ...) can outlast the limit."""
    outcome = []

    def call():
        try:
            outcome.append((work(), None))
        except BaseException as problem:  # handed on below
            outcome.append((None, problem))

    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise RequestFailed("no complete answer within {:g} seconds".format(seconds))
    value, problem = outcome[0]
    if problem is not None:
        raise problem
    return value


def main():
    request = parameters.parse(sys.stdin.buffer.read())
    answer = within(request.timeout_seconds, lambda: exchange.perform(request))
    sys.stdout.buffer.write(result.render(answer) + b"\n")
    sys.stdout.buffer.flush()
    if request.fail_on_error and answer.status >= 400:
        say("the server answered {} {}".format(answer.status, answer.reason).rstrip())
        return FAILED
    return 0


def say(message):
    sys.stderr.buffer.write("core.http_request: {}\n".format(message).encode("utf-8", "backslashreplace"))
    sys.stderr.buffer.flush()


def run():
    try:
        return main()
    except (BadParameters, RequestFailed) as problem:
        say(problem)
        return problem.exit_status
    except Exception as problem:  # a traceback could show a value
        say("internal error ({})".format(type(problem).__name__))
        return INTERNAL_ERROR


if __name__ == "__main__":
    # An interrupt ends the process at once instead of showing a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Not sys.exit: a thread may still wait for the network, and nothing is left to be done.
    os._exit(run())
