"""What the tests of core.http_request share."""

import contextlib
import json
import unittest

from http_servers import serving
from support import run_http


class HttpTest(unittest.TestCase):
    def setUp(self):
        self.open = contextlib.ExitStack()
        self.addCleanup(self.open.close)
        self.server = self.open.enter_context(serving())

    def another_server(self, tls=False):
        return self.open.enter_context(serving(tls))

    def succeed(self, url, env=None, **parameters):
        result = run_http({"url": url, **parameters}, **(env or {}))
        self.assertEqual((0, b""), (result.returncode, result.stderr))
        return json.loads(result.stdout.decode("utf-8"))

    def fail_with(self, status, url, env=None, **parameters):
        """The one line of stderr of a request that must fail without a result."""
        result = run_http({"url": url, **parameters}, **(env or {}))
        return self.one_line(result, status)

    def one_line(self, result, status):
        message = result.stderr.decode("utf-8")
        self.assertEqual((status, b""), (result.returncode, result.stdout), message)
        self.assertRegex(message, r"\Acore\.http_request: [^\n]+\n\Z")
        return message
