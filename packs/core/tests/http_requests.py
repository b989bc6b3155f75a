"""core.http_request: what is sent, and how the answer is told."""

import base64
import json

from http_base import HttpTest
from support import run_http

MEBIBYTE = 1048576


class HttpRequestsTest(HttpTest):
    def test_every_method_arrives(self):
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            with self.subTest(method=method):
                answer = self.succeed(self.server.url("/m"), method=method)
                self.assertEqual(method, answer["json"]["method"])

    def test_head_has_headers_and_no_body(self):
        answer = self.succeed(self.server.url("/big?size=10"), method="HEAD")
        self.assertEqual(("", "10", None), (answer["body"], answer["headers"]["content-length"], answer["json"]))

    def test_the_result_has_all_fields(self):
        url = self.server.url("/path?x=1")
        answer = self.succeed(url)
        self.assertEqual((200, "OK", url, 0), tuple(answer[n] for n in ("status", "reason", "url", "redirects")))
        self.assertEqual("application/json", answer["headers"]["content-type"])
        self.assertEqual(("text", False), (answer["body_encoding"], answer["body_truncated"]))
        self.assertEqual(answer["json"], json.loads(answer["body"]))
        self.assertIsInstance(answer["elapsed_ms"], int)

    def test_headers_arrive_with_numbers_and_booleans_as_text(self):
        headers = self.succeed(self.server.url(), headers={"X-A": "ä; b", "X-N": 5, "X-B": True})["json"]["headers"]
        self.assertEqual(("ä; b", "5", "true"), (headers["x-a"], headers["x-n"], headers["x-b"]))

    def test_query_is_encoded_added_and_repeated(self):
        query = {"a": "x &=ü", "list": [1, "two", True], "none": None, "empty": ""}
        answer = self.succeed(self.server.url("/q?first=1"), query=query)
        expected = {"first": ["1"], "a": ["x &=ü"], "list": ["1", "two", "true"], "empty": [""]}
        self.assertEqual(expected, answer["json"]["query"])

    def test_a_path_with_other_letters_is_encoded(self):
        self.assertEqual("/%C3%BC%20a?b=%C3%A4", self.succeed(self.server.url("/ü%20a?b=ä#part"))["json"]["target"])

    def test_a_json_body_arrives_with_its_type(self):
        value = {"n": [1, 2.5, None, True], "s": "ü\n'\""}
        request = self.succeed(self.server.url(), method="POST", json=value)["json"]
        self.assertEqual(value, json.loads(request["body"]))
        self.assertEqual("application/json", request["headers"]["content-type"])

    def test_a_text_body_arrives_with_its_type(self):
        request = self.succeed(self.server.url(), method="PUT", body="zwölf\n")["json"]
        self.assertEqual("zwölf\n", request["body"])
        self.assertEqual("text/plain; charset=utf-8", request["headers"]["content-type"])

    def test_the_content_type_can_be_chosen(self):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        request = self.succeed(self.server.url(), method="POST", body="a=1", headers=headers)["json"]
        self.assertEqual("application/x-www-form-urlencoded", request["headers"]["content-type"])

    def test_basic_authentication_is_utf8(self):
        request = self.succeed(self.server.url(), auth_username="Jürgen", auth_password="pä:ss")["json"]
        expected = "Basic " + base64.b64encode("Jürgen:pä:ss".encode("utf-8")).decode("ascii")
        self.assertEqual(expected, request["headers"]["authorization"])

    def test_a_bearer_token_loses_the_line_end_of_its_file(self):
        request = self.succeed(self.server.url(), auth_token="abc.def\n")["json"]
        self.assertEqual("Bearer abc.def", request["headers"]["authorization"])

    def test_an_error_status_fails_the_run_and_still_prints_the_answer(self):
        result = run_http({"url": self.server.url("/status/404")})
        self.assertEqual(1, result.returncode)
        self.assertEqual(b"core.http_request: the server answered 404 Not Found\n", result.stderr)
        answer = json.loads(result.stdout.decode("utf-8"))
        self.assertEqual((404, {"error": "no"}), (answer["status"], answer["json"]))

    def test_an_error_status_can_be_accepted(self):
        self.assertEqual(500, self.succeed(self.server.url("/status/500"), fail_on_error=False)["status"])

    def test_repeated_headers_are_joined_and_cookies_listed(self):
        headers = self.succeed(self.server.url("/headers"))["headers"]
        self.assertEqual(("a, b", ["a=1; Path=/", "b=2"]), (headers["x-many"], headers["set-cookie"]))

    def test_the_body_is_decoded_by_its_character_set(self):
        for charset, data in (("iso-8859-1", "fc"), ("utf-8", "c3bc"), ("utf-16", "fffefc00"), ("rot13", "c3bc")):
            with self.subTest(charset=charset):
                answer = self.bytes_answer(data, "text/plain; charset=" + charset)
                self.assertEqual(("ü", "text"), (answer["body"], answer["body_encoding"]))

    def test_a_body_that_is_no_text_is_base64(self):
        for data in ("fffe00ff", "610062"):
            with self.subTest(data=data):
                answer = self.bytes_answer(data, "application/octet-stream")
                self.assertEqual("base64", answer["body_encoding"])
                self.assertEqual(bytes.fromhex(data), base64.b64decode(answer["body"]))

    def test_json_that_is_broken_or_beyond_json_is_null(self):
        for text in ('{"a": NaN}', '{"a": 1e999}', "{", "", "[" * 100000):
            with self.subTest(text=text[:20]):
                answer = self.bytes_answer(text.encode("utf-8").hex()[:40000], "application/json")
                self.assertIsNone(answer["json"])

    def test_half_a_surrogate_pair_survives(self):
        self.assertEqual({"a": "\ud800"}, self.bytes_answer(b'{"a": "\\ud800"}'.hex(), "application/json")["json"])

    def test_a_big_body_is_cut_and_said_so(self):
        answer = self.succeed(self.server.url("/big?size=2000000"))
        self.assertEqual((MEBIBYTE, True), (len(answer["body"]), answer["body_truncated"]))

    def test_a_body_that_just_fits_is_whole(self):
        for size, limit, truncated in ((100, 100, False), (101, 100, True), (0, 0, False), (1, 0, True)):
            with self.subTest(size=size, limit=limit):
                answer = self.succeed(self.server.url("/big?size={}".format(size)), max_body_bytes=limit)
                self.assertEqual((min(size, limit), truncated), (len(answer["body"]), answer["body_truncated"]))

    def test_a_cut_within_a_character_leaves_text(self):
        answer = self.bytes_answer("c3bcc3bc", "text/plain; charset=utf-8", max_body_bytes=3)
        self.assertEqual(("ü", "text", True), (answer["body"], answer["body_encoding"], answer["body_truncated"]))

    def bytes_answer(self, data, kind, **parameters):
        return self.succeed(self.server.url("/bytes"), query={"hex": data, "type": kind}, **parameters)
