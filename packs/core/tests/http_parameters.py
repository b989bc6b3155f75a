"""core.http_request: parameters that are refused, before anything is sent."""

import os
import re

from http_base import HttpTest
from support import PACK, python_command, python_environment, run

SECRET = "red-secret"


class HttpParametersTest(HttpTest):
    def test_bad_parameters_are_refused_by_name_and_nothing_is_sent(self):
        cases = [
            ("'url'", {"url": "ftp://127.0.0.1/"}),
            ("'url'", {"url": "http://"}),
            ("'url'", {"url": "http://127.0.0.1:x/"}),
            ("'url'", {"url": "http://127.0.0.1:0/"}),
            ("'url'", {"url": "http://user:red-secret@a\u2100b/"}),
            ("'url'", {"url": "http://user:red-secret@[x]/"}),
            ("'url'", {"url": "http://127.0.0.1/a b"}),
            ("'url'", {"url": "http://127.0.0.1/\r\nX: y"}),
            ("'url'", {"url": 5}),
            ("auth_username", {"url": "http://user:red-secret@127.0.0.1/"}),
            ("'method'", {"method": "TRACE"}),
            ("'method'", {"method": "get"}),
            ("'headers'", {"headers": {"X-A": "red-secret\r\nX-B: 1"}}),
            ("'headers'", {"headers": {"X-A": "red-secret\n"}}),
            ("'headers'", {"headers": {"X-A": "red-secret €"}}),
            ("'headers'", {"headers": {"X A": "1"}}),
            ("'headers'", {"headers": {"X-A\r\nX-B": "1"}}),
            ("'headers'", {"headers": {"X-A": ["1"]}}),
            ("'headers'", {"headers": {"x-a": "1", "X-A": "2"}}),
            ("'headers'", {"headers": {"Content-Length": "3"}}),
            ("'headers'", {"headers": {"Transfer-Encoding": "chunked"}}),
            ("'query'", {"query": {"a": {"b": 1}}}),
            ("'json' and 'body'", {"json": 1, "body": "x"}),
            ("'auth_username' and 'auth_token'", {"auth_username": "a", "auth_token": SECRET}),
            ("'auth_username'", {"auth_password": SECRET}),
            ("'auth_username'", {"auth_username": "a:b", "auth_password": SECRET}),
            ("'auth_token'", {"auth_token": "red-secret\r\nX: y"}),
            ("'auth_token'", {"auth_token": ""}),
            ("Authorization", {"auth_token": SECRET, "headers": {"authorization": "x"}}),
            ("'timeout_seconds'", {"timeout_seconds": 0}),
            ("'timeout_seconds'", {"timeout_seconds": True}),
            ("'max_body_bytes'", {"max_body_bytes": -1}),
            ("'max_redirects'", {"max_redirects": "3"}),
            ("'ca_file'", {"ca_file": "relative.pem"}),
            ("'ca_file'", {"ca_file": "/does/not/exist.pem"}),
            ("'verify_tls'", {"verify_tls": "false"}),
            ("'timeout'", {"timeout": 3}),
            ("'body'", {"body": "\ud800"}),
        ]
        for words, parameters in cases:
            with self.subTest(parameters=parameters):
                message = self.fail_with(64, **{"url": self.server.url(), **parameters})
                self.assertIn(words, message)
                self.assertNotIn(SECRET, message)
        self.assertEqual([], self.server.seen)

    def test_a_file_without_certificates_is_refused(self):
        message = self.fail_with(64, "https://127.0.0.1:1/", ca_file=os.path.join(PACK, "pack.yaml"))
        self.assertIn("'ca_file'", message)

    def test_a_document_that_is_no_object_is_refused_without_showing_it(self):
        for document in (b"", b"\n", b"red-secret", b'["red-secret"]', b'{"url": "red-secret', b"\xff", b"[" * 100000):
            with self.subTest(document=document[:20]):
                message = self.one_line(run(python_command(), document, python_environment()), 64)
                self.assertNotIn(SECRET, message)

    def test_the_defaults_are_those_of_the_schema(self):
        from core_http.parameters import DEFAULTS, METHODS, TYPES

        with open(os.path.join(PACK, "actions", "http_request.yaml"), encoding="utf-8") as file:
            section = file.read().split("\nparameters:\n")[1].split("\noutput_schema:\n")[0]
        blocks = re.split(r"(?m)^  (\w+):\n", section)[1:]
        declared = dict(zip(blocks[::2], blocks[1::2]))
        self.assertEqual(set(TYPES), set(declared))
        texts = {True: "true", False: "false"}
        for name, block in declared.items():
            default = re.search(r"default: (.*)", block)
            value = DEFAULTS.get(name)
            expected = texts[value] if isinstance(value, bool) else None if value is None else str(value)
            self.assertEqual(expected, default and default.group(1), name)
        self.assertIn("[" + ", ".join(METHODS) + "]", declared["method"])
